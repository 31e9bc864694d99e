package dev.acm.lifecycle;

import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateStatus;
import dev.acm.certificate.CertificateType;
import dev.acm.certificate.FailureReason;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.certificate.RenewalSummary;
import dev.acm.certificate.RevocationReason;
import dev.acm.dcv.ValidationMethod;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.event.AuditEntry;
import dev.acm.key.SealedKey;
import dev.acm.name.DomainName;
import dev.acm.renewal.RenewalWindow;
import dev.acm.tag.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** All that is known of one certificate: wish, attempt, generations, deployments, events not yet delivered. Immutable. */
public final class CertificateRecord {
    private final Wish wish;
    private final Draft state;

    private CertificateRecord(Wish wish, Draft state) {
        this.wish = wish;
        this.state = state;
    }

    static CertificateRecord of(Wish wish, Consumer<Draft> fill) {
        return new CertificateRecord(wish, new Draft()).with(fill);
    }

    CertificateRecord with(Consumer<Draft> change) {
        Draft draft = state.copy();
        change.accept(draft);
        Wish after = draft.renamed.map(wish::withNames).orElse(wish);
        draft.renamed = Optional.empty();
        return new CertificateRecord(after, draft);
    }

    /** What was asked for; only its names change, by an import onto the certificate or by the owner's wish. */
    public Wish wish() {
        return wish;
    }

    /** The certificate's handle. */
    public CertificateArn arn() {
        return wish.arn();
    }

    /** Where it stands. */
    public CertificateStatus status() {
        return state.status;
    }

    /** Why it failed. */
    public Optional<FailureReason> failureReason() {
        return state.failureReason;
    }

    /** What led to the failure, or to the time-out. */
    public List<Diagnosis> lastDiagnoses() {
        return state.lastDiagnoses;
    }

    /** The try to produce the next generation. */
    public Optional<Attempt> attempt() {
        return state.attempt;
    }

    /** How many attempts ended without a certificate; part of the next attempt's id. */
    public long endedAttempts() {
        return state.endedAttempts;
    }

    /** No new attempt before this. */
    public Instant nextAttempt() {
        return state.nextAttempt;
    }

    /** What the certificate fails for, should it time out between two attempts. */
    public Optional<FailureReason> lastRefusal() {
        return state.lastRefusal;
    }

    /** How names stood when the last attempt ended. */
    public List<NameState> lastNames() {
        return state.lastNames;
    }

    /** The generations that are kept, in order. */
    public List<Generation> generations() {
        return state.generations;
    }

    /** The generation in force. */
    public Optional<Generation> current() {
        for (Generation generation : state.generations) {
            if (generation.number() == state.current) {
                return Optional.of(generation);
            }
        }
        return Optional.empty();
    }

    /** Its targets. */
    public List<DeploymentState> deployments() {
        return state.deployments;
    }

    /** How renewal stands, once it has started. */
    public Optional<RenewalSummary> renewal() {
        return state.renewal;
    }

    /** The least notice already given for the current generation, in days; 0 if none. */
    public int noticeGiven() {
        return state.noticeGiven;
    }

    /** A renewal was asked for by hand. */
    public boolean renewNow() {
        return state.renewNow;
    }

    /** When the authority last signed for it, oldest first; the last two. */
    public List<Instant> signed() {
        return state.signed;
    }

    /** When the authority would like which generation to be renewed. */
    public Optional<RenewalWindow> window() {
        return state.window;
    }

    /** The authority is not asked for a window before this. */
    public Instant nextHint() {
        return state.nextHint;
    }

    /** The key was taken out since the current generation was made. */
    public boolean exported() {
        return state.exported;
    }

    /** What the authority is to revoke, or has revoked. */
    public List<Revocation> revocations() {
        return state.revocations;
    }

    /** The owner's wish for other names, until it is fulfilled or given up. */
    public Optional<NamesWanted> namesWanted() {
        return state.namesWanted;
    }

    /** The names of the attempt, or of the next one. */
    public List<DomainName> namesToCertify() {
        return state.attempt
                .map(attempt -> attempt.certified().orElse(wish.names()))
                .or(() -> state.namesWanted.map(NamesWanted::names))
                .orElse(wish.names());
    }

    /** The owner's wish to revoke it, once there is one. */
    public Optional<Revoked> revoked() {
        return state.revoked;
    }

    /** Keys known or feared known to others: SHA-256 of the public keys, in hex. */
    public List<String> compromised() {
        return state.compromised;
    }

    /** Keys that nobody will use any more and that are to be destroyed. */
    public List<DoomedKey> doomedKeys() {
        return state.doomedKeys;
    }

    /** Events not yet delivered, in order. */
    public List<AuditEntry> outbox() {
        return state.outbox;
    }

    /** The last event's number; 0 before the first. */
    public long lastSequence() {
        return state.lastSequence;
    }

    /** The last event's hash. */
    public String lastHash() {
        return state.lastHash;
    }

    /** No delivery before this. */
    public Instant nextDelivery() {
        return state.nextDelivery;
    }

    /** Its tags, sorted by key. */
    public List<Tag> tags() {
        return state.tags;
    }

    /** How many days before its end the daily notices of it begin. */
    public int expiryDays() {
        return state.expiryDays;
    }

