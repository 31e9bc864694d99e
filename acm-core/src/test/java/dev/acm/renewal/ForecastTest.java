package dev.acm.renewal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.acm.renewal.Forecast.Day;
import dev.acm.renewal.Forecast.Entry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForecastTest {
    private static final Instant NOW = Instant.parse("2026-06-03T12:00:00Z");
    private static final LifecyclePolicy POLICY =
            LifecyclePolicy.builder().spreadFraction(0).build();

    private static Forecast.Builder forecast(int months) {
        return Forecast.builder(POLICY, NOW, months);
    }

    private static Entry entry(Optional<Instant> renewal, Duration left) {
        return new Entry("c", 1, NOW.plus(left), renewal, Optional.empty());
    }

    private static Day on(Forecast forecast, String date) {
        return forecast.days().stream()
                .filter(day -> day.date().equals(LocalDate.parse(date)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void build_empty_hasEveryDayOnce() {
        Forecast forecast = forecast(2).build();

        assertThat(forecast.days()).hasSize(30 + 31);
        assertThat(forecast.days().get(0).date()).isEqualTo(LocalDate.parse("2026-06-03"));
        assertThat(forecast.renewals()).isZero();
    }

    @Test
    void build_renewal_isOnItsDay_andTheNextOneFollowsFromTheValidity() {
        Instant due = Instant.parse("2026-06-10T23:59:59Z");

        Forecast forecast =
                forecast(24).add(entry(Optional.of(due), Duration.ofDays(60))).build();

        assertThat(on(forecast, "2026-06-10").renewals()).isEqualTo(1);
        // 395 days later less 60
        assertThat(on(forecast, "2027-05-11").renewals()).isEqualTo(1);
        assertThat(forecast.renewals()).isEqualTo(3);
    }

    @Test
    void build_overdue_isOnTheFirstDay() {
        Forecast forecast = forecast(1)
                .add(entry(Optional.of(NOW.minus(Duration.ofDays(5))), Duration.ofDays(3)))
                .build();

        assertThat(on(forecast, "2026-06-03").renewals()).isEqualTo(1);
    }

    @Test
    void build_notRenewed_expires() {
        Forecast forecast =
                forecast(1).add(entry(Optional.empty(), Duration.ofDays(2))).build();

        assertThat(on(forecast, "2026-06-05")).isEqualTo(new Day(LocalDate.parse("2026-06-05"), 0, 1));
        assertThat(forecast.renewals()).isZero();
    }

    @Test
    void build_shorterValidity_meansMoreRenewals() {
        Entry entry = entry(Optional.of(NOW), Duration.ofDays(60));
        LifecyclePolicy dated =
                LifecyclePolicy.builder().validity(ValiditySchedule.cabForum()).build();

        long now = forecast(60).add(entry).build().renewals();
        long then = Forecast.builder(dated, NOW, 60).add(entry).build().renewals();

        assertThat(then).isGreaterThan(4 * now);
    }

    @Test
    void build_validityOfMinutes_comesToAnEnd() {
        Entry minutes = new Entry("c", 1, NOW, Optional.of(NOW), Optional.of(Duration.ofMinutes(5)));

        assertThat(forecast(1).add(minutes).build().renewals()).isLessThanOrEqualTo(24 * 30);
    }

    @Test
    void toText_isAChartByWeek() {
        Forecast.Builder builder = forecast(1).add(entry(Optional.empty(), Duration.ofDays(20)));
        for (int i = 0; i < 100; i++) {
            builder.add(entry(Optional.of(NOW.plus(Duration.ofDays(i % 10))), Duration.ofDays(60)));
        }

        String text = builder.build().toText();

        assertThat(text.lines()).hasSize(6).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        assertThat(text).isEqualTo("""
                renewals by week, 100 in all
                2026-06-01      50 ##################################################
                2026-06-08      50 ##################################################
                2026-06-15       0
                2026-06-22       0  (1 expire)
                2026-06-29       0
                """);
    }

    @Test
    void builder_monthsOutOfRange_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> forecast(0)).withMessageContaining("1 to 120");
        assertThatIllegalArgumentException().isThrownBy(() -> forecast(121));
    }
}
