package dev.acm.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClaimTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    private static boolean excludes(Duration ends) {
        return new Claim("one", NOW.plus(ends)).excludes("other", NOW);
    }

    @Test
    void excludes_another_untilItEnds() {
        assertThat(excludes(Duration.ofMinutes(5))).isTrue();
        assertThat(excludes(Duration.ZERO)).isFalse();
        assertThat(excludes(Duration.ofSeconds(-1))).isFalse();
    }

    @Test
    void excludes_itsOwner_never() {
        assertThat(new Claim("one", NOW.plusSeconds(60)).excludes("one", NOW)).isFalse();
    }

    @Test
    void excludes_madeByAClockTwentyMinutesFaster_isBelieved_butNotByOneThatWasWrong() {
        assertThat(excludes(Duration.ofMinutes(25))).isTrue();
        assertThat(excludes(Duration.ofMinutes(26))).isFalse();
    }
}
