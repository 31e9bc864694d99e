package dev.acm.renewal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** The spread of renewals is decided by certificate and generation, and stays inside the window. */
class LifecyclePolicyProperties {
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final LifecyclePolicy POLICY = LifecyclePolicy.acm();

    @Property(tries = 300)
    void renewalIsDueInsideTheFirstTwentiethBehindTheOpening(
            @ForAll String certificate,
            @ForAll @LongRange(min = 1, max = 1_000_000) long generation,
            @ForAll @LongRange(min = 3600, max = 100_000_000) long seconds) {
        Instant to = FROM.plusSeconds(seconds);

        Instant due = POLICY.renewalDue(certificate, generation, FROM, to);

        assertThat(due)
                .isAfterOrEqualTo(POLICY.renewalOpens(FROM, to))
                .isBefore(POLICY.renewalOpens(FROM, to).plusSeconds(seconds / 20 + 1))
                .isBefore(to);
    }

    @Property(tries = 100)
    void everyPermittedSpreadEndsBeforeExpiry(@ForAll @IntRange(min = 6, max = 100) int fraction) {
        LifecyclePolicy policy =
                LifecyclePolicy.builder().spreadFraction(fraction).build();
        Instant to = FROM.plus(Duration.ofDays(90));

        assertThat(policy.renewalDue("a", 1, FROM, to)).isBefore(to);
    }

    @Property(tries = 100)
    void renewalIsDueAtTheSameTimeWhoeverAsks(@ForAll String certificate, @ForAll long generation) {
        Instant to = FROM.plus(Duration.ofDays(395));

        assertThat(LifecyclePolicy.builder().build().renewalDue(certificate, generation, FROM, to))
                .isEqualTo(POLICY.renewalDue(certificate, generation, FROM, to));
    }

    @Test
    void renewalDue_aThousandCertificates_areSpreadOverTheWholeShare() {
        Instant to = FROM.plus(Duration.ofDays(400));
        Instant opens = POLICY.renewalOpens(FROM, to);

        Set<Long> days = LongStream.range(0, 1000)
                .mapToObj(i -> POLICY.renewalDue("certificate " + i, 1, FROM, to))
                .map(due -> Duration.between(opens, due).toDays())
                .collect(Collectors.toSet());

        assertThat(days).hasSize(20);
    }

    @Test
    void renewalDue_nextGeneration_hasAnotherShare() {
        Instant to = FROM.plus(Duration.ofDays(395));

        assertThat(POLICY.renewalDue("a", 2, FROM, to)).isNotEqualTo(POLICY.renewalDue("a", 1, FROM, to));
    }
}
