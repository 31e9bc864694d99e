package dev.acm.renewal;

import dev.acm.internal.Checks;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is due on each day, should all go well: renewals, those of renewed certificates included, and certificates that
 * expire because nothing renews them. Days are those of UTC.
 *
 * @param from the first day; what is overdue is due then
 * @param days one for each day, in order
 */
public record Forecast(LocalDate from, List<Day> days) {
    private static final int CHART_WIDTH = 50;

    /** No renewal is foreseen closer to the one before. */
    private static final Duration CLOSEST = Duration.ofHours(1);

    /** Copies the list. */
    public Forecast {
        Objects.requireNonNull(from, "from");
        days = List.copyOf(days);
    }

    /**
     * One day.
     *
     * @param date which
     * @param renewals how many certificates are renewed
     * @param expiring how many expire, since they are not renewed
     */
    public record Day(LocalDate date, int renewals, int expiring) {
        /** Checks for null. */
        public Day {
            Objects.requireNonNull(date, "date");
        }
    }

    /**
     * A certificate in force.
     *
     * @param certificate its lasting name
     * @param generation the generation in force
     * @param notAfter its last valid second
     * @param renewal when it is renewed; empty if it is not
     * @param validity how long later generations are valid; empty for the policy's
     */
    public record Entry(
            String certificate,
            long generation,
            Instant notAfter,
            Optional<Instant> renewal,
            Optional<Duration> validity) {
        /** Checks for null. */
        public Entry {
            Objects.requireNonNull(certificate, "certificate");
            Objects.requireNonNull(notAfter, "notAfter");
            Objects.requireNonNull(renewal, "renewal");
            Objects.requireNonNull(validity, "validity");
        }
    }

    /** Collects certificates, so that a fleet need not be in memory at once. Not thread-safe. */
    public static final class Builder {
        private final LifecyclePolicy policy;
        private final LocalDate from;
        private final LocalDate to;
        private final Map<LocalDate, Integer> renewals = new TreeMap<>();
        private final Map<LocalDate, Integer> expiring = new TreeMap<>();

        private Builder(LifecyclePolicy policy, LocalDate from, LocalDate to) {
            this.policy = policy;
            this.from = from;
            this.to = to;
        }

        /**
         * Adds a certificate.
         *
         * @param entry the certificate
         * @return this builder
         */
        public Builder add(Entry entry) {
            if (entry.renewal().isEmpty()) {
                LocalDate day = day(entry.notAfter());
                if (!day.isBefore(from) && !day.isAfter(to)) {
                    expiring.merge(day, 1, Integer::sum);
                }
                return this;
            }
            Instant start = from.atStartOfDay(ZoneOffset.UTC).toInstant();
            Instant at = entry.renewal().get().isBefore(start)
                    ? start
                    : entry.renewal().get();
            for (long generation = entry.generation() + 1; !day(at).isAfter(to); generation++) {
                renewals.merge(day(at), 1, Integer::sum);
                Instant next = policy.renewalDue(entry.certificate(), generation, at, notAfter(entry, at));
                at = next.isBefore(at.plus(CLOSEST)) ? at.plus(CLOSEST) : next;
            }
            return this;
        }

        private Instant notAfter(Entry entry, Instant signedAt) {
            return signedAt.plus(
                            entry.validity().orElseGet(() -> policy.validity().at(signedAt)))
                    .minusSeconds(1);
        }

        private static LocalDate day(Instant at) {
            return LocalDate.ofInstant(at, ZoneOffset.UTC);
        }

        /**
         * Builds the forecast.
         *
         * @return the forecast
         */
        public Forecast build() {
            List<Day> days = new ArrayList<>();
            for (LocalDate date = from; !date.isAfter(to); date = date.plusDays(1)) {
                days.add(new Day(date, renewals.getOrDefault(date, 0), expiring.getOrDefault(date, 0)));
            }
            return new Forecast(from, days);
        }
    }

    /**
     * Starts a forecast.
     *
     * @param policy the clocks; others than the manager's answer what would be if
     * @param now from which day on
     * @param months for how many months; 1 to 120
     * @return a builder
     */
    public static Builder builder(LifecyclePolicy policy, Instant now, int months) {
        Checks.require(months >= 1 && months <= 120, "months must be 1 to 120, got " + months);
        LocalDate from = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return new Builder(
                Objects.requireNonNull(policy, "policy"),
                from,
                from.plusMonths(months).minusDays(1));
    }

    /**
     * All renewals.
     *
     * @return 0 and up
     */
    public long renewals() {
        return days.stream().mapToLong(Day::renewals).sum();
    }

    /**
     * The day with the most renewals, the first of them.
     *
     * @return the day
     */
    public Optional<Day> peak() {
        return days.stream().reduce((one, other) -> other.renewals() > one.renewals() ? other : one);
    }

    /**
     * A chart of ASCII characters: a line for each week that begins on Monday, its length in proportion to the renewals.
     *
     * @return lines of at most 100 characters, each ended by LF
     */
    public String toText() {
        Map<LocalDate, int[]> weeks = new TreeMap<>();
        for (Day day : days) {
            LocalDate monday = day.date().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            int[] sums = weeks.computeIfAbsent(monday, unused -> new int[2]);
            sums[0] += day.renewals();
            sums[1] += day.expiring();
        }
        int most = weeks.values().stream().mapToInt(sums -> sums[0]).max().orElse(0);
        StringBuilder text = new StringBuilder("renewals by week, " + renewals() + " in all\n");
        weeks.forEach((monday, sums) -> {
            int width = most == 0 ? 0 : (int) ((long) sums[0] * CHART_WIDTH / most);
            String bar = "#".repeat(sums[0] > 0 ? Math.max(1, width) : 0);
            String expire = sums[1] > 0 ? " (" + sums[1] + " expire)" : "";
            text.append(String.format(Locale.ROOT, "%s %7d %s%s", monday, sums[0], bar, expire)
                            .stripTrailing())
                    .append('\n');
        });
        return text.toString();
    }
}
