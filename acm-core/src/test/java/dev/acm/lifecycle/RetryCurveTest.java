package dev.acm.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.diagnosis.Diagnosis;
import dev.acm.spi.RetryClass;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RetryCurveTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    private static Duration delay(RetryClass retryClass, int tries, Duration waiting, Optional<Duration> suggested) {
        return Duration.between(
                NOW, RetryCurve.nextTry(retryClass, tries, NOW.minus(waiting), NOW, suggested.map(NOW::plus)));
    }

    @ParameterizedTest
    @CsvSource({"0, PT30S", "1, PT1M", "2, PT2M", "5, PT16M", "6, PT30M", "7, PT30M", "1000000, PT30M"})
    void nextTry_transient_doublesFrom30SecondsTo30Minutes(int tries, Duration wanted) {
        assertThat(delay(RetryClass.TRANSIENT, tries, Duration.ZERO, Optional.empty()))
                .isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource({"0, PT1H", "1, PT2H", "4, PT16H", "5, PT24H", "1000000, PT24H"})
    void nextTry_policy_doublesFrom1To24Hours(int tries, Duration wanted) {
        assertThat(delay(RetryClass.POLICY, tries, Duration.ZERO, Optional.empty()))
                .isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource({"PT5H, PT5H", "PT1S, PT1S", "PT0S, PT1M", "-PT1H, PT1M", "PT24H, PT24H", "PT87600H, PT24H"})
    void nextTry_asTold_isTheTimeToldIfItIsAhead(Duration suggested, Duration wanted) {
        assertThat(delay(RetryClass.AS_TOLD, 3, Duration.ZERO, Optional.of(suggested)))
                .isEqualTo(wanted);
    }

    @Test
    void nextTry_asToldButNotTold_isAMinute() {
        assertThat(delay(RetryClass.AS_TOLD, 0, Duration.ZERO, Optional.empty()))
                .isEqualTo(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @CsvSource({
        "0, PT0S, PT10S",
        "1, PT10S, PT20S",
        "5, PT10M, PT5M20S",
        "6, PT20M, PT10M",
        "9, PT59M59S, PT10M",
        "9, PT1H, PT30M",
        "0, PT40H, PT30M"
    })
    void nextTry_human_isDenseAtFirst(int tries, Duration waiting, Duration wanted) {
        assertThat(delay(RetryClass.HUMAN, tries, waiting, Optional.empty())).isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource({"PT5M, PT5M", "PT5S, PT10S", "PT9H, PT30M", "-PT1M, PT10S"})
    void nextTry_humanWithNegativeTtl_isNotBeforeItButAtMost30Minutes(Duration suggested, Duration wanted) {
        assertThat(delay(RetryClass.HUMAN, 0, Duration.ZERO, Optional.of(suggested)))
                .isEqualTo(wanted);
    }

    @Test
    void told_inTenYears_isCappedAndSaysSo() {
        Instant inTenYears = NOW.plus(Duration.ofDays(3650));
        Diagnosis told = RetryCurve.told(RetryClass.AS_TOLD, 0, NOW, NOW, later(inTenYears));

        assertThat(told.nextTry()).hasValue(NOW.plus(Duration.ofHours(24)));
        assertThat(told.evidence())
                .anySatisfy(evidence -> assertThat(evidence.got()).isEqualTo(inTenYears.toString()));
    }

    @Test
    void told_inAnHour_isBelievedWithoutAWord() {
        Diagnosis told = RetryCurve.told(RetryClass.AS_TOLD, 0, NOW, NOW, later(NOW.plus(Duration.ofHours(1))));

        assertThat(told.nextTry()).hasValue(NOW.plus(Duration.ofHours(1)));
        assertThat(told.evidence()).isEmpty();
    }

    private static Diagnosis later(Instant at) {
        return Diagnosis.builder("AUTHORITY_BUSY", "The authority says to come back.")
                .nextTry(at)
                .build();
    }

    @Test
    void nextTry_never_isKeptADayAway() {
        assertThat(delay(RetryClass.NEVER, 0, Duration.ZERO, Optional.empty())).isEqualTo(Duration.ofDays(1));
    }

    @ParameterizedTest
    @EnumSource(RetryClass.class)
    void nextTry_anyClass_isAhead(RetryClass retryClass) {
        assertThat(delay(retryClass, Integer.MAX_VALUE, Duration.ofDays(400), Optional.of(Duration.ofDays(-1))))
                .isPositive();
    }
}
