package dev.acm;

import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateType;
import dev.acm.quota.Quota;
import dev.acm.quota.QuotaUsage;
import dev.acm.quota.Quotas;
import dev.acm.spi.Document;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an account has and has asked for: counts of what is held, counts by day of what was asked for, and reservations made
 * before a certificate's record is there. Counting by whole days keeps one longer than 365 days by less than a day.
 */
final class AccountUsage {
    /** Longer than a token lives, so that a repeated request finds its reservation. */
    static final Duration SETTLED_AFTER = Duration.ofHours(2);

    /** So long after it was made, a reservation is still there for certain, whatever the clocks of other managers say. */
    static final Duration CERTAIN_FOR = Duration.ofHours(1);

    private static final int DAYS = 365;

    private final Map<CertificateType, Long> held = new EnumMap<>(CertificateType.class);
    private final Map<LocalDate, Map<CertificateType, Long>> days = new TreeMap<>();
    private final List<Reservation> reservations = new ArrayList<>();

    /** A certificate that is counted, though its record may not be there yet. */
    record Reservation(CertificateArn arn, CertificateType type, Instant at) {}

    AccountUsage() {}

    static LocalDate day(Instant at) {
        return at.atOffset(ZoneOffset.UTC).toLocalDate();
    }

    /** Counts a certificate, or takes it back. */
    void count(CertificateType type, Instant askedAt, boolean isHeld, long by) {
        if (isHeld) {
            held.merge(type, by, AccountUsage::atLeastNone);
        }
        days.computeIfAbsent(day(askedAt), any -> new EnumMap<>(CertificateType.class))
                .merge(type, by, AccountUsage::atLeastNone);
    }

    /** Counts what cannot be read as held, whatever it is. */
    void countUnreadable(long number) {
        held.merge(CertificateType.AMAZON_ISSUED, number, Long::sum);
        held.merge(CertificateType.IMPORTED, number, Long::sum);
    }

    private static long atLeastNone(long one, long other) {
        return Math.max(0, one + other);
    }

    boolean isReserved(CertificateArn arn) {
        return reservations.stream().anyMatch(reservation -> reservation.arn().equals(arn));
    }

    List<Reservation> reservations() {
        return List.copyOf(reservations);
    }

    void reserve(Reservation reservation) {
        reservations.add(reservation);
        count(reservation.type(), reservation.at(), true, 1);
    }

    /** A reservation whose certificate is counted already. */
    void keep(Reservation reservation) {
        reservations.add(reservation);
    }

    /** A reservation whose certificate is there: it stays counted. */
    void settle(Reservation reservation) {
        reservations.remove(reservation);
    }

    /** A reservation whose certificate never came. */
    void release(Reservation reservation) {
        reservations.remove(reservation);
        count(reservation.type(), reservation.at(), true, -1);
    }

    /** One that was held is not any more. */
    void deleted(CertificateType type) {
        held.merge(type, -1L, AccountUsage::atLeastNone);
    }

    QuotaUsage of(Quota quota, Quotas quotas, Instant now) {
        if (!quota.isYearly()) {
            return new QuotaUsage(quota, held.getOrDefault(quota.type(), 0L), quotas.limit(quota), Optional.empty());
        }
        LocalDate oldest = day(now).minusDays(DAYS);
        long used = 0;
        Optional<Instant> reset = Optional.empty();
        for (Map.Entry<LocalDate, Map<CertificateType, Long>> entry : days.entrySet()) {
            long asked = entry.getValue().getOrDefault(quota.type(), 0L);
            if (asked > 0 && !entry.getKey().isBefore(oldest)) {
                used += asked;
                reset = reset.or(() -> Optional.of(entry.getKey()
                        .plusDays(DAYS + 1L)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant()));
            }
        }
        return new QuotaUsage(quota, used, quotas.limit(quota), reset);
    }

    List<QuotaUsage> exhausted(CertificateType type, Quotas quotas, Instant now) {
        return Arrays.stream(Quota.values())
                .filter(quota -> quota.type() == type)
                .map(quota -> of(quota, quotas, now))
                .filter(QuotaUsage::isExhausted)
                .toList();
    }

    Optional<Instant> oldestReservation() {
        return reservations.stream().map(Reservation::at).min(Instant::compareTo);
    }

    Document encode(Instant now) {
        LocalDate oldest = day(now).minusDays(DAYS);
        List<Document> asked = new ArrayList<>();
        days.forEach((day, counts) -> {
            if (!day.isBefore(oldest)) {
                asked.add(encode(counts).toBuilder().put("day", day.toString()).build());
            }
        });
        return Document.builder()
                .put("held", encode(held))
                .put("days", asked)
                .put(
                        "reservations",
                        reservations.stream()
                                .map(reservation -> Document.builder()
                                        .put("arn", reservation.arn().toString())
                                        .put("type", reservation.type().name())
                                        .put("at", reservation.at())
                                        .build())
                                .toList())
                .build();
    }

    private static Document encode(Map<CertificateType, Long> counts) {
        Document.Builder written = Document.builder();
        counts.forEach((type, count) -> written.put(type.name(), count));
        return written.build();
    }

    static AccountUsage decode(Document document) {
        AccountUsage usage = new AccountUsage();
        usage.held.putAll(counts(document.findDocument("held").orElse(Document.empty())));
        document.documents("days").forEach(day -> usage.days.put(LocalDate.parse(day.string("day")), counts(day)));
        document.documents("reservations")
                .forEach(reservation -> usage.reservations.add(new Reservation(
                        CertificateArn.parse(reservation.string("arn")),
                        CertificateType.valueOf(reservation.string("type")),
                        reservation.instant("at"))));
        return usage;
    }

    private static Map<CertificateType, Long> counts(Document document) {
        Map<CertificateType, Long> counts = new EnumMap<>(CertificateType.class);
        for (CertificateType type : CertificateType.values()) {
            if (document.has(type.name())) {
                counts.put(type, document.number(type.name()));
            }
        }
        return counts;
    }
}
