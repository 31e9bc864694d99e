package dev.acm.ca.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.Oids;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LintContextTest {
    private static X509Certificate certificate(Tbs tbs) throws CertificateException {
        byte[] der = Der.sequence(tbs.toDer(), Tbs.ECDSA_SHA256, Der.bitString(new byte[8]));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }

    @ParameterizedTest
    @CsvSource({
        Oids.SUBJECT_KEY_IDENTIFIER + ",0102",
        Oids.SUBJECT_KEY_IDENTIFIER + ",0430",
        Oids.NAME_CONSTRAINTS + ",0102"
    })
    void issuer_withAnExtensionThatCannotBeRead_isRefusedByName(String oid, String value) throws Exception {
        X509Certificate malformed = certificate(Tbs.authority().extension(oid, false, Tbs.hex(value)));

        assertThatThrownBy(() -> LintContext.builder().issuer(malformed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("chain");
    }

    @Test
    void issuer_asItShouldBe_isTaken() throws Exception {
        assertThat(LintContext.builder()
                        .issuerChain(List.of(certificate(Tbs.authority())))
                        .build()
                        .issuer())
                .isPresent();
    }
}
