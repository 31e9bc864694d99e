package dev.acm.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MutableTimeTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final MutableTime time = MutableTime.at("2026-11-23T12:00:00Z");

    @Test
    void instant_untilMoved_standsStill() {
        assertThat(time.instant()).isEqualTo(NOON).isEqualTo(time.instant());
    }

    @Test
    void advance_byADuration_movesOn() {
        assertThat(time.advance(Duration.ofSeconds(1)))
                .isEqualTo(NOON.plusSeconds(1))
                .isEqualTo(time.instant());
        assertThatIllegalArgumentException().isThrownBy(() -> time.advance(Duration.ofSeconds(-1)));
    }

    @Test
    void advanceTo_thePast_standsStill() {
        assertThat(time.advanceTo(NOON.minusSeconds(1))).isEqualTo(NOON);
        assertThat(time.advanceTo(NOON.plusSeconds(1))).isEqualTo(NOON.plusSeconds(1));
    }

    @Test
    void set_thePast_jumpsBack() {
        time.set(NOON.minusSeconds(5));

        assertThat(time.instant()).isEqualTo(NOON.minusSeconds(5));
    }
}
