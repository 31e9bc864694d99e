package dev.acm;

import dev.acm.diagnosis.Evidence;
import dev.acm.error.PortFailedException;
import dev.acm.event.Caller;
import dev.acm.internal.Checks;
import dev.acm.lifecycle.CertificateRecord;
import dev.acm.lifecycle.DeploymentState;
import dev.acm.lifecycle.Generation;
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
        if (target == null || !isServed(record, id)) {
            return;
        }
        try {
            if (!isSeen(target, record)) {
                serveAgain(target, record);
            }
        } catch (PortException | RuntimeException e) {
            log.warn("refresh failed certificate={} target={}", record.arn(), id, e);
            fail(record, id, e.toString());
        }
    }

    private boolean isSeen(DeploymentTarget target, CertificateRecord record) throws PortException {
        Generation current = record.current().orElseThrow();
        OptionalLong observed = target.observe(record.arn());
        // a newer one was deployed since the page was read
        return observed.isPresent()
                && (observed.getAsLong() > current.number()
                        || (observed.getAsLong() == current.number()
                                && deployer.unseen(target, record, current).isEmpty()));
    }

    private void serveAgain(DeploymentTarget target, CertificateRecord record) throws PortException {
        String id = target.id();
        Caller caller = new Caller(record.arn().account(), "manager", "local");
        // read again with the audit entry: what was withdrawn meanwhile is not opened
        CertificateRecord told = records.change(
                        record.arn(),
                        record.arn().account(),
                        Optional.of(ports.time().instant()),
                        read -> isServed(read, id)
                                ? Wishes.keyUsed(
                                        read,
                                        "restore to " + id,
                                        caller,
                                        ports.time().instant())
                                : read)
                .record();
        if (!isServed(told, id)) {
            return;
        }
        Generation current = told.current().orElseThrow();
        deployer.serve(target, told, current);
        served++;
        List<Evidence> unseen = deployer.unseen(target, told, current);
        if (!unseen.isEmpty()) {
            fail(
                    told,
                    id,
                    "generation " + current.number() + " was served anew, and is not seen: "
                            + unseen.get(0).got());
        }
    }

    private void fail(CertificateRecord record, String target, String why) {
        failures.add(new RefreshReport.Failure(record.arn(), target, Checks.shorten(why, MESSAGE)));
    }

    // one that was never served there is runDue's to deploy
    private static boolean isServed(CertificateRecord record, String id) {
        return record.deletedAt().isEmpty()
                && record.deployments().stream()
                        .anyMatch(deployment -> deployment.target().equals(id)
                                && !deployment.leaving()
                                && record.current()
                                        .filter(current -> current.key().isPresent())
                                        .filter(current -> deployment.served() == current.number())
                                        .isPresent());
    }
}
