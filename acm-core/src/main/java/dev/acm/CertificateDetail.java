package dev.acm;

import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateStatus;
import dev.acm.certificate.CertificateType;
import dev.acm.certificate.Deployment;
import dev.acm.certificate.DomainValidation;
import dev.acm.certificate.ExtendedKeyUsage;
import dev.acm.certificate.FailureReason;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.certificate.KeyUsage;
import dev.acm.certificate.RecordsToPublish;
import dev.acm.certificate.RenewalSummary;
import dev.acm.certificate.RevocationSummary;
import dev.acm.lifecycle.CertificateRecord;
import dev.acm.lifecycle.Generation;
import dev.acm.name.DomainName;
import dev.acm.renewal.RenewalEligibility;
import dev.acm.tag.Tag;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A certificate as it stood at one moment. Immutable. */
public final class CertificateDetail {
    private final CertificateRecord record;
    private final List<DomainValidation> domainValidations;
    private final RenewalEligibility renewalEligibility;
    private final Optional<Instant> renewalDue;

    CertificateDetail(
            CertificateRecord record,
            List<DomainValidation> domainValidations,
            RenewalEligibility renewalEligibility,
            Optional<Instant> renewalDue) {
        this.record = record;
        this.domainValidations = List.copyOf(domainValidations);
        this.renewalEligibility = renewalEligibility;
        this.renewalDue = renewalDue;
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
     * The first name.
     *
     * @return the name
     */
    public DomainName domainName() {
        return record.wish().names().get(0);
    }

    /**
     * All names, the first included.
     *
     * @return in the order requested, each once, unmodifiable
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
     * Why it failed.
     *
     * @return the reason; empty unless the status is FAILED
     */
    public Optional<FailureReason> failureReason() {
        return record.failureReason();
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
     * Whether the private key may be taken out.
     *
     * @return as requested
     */
    public boolean exportable() {
        return record.wish().exportable();
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
     * When the current generation was issued.
     *
     * @return the time; empty before the first
     */
    public Optional<Instant> issuedAt() {
        return record.current().map(Generation::issuedAt);
    }

    /**
     * The current generation's number.
     *
     * @return 1 and up; empty before the first
     */
    public OptionalLong generation() {
        return record.current()
                .map(current -> OptionalLong.of(current.number()))
                .orElse(OptionalLong.empty());
    }

    /**
     * The current leaf's serial number.
     *
     * @return lower-case hex octets with colons; empty before the first
     */
    public Optional<String> serial() {
        return record.current().map(Generation::serial);
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
     * The last valid second.
     *
     * @return the time; empty before the first generation
     */
    public Optional<Instant> notAfter() {
        return record.current().map(Generation::notAfter);
    }

    /**
     * How the validation of each name stands.
     *
     * @return one for each name; empty when validation was waived
     */
    public List<DomainValidation> domainValidations() {
        return domainValidations;
    }

    /**
     * The DNS records that are still missing, each once.
     *
     * @return those of names whose control is not proven; empty when none waits for a record
     */
    public RecordsToPublish recordsToPublish() {
        return RecordsToPublish.of(domainValidations);
    }

    /**
     * What uses it.
     *
     * @return possibly empty, unmodifiable
     */
    public List<Deployment> inUseBy() {
        return Describer.deployments(record);
    }

    /**
     * Whether it would be renewed as things stand.
     *
     * @return the eligibility
     */
    public RenewalEligibility renewalEligibility() {
        return renewalEligibility;
    }

    /**
     * When renewal begins, should it be eligible by then.
     *
     * @return the time; empty before the first generation
     */
    public Optional<Instant> renewalDue() {
        return renewalDue;
    }

    /**
     * The names that its owner wants, until a generation for them is there or they are given up.
     *
     * @return all names wanted, unmodifiable; empty while no change is under way
     */
    public Optional<List<DomainName>> namesWanted() {
        return record.namesWanted().map(CertificateRecord.NamesWanted::names);
    }

    /**
     * How its revocation stands.
     *
     * @return the summary; empty unless somebody asked for it
     */
    public Optional<RevocationSummary> revocation() {
        return Revocations.summary(record);
    }

    /**
     * How managed renewal stands.
     *
     * @return the summary; empty until it has started
     */
    public Optional<RenewalSummary> renewal() {
        return record.renewal();
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
     * Whom the current generation names as its subject.
     *
     * @return a distinguished name in the form of RFC 2253; empty before the first generation
     */
    public Optional<String> subject() {
        return Describer.leaf(record).map(leaf -> leaf.getSubjectX500Principal().getName());
    }

    /**
     * Who signed the current generation.
     *
     * @return a distinguished name in the form of RFC 2253; empty before the first generation
     */
    public Optional<String> issuer() {
        return Describer.leaf(record).map(leaf -> leaf.getIssuerX500Principal().getName());
    }

    /**
     * With which algorithm the current generation is signed.
     *
     * @return its JCA name, for example {@code SHA256withRSA}; empty before the first generation
     */
    public Optional<String> signatureAlgorithm() {
        return Describer.leaf(record).map(X509Certificate::getSigAlgName);
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
