package dev.acm.ca.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("SCH-1 to SCH-4: the second before each border, and its first")
class ScheduleBordersTest {
    private static final Duration DAY = Duration.ofDays(1);

    @ParameterizedTest
    @CsvSource({
        "2018-03-01, 1187, 825",
        "2020-09-01, 825, 398",
        "2026-03-15, 398, 200",
        "2027-03-15, 200, 100",
        "2029-03-15, 100, 47"
    })
    void maximum_border_belongsToTheNewPeriod(String date, int before, int after) {
        Instant border = Instant.parse(date + "T00:00:00Z");
        ValiditySchedule schedule = ValiditySchedule.caBrowserForum();

        assertThat(schedule.maximum(border.minusSeconds(1))).isEqualTo(Duration.ofDays(before));
        assertThat(schedule.maximum(border)).isEqualTo(Duration.ofDays(after));
        assertThat(schedule.standard(border)).isEqualTo(Duration.ofDays(after - 1L));
    }

    @ParameterizedTest
    @CsvSource({"2026-03-15, 398, 200", "2027-03-15, 200, 100", "2029-03-15, 100, 10"})
    void maximumReuse_border_belongsToTheNewPeriod(String date, int before, int after) {
        Instant border = Instant.parse(date + "T00:00:00Z");

        assertThat(ControlSchedule.maximumReuse("3.2.2.4.7", border.minusSeconds(1)))
                .isEqualTo(Duration.ofDays(before));
        assertThat(ControlSchedule.maximumReuse("3.2.2.4.7", border)).isEqualTo(Duration.ofDays(after));
        assertThat(ControlSchedule.isReusable(border.minus(Duration.ofDays(after)), "3.2.2.4.7", border))
                .isTrue();
        assertThat(ControlSchedule.isReusable(
                        border.minus(Duration.ofDays(after)).minusSeconds(1), "3.2.2.4.7", border))
                .isFalse();
        assertThat(ControlSchedule.isReusable(border, "nonsense", border)).isFalse();
        assertThat(ControlSchedule.isReusable(border.plusSeconds(1), "3.2.2.4.7", border))
                .isFalse();
        assertThat(ControlSchedule.maximumReuse("3.2.2.4.22", border)).isEqualTo(Duration.ofDays(10));
    }

    @ParameterizedTest
    @CsvSource({
        "3.2.2.4.8, 2026-03-15",
        "3.2.2.4.16, 2027-03-15",
        "3.2.2.4.17, 2027-03-15",
        "3.2.2.5.2, 2027-03-15",
        "3.2.2.5.3, 2027-03-15",
        "3.2.2.5.5, 2027-03-15",
        "3.2.2.4.4, 2028-03-15",
        "3.2.2.4.13, 2028-03-15",
        "3.2.2.4.14, 2028-03-15"
    })
    void isPermitted_end_isTheFirstSecondWithout(String method, String date) {
        Instant border = Instant.parse(date + "T00:00:00Z");

        assertThat(ControlSchedule.isPermitted(method, border.minusSeconds(1))).isTrue();
        assertThat(ControlSchedule.isPermitted(method, border)).isFalse();
    }

    @Test
    void isShortLived_borders() {
        Instant earlier = Instant.parse("2026-03-14T23:59:59Z");
        Instant later = earlier.plusSeconds(1);

        assertThat(ValidityWindow.of(earlier, Duration.ZERO, DAY.multipliedBy(10))
                        .isShortLived(earlier))
                .isTrue();
        assertThat(ValidityWindow.of(
                                earlier, Duration.ZERO, DAY.multipliedBy(10).plusSeconds(1))
                        .isShortLived(earlier))
                .isFalse();
        assertThat(ValidityWindow.of(later, Duration.ZERO, DAY.multipliedBy(7)).isShortLived(later))
                .isTrue();
        assertThat(ValidityWindow.of(later, Duration.ZERO, DAY.multipliedBy(7).plusSeconds(1))
                        .isShortLived(later))
                .isFalse();
        Instant before = Instant.parse("2024-03-14T23:59:59Z");
        assertThat(ValidityWindow.of(before, Duration.ZERO, DAY).isShortLived(before))
                .isFalse();
    }

    @Test
    void windows_borders() {
        Instant from = Instant.parse("2026-11-23T00:00:00Z");

        assertThat(ValidityWindow.isCrlWindow(from, from.plus(DAY.multipliedBy(10)), false))
                .isTrue();
        assertThat(ValidityWindow.isCrlWindow(
                        from, from.plus(DAY.multipliedBy(10)).plusSeconds(1), false))
                .isFalse();
        assertThat(ValidityWindow.isCrlWindow(from, from, false)).isFalse();
        // 12 months are 365 days here, and 366 where a leap day lies between
        Instant yearOn = from.plus(DAY.multipliedBy(365));
        assertThat(ValidityWindow.isCrlWindow(from, yearOn, true)).isTrue();
        assertThat(ValidityWindow.isCrlWindow(from, yearOn.plusSeconds(1), true))
                .isFalse();
        assertThat(ValidityWindow.isOcspWindow(from, from.plusSeconds(8 * 3600 - 1)))
                .isTrue();
        assertThat(ValidityWindow.isOcspWindow(from, from.plusSeconds(8 * 3600 - 2)))
                .isFalse();
        assertThat(ValidityWindow.isOcspWindow(
                        from, from.plus(DAY.multipliedBy(10)).minusSeconds(1)))
                .isTrue();
        assertThat(ValidityWindow.isOcspWindow(from, from.plus(DAY.multipliedBy(10))))
                .isFalse();
        ValidityWindow window = ValidityWindow.of(from, Duration.ZERO, DAY);
        assertThat(window.beginsNear(from.plus(DAY.multipliedBy(2)))).isTrue();
        assertThat(window.beginsNear(from.plus(DAY.multipliedBy(2)).plusSeconds(1)))
                .isFalse();
        assertThat(window.beginsNear(from.minus(DAY.multipliedBy(2)))).isTrue();
        assertThat(window.beginsNear(from.minus(DAY.multipliedBy(2)).minusSeconds(1)))
                .isFalse();
    }

    @Test
    @DisplayName("DCV-3: after the end of a method its evidence serves no longer, however young")
    void evidenceOfEndedMethod_isNotReusable() {
        Instant end = Instant.parse("2026-03-15T00:00:00Z");
        Instant validated = end.minus(Duration.ofDays(1));

        assertThat(ControlSchedule.isReusable(validated, "3.2.2.4.8", end.minusSeconds(1)))
                .isTrue();
        assertThat(ControlSchedule.isReusable(validated, "3.2.2.4.8", end)).isFalse();
        assertThat(ControlSchedule.isReusable(validated, "3.2.2.4.6", end)).isFalse();
    }
}
