package dev.acm;

import dev.acm.error.PortFailedException;
import dev.acm.spi.RecordStore;
import dev.acm.spi.StoreException;
import dev.acm.spi.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what is due: of certificates, and of reports, tokens, accounts and denials around them. */
final class Runs {
    private static final Instant FAR = Instant.parse("9999-12-31T23:59:59Z");

    /** What is due still after a run failed in it, and is not hurried for. */
    private static final Duration AGAIN = Duration.ofMinutes(1);

    /** A clock that goes back by more than this was ahead before, and not only mended a little. */
    private static final Duration SET_BACK = Duration.ofMinutes(10);

    private static final Logger log = LoggerFactory.getLogger(Runs.class);

    private final RecordStore store;
    private final InstantSource time;
    private final Worker worker;
    private final Oversleepers oversleepers;
    private final Compromises compromises;
    private final IdempotencyRecords tokens;
    private final Accounts accounts;
    private final Denials denials;
    private volatile Instant latest = Instant.EPOCH;

    Runs(
            Ports ports,
            Worker worker,
            Oversleepers oversleepers,
            Compromises compromises,
            IdempotencyRecords tokens,
            Accounts accounts,
            Denials denials) {
        this.store = ports.store();
        this.time = ports.time();
        this.worker = worker;
        this.oversleepers = oversleepers;
        this.compromises = compromises;
        this.tokens = tokens;
        this.accounts = accounts;
        this.denials = denials;
    }

    RunReport runDue(int limit, BooleanSupplier goOn) {
        try {
            lookAtClock();
            if (goOn.getAsBoolean()) {
                compromises.resume(time.instant());
            }
        } catch (StoreException e) {
            throw new PortFailedException("RecordStore", e);
        }
        RunReport report = worker.runDue(limit, goOn);
        for (Sweep sweep : List.<Sweep>of(tokens::sweep, accounts::sweep, denials::deliver)) {
            if (goOn.getAsBoolean()) {
                take(sweep);
            }
        }
        return new RunReport(report.steps(), next(report.nextRun()));
    }

    // what fell asleep by a clock that was ahead is sought once that was set back
    private void lookAtClock() throws StoreException {
        Instant now = time.instant();
        if (now.plus(SET_BACK).isBefore(latest)) {
            log.warn("the clock was set back from {} to {}: certificates that sleep too long are sought", latest, now);
            oversleepers.wake(now);
        }
        latest = now;
    }

    private interface Sweep {
        void sweep(Instant now) throws StoreException;
    }

    // what certificates went through is told all the same, and a later run sweeps again
    private void take(Sweep sweep) {
        try {
            sweep.sweep(time.instant());
        } catch (StoreException | RuntimeException e) {
            log.warn("sweep broke off", e);
        }
    }

    private Optional<Instant> next(Optional<Instant> ofCertificates) {
        try {
            return earliest(ofCertificates);
        } catch (StoreException | RuntimeException e) {
            log.warn("not known what is due next", e);
            Instant again = time.instant().plus(AGAIN);
            return ofCertificates.filter(again::isAfter).or(() -> Optional.of(again));
        }
    }

    // tokens that are over wait for whatever run comes
    private Optional<Instant> earliest(Optional<Instant> ofCertificates) throws StoreException {
        Instant soonest = time.instant().plus(AGAIN);
        Optional<Instant> next = ofCertificates;
        for (String space : List.of(Compromises.SPACE, Accounts.ACCOUNTS, Denials.SPACE)) {
            Optional<Instant> due = store.due(space, FAR, Optional.empty(), 1).records().stream()
                    .findFirst()
                    .flatMap(StoredRecord::dueAt)
                    .map(at -> at.isBefore(soonest) ? soonest : at);
            next = next.filter(at -> due.filter(at::isAfter).isEmpty()).or(() -> due);
        }
        return next;
    }
}
