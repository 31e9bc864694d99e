package dev.acm.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.acm.certificate.KeyAlgorithm;
import dev.acm.dcv.ValidationMethod;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CertificateRequestTest {
    private static CertificateRequest.Builder builder() {
        return CertificateRequest.builder("example.com");
    }

    @Test
    void build_nothingSet_hasTheDefaults() {
        CertificateRequest request = builder().build();

        assertThat(request.names()).containsExactly("example.com");
        assertThat(request.validationMethod()).isEqualTo(ValidationMethod.DNS);
        assertThat(request.keyAlgorithm()).isEqualTo(KeyAlgorithm.RSA_2048);
        assertThat(request.commonName()).isTrue();
        assertThat(request.exportable()).isFalse();
        assertThat(request.validity()).isEmpty();
        assertThat(request.idempotencyToken()).isEmpty();
    }

    @Test
    void build_eachOptionAlone_setsOnlyIt() {
        assertThat(builder().alternativeName("a.example").build().names()).containsExactly("example.com", "a.example");
        assertThat(builder()
                        .alternativeNames(List.of("a.example", "b.example"))
                        .build()
                        .names())
                .containsExactly("example.com", "a.example", "b.example");
        assertThat(builder().validationMethod(ValidationMethod.EMAIL).build().validationMethod())
                .isEqualTo(ValidationMethod.EMAIL);
        assertThat(builder().keyAlgorithm(KeyAlgorithm.EC_prime256v1).build().keyAlgorithm())
                .isEqualTo(KeyAlgorithm.EC_prime256v1);
        assertThat(builder().commonName(false).build().commonName()).isFalse();
        assertThat(builder().exportable(true).build().exportable()).isTrue();
        assertThat(builder().validity(Duration.ofDays(9)).build().validity()).contains(Duration.ofDays(9));
        assertThat(builder().idempotencyToken("t").build().idempotencyToken()).contains("t");
    }

    @Test
    void build_builderUsedOn_doesNotChangeTheFirst() {
        CertificateRequest.Builder builder = builder();
        CertificateRequest first = builder.build();

        builder.alternativeName("a.example");

        assertThat(first.names()).containsExactly("example.com");
    }

    @Test
    void validity_notPositive_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> builder().validity(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> builder().validity(Duration.ofSeconds(-1)));
    }

    @Test
    void setters_null_areRefused() {
        assertThatNullPointerException().isThrownBy(() -> CertificateRequest.builder(null));
        assertThatNullPointerException().isThrownBy(() -> builder().alternativeName(null));
        assertThatNullPointerException().isThrownBy(() -> builder().alternativeNames(Arrays.asList("a", null)));
        assertThatNullPointerException().isThrownBy(() -> builder().validationMethod(null));
        assertThatNullPointerException().isThrownBy(() -> builder().keyAlgorithm(null));
        assertThatNullPointerException().isThrownBy(() -> builder().validity(null));
        assertThatNullPointerException().isThrownBy(() -> builder().idempotencyToken(null));
    }
}
