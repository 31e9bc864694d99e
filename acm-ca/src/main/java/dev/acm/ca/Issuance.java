package dev.acm.ca;

import dev.acm.ca.PlanCheck.Verdict;
import dev.acm.ca.SigningToken.Decision;
import dev.acm.ca.lint.CertificateLint;
import dev.acm.ca.lint.LintContext;
import dev.acm.ca.lint.LintProfile;
import dev.acm.ca.lint.Rule;
import dev.acm.ca.profile.CertificateProfile;
import dev.acm.ca.profile.CertificateProfile.Usage;
import dev.acm.spi.AttemptId;
import dev.acm.spi.AuthorityException;
import dev.acm.spi.Document;
import dev.acm.spi.PortException.Effect;
import dev.acm.spi.RecordKey;
import dev.acm.spi.RetryClass;
import dev.acm.spi.StoredRecord;
import dev.acm.spi.Submission;
import dev.acm.spi.Submission.Rejected;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Takes an attempt from plan to certificate: reserve a serial number, build, lint, record the intent, sign, record. Each step
 * is one conditional write, so that after a crash, or with two managers at once, all go on from the same record and end at
 * the same certificate (A2).
 */
final class Issuance {
    /** Control of the names and CAA were checked at most this long before a signature (BR 3.2.2.8). */
    private static final Duration FRESH = Duration.ofHours(1);

    private static final int ROUNDS = 32;
    private static final CertificateLint SERVER = CertificateLint.of(LintProfile.TLS_SERVER);
    private static final CertificateLint CLIENT = CertificateLint.of(LintProfile.TLS_CLIENT);

    private final AuthorityOptions options;
    private final Ledger ledger;
    private final PlanCheck planCheck;
    private final Issuers issuers;
    private final Revocations revocations;
    private final CrlPlaces crlPlaces;
    private final Map<Variant, LintContext> contexts = new ConcurrentHashMap<>();

    Issuance(AuthorityOptions options, Ledger ledger, PlanCheck planCheck, Issuers issuers, Revocations revocations) {
        this.options = options;
        this.ledger = ledger;
        this.planCheck = planCheck;
        this.issuers = issuers;
        this.revocations = revocations;
        this.crlPlaces = new CrlPlaces(options.publication(), ledger);
    }

    private record Variant(String issuerId, CertificateProfile profile) {}

    /** What the lint must know of all certificates of an issuer and a profile. */
    private LintContext context(Issuer issuer, CertificateProfile profile) {
        return contexts.computeIfAbsent(
                new Variant(issuer.id(), profile),
                variant -> issuer.context().toBuilder()
                        .limits(options.validity())
                        .waive(waived(options, profile))
                        .build());
    }

    /** Rules for publicly trusted certificates that this set-up does not mean to keep. */
    private static Set<Rule> waived(AuthorityOptions options, CertificateProfile profile) {
        // which names may be asked for is for the manager's NameRules to say, private ones or not
        Set<Rule> waived = EnumSet.of(
                Rule.COMMON_NAME_PRESENT,
                Rule.KEY_USAGE_BOTH,
                Rule.AIA_CA_ISSUERS,
                Rule.SAN_INTERNAL_NAME,
                Rule.SAN_PUBLIC_SUFFIX);
        if (!options.publication().hasInformation()) {
            waived.add(Rule.AIA_MISSING);
        }
        if (!options.publication().hasCrls()) {
            waived.add(Rule.REVOCATION_INFORMATION_MISSING);
        }
        if (!profile.policy().equals(Optional.of(CertificateProfile.DOMAIN_VALIDATED))) {
            waived.addAll(EnumSet.of(Rule.POLICIES_MISSING, Rule.POLICY_RESERVED, Rule.POLICY_NOT_DV));
        }
        return waived;
    }

    Submission submit(AttemptId id, Asked plan) throws AuthorityException {
        Issuer issuer = issuers.current();
        Verdict verdict = planCheck.check(plan, issuer);
        AttemptState begun = verdict instanceof Verdict.Planned planned
                ? AttemptState.planned(planned.digest(), issuer, SerialNumber.random(options.random()), planned.leaf())
                : AttemptState.refused(verdict.digest(), ((Verdict.Refused) verdict).rejected());
        Optional<String> version = ledger.insert(attemptKey(id), options.name(), begun.document());
        if (version.isPresent()) {
            return advance(id, begun.at(version.get()), plan.requestedAt());
        }
        AttemptState state = read(id).orElseThrow(Issuance::vanished);
        if (!state.digest().equals(verdict.digest())) {
            throw new IllegalArgumentException(
                    "attempt " + id + " was submitted before for other names or another key");
        }
        return takeUp(id, state, plan.requestedAt());
    }

