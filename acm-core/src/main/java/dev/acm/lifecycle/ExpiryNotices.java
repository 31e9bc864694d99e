package dev.acm.lifecycle;

import dev.acm.certificate.CertificateStatus;
import dev.acm.event.EventType;
import dev.acm.spi.Document;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Tells daily that a certificate comes near its end, from the account's number of days before it on. */
final class ExpiryNotices {
    /** ACM's default. */
    static final int DAYS = 45;

    private ExpiryNotices() {}

    /**
     * What was told last.
     *
     * @param generation of which generation
     * @param days how many days were left; 1 and up
     */
    record Told(long generation, int days) {
        static Optional<Told> decode(Optional<Document> written) {
            return written.map(told -> new Told(told.number("generation"), (int) told.number("days")));
        }

        Document encode() {
            return Document.builder()
                    .put("generation", generation)
                    .put("days", days)
                    .build();
        }
    }

    /** When the next one is due, and for how many days left. */
    record Next(Instant at, int days) {}

    /**
     * The next notice; of days that were slept through, only the last is told.
     *
     * @param renewal when it will be renewed, before which its end is no news; empty if it will not be
     */
    static Optional<Next> next(CertificateRecord record, Optional<Instant> renewal, Instant now) {
        if (record.status() != CertificateStatus.ISSUED || record.deletedAt().isPresent()) {
            return Optional.empty();
        }
        return record.current().flatMap(current -> {
            Instant end = current.notAfter();
            long most =
                    Duration.between(renewal.orElse(current.notBefore()), end).toDays();
            int first = (int) Math.min(record.expiryDays(), most);
            int told = record.expiryTold()
                    .filter(last -> last.generation() == current.number())
                    .map(Told::days)
                    .orElse(first + 1);
            int days = Math.min(Math.min(first, told - 1), Math.max(1, daysLeft(now, end)));
            return days < 1 || days >= told
                    ? Optional.empty()
                    : Optional.of(new Next(end.minus(Duration.ofDays(days)), days));
        });
    }

    // a day that has begun counts, so that one day left is the last
    private static int daysLeft(Instant now, Instant end) {
        return (int) -Math.floorDiv(
                -Duration.between(now, end).toSeconds(), Duration.ofDays(1).toSeconds());
    }

    static void told(Change change, int days) {
        change.draft.expiryTold = Optional.of(new Told(change.draft.current, days));
        change.event(EventType.APPROACHING_EXPIRATION, Map.of("daysLeft", Integer.toString(days)));
    }
}
