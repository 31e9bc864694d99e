package dev.acm;

import dev.acm.error.PortFailedException;
import dev.acm.lifecycle.Lifecycle;
import dev.acm.spi.RecordKey;
import dev.acm.spi.StoreException;
import dev.acm.spi.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes on what is due, runs it, and says when to come again. */
final class Worker {
    private static final Logger log = LoggerFactory.getLogger(Worker.class);
    private static final Instant FAR = Instant.parse("9999-12-31T23:59:59Z");
    private static final Duration PASSED_OVER = Duration.ofMinutes(1);

    private final AtomicLong runs = new AtomicLong();
    private final Ports ports;
    private final Records records;
    private final Lifecycle lifecycle;
    private final Performer performer;
    private final SubmissionGate gate;
    private final Setbacks setbacks = new Setbacks();
    private final DueReader reader;
    /** What earlier runs did not wait for. */
    private final Queue<Job> leftBehind = new ConcurrentLinkedQueue<>();

    Worker(Ports ports, Records records, Lifecycle lifecycle, Performer performer) {
        this.ports = ports;
        this.records = records;
        this.lifecycle = lifecycle;
        this.performer = performer;
        this.gate = new SubmissionGate(ports, records);
        this.reader = new DueReader(ports.store(), setbacks);
    }

    /** Runs, and turns a failure of the store into the caller's exception. */
    RunReport runDue(int limit, BooleanSupplier goOn) {
        try {
            Set<RecordKey> passedOver = new HashSet<>();
            Run run = new Run(ports, lifecycle, gate, setbacks, leftBehind, goOn);
            answeredMeanwhile().forEach(run::add);
            if (goOn.getAsBoolean()) {
                due(limit, passedOver).forEach(run::begin);
            }
            return new RunReport(run.toItsEnd(), nextRun(passedOver));
        } catch (StoreException e) {
            throw new PortFailedException("RecordStore", e);
        }
    }

    private List<Job> answeredMeanwhile() {
        // of two runs only the one that takes it from the queue has it
        return List.copyOf(leftBehind).stream()
                .filter(Job::isAnswered)
                .filter(leftBehind::remove)
                .toList();
    }

    private List<Job> due(int limit, Set<RecordKey> passedOver) throws StoreException {
        Instant now = ports.time().instant();
        // each run claims under a name of its own, so that two runs of one manager keep out of each other's way too
        String owner = ports.owner() + "-" + runs.incrementAndGet();
        List<Job> jobs = new ArrayList<>();
        for (StoredRecord stored : reader.read(now, owner, limit, passedOver)) {
            read(stored, now, owner).ifPresentOrElse(jobs::add, () -> passedOver.add(stored.key()));
        }
        return jobs;
    }

    // the index may lag, so the record itself is read again (S2)
    private Optional<Job> read(StoredRecord indexed, Instant now, String owner) {
        try {
            return records.find(indexed.key())
                    .filter(loaded ->
                            loaded.dueAt().filter(at -> !at.isAfter(now)).isPresent())
                    .filter(loaded -> loaded.record()
                            .claim()
                            .filter(claim -> claim.excludes(owner, now))
                            .isEmpty())
                    .map(loaded -> new Job(ports, records, performer, owner, loaded));
        } catch (IllegalArgumentException e) {
            log.error("unreadable record key={}", indexed.key(), e);
        } catch (StoreException e) {
            log.warn("store failed key={}", indexed.key(), e);
        }
        setbacks.add(indexed.key(), now);
        return Optional.empty();
    }

    // what this run passed over is somebody else's, or cannot be read: it is looked at again in a while, not at once
    private Optional<Instant> nextRun(Set<RecordKey> passedOver) throws StoreException {
        Optional<Instant> other =
                ports.store().due(Records.CERTIFICATES, FAR, Optional.empty(), passedOver.size() + 1).records().stream()
                        .filter(stored -> !passedOver.contains(stored.key()))
                        .findFirst()
                        .flatMap(StoredRecord::dueAt);
        Instant again = ports.time().instant().plus(PASSED_OVER);
        return passedOver.isEmpty() || other.filter(at -> at.isBefore(again)).isPresent() ? other : Optional.of(again);
    }
}
