package dev.acm.testkit;

import dev.acm.certificate.FailureReason;
import dev.acm.dcv.Challenge;
import dev.acm.dcv.ResourceRecord;
import dev.acm.dcv.ValidationMethod;
import dev.acm.dcv.ValidationTokens;
import dev.acm.diagnosis.Actor;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.name.DomainName;
import dev.acm.spi.Document;
import dev.acm.spi.DomainValidator;
import dev.acm.spi.Judgement;
import dev.acm.spi.Observation;
import dev.acm.spi.RetryClass;
import dev.acm.spi.ValidationRules;
import dev.acm.spi.ValidationSubject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A validator for which a name is proven when a test says so; not proven by default. A name and its wildcard are proven
 * together, for every account. Thread-safe.
 */
public final class ScriptedValidator implements DomainValidator {
    private static final String PROVEN = "proven";
    private static final String MISSING = "missing";
    private static final String TROUBLE = "trouble";
    private static final String REFUSED = "refused";

    private final ValidationMethod method;
    private final InstantSource time;
    private final ValidationTokens tokens = ValidationTokens.of(
            List.of("the secret of the scripted validator".getBytes(StandardCharsets.US_ASCII)),
            DomainName.parse("validation.example"));
    private final Map<DomainName, String> states = new HashMap<>();
    private final List<ValidationSubject> observed = new ArrayList<>();
    private String otherwise = MISSING;

    /**
     * Creates a validator by DNS.
     *
     * @param time what observations are dated with
     */
    public ScriptedValidator(InstantSource time) {
        this(ValidationMethod.DNS, time);
    }

    /**
     * Creates a validator.
     *
     * @param method the method it goes by
     * @param time what observations are dated with
     */
    public ScriptedValidator(ValidationMethod method, InstantSource time) {
        this.method = Objects.requireNonNull(method, "method");
        this.time = Objects.requireNonNull(time, "time");
    }

    /**
     * From now on the name is proven.
     *
     * @param name the name
     * @return this validator
     */
    public ScriptedValidator prove(DomainName name) {
        return set(name, PROVEN);
    }

    /**
     * From now on every name that was not spoken of is proven.
     *
     * @return this validator
     */
    public synchronized ScriptedValidator proveAll() {
        otherwise = PROVEN;
        return this;
    }

    /**
     * From now on the name is not proven, until the owner acts.
     *
     * @param name the name
     * @return this validator
     */
    public ScriptedValidator unprove(DomainName name) {
        return set(name, MISSING);
    }

    /**
     * From now on looking the name up fails, which passes.
     *
     * @param name the name
     * @return this validator
     */
    public ScriptedValidator trouble(DomainName name) {
        return set(name, TROUBLE);
    }

    /**
     * From now on the name is refused for good, as by an owner who denies.
     *
     * @param name the name
     * @return this validator
     */
    public ScriptedValidator refuse(DomainName name) {
        return set(name, REFUSED);
    }

    private synchronized ScriptedValidator set(DomainName name, String state) {
        states.put(name.base(), state);
        return this;
    }

    /**
     * What it was asked to look at.
     *
     * @return a copy, in order
     */
    public synchronized List<ValidationSubject> observed() {
        return List.copyOf(observed);
    }

    @Override
    public ValidationMethod method() {
        return method;
    }

    @Override
    public String caaMethodLabel() {
        return method == ValidationMethod.EMAIL ? "ca-acm-email" : "ca-acm-dns";
    }

    @Override
    public Challenge challenge(ValidationSubject subject) {
        String base = subject.name().base().value();
        return method == ValidationMethod.EMAIL
                ? new Challenge.AnswerMail(List.of("admin@" + base), base)
                : new Challenge.PublishRecord(record(subject));
    }

    private ResourceRecord record(ValidationSubject subject) {
        return tokens.record(subject.arn().account(), subject.name());
    }

    @Override
    public synchronized CompletionStage<Observation> observe(ValidationSubject subject) {
        observed.add(subject);
        Document facts = Document.builder()
                .put("account", subject.arn().account())
                .put("base", subject.name().base().value())
                .put("state", states.getOrDefault(subject.name().base(), otherwise))
                .build();
        return CompletableFuture.completedStage(new Observation(time.instant(), facts));
    }

    @Override
    public Judgement judge(ValidationSubject subject, Observation observation, ValidationRules rules, Instant now) {
        Document facts = observation.facts();
        boolean about = subject.arn().account().equals(facts.string("account"))
                && subject.name().base().value().equals(facts.string("base"));
        return switch (about ? facts.string("state") : MISSING) {
            case PROVEN -> new Judgement.Proven(List.of(subject.name()), observation.at());
            case TROUBLE ->
                new Judgement.NotYet(
                        diagnosis("SCRIPTED_TROUBLE", "The script says that looking fails.", subject)
                                .build(),
                        RetryClass.TRANSIENT);
            case REFUSED ->
                new Judgement.Refused(
                        FailureReason.DOMAIN_VALIDATION_DENIED,
                        diagnosis("SCRIPTED_REFUSAL", "The script says that the owner denies.", subject)
                                .actor(Actor.OWNER)
                                .build());
            default -> new Judgement.NotYet(missing(subject), RetryClass.HUMAN);
        };
    }

    private Diagnosis missing(ValidationSubject subject) {
        Diagnosis.Builder diagnosis = diagnosis(
                        "SCRIPTED_MISSING", "The script says that nothing proves control.", subject)
                .actor(Actor.OWNER)
                .remedy("Publish the record, or answer the mail.");
        return (method == ValidationMethod.EMAIL ? diagnosis : diagnosis.record(record(subject))).build();
    }

    private static Diagnosis.Builder diagnosis(String code, String summary, ValidationSubject subject) {
        return Diagnosis.builder(code, summary).subject(subject.name().value());
    }
}
