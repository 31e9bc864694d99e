package dev.acm.ca.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.ca.Vectors;
import dev.acm.ca.Vectors.Vector;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class LintVectorsTest {
    @TestFactory
    @DisplayName("profile-certs.json: no error exactly where the profile is kept")
    Stream<DynamicTest> profiles() {
        return Vectors.testsIfPresent("profile-certs.json", LintVectorsTest::judgeProfile);
    }

    private static void judgeProfile(Vector vector) {
        List<LintFinding> errors =
                CertificateLint.of(profile(vector.text("profile"))).check(vector.base64("der_base64"), LintContext.none()).stream()
                        .filter(finding -> finding.severity() == Severity.ERROR)
                        .toList();

        assertThat(vector.allows(errors.isEmpty() ? "accept" : "reject"))
                .as("%s wanted, %s", vector.text("expected"), errors)
                .isTrue();
    }

    private static LintProfile profile(String name) {
        return switch (name) {
            case "dv" -> LintProfile.TLS_SERVER;
            case "dv_precert" -> LintProfile.TLS_SERVER_PRECERTIFICATE;
            case "sub_ca" -> LintProfile.ISSUING_CA;
            default -> LintProfile.valueOf(name.toUpperCase(Locale.ROOT));
        };
    }
}
