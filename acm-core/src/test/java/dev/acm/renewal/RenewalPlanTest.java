package dev.acm.renewal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.acm.renewal.RenewalPlan.Candidate;
import dev.acm.renewal.RenewalPlan.Delay;
import dev.acm.renewal.RenewalPlan.DelayCause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("When a generation is renewed, and why then")
class RenewalPlanTest {
    private static final LifecyclePolicy POLICY = LifecyclePolicy.acm();
    private static final String ARN = "arn:acm:acm:test-1:111122223333:certificate/1";
    private static final Instant ISSUED = Instant.parse("2026-06-01T00:00:00Z");
    private static final Instant EXPIRES = ISSUED.plus(Duration.ofDays(395)).minusSeconds(1);
    private static final Instant SCHEDULED = POLICY.renewalDue(ARN, 3, ISSUED, EXPIRES);
    private static final RenewalWindow WINDOW = new RenewalWindow(
            3,
            ISSUED.plus(Duration.ofDays(10)),
            ISSUED.plus(Duration.ofDays(12)),
            Optional.of("https://ca.example/why"));

    private Optional<RenewalWindow> window = Optional.empty();
    private boolean byHand;
    private List<Instant> signed = List.of(ISSUED);
    private Instant notEarlier = Instant.EPOCH;
    private Instant expires = EXPIRES;

    private RenewalPlan plan() {
        return RenewalPlan.of(
                POLICY, new RenewalSubject(ARN, 3, ISSUED, expires, ISSUED, window, byHand, signed, notEarlier));
    }

    @Test
    void of_nothingElse_isTheSchedule() {
        assertThat(plan().at()).isEqualTo(SCHEDULED);
        assertThat(plan().reason()).isEqualTo(RenewalReason.SCHEDULE);
        assertThat(plan().delays()).isEmpty();
    }

    @Test
    @DisplayName("RFC 9773 §4.2: a time within the window")
    void of_hint_isWithinTheWindow_andTheScheduleLoses() {
        window = Optional.of(WINDOW);

        assertThat(plan().reason()).isEqualTo(RenewalReason.AUTHORITY_HINT);
        assertThat(plan().at()).isBetween(WINDOW.start(), WINDOW.end());
        assertThat(plan().candidates())
                .extracting(Candidate::reason, Candidate::chosen)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(RenewalReason.AUTHORITY_HINT, true),
                        org.assertj.core.groups.Tuple.tuple(RenewalReason.SCHEDULE, false));
    }

    @Test
    void of_hintForAnotherGeneration_losesAndSaysWhy() {
        window = Optional.of(new RenewalWindow(2, WINDOW.start(), WINDOW.end(), Optional.empty()));

        assertThat(plan().at()).isEqualTo(SCHEDULED);
        assertThat(plan().candidates().get(0).chosen()).isFalse();
        assertThat(plan().candidates().get(0).why()).contains("generation 2");
    }

    @Test
    void of_hintInThePast_isAtOnce() {
        window = Optional.of(new RenewalWindow(
                3, ISSUED.minus(Duration.ofDays(3)), ISSUED.minus(Duration.ofDays(2)), Optional.empty()));

        assertThat(plan().at()).isBefore(ISSUED);
    }

    @Test
    void of_hintAfterTheSchedule_isFollowed_butNotIntoTheLastTenth() {
        window = Optional.of(new RenewalWindow(3, SCHEDULED.plusSeconds(86_400), EXPIRES, Optional.empty()));
        assertThat(plan().at()).isAfter(SCHEDULED);

        window = Optional.of(new RenewalWindow(3, EXPIRES.plusSeconds(1), EXPIRES.plusSeconds(2), Optional.empty()));
        assertThat(plan().at()).isEqualTo(EXPIRES.minus(Duration.ofDays(395).dividedBy(10)));
    }

    @Test
    void of_byHand_comesBeforeAll() {
        window = Optional.of(WINDOW);
        byHand = true;
        signed = List.of(ISSUED, ISSUED);

        assertThat(plan().reason()).isEqualTo(RenewalReason.BY_HAND);
        assertThat(plan().at()).isBeforeOrEqualTo(ISSUED);
        assertThat(plan().candidates()).hasSize(3).filteredOn(Candidate::chosen).hasSize(1);
    }

    @Test
    void of_signedTwiceWithinATenthOfTheLifetime_waitsForTheBreaker() {
        window = Optional.of(WINDOW);
        signed = List.of(ISSUED.minusSeconds(60), ISSUED);

        assertThat(plan().at())
                .isEqualTo(ISSUED.minusSeconds(60).plus(Duration.ofDays(395).dividedBy(10)));
        assertThat(plan().delays()).extracting(Delay::cause).containsExactly(DelayCause.BREAKER);
    }

    @Test
    void of_signedTwiceLongAgo_doesNotWait() {
        signed = List.of(ISSUED.minus(Duration.ofDays(300)), ISSUED);

        assertThat(plan().delays()).isEmpty();
    }

    @Test
    void of_shortLife_breakerIsAnHour() {
        expires = ISSUED.plus(Duration.ofMinutes(60));
        signed = List.of(ISSUED.minusSeconds(60), ISSUED);

        assertThat(plan().at()).isEqualTo(ISSUED.minusSeconds(60).plus(Duration.ofHours(1)));
    }

    @Test
    void of_littleLifeLeft_halfOfItPassesFirst() {
        expires = ISSUED.plus(Duration.ofHours(20));
        RenewalPlan late = RenewalPlan.of(
                POLICY,
                new RenewalSubject(
                        ARN,
                        3,
                        ISSUED.minus(Duration.ofDays(90)),
                        expires,
                        ISSUED,
                        window,
                        byHand,
                        signed,
                        notEarlier));

        assertThat(late.at()).isEqualTo(ISSUED.plus(Duration.ofHours(10)));
        assertThat(late.delays()).extracting(Delay::cause).containsExactly(DelayCause.SHORT_LIFE);
    }

    @Test
    void of_failedAttempt_waitsForTheRetry() {
        notEarlier = SCHEDULED.plusSeconds(3600);

        assertThat(plan().at()).isEqualTo(notEarlier);
        assertThat(plan().delays()).extracting(Delay::cause).containsExactly(DelayCause.RETRY);
    }

    @Test
    void toText_namesWinnersLosersAndDelays() {
        window = Optional.of(WINDOW);
        signed = List.of(ISSUED.minusSeconds(60), ISSUED);

        assertThat(plan().toText().lines()).hasSize(4).satisfies(lines -> {
            assertThat(lines.get(0)).startsWith("renewal 2026-07-10").endsWith("AUTHORITY_HINT");
            assertThat(lines.get(1)).startsWith("  * AUTHORITY_HINT").contains("https://ca.example/why");
            assertThat(lines.get(2)).startsWith("    SCHEDULE");
            assertThat(lines.get(3)).contains("not before").endsWith("BREAKER");
        });
    }

    @Test
    void window_thatEndsBeforeItStarts_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RenewalWindow(1, WINDOW.end(), WINDOW.start(), Optional.empty()));
    }
}
