package dev.acm.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.acm.certificate.CertificateType;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QuotasTest {
    @Test
    void acm_hasThePublishedDefaults() {
        assertThat(Quotas.acm().limit(Quota.CERTIFICATES_HELD)).hasValue(2_500);
        assertThat(Quotas.acm().limit(Quota.REQUESTS_PER_YEAR)).hasValue(5_000);
        assertThat(Quotas.acm().limit(Quota.IMPORTED_HELD)).hasValue(2_500);
        assertThat(Quotas.acm().limit(Quota.IMPORTS_PER_YEAR)).hasValue(5_000);
    }

    @ParameterizedTest
    @EnumSource(Quota.class)
    void with_oneLimit_setsItAlone(Quota quota) {
        Quotas one = Quotas.unlimited().with(quota, 0);

        for (Quota other : Quota.values()) {
            assertThat(one.limit(other)).isEqualTo(other == quota ? OptionalLong.of(0) : OptionalLong.empty());
        }
        assertThat(one.isLimited(quota.type())).isTrue();
        assertThat(one.isLimited(CertificateType.PRIVATE)).isFalse();
        assertThat(Quotas.unlimited().isLimited(quota.type())).isFalse();
    }

    @Test
    void with_negative_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quotas.unlimited().with(Quota.IMPORTED_HELD, -1))
                .withMessageContaining("-1");
    }

    @Test
    void usage_isExhaustedAtItsLimit() {
        assertThat(new QuotaUsage(Quota.IMPORTED_HELD, 6, OptionalLong.of(7), Optional.empty()).isExhausted())
                .isFalse();
        assertThat(new QuotaUsage(Quota.IMPORTED_HELD, 7, OptionalLong.of(7), Optional.empty()).isExhausted())
                .isTrue();
        assertThat(new QuotaUsage(Quota.IMPORTED_HELD, 7, OptionalLong.empty(), Optional.empty()).isExhausted())
                .isFalse();
    }
}
