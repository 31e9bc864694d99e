package dev.acm;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The direction of dependency inside the core, and what the core may touch outside itself. */
@DisplayName("The shape of the core")
class ArchitectureTest {
    /** What the domain is made of; knows nothing of ports or of what runs them. */
    private static final List<String> VALUES = List.of(
            "internal",
            "name",
            "dcv",
            "certificate",
            "diagnosis",
            "key",
            "event",
            "renewal",
            "request",
            "tag",
            "quota");

    /** What works on the values and the ports, and what comes ready-made behind a port. */
    private static final List<String> MACHINERY = List.of("lifecycle", "memory", "vault", "tls");

    /** JDK packages that hold no clock, thread, socket or file of their own accord. */
    private static final List<String> PURE = List.of(
            "java.io",
            "java.lang..",
            "java.math",
            "java.net",
            "java.nio",
            "java.nio.charset",
            "java.security..",
            "java.text",
            "java.time..",
            "java.util..",
            "javax.crypto..",
            "javax.net.ssl",
            "javax.security.auth..",
            "org.jspecify.annotations",
            "org.slf4j");

    private static final Set<String> THREAD_CALLS =
            Set.of("currentThread", "interrupt", "interrupted", "isInterrupted");

    @TestFactory
    @DisplayName("holds for the library")
    Stream<DynamicTest> library() {
        JavaClasses library = new ClassFileImporter().importPath(Path.of("target", "classes"));
        assertThat(library).as("classes found").hasSizeGreaterThan(50);

        return rules("dev.acm").entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getKey(), () -> rule.getValue().check(library)));
    }

    @TestFactory
    @DisplayName("control: each rule notices classes that break it")
    Stream<DynamicTest> control() {
        JavaClasses broken =
                new ClassFileImporter().importPath(Path.of("target", "test-classes", "dev", "acm", "misshapen"));

        return rules("dev.acm.misshapen").entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getKey(),
                        () -> assertThat(rule.getValue().evaluate(broken).hasViolation())
                                .isTrue()));
    }

    @Test
    @DisplayName("every package has its place in the rules")
    void packages_allHaveAPlace() {
        JavaClasses library = new ClassFileImporter().importPath(Path.of("target", "classes"));
        Set<String> placed = Set.copyOf(Stream.of(VALUES, MACHINERY, List.of("spi", "error", "deploy"))
                .flatMap(List::stream)
                .toList());

        assertThat(library.stream()
                        .map(type -> type.getPackageName())
                        .filter(name -> name.startsWith("dev.acm."))
                        .map(name -> name.substring("dev.acm.".length()).replaceAll("\\..*", ""))
                        .distinct())
                .allMatch(placed::contains);
    }

    private static Map<String, ArchRule> rules(String root) {
        Map<String, ArchRule> rules = new TreeMap<>();
        rules.put(
                "packages are free of cycles",
                slices().matching(root + ".(*)..").should().beFreeOfCycles());
        rules.put("internal uses no other package", mustNotUse(root, List.of("internal"), without("internal")));
        rules.put("name uses internal only", mustNotUse(root, List.of("name"), without("internal", "name")));
        rules.put(
                "dcv uses names only",
                mustNotUse(root, List.of("dcv"), without("internal", "name", "dcv", "certificate")));
        rules.put("values use no port", mustNotUse(root, VALUES, List.of("spi")));
        rules.put("values use no machinery", mustNotUse(root, VALUES, MACHINERY));
        rules.put("ports use values only", mustNotUse(root, List.of("spi"), MACHINERY));
        rules.put("errors use values and ports only", mustNotUse(root, List.of("error"), MACHINERY));
        rules.put("ports know no error of the facade", mustNotUse(root, List.of("spi"), List.of("error")));
        rules.put(
                "ready-made ports do not know the lifecycle",
                mustNotUse(root, List.of("memory", "vault", "tls"), List.of("lifecycle")));
        rules.put(
                "the lifecycle does not know ready-made ports",
                mustNotUse(root, List.of("lifecycle"), List.of("memory", "vault", "tls"))
                        .allowEmptyShould(true));
        rules.put(
                "no package uses the facade",
                noClasses()
                        .that()
                        .resideInAPackage(root + ".*..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(root));
        rules.put(
                "only the JDK's pure packages, slf4j and JSpecify are used",
                classes()
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage(Stream.concat(Stream.of(root + ".."), PURE.stream())
                                .toArray(String[]::new)));
        rules.put(
                "TLS types stay in tls",
                noClasses()
                        .that()
                        .resideOutsideOfPackage(root + ".tls..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("javax.net.ssl"));
        // tls makes server sockets when the host asks its SSLServerSocketFactory for one
        rules.put("nothing of java.net is called outside tls but URI", noCall(root, "java.net", "java.net.URI"));
        rules.put("no file is touched", noCallOf("java.io.File"));
        rules.put(
                "no thread is made, started or awaited",
                noClasses()
                        .should()
                        .callCodeUnitWhere(describe(
                                "a thread is made, started or awaited",
                                call -> owner(call).equals("java.lang.Thread")
                                        && !THREAD_CALLS.contains(
                                                call.getTarget().getName()))));
        return rules;
    }

    private static ArchRule mustNotUse(String root, List<String> users, List<String> used) {
        return noClasses()
                .that()
                .resideInAnyPackage(under(root, users))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(under(root, used));
    }

    private static ArchRule noCall(String root, String javaPackage, String except) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(root + ".tls..")
                .should()
                .callCodeUnitWhere(describe(
                        javaPackage + " is called",
                        call -> call.getTargetOwner().getPackageName().equals(javaPackage)
                                && !owner(call).equals(except)
                                && !owner(call).endsWith("Exception")));
    }

    private static ArchRule noCallOf(String prefix) {
        return noClasses()
                .should()
                .callCodeUnitWhere(
                        describe(prefix + "… is called", call -> owner(call).startsWith(prefix)));
    }

    private static String owner(JavaAccess<? extends AccessTarget> access) {
        return access.getTargetOwner().getName();
    }

    private static List<String> without(String... names) {
        List<String> kept = Arrays.asList(names);
        return Stream.of(VALUES, List.of("spi"), MACHINERY)
                .flatMap(List::stream)
                .filter(name -> !kept.contains(name))
                .toList();
    }

    private static String[] under(String root, List<String> names) {
        return names.stream().map(name -> root + "." + name + "..").toArray(String[]::new);
    }
}
