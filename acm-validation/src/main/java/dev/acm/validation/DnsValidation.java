package dev.acm.validation;

import dev.acm.certificate.FailureReason;
import dev.acm.dcv.Challenge;
import dev.acm.dcv.ResourceRecord;
import dev.acm.dcv.ValidationMethod;
import dev.acm.dcv.ValidationTokens;
import dev.acm.diagnosis.Actor;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.name.DomainName;
import dev.acm.spi.DnsResolver;
import dev.acm.spi.DomainValidator;
import dev.acm.spi.Judgement;
import dev.acm.spi.Observation;
import dev.acm.spi.ValidationRules;
import dev.acm.spi.ValidationSubject;
import dev.acm.spi.ValidationZone;
import dev.acm.validation.dns.AuthoritativeView;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Proves control of a name by the CNAME record that its owner publishes once, as ACM does.
 *
 * <p>The record belongs to the account and the base name: a wildcard and its base share it, and so do all certificates and renewals.
 * The proof is the CNAME chain that arrives at the value; what lies behind the value does not matter, it need not exist (unless {@link
 * #withZone} is on). The value
 * may have lost its leading underscore, the name may not. The records of all secrets are accepted. While there is no proof, it also
 * looks in the places where such records end up by mistake, so that the diagnosis can name the mistake.
 *
 * <p>Immutable and thread-safe.
 */
public final class DnsValidation implements DomainValidator {
    /** 253 characters and the final dot (RFC 1035 section 2.3.4). */
    private static final int MAX_RECORD_NAME = 254;

    private static final int RECORD_LABEL = 34;

    private final DnsResolver resolver;
    private final ValidationTokens tokens;
    private final Optional<AuthoritativeView> servers;
    private final Optional<FreshValues> values;

    private DnsValidation(
            DnsResolver resolver,
            ValidationTokens tokens,
            Optional<AuthoritativeView> servers,
            Optional<FreshValues> values) {
        this.resolver = resolver;
        this.tokens = tokens;
        this.servers = servers;
        this.values = values;
    }

    /**
     * A validator that asks this resolver for the records of these tokens.
     *
     * @param resolver the vantage point
     * @param tokens the derivation of the records
     * @return the validator
     */
    public static DnsValidation of(DnsResolver resolver, ValidationTokens tokens) {
        return new DnsValidation(
                Objects.requireNonNull(resolver, "resolver"),
                Objects.requireNonNull(tokens, "tokens"),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * The same, and while there is no proof, the zone's name servers are asked one by one, to tell which of them lack the record and
     * whether the delegation fits. What they say is never proof. Off by default.
     *
     * @param view how they are asked
     * @return the validator
     */
    public DnsValidation withServers(AuthoritativeView view) {
        return new DnsValidation(resolver, tokens, Optional.of(view), values);
    }

    /**
     * The same with the second half of ACM's design: for each look a fresh random value (160 bits) is written as a TXT record behind
     * the owner's CNAME, looked up through the owner's name, and removed. The proof is then of that moment, and shows besides that
     * the validation domain is the host's. Off by default.
     *
     * <p>The values have no TTL, but "no such record" is kept for the zone's negative TTL: keep that short, or ask without a cache.
     *
     * @param zone the zone of {@link ValidationTokens#validationDomain}
     * @param random makes the values
     * @return the validator
     * @throws IllegalArgumentException if the validation domain is not in the zone
     */
    public DnsValidation withZone(ValidationZone zone, SecureRandom random) {
        DomainName domain = tokens.validationDomain();
        if (!domain.equals(zone.apex())
                && !domain.value().endsWith("." + zone.apex().value())) {
            throw new IllegalArgumentException(
                    "zone must hold the validation domain " + domain + ", got " + zone.apex());
        }
        FreshValues fresh = new FreshValues(zone, Objects.requireNonNull(random, "random"));
        return new DnsValidation(resolver, tokens, servers, Optional.of(fresh));
    }

    @Override
    public ValidationMethod method() {
        return ValidationMethod.DNS;
    }

    /** {@inheritDoc} Here {@code ca-acm-dns}: RFC 8657 section 4 leaves labels that begin with {@code ca-} to the authority. */
    @Override
    public String caaMethodLabel() {
        return "ca-acm-dns";
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the name leaves no room for the record's label, that is above 219 characters
     */
    @Override
    public Challenge challenge(ValidationSubject subject) {
        if (isTooLong(subject)) {
            throw new IllegalArgumentException("name leaves no room for a validation record (RFC 1035 section 2.3.4): "
                    + subject.name().base().value().length() + " characters");
        }
        return new Challenge.PublishRecord(tokens.record(subject.arn().account(), subject.name()));
    }

    @Override
    public CompletionStage<Observation> observe(ValidationSubject subject) {
        if (isTooLong(subject)) {
            DnsFacts none = new DnsFacts(List.of(), List.of());
            return CompletableFuture.completedFuture(new Observation(none.at(), none.toDocument()));
        }
        return new DnsObserver(resolver, servers, values)
                .observe(subject.name().base(), accepted(subject))
                .thenApply(facts -> new Observation(facts.at(), facts.toDocument()));
    }

    @Override
    public Judgement judge(ValidationSubject subject, Observation observation, ValidationRules rules, Instant now) {
        if (isTooLong(subject)) {
            return new Judgement.Refused(FailureReason.DOMAIN_NOT_ALLOWED, tooLong(subject));
        }
        DnsJudge judge = new DnsJudge(
                subject, accepted(subject), tokens.validationDomain().value(), rules, values.isPresent(), now);
        Optional<DnsFacts> facts = parse(observation);
        return facts.map(f -> judge.judge(f, observation.at()))
                .orElseGet(() -> judge.judge(new DnsFacts(List.of(), List.of()), observation.at()));
    }

    /** Evidence that cannot be read proves nothing. */
    private static Optional<DnsFacts> parse(Observation observation) {
        try {
            return Optional.of(DnsFacts.parse(observation.facts()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private List<ResourceRecord> accepted(ValidationSubject subject) {
        return tokens.accepted(subject.arn().account(), subject.name());
    }

    private static boolean isTooLong(ValidationSubject subject) {
        return subject.name().base().value().length() + 1 + RECORD_LABEL > MAX_RECORD_NAME;
    }

    private static Diagnosis tooLong(ValidationSubject subject) {
        return Diagnosis.builder(
                        "DNS_NAME_TOO_LONG",
                        "The name leaves no room for the label of a validation record (RFC 1035 section 2.3.4).")
                .subject(subject.name().value())
                .actor(Actor.OWNER)
                .remedy("Ask for a name of at most " + (MAX_RECORD_NAME - RECORD_LABEL - 1)
                        + " characters, or for a wildcard above it.")
                .build();
    }

    @Override
    public String toString() {
        return "DnsValidation[" + resolver.vantagePoint() + "]";
    }
}
