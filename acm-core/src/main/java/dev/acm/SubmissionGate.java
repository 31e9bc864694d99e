package dev.acm;

import dev.acm.diagnosis.Actor;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.lifecycle.Outcome;
import dev.acm.spi.AuthorityDescription;
import dev.acm.spi.AuthorityLimit;
import dev.acm.spi.Document;
import dev.acm.spi.PortException;
import dev.acm.spi.RecordKey;
import dev.acm.spi.RetryClass;
import dev.acm.spi.StoreException;
import dev.acm.spi.StoredRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Keeps the limit of an authority over all managers that share the store. Thread-safe. */
final class SubmissionGate {
    static final String AUTHORITIES = "authority";
    private static final String SHARED = "shared";
    private static final int TRIES = 20;

    private final Ports ports;
    private final Records records;
    private final Sightings seen;

    SubmissionGate(Ports ports, Records records) {
        this.ports = ports;
        this.records = records;
        this.seen = new Sightings(ports.owner());
    }

    /** Whether there is an authority, and it has a limit. */
    boolean isLimited() {
        return ports.maybeAuthority()
                .flatMap(authority -> authority.describe().limit())
                .isPresent();
    }

    /** Takes turns for attempts, and gives those back that are over. */
    SubmissionLog.Grant take(List<String> wanted, Collection<String> done, Instant now) throws StoreException {
        AuthorityDescription authority = ports.authority().describe();
        return take(authority.name(), authority.limit().orElseThrow(), wanted, done, now);
    }

    /** What comes of asking when there is no turn. */
    Outcome denied(Instant nextTurn) {
        AuthorityLimit limit = ports.authority().describe().limit().orElseThrow();
        return new Outcome.Stalled(
                Diagnosis.builder(
                                "AUTHORITY_LIMIT",
                                "The authority may be asked " + limit.submissions() + " times within " + limit.period()
                                        + ", and " + limit.concurrent()
                                        + " times at once, by all managers together; this certificate waits for its turn.")
                        .actor(Actor.NOBODY)
                        .nextTry(nextTurn)
                        .build(),
                RetryClass.AS_TOLD,
                false);
    }

    private synchronized SubmissionLog.Grant take(
            String name, AuthorityLimit limit, List<String> wanted, Collection<String> done, Instant now)
            throws StoreException {
        RecordKey key = new RecordKey(AUTHORITIES, name);
        for (int i = 0; i < TRIES; i++) {
            Optional<StoredRecord> stored = ports.store().find(key);
            SubmissionLog log =
                    stored.map(found -> SubmissionLog.decode(found.document())).orElse(SubmissionLog.EMPTY);
            SubmissionLog.Grant grant = log.take(limit, ports.owner(), seen, wanted, done, now);
            seen.keep(grant.log().events().collect(Collectors.toSet()));
            Document document = grant.log().encode();
            boolean written = stored.isPresent()
                    ? records.overwrite(stored.get(), Optional.empty(), document)
                    : records.insert(key, SHARED, Optional.empty(), document);
            if (written) {
                return grant;
            }
        }
        throw new StoreException(
                "other managers were always first to take a turn of " + name,
                PortException.Effect.NONE,
                RetryClass.TRANSIENT,
                null);
    }
}
