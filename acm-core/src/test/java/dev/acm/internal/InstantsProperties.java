package dev.acm.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.DateTimeException;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstantsProperties {
    private static final long FROM = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
    private static final long TO = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    @Property
    void parse_whatAnInstantPrints_isThatInstant(
            @ForAll @LongRange long second, @ForAll @IntRange(max = 999_999_999) int nano, @ForAll boolean whole) {
        Instant instant = Instant.ofEpochSecond(Math.floorMod(second, TO - FROM) + FROM, whole ? 0 : nano);

        assertThat(Instants.parse(instant.toString())).isEqualTo(instant);
    }

    @Test
    void parse_farYears_isAsTheJdkDoes() {
        assertThat(Instants.parse(Instant.MAX.toString())).isEqualTo(Instant.MAX);
        assertThat(Instants.parse(Instant.MIN.toString())).isEqualTo(Instant.MIN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-13-01T00:00:00Z",
                "2026-02-29T00:00:00Z",
                "2026-00-01T00:00:00Z",
                "2026-01-00T00:00:00Z",
                "2026-01-01T00:60:00Z",
                "2026-01-01T25:00:00Z",
                "2026-01-01T00:00:61Z",
                "2026-01-01T00:00:0aZ",
                "2026-01-01 00:00:00Z",
                "+026-01-01T00:00:00Z"
            })
    void parse_noInstant_isRefused(String text) {
        assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> Instants.parse(text));
    }

    @Test
    void parse_midnightAsTheJdkWritesIt_isRead() {
        assertThat(Instants.parse("2026-01-01T24:00:00Z")).isEqualTo(Instant.parse("2026-01-01T24:00:00Z"));
    }
}
