package dev.acm.internal;

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

    @Property
    void format_isWhatTheJdkPrints(
            @ForAll @LongRange(min = -100_000_000_000L, max = 400_000_000_000L) long second,
            @ForAll @IntRange(max = 999) int part,
            @ForAll @IntRange(max = 3) int groups) {
        long nano = groups == 0 ? 0 : part * (groups == 1 ? 1_000_000L : groups == 2 ? 1000L : 1L);
        Instant instant = Instant.ofEpochSecond(second, nano);

        assertThat(Instants.format(instant)).isEqualTo(instant.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-0001-12-31T23:59:59Z",
                "0000-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999999999Z",
                "+10000-01-01T00:00:00Z"
            })
    void format_firstAndLastYearOfFourDigits_isWhatTheJdkPrints(String text) {
        assertThat(Instants.format(Instant.parse(text))).isEqualTo(text);
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
                "2026-01-01T00:00:00.1234567890Z",
                "2026-01-01T00:00:00,5Z",
                "2026-01-01T00:00:00.5",
                "2026-01-01T00:00:00.-5Z",
                "+026-01-01T00:00:00Z"
            })
    void parse_noInstant_isRefused(String text) {
        assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> Instants.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-01-01T00:00:00.5Z", "2026-01-01T00:00:00.000Z", "2026-01-01T23:59:59.0001Z"})
    void parse_fractionsOfAnyLength_isAsTheJdkDoes(String text) {
        assertThat(Instants.parse(text)).isEqualTo(Instant.parse(text));
    }

    @Test
    void parse_midnightAsTheJdkWritesIt_isRead() {
        assertThat(Instants.parse("2026-01-01T24:00:00Z")).isEqualTo(Instant.parse("2026-01-01T24:00:00Z"));
    }
}
