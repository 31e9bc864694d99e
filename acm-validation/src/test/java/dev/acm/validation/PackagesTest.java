package dev.acm.validation;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.acm.validation", importOptions = ImportOption.DoNotIncludeTests.class)
class PackagesTest {
    /** Judging works on answers, wherever they come from; dnsjava is known in one package. */
    @ArchTest
    static final ArchRule dnsjava_isKnownToThePackageDnsOnly = noClasses()
            .that()
            .resideOutsideOfPackage("dev.acm.validation.dns..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.xbill..");

    @ArchTest
    static final ArchRule caa_doesNotKnowTheValidator = noClasses()
            .that()
            .resideInAPackage("dev.acm.validation.caa..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.acm.validation", "dev.acm.validation.dns..");

    @ArchTest
    static final ArchRule packages_formNoCircle =
            slices().matching("dev.acm.validation.(*)..").should().beFreeOfCycles();
}