    Optional<Submission> find(AttemptId id) throws AuthorityException {
        Optional<AttemptState> state = read(id);
        if (state.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(settled(id, state.get())
                .orElseGet(() ->
                        new Submission.Pending(Document.empty(), state.get().requestedAt(), List.of())));
    }

    Submission poll(AttemptId id, Instant now) throws AuthorityException {
        AttemptState state = read(id).orElseThrow(() ->
                new AuthorityException("attempt " + id + " is not known", Effect.NONE, RetryClass.NEVER, null));
        return takeUp(id, state, now);
    }

    /** Goes on with an attempt that was begun before, unless what was checked for it is too old by now. */
    private Submission takeUp(AttemptId id, AttemptState state, Instant now) throws AuthorityException {
        Optional<Submission> settled = settled(id, state);
        if (settled.isPresent()) {
            return settled.get();
        }
        boolean fresh = !now.isAfter(state.requestedAt().plus(FRESH));
        return fresh ? advance(id, state, now) : giveUp(id, state);
    }

    private Optional<AttemptState> read(AttemptId id) throws AuthorityException {
        return ledger.find(attemptKey(id)).map(AttemptState::of);
    }

    private Optional<Submission> settled(AttemptId id, AttemptState state) throws AuthorityException {
        if (state.rejection().isPresent()) {
            return Optional.of(state.rejection().get());
        }
        Optional<Entry> entry = ledger.find(Entry.key(state.issuerId(), state.serial()))
                .map(Entry::of)
                .filter(found -> found.isOf(id));
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        return switch (entry.get().state()) {
            case RESERVED, INTENT -> Optional.empty();
            case ISSUED -> Optional.of(issued(issuers.byId(state.issuerId()), entry.get()));
            case REFUSED -> Optional.of(entry.get().rejection());
        };
    }

    private Submission giveUp(AttemptId id, AttemptState state) throws AuthorityException {
        RecordKey key = Entry.key(state.issuerId(), state.serial());
        for (int round = 0; round < ROUNDS; round++) {
            Optional<StoredRecord> record = ledger.find(key);
            // only what was not decided meanwhile is given up; another may have signed since it was looked at
            Optional<Submission> decided = record.isEmpty() ? Optional.empty() : settled(id, state);
            if (decided.isPresent()) {
                return decided.get();
            }
            Entry refused =
                    record.map(Entry::of).orElseGet(() -> Entry.reserved(id)).refused(Rejections.expired());
            Optional<String> version = record.isEmpty()
                    ? ledger.insert(key, state.issuerId(), refused.document())
                    : ledger.update(key, record.get().version(), refused.document());
            Optional<Submission> settled = settled(id, state);
            if (version.isPresent() || settled.isPresent()) {
                return settled.orElseThrow(Issuance::vanished);
            }
        }
        throw contended(id);
    }

    private Submission advance(AttemptId id, AttemptState start, Instant signedAt) throws AuthorityException {
        if (start.rejection().isPresent()) {
            return start.rejection().get();
        }
        AttemptState state = start;
        PlannedLeaf leaf = state.leaf(options.profiles());
        Entry reserved = Entry.reserved(id);
        for (int round = 0; round < ROUNDS; round++) {
            Issuer issuer = issuers.byId(state.issuerId());
            RecordKey key = Entry.key(issuer.id(), state.serial());
            Optional<String> version = ledger.insert(key, issuer.id(), reserved.document());
            Entry entry = version.isPresent() ? reserved.at(version.get()) : readEntry(key);
            if (entry.isOf(id)) {
                return advance(id, key, entry, issuer, leaf, state.serial(), signedAt);
            }
            // the serial number is another attempt's: with a sound random source this does not happen
            ledger.update(attemptKey(id), state.version(), state.withSerial(SerialNumber.random(options.random())));
            state = read(id).orElseThrow(Issuance::vanished);
        }
        throw contended(id);
    }

    private Submission advance(
            AttemptId id,
            RecordKey key,
            Entry start,
            Issuer issuer,
            PlannedLeaf leaf,
            SerialNumber serial,
            Instant signedAt)
            throws AuthorityException {
        Entry entry = start;
        Optional<Decision> decision = Optional.empty();
        for (int round = 0; round < ROUNDS; round++) {
            Entry next;
            switch (entry.state()) {
                case ISSUED:
                    return issued(issuer, entry);
                case REFUSED:
                    return entry.rejection();
                case RESERVED:
                    Optional<Rejected> forbidden = forbidden(issuer, leaf);
                    if (forbidden.isPresent()) {
                        next = entry.refused(forbidden.get());
                        break;
                    }
                    crlPlaces.record(issuer);
                    byte[] planned = issuers.builder(issuer).extensions(leaf, serial);
                    byte[] built = issuers.builder(issuer).build(leaf, serial, planned);
                    decision = Optional.of(lint(built, planned, issuer, leaf, serial, signedAt));
                    next = decision.get() instanceof Decision.Refused refused
                            ? entry.refused(rejected(refused, leaf))
                            : entry.intent(built);
                    break;
                case INTENT:
                default:
                    Optional<Rejected> meanwhile = decision.isEmpty() ? forbidden(issuer, leaf) : Optional.empty();
                    if (meanwhile.isPresent()) {
                        next = entry.refused(meanwhile.get());
                        break;
                    }
                    // read back, the octets are linted again: only the lint gives the token
                    Decision now = decision.isPresent()
                            ? decision.get()
                            : lint(
                                    entry.toBeSigned(),
                                    issuers.builder(issuer).extensions(leaf, serial),
                                    issuer,
                                    leaf,
                                    serial,
                                    signedAt);
                    next = now instanceof Decision.Granted granted
                            ? entry.issued(issuer.signer().sign(granted.token()))
                            : entry.refused(rejectedIntent((Decision.Refused) now, leaf));
            }
            Optional<String> version = ledger.update(key, entry.version(), next.document());
            if (version.isPresent()) {
                entry = next.at(version.get());
            } else {
                entry = readEntry(key);
                decision = Optional.empty();
            }
        }
        throw contended(id);
    }

    /** What was revoked since the plan was checked: asked last before the lint, also when an attempt is taken up again. */
    private Optional<Rejected> forbidden(Issuer issuer, PlannedLeaf leaf) throws AuthorityException {
        return revocations.isRevoked(issuer)
                ? Optional.of(Rejections.issuerRevoked())
                : revocations.compromised(leaf.publicKey());
    }

    private Decision lint(
            byte[] toBeSigned,
            byte[] extensions,
            Issuer issuer,
            PlannedLeaf leaf,
            SerialNumber serial,
            Instant signedAt)
            throws AuthorityException {
        LintContext context = context(issuer, leaf.profile()).toBuilder()
                .signedAt(signedAt)
                .requestedKey(leaf.publicKey())
                .plannedNames(leaf.names())
                .reservedSerial(serial.value())
                .plannedValidity(leaf.window())
                .plannedExtensions(extensions)
                .maximumValidity(options.validity().maximum(signedAt))
                .build();
        boolean server = leaf.profile().usages().contains(Usage.SERVER_AUTH);
        CertificateLint lint = server ? SERVER : CLIENT;
        return options.externalLint().isPresent()
                ? SigningToken.forCertificate(
                        toBeSigned,
                        lint,
                        context,
                        options.externalLint().get(),
                        issuer.signer().scheme())
                : SigningToken.forCertificate(toBeSigned, lint, context);
    }

    /** What was planned once and is no more: with other URLs, say, than are configured by now. */
    private static Rejected rejectedIntent(Decision.Refused refused, PlannedLeaf leaf) {
        boolean changed =
                refused.findings().stream().anyMatch(finding -> finding.rule() == Rule.EXTENSIONS_NOT_AS_PLANNED);
        return changed ? Rejections.changed() : rejected(refused, leaf);
    }

    private static Rejected rejected(Decision.Refused refused, PlannedLeaf leaf) {
        return Rejections.of(refused.findings(), leaf.names().get(0).value());
    }

    private static Submission issued(Issuer issuer, Entry entry) {
        return new Submission.Issued(issuer.issued(entry.certificate()));
    }

    private RecordKey attemptKey(AttemptId id) {
        return new RecordKey(Ledger.ATTEMPTS, options.name() + ":" + id);
    }

    private Entry readEntry(RecordKey key) throws AuthorityException {
        return Entry.of(ledger.find(key).orElseThrow(Issuance::vanished));
    }

    private static IllegalStateException vanished() {
        return new IllegalStateException("a record that is never deleted has vanished from the store");
    }

    private static AuthorityException contended(AttemptId id) {
        return new AuthorityException(
                "attempt " + id + " is changed by others too often", Effect.UNKNOWN, RetryClass.TRANSIENT, null);
    }
}