    /** The last daily notice of its end. */
    Optional<ExpiryNotices.Told> expiryTold() {
        return state.expiryTold;
    }

    /** Who works on it. */
    public Optional<Claim> claim() {
        return state.claim;
    }

    /** When it was deleted; what is left is a tombstone. */
    public Optional<Instant> deletedAt() {
        return state.deletedAt;
    }

    /**
     * What was asked for.
     *
     * @param arn the handle
     * @param names the names, in order
     * @param type how it comes to be
     * @param method how control is proven
     * @param keyAlgorithm the key's algorithm
     * @param commonName whether the first name becomes the common name
     * @param exportable whether the key may be taken out
     * @param validity how long each generation is to be valid; empty for the policy's
     * @param createdAt when
     * @param actor by whom
     */
    public record Wish(
            CertificateArn arn,
            List<DomainName> names,
            CertificateType type,
            ValidationMethod method,
            KeyAlgorithm keyAlgorithm,
            boolean commonName,
            boolean exportable,
            Optional<Duration> validity,
            Instant createdAt,
            String actor) {
        /** Copies the list. */
        public Wish {
            names = List.copyOf(names);
        }

        Wish withNames(List<DomainName> changed) {
            return new Wish(
                    arn, changed, type, method, keyAlgorithm, commonName, exportable, validity, createdAt, actor);
        }
    }

    /**
     * The owner's wish for other names.
     *
     * @param names all names wanted
     * @param requestedAt when
     */
    public record NamesWanted(List<DomainName> names, Instant requestedAt) {
        /** Copies the list. */
        public NamesWanted {
            names = List.copyOf(names);
        }
    }

    /**
     * The owner's wish to revoke a certificate.
     *
     * @param reason why
     * @param requestedAt when
     * @param completedAt when the authority had revoked it and no target served it any more
     */
    public record Revoked(RevocationReason reason, Instant requestedAt, Optional<Instant> completedAt) {}

    /**
     * A key that is to be destroyed.
     *
     * @param generation the generation it was made for
     * @param key the sealed key
     * @param tries how often it failed
     * @param nextTry when to try again
     */
    public record DoomedKey(long generation, SealedKey key, int tries, Instant nextTry) {
        DoomedKey(long generation, SealedKey key) {
            this(generation, key, 0, Instant.EPOCH);
        }
    }

    /** The parts that change. */
    static final class Draft {
        CertificateStatus status = CertificateStatus.PENDING_VALIDATION;
        Optional<FailureReason> failureReason = Optional.empty();
        List<Diagnosis> lastDiagnoses = List.of();
        Optional<Attempt> attempt = Optional.empty();
        long endedAttempts;
        Instant nextAttempt = Instant.EPOCH;
        Optional<FailureReason> lastRefusal = Optional.empty();
        List<NameState> lastNames = List.of();
        List<Generation> generations = List.of();
        long current;
        List<DeploymentState> deployments = List.of();
        Optional<RenewalSummary> renewal = Optional.empty();
        int noticeGiven;
        boolean renewNow;
        List<Instant> signed = List.of();
        Optional<RenewalWindow> window = Optional.empty();
        Instant nextHint = Instant.EPOCH;
        boolean exported;
        List<Revocation> revocations = List.of();
        Optional<Revoked> revoked = Optional.empty();
        Optional<NamesWanted> namesWanted = Optional.empty();
        /** Names that the wish is to have from this change on; never kept. */
        Optional<List<DomainName>> renamed = Optional.empty();

        List<String> compromised = List.of();
        List<DoomedKey> doomedKeys = List.of();
        List<AuditEntry> outbox = List.of();
        long lastSequence;
        String lastHash = AuditEntry.START;
        Instant nextDelivery = Instant.EPOCH;
        List<Tag> tags = List.of();
        int expiryDays = ExpiryNotices.DAYS;
        Optional<ExpiryNotices.Told> expiryTold = Optional.empty();
        Optional<Claim> claim = Optional.empty();
        Optional<Instant> deletedAt = Optional.empty();

        private Draft copy() {
            Draft copy = new Draft();
            copy.status = status;
            copy.failureReason = failureReason;
            copy.lastDiagnoses = lastDiagnoses;
            copy.attempt = attempt;
            copy.endedAttempts = endedAttempts;
            copy.nextAttempt = nextAttempt;
            copy.lastRefusal = lastRefusal;
            copy.lastNames = lastNames;
            copy.generations = generations;
            copy.current = current;
            copy.deployments = deployments;
            copy.renewal = renewal;
            copy.noticeGiven = noticeGiven;
            copy.renewNow = renewNow;
            copy.signed = signed;
            copy.window = window;
            copy.nextHint = nextHint;
            copy.exported = exported;
            copy.revocations = revocations;
            copy.revoked = revoked;
            copy.namesWanted = namesWanted;
            copy.compromised = compromised;
            copy.doomedKeys = doomedKeys;
            copy.outbox = outbox;
            copy.lastSequence = lastSequence;
            copy.lastHash = lastHash;
            copy.nextDelivery = nextDelivery;
            copy.tags = tags;
            copy.expiryDays = expiryDays;
            copy.expiryTold = expiryTold;
            copy.claim = claim;
            copy.deletedAt = deletedAt;
            return copy;
        }
    }
}
