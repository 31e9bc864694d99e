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

/** Does what is due: of certificates, and of reports, tokens, accounts and denials around them. */
final class Runs {
    private static final Instant FAR = Instant.parse("9999-12-31T23:59:59Z");

    /** What is due still after a run failed in it, and is not hurried for. */
    private static final Duration AGAIN = Duration.ofMinutes(1);

    private final RecordStore store;
    private final InstantSource time;
    private final Worker worker;
    private final Compromises compromises;
    private final IdempotencyRecords tokens;
    private final Accounts accounts;
    private final Denials denials;

    Runs(
            Ports ports,
            Worker worker,
            Compromises compromises,
            IdempotencyRecords tokens,
            Accounts accounts,
            Denials denials) {
        this.store = ports.store();
        this.time = ports.time();
        this.worker = worker;
        this.compromises = compromises;
        this.tokens = tokens;
        this.accounts = accounts;
        this.denials = denials;
    }

    RunReport runDue(int limit, BooleanSupplier goOn) {
        try {
            compromises.resume(time.instant());
            RunReport report = worker.runDue(limit, goOn);
            tokens.sweep(time.instant());
            accounts.sweep(time.instant());
            denials.deliver(time.instant());
            return new RunReport(report.steps(), earliest(report.nextRun()));
        } catch (StoreException e) {
            throw new PortFailedException("RecordStore", e);
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
