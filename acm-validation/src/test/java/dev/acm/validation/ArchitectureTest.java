package dev.acm.validation;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.module.ModuleDescriptor.Requires;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What this module may use: the core and one library, and not its sibling. */
@DisplayName("The shape of acm-validation")
class ArchitectureTest {
    private static final DescribedPredicate<JavaClass> CORE = resideInAPackage("dev.acm..")
            .and(resideOutsideOfPackages("dev.acm.acme..", "dev.acm.ca..", "dev.acm.testkit..", "dev.acm.validation.."))
            .as("classes of the core");

    @TestFactory
    @DisplayName("holds for the library")
    Stream<DynamicTest> library() {
        JavaClasses library = new ClassFileImporter().importPath(Path.of("target", "classes"));
        assertThat(library).as("classes found").isNotEmpty();

        return rules("dev.acm.validation").entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getKey(), () -> rule.getValue().check(library)));
    }

    @TestFactory
    @DisplayName("control: each rule notices classes that break it")
    Stream<DynamicTest> control() {
        JavaClasses broken = new ClassFileImporter()
                .importPath(Path.of("target", "test-classes", "dev", "acm", "validation", "misshapen"));

        return rules("dev.acm.validation.misshapen").entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getKey(),
                        () -> assertThat(rule.getValue().evaluate(broken).hasViolation())
                                .isTrue()));
    }

    @Test
    @DisplayName("the module does not require its sibling")
    void module_doesNotRequireItsSibling() {
        Module module = ArchitectureTest.class.getModule();

        assertThat(module.getName()).isEqualTo("dev.acm.validation");
        assertThat(module.getDescriptor().requires())
                .extracting(Requires::name)
                .contains("dev.acm.core")
                .noneMatch(name -> name.startsWith("dev.acm.") && !name.equals("dev.acm.core"));
    }

    private static Map<String, ArchRule> rules(String root) {
        return Map.of(
                "packages are free of cycles",
                slices().matching(root + ".(*)..").should().beFreeOfCycles().allowEmptyShould(true),
                "only the core, the JDK and the one library are used",
                classes()
                        .should()
                        .onlyDependOnClassesThat(resideInAnyPackage(
                                        root + "..",
                                        "java..",
                                        "javax..",
                                        "org.jspecify.annotations",
                                        "org.slf4j",
                                        "org.xbill.DNS..")
                                .or(CORE)));
    }
}
