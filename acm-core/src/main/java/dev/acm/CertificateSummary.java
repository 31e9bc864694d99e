package dev.acm;

import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateStatus;
import dev.acm.certificate.CertificateType;
import dev.acm.certificate.ExtendedKeyUsage;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.certificate.KeyUsage;
import dev.acm.certificate.RenewalSummary;
import dev.acm.certificate.RevocationSummary;
import dev.acm.dcv.ValidationMethod;
import dev.acm.lifecycle.CertificateRecord;
import dev.acm.lifecycle.Generation;
import dev.acm.lifecycle.Lifecycle;
import dev.acm.name.DomainName;
import dev.acm.renewal.RenewalEligibility;
import dev.acm.renewal.RenewalStatus;
import dev.acm.tag.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A certificate in a list. Immutable; {@code describe} tells more. */
public final class CertificateSummary {
    private final CertificateRecord record;
    private final Lifecycle lifecycle;

    CertificateSummary(CertificateRecord record, Lifecycle lifecycle) {
        this.record = record;
        this.lifecycle = lifecycle;
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

    /**
     * The first valid second.
     *
     * @return the time; empty before the first generation
     */
    public Optional<Instant> notBefore() {
        return record.current().map(Generation::notBefore);
    }

    /**
     * When the current generation was issued.
     *
     * @return the time; empty before the first generation, and for an imported certificate
     */
    public Optional<Instant> issuedAt() {
        return type() == CertificateType.IMPORTED
                ? Optional.empty()
                : record.current().map(Generation::issuedAt);
    }

    /**
     * When the current generation was imported.
     *
     * @return the time; empty unless the type is IMPORTED
     */
    public Optional<Instant> importedAt() {
        return type() == CertificateType.IMPORTED ? record.current().map(Generation::issuedAt) : Optional.empty();
    }

    /**
     * When it was revoked.
     *
     * @return the time; empty unless its status is REVOKED
     */
    public Optional<Instant> revokedAt() {
        return Revocations.summary(record).map(RevocationSummary::requestedAt);
    }

    /**
     * The serial number of the current generation.
     *
     * @return lower-case hexadecimal octets with colons; empty before the first generation
     */
    public Optional<String> serial() {
        return record.current().map(Generation::serial);
    }

    /**
     * The key's algorithm.
     *
     * @return the algorithm
     */
    public KeyAlgorithm keyAlgorithm() {
        return record.wish().keyAlgorithm();
    }

    /**
     * What the key may be used for.
     *
     * @return the usages of the current generation; empty before the first
     */
    public Set<KeyUsage> keyUsages() {
        return Describer.leaf(record).map(KeyUsage::of).orElse(Set.of());
    }

    /**
     * What the certificate may be used for.
     *
     * @return the usages of the current generation; empty before the first
     */
    public Set<ExtendedKeyUsage> extendedKeyUsages() {
        return Describer.leaf(record).map(ExtendedKeyUsage::of).orElse(Set.of());
    }

    /**
     * How control is proven.
     *
     * @return the method
     */
    public ValidationMethod validationMethod() {
        return record.wish().method();
    }

    /**
     * Whether the key may be taken out.
     *
     * @return true if it may
     */
    public boolean exportable() {
        return record.wish().exportable();
    }

    /**
     * Whether the current generation's key was taken out.
     *
     * @return true if it was
     */
    public boolean exported() {
        return record.exported();
    }

    /**
     * How renewal stands.
     *
     * @return the status; empty while no renewal has begun
     */
    public Optional<RenewalStatus> renewalStatus() {
        return record.renewal().map(RenewalSummary::status);
    }

    /**
     * Whether it would be renewed as things stand.
     *
     * @return the eligibility
     */
    public RenewalEligibility renewalEligibility() {
        return lifecycle.isEligible(record) ? RenewalEligibility.ELIGIBLE : RenewalEligibility.INELIGIBLE;
    }

    /**
     * Its tags.
     *
     * @return sorted by key, unmodifiable
     */
    public List<Tag> tags() {
        return record.tags();
    }

    @Override
    public String toString() {
        return arn() + " " + status() + " " + names();
    }
}
