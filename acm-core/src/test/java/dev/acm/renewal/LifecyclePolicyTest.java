package dev.acm.renewal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LifecyclePolicyTest {
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");

    private static LifecyclePolicy.Builder builder() {
        return LifecyclePolicy.builder();
    }

    /** All that a policy says, to compare two. */
    private static List<Object> values(LifecyclePolicy policy) {
        Instant to = FROM.plus(Duration.ofDays(900));
        return List.of(
                policy.validationWindow(),
                policy.validity().at(FROM),
                policy.evidenceAge(),
                policy.renewAlways(),
                policy.noticeDays(),
                policy.renewalOpens(FROM, to),
                policy.renewalDue("a", 1, FROM, to));
    }

    @Nested
    class Options {
        @Test
        void acm_hasTheDocumentedClocks() {
            LifecyclePolicy policy = LifecyclePolicy.acm();

            assertThat(policy.validationWindow()).isEqualTo(Duration.ofHours(72));
            assertThat(policy.validity().at(FROM)).isEqualTo(Duration.ofDays(395));
            assertThat(policy.evidenceAge()).isEqualTo(Duration.ofHours(1));
            assertThat(policy.renewAlways()).isFalse();
            assertThat(policy.noticeDays()).containsExactly(45, 30, 15, 7, 3, 1);
        }

        static Stream<LifecyclePolicy.Builder> eachAlone() {
            return Stream.of(
                    builder().validationWindow(Duration.ofHours(1)),
                    builder().validity(ValiditySchedule.fixed(Duration.ofDays(9))),
                    builder().evidenceAge(Duration.ofHours(8)),
                    builder().renewBefore(Duration.ofDays(20)),
                    builder().spreadFraction(0),
                    builder().renewAlways(true),
                    builder().noticeDays(List.of(9)));
        }

        @ParameterizedTest
        @MethodSource("eachAlone")
        void build_oneOptionSet_differsFromTheDefault(LifecyclePolicy.Builder builder) {
            assertThat(values(builder.build())).isNotEqualTo(values(LifecyclePolicy.acm()));
        }

        @Test
        void build_nothingSet_isTheDefault() {
            assertThat(values(builder().build())).isEqualTo(values(LifecyclePolicy.acm()));
        }

        @Test
        void setters_setWhatTheySay() {
            assertThat(builder().validationWindow(Duration.ofHours(1)).build().validationWindow())
                    .isEqualTo(Duration.ofHours(1));
            assertThat(builder().evidenceAge(Duration.ofHours(8)).build().evidenceAge())
                    .isEqualTo(Duration.ofHours(8));
            assertThat(builder().renewAlways(true).build().renewAlways()).isTrue();
            assertThat(builder().noticeDays(List.of()).build().noticeDays()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"PT0S", "-PT1S"})
        void durations_notPositive_areRefusedByName(Duration wrong) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> builder().validationWindow(wrong))
                    .withMessageContaining("validationWindow");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> builder().evidenceAge(wrong))
                    .withMessageContaining("evidenceAge");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> builder().renewBefore(wrong))
                    .withMessageContaining("renewBefore");
        }

        @Test
        void evidenceAge_moreThan8Hours_isRefused() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> builder().evidenceAge(Duration.ofHours(8).plusSeconds(1)));
        }

        @ParameterizedTest
        @ValueSource(ints = {-1, 1, 5})
        void spreadFraction_tooWide_isRefused(int wrong) {
            assertThatIllegalArgumentException().isThrownBy(() -> builder().spreadFraction(wrong));
        }

        @ParameterizedTest
        @MethodSource
        void noticeDays_notDescending_isRefused(List<Integer> wrong) {
            assertThatIllegalArgumentException().isThrownBy(() -> builder().noticeDays(wrong));
        }

        static Stream<List<Integer>> noticeDays_notDescending_isRefused() {
            return Stream.of(List.of(0), List.of(-1), List.of(3, 3), List.of(1, 3));
        }

        @Test
        void validity_null_isRefused() {
            assertThatNullPointerException().isThrownBy(() -> builder().validity(null));
        }
    }

    @Nested
    class Window {
        @ParameterizedTest
        @CsvSource({"395, 60", "180, 60", "90, 30", "46, 15.333333333", "6, 2"})
        void renewalOpens_isAThirdButAtMost60DaysBefore(int lifetime, double wanted) {
            Instant to = FROM.plus(Duration.ofDays(lifetime));

            Duration before = Duration.between(LifecyclePolicy.acm().renewalOpens(FROM, to), to);

            assertThat(before.toSeconds()).isEqualTo(Math.round(wanted * 86_400));
        }

        @Test
        void renewalOpens_renewBeforeSet_isObeyedUnderAThird() {
            LifecyclePolicy policy = builder().renewBefore(Duration.ofDays(40)).build();
            Instant year = FROM.plus(Duration.ofDays(365));
            Instant quarter = FROM.plus(Duration.ofDays(90));

            assertThat(policy.renewalOpens(FROM, year)).isEqualTo(year.minus(Duration.ofDays(40)));
            assertThat(policy.renewalOpens(FROM, quarter)).isEqualTo(quarter.minus(Duration.ofDays(30)));
        }

        @Test
        void renewalDue_noSpread_isTheOpening() {
            Instant to = FROM.plus(Duration.ofDays(395));
            LifecyclePolicy policy = builder().spreadFraction(0).build();

            assertThat(policy.renewalDue("a", 1, FROM, to)).isEqualTo(policy.renewalOpens(FROM, to));
        }
    }

    @Nested
    class Schedule {
        @ParameterizedTest
        @CsvSource({
            "2026-03-14T23:59:59Z, 397",
            "2026-03-15T00:00:00Z, 199",
            "2027-03-14T23:59:59Z, 199",
            "2027-03-15T00:00:00Z, 99",
            "2029-03-14T23:59:59Z, 99",
            "2029-03-15T00:00:00Z, 46",
            "2040-01-01T00:00:00Z, 46"
        })
        void cabForum_isADayBelowTheDatedLimits(Instant signedAt, int days) {
            assertThat(ValiditySchedule.cabForum().at(signedAt)).isEqualTo(Duration.ofDays(days));
        }

        @Test
        void thirteenMonths_isAlways395Days() {
            assertThat(ValiditySchedule.thirteenMonths().at(FROM)).isEqualTo(Duration.ofDays(395));
            assertThat(ValiditySchedule.thirteenMonths().at(Instant.parse("2040-01-01T00:00:00Z")))
                    .isEqualTo(Duration.ofDays(395));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-14T23:59:59Z, 398",
        "2026-03-15T00:00:00Z, 200",
        "2027-03-15T00:00:00Z, 100",
        "2029-03-14T23:59:59Z, 100",
        "2029-03-15T00:00:00Z, 10"
    })
    void evidenceReuse_cabForum_isTheDatedCeiling(Instant signedAt, int days) {
        assertThat(EvidenceReuse.cabForum().at(signedAt)).isEqualTo(Duration.ofDays(days));
        assertThat(LifecyclePolicy.acm().evidenceReuse().at(signedAt)).isZero();
    }

    @Test
    void renewalDue_windowShorterThanTheSpread_staysInItsFirstHalf() {
        LifecyclePolicy late =
                LifecyclePolicy.builder().renewBefore(Duration.ofDays(10)).build();
        Instant from = Instant.parse("2026-06-01T00:00:00Z");
        Instant to = from.plus(Duration.ofDays(395));
        for (int i = 0; i < 200; i++) {
            assertThat(late.renewalDue("certificate " + i, 1, from, to))
                    .isBetween(to.minus(Duration.ofDays(10)), to.minus(Duration.ofDays(5)));
        }
    }
}
