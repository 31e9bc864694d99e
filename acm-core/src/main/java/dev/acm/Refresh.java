package dev.acm;

import dev.acm.diagnosis.Evidence;
import dev.acm.error.PortFailedException;
import dev.acm.event.Caller;
import dev.acm.internal.Checks;
import dev.acm.lifecycle.CertificateRecord;
import dev.acm.lifecycle.DeploymentState;
import dev.acm.lifecycle.Generation;
import dev.acm.lifecycle.Lifecycle;
import dev.acm.lifecycle.Wishes;
import dev.acm.spi.DeploymentTarget;
import dev.acm.spi.Page;
import dev.acm.spi.PortException;
import dev.acm.spi.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings targets to what the store says that they serve. */
final class Refresh {
    private static final Logger log = LoggerFactory.getLogger(Refresh.class);
    private static final int PAGE = 500;
    private static final int MESSAGE = 500;

    private final Ports ports;
    private final Records records;
    private final Deployer deployer;
    private final List<RefreshReport.Failure> failures = new ArrayList<>();
    private int served;

    Refresh(Ports ports, Records records, Deployer deployer) {
        this.ports = ports;
        this.records = records;
        this.deployer = deployer;
    }

    RefreshReport all() {
        Optional<String> cursor = Optional.empty();
        try {
            do {
                Page page = ports.store().scan(Records.CERTIFICATES, Optional.empty(), cursor, PAGE);
                for (CertificateRecord record : Records.readable(page)) {
                    for (DeploymentState deployment : record.deployments()) {
                        one(record, deployment.target());
                    }
                }
                cursor = page.next();
            } while (cursor.isPresent());
        } catch (StoreException e) {
            throw new PortFailedException("RecordStore", e);
        }
        return new RefreshReport(served, failures);
    }

    private void one(CertificateRecord record, String id) {
        DeploymentTarget target = ports.targets().get(id);
        Optional<Generation> served = served(record, id);
        if (target == null || served.isEmpty()) {
            return;
        }
        try {
            if (!isSeen(target, record, served.get())) {
                serveAgain(target, record);
            }
        } catch (PortException | RuntimeException e) {
            log.warn("refresh failed certificate={} target={}", record.arn(), id, e);
            fail(record, id, e.toString());
        }
    }

    private boolean isSeen(DeploymentTarget target, CertificateRecord record, Generation served) throws PortException {
        OptionalLong observed = target.observe(record.arn());
        // a newer one was deployed since the page was read
        return observed.isPresent()
                && (observed.getAsLong() > served.number()
                        || (observed.getAsLong() == served.number()
                                && deployer.unseen(target, record, served).isEmpty()));
    }

    private void serveAgain(DeploymentTarget target, CertificateRecord record) throws PortException {
        String id = target.id();
        Caller caller = new Caller(record.arn().account(), "manager", "local");
        // read again with the audit entry: what was withdrawn meanwhile is not opened
        CertificateRecord told = records.changeUrgently(
                        record.arn(),
                        record.arn().account(),
                        Optional.of(ports.time().instant()),
                        read -> served(read, id).isPresent() ? noted(read, id, caller) : read)
                .record();
        Optional<Generation> still = served(told, id);
        if (still.isEmpty()) {
            return;
        }
        Generation generation = still.get();
        deployer.serve(target, told, generation);
        served++;
        List<Evidence> unseen = deployer.unseen(target, told, generation);
        if (!unseen.isEmpty()) {
            fail(
                    told,
                    id,
                    "generation " + generation.number() + " was served anew, and is not seen: "
                            + unseen.get(0).got());
        }
    }

    private void fail(CertificateRecord record, String target, String why) {
        failures.add(new RefreshReport.Failure(record.arn(), target, Checks.shorten(why, MESSAGE)));
    }

    // a log that is down must not keep down what was served before; but the record stays bounded
    private CertificateRecord noted(CertificateRecord read, String id, Caller caller) {
        if (Lifecycle.isFull(read)) {
            throw Records.backedUp(read);
        }
        return Wishes.keyUsed(read, "restore to " + id, caller, ports.time().instant());
    }

    // one that was never served there is runDue's to deploy; the current one has no better to give way to
    private Optional<Generation> served(CertificateRecord record, String id) {
        Optional<Generation> current =
                record.current().filter(generation -> generation.key().isPresent());
        return record.deployments().stream()
                .filter(deployment -> record.deletedAt().isEmpty())
                .filter(deployment -> deployment.target().equals(id) && !deployment.leaving())
                .findFirst()
                .flatMap(deployment -> current.filter(generation -> generation.number() == deployment.served())
                        .or(() -> Lifecycle.servable(
                                record, deployment.served(), ports.time().instant())));
    }
}
