package dev.acm;

import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateStatus;
import dev.acm.certificate.CertificateType;
import dev.acm.error.InvalidStateException;
import dev.acm.error.RequestInProgressException;
import dev.acm.error.ResourceInUseException;
import dev.acm.event.Caller;
import dev.acm.lifecycle.CertificateRecord;
import dev.acm.lifecycle.Revoking;
import dev.acm.lifecycle.Wishes;
import dev.acm.spi.Document;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Takes the owners' wishes to renew by hand, and to delete. */
final class Changes {
    private final Records records;
    private final Accounts accounts;
    private final InstantSource time;

    Changes(Records records, Accounts accounts, InstantSource time) {
        this.records = records;
        this.accounts = accounts;
        this.time = time;
    }

    void renew(Caller caller, CertificateArn arn) {
        Instant now = time.instant();
        records.change(arn, caller.account(), Optional.of(now), record -> {
            checkRenewable(record);
            return Wishes.renewNow(record, now);
        });
    }

    private static void checkRenewable(CertificateRecord record) {
        CertificateArn arn = record.arn();
        if (record.status() == CertificateStatus.PENDING_VALIDATION) {
            throw new RequestInProgressException(arn);
        }
        if (record.status() != CertificateStatus.ISSUED) {
            throw new InvalidStateException(arn, "its status is " + record.status() + "; request a new certificate");
        }
        if (record.wish().type() == CertificateType.IMPORTED) {
            throw new InvalidStateException(arn, "an imported certificate is not renewed; import its successor");
        }
        checkRevocations(record);
    }

    /** A generation that comes may be one more to revoke, and what is to be revoked must find room in the record. */
    static void checkRevocations(CertificateRecord record) {
        if (Revoking.isBackedUp(record)) {
            long pending = record.revocations().stream()
                    .filter(revocation -> revocation.doneAt().isEmpty())
                    .count();
            throw new InvalidStateException(
                    record.arn(),
                    pending + " revocations wait for the authority, and a further generation might add to them; see why"
                            + " the authority does not take them, let runDue ask it again, then call again");
        }
    }

    void delete(Caller caller, CertificateArn arn) {
        Instant now = time.instant();
        Optional<Document> counted = accounts.before(caller.account());
        Records.Loaded deleted = records.change(arn, caller.account(), Optional.of(now), record -> {
            if (!Describer.deployments(record).isEmpty()) {
                throw new ResourceInUseException(arn, Describer.deployments(record));
            }
            return Wishes.delete(record, caller, now);
        });
        accounts.deleted(deleted.record().wish().type(), arn, counted, now);
    }
}
