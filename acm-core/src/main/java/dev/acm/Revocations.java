package dev.acm;

import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateType;
import dev.acm.certificate.RevocationReason;
import dev.acm.certificate.RevocationSummary;
import dev.acm.error.Finding;
import dev.acm.error.InvalidRequestException;
import dev.acm.error.InvalidStateException;
import dev.acm.error.RequestInProgressException;
import dev.acm.event.Caller;
import dev.acm.lifecycle.CertificateRecord;
import dev.acm.lifecycle.DeploymentState;
import dev.acm.lifecycle.Revocation;
import dev.acm.lifecycle.Revoking;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Takes the owners' wishes to revoke. */
final class Revocations {
    private final Ports ports;
    private final Records records;

    Revocations(Ports ports, Records records) {
        this.ports = ports;
        this.records = records;
    }

    void revoke(Caller caller, CertificateArn arn, RevocationReason reason) {
        if (reason == RevocationReason.CERTIFICATE_HOLD || reason == RevocationReason.REMOVE_FROM_CRL) {
            throw new InvalidRequestException(List.of(new Finding(
                    "BR-4.9.13",
                    "reason",
                    reason.name(),
                    "a certificate is not suspended: revocation is final",
                    "Name another reason; to stop using it for a while, take it from its targets.")));
        }
        ports.authority();
        // ACM knows two spellings of one reason
        RevocationReason meant = reason == RevocationReason.SUPERCEDED ? RevocationReason.SUPERSEDED : reason;
        Instant now = ports.time().instant();
        records.changeUrgently(arn, caller.account(), Optional.of(now), record -> {
            if (record.revoked().isPresent()) {
                return record;
            }
            checkState(record);
            return Revoking.revoke(record, meant, caller, now);
        });
    }

    private static void checkState(CertificateRecord record) {
        CertificateArn arn = record.arn();
        if (record.wish().type() == CertificateType.IMPORTED) {
            throw new InvalidStateException(
                    arn,
                    "an imported certificate is revoked by who issued it; ask there, then import its successor or"
                            + " delete it");
        }
        switch (record.status()) {
            case ISSUED -> {}
            case PENDING_VALIDATION -> throw new RequestInProgressException(arn);
            case EXPIRED ->
                throw new InvalidStateException(arn, "it has expired, so nobody accepts it any more; delete it");
            default ->
                throw new InvalidStateException(
                        arn, "its status is " + record.status() + ": nothing was issued that could be revoked");
        }
    }

    /** How the revocation of a certificate stands; empty if nobody asked for one. */
    static Optional<RevocationSummary> summary(CertificateRecord record) {
        return record.revoked()
                .map(revoked -> new RevocationSummary(
                        revoked.reason(),
                        revoked.requestedAt(),
                        publishedAt(record.revocations()),
                        record.deployments().stream()
                                .map(DeploymentState::target)
                                .toList(),
                        revoked.completedAt()));
    }

    private static Optional<Instant> publishedAt(List<Revocation> revocations) {
        return revocations.stream().anyMatch(revocation -> revocation.doneAt().isEmpty())
                ? Optional.empty()
                : revocations.stream()
                        .flatMap(revocation -> revocation.doneAt().stream())
                        .max(Instant::compareTo);
    }
}
