package dev.acm;

import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateStatus;
import dev.acm.certificate.CertificateType;
import dev.acm.lifecycle.CertificateRecord;
import dev.acm.lifecycle.Generation;
import dev.acm.name.DomainName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A certificate in a list. Immutable; {@code describe} tells more. */
public final class CertificateSummary {
    private final CertificateRecord record;

    CertificateSummary(CertificateRecord record) {
        this.record = record;
    }

    /**
     * The handle.
     *
     * @return the handle
     */
    public CertificateArn arn() {
        return record.arn();
    }

    /**
     * All names.
     *
     * @return the first name first, unmodifiable
     */
    public List<DomainName> names() {
        return record.wish().names();
    }

    /**
     * Where it stands.
     *
     * @return the status
     */
    public CertificateStatus status() {
        return record.status();
    }

    /**
     * How it came to be.
     *
     * @return the type
     */
    public CertificateType type() {
        return record.wish().type();
    }

    /**
     * When it was requested.
     *
     * @return the time
     */
    public Instant createdAt() {
        return record.wish().createdAt();
    }

    /**
     * The last valid second.
     *
     * @return the time; empty before the first generation
     */
    public Optional<Instant> notAfter() {
        return record.current().map(Generation::notAfter);
    }

    /**
     * Whether a target uses it.
     *
     * @return true if one does
     */
    public boolean inUse() {
        return !Describer.deployments(record).isEmpty();
    }

    @Override
    public String toString() {
        return arn() + " " + status() + " " + names();
    }
}
