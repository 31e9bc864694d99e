package dev.acm;

import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.Deployment;
import dev.acm.error.Finding;
import dev.acm.error.InvalidRequestException;
import dev.acm.error.InvalidStateException;
import dev.acm.event.Caller;
import dev.acm.lifecycle.Generation;
import dev.acm.lifecycle.Wishes;
import dev.acm.spi.ExportTarget;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The targets of certificates. Thread-safe. */
public final class Deployments {
    private final Ports ports;
    private final Records records;
    private final Caller caller;

    Deployments(Ports ports, Records records, Caller caller) {
        this.ports = ports;
        this.records = records;
        this.caller = caller;
    }

    /**
     * Puts a certificate to use by a target: now, as soon as it is issued, and after each renewal. The next
     * {@code runDue} does it. Doing so twice is doing so once.
     *
     * @param arn the certificate
     * @param target the id of a target given to the manager's builder
     * @throws dev.acm.error.ResourceNotFoundException if there is no such certificate in the caller's account
     * @throws InvalidRequestException if there is no such target
     * @throws InvalidStateException if the certificate cannot be used any more, or the target hands keys on and the
     *     certificate is not exportable
     */
    public void associate(CertificateArn arn, String target) {
        if (!ports.targets().containsKey(target)) {
            throw new InvalidRequestException(List.of(new Finding(
                    "deployment:target",
                    "target",
                    target,
                    "there is no such target",
                    "Give it to the manager's builder; there are "
                            + ports.targets().keySet() + ".")));
        }
        Instant now = ports.time().instant();
        records.change(arn, caller.account(), Optional.of(now), record -> {
            if (!Wishes.isUsable(record)) {
                throw new InvalidStateException(
                        arn, "its status is " + record.status() + "; request a new certificate");
            }
            if (ports.targets().get(target) instanceof ExportTarget
                    && !record.wish().exportable()) {
                throw new InvalidStateException(
                        arn,
                        "'" + target + "' hands keys on, and its export was not enabled when it was requested; request"
                                + " one with export enabled");
            }
            boolean known = record.deployments().stream()
                    .anyMatch(deployment -> deployment.target().equals(target) && !deployment.leaving());
            return known ? record : Wishes.associate(record, target, caller, now);
        });
    }

    /**
     * Takes a certificate from a target. The next {@code runDue} does it; until then the target is not among its uses
     * any more, but may still serve it. Doing so twice is doing so once.
     *
     * @param arn the certificate
     * @param target the target's id
     * @throws dev.acm.error.ResourceNotFoundException if there is no such certificate in the caller's account
     */
    public void disassociate(CertificateArn arn, String target) {
        Instant now = ports.time().instant();
        records.change(arn, caller.account(), Optional.of(now), record -> {
            boolean known = record.deployments().stream()
                    .anyMatch(deployment -> deployment.target().equals(target) && !deployment.leaving());
            return known ? Wishes.disassociate(record, target, caller, now) : record;
        });
    }

    /**
     * Ends, at all targets, the sessions made under a generation and those before it: at each as soon as a newer one is seen there,
     * or when the certificate is taken from it. For a compromised key: new handshakes show the new generation anyway, but
     * sessions made before are resumed under the old identity. Established connections go on. The next {@code runDue} does it;
     * a target that cannot is in {@code explain}, with what to do instead.
     *
     * @param arn the certificate
     * @param generation the newest generation to end; 1 to the current one
     * @throws dev.acm.error.ResourceNotFoundException if there is no such certificate in the caller's account
     * @throws InvalidRequestException if there was no such generation
     */
    public void cut(CertificateArn arn, long generation) {
        Instant now = ports.time().instant();
        records.change(arn, caller.account(), Optional.of(now), record -> {
            long current = record.current().map(Generation::number).orElse(0L);
            if (generation < 1 || generation > current) {
                throw new InvalidRequestException(List.of(new Finding(
                        "deployment:generation",
                        "generation",
                        Long.toString(generation),
                        "there was no such generation",
                        "Its generations are 1 to " + current + ".")));
            }
            return Wishes.cut(record, generation, caller, now);
        });
    }

    /**
     * What uses a certificate.
     *
     * @param arn the certificate
     * @return possibly empty
     * @throws dev.acm.error.ResourceNotFoundException if there is no such certificate in the caller's account
     */
    public List<Deployment> list(CertificateArn arn) {
        return Describer.deployments(records.get(arn, caller.account()).record());
    }
}
