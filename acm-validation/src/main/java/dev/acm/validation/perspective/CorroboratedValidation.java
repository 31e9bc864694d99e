package dev.acm.validation.perspective;

import dev.acm.dcv.Challenge;
import dev.acm.dcv.ValidationMethod;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.spi.DomainValidator;
import dev.acm.spi.Judgement;
import dev.acm.spi.Observation;
import dev.acm.spi.RetryClass;
import dev.acm.spi.ValidationRules;
import dev.acm.spi.ValidationSubject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Control of a name seen from several vantage points (BR 3.2.2.9): proven to the primary one, and to enough of the others.
 * Corroborations of an earlier try do not count (DCV-21), since each look asks everywhere. Immutable and thread-safe.
 */
public final class CorroboratedValidation implements DomainValidator {
    private final DomainValidator primary;
    private final List<Perspective<DomainValidator>> remotes;
    private final Function<LocalDate, Quorum> rule;

    private CorroboratedValidation(
            DomainValidator primary, List<Perspective<DomainValidator>> remotes, Function<LocalDate, Quorum> rule) {
        this.primary = Objects.requireNonNull(primary, "primary");
        this.remotes = Perspective.distinct(remotes);
        this.rule = Objects.requireNonNull(rule, "rule");
    }

    /**
     * Combines vantage points.
     *
     * @param primary the one that decides, and makes the challenge
     * @param remotes those that must agree, of the same method and with the same challenge
     * @param rule how many, by the day of judging in UTC; for public certificates {@link Quorum#on}
     * @return the validator
     * @throws IllegalArgumentException if two remotes have one name
     */
    public static CorroboratedValidation of(
            DomainValidator primary, List<Perspective<DomainValidator>> remotes, Function<LocalDate, Quorum> rule) {
        return new CorroboratedValidation(primary, remotes, rule);
    }

    @Override
    public ValidationMethod method() {
        return primary.method();
    }

    @Override
    public String caaMethodLabel() {
        return primary.caaMethodLabel();
    }

    @Override
    public Challenge challenge(ValidationSubject subject) {
        return primary.challenge(subject);
    }

    @Override
    public CompletionStage<Observation> observe(ValidationSubject subject) {
        return Views.observe(primary, remotes, validator -> validator.observe(subject));
    }

    @Override
    public Judgement judge(ValidationSubject subject, Observation observation, ValidationRules rules, Instant now) {
        Optional<Views> views = Views.read(observation);
        if (views.isEmpty()) {
            return new Judgement.NotYet(
                    Diagnosis.builder("DNS_NOT_OBSERVED", "There is no usable evidence for this name.")
                            .subject(subject.name().value())
                            .build(),
                    RetryClass.TRANSIENT);
        }
        Judgement first = primary.judge(subject, views.get().primary(), rules, now);
        if (!(first instanceof Judgement.Proven)) {
            return first;
        }
        List<Region> agreeing = new ArrayList<>();
        Map<String, String> dissent = new LinkedHashMap<>();
        for (Perspective<DomainValidator> remote : remotes) {
            Optional<Judgement> judgement = Optional.ofNullable(
                            views.get().remotes().get(remote.name()))
                    .map(seen -> remote.port().judge(subject, seen, rules, now));
            if (judgement.filter(Judgement.Proven.class::isInstance).isPresent()) {
                agreeing.add(remote.region());
            } else {
                dissent.put(remote.name(), Dissent.describe(judgement.flatMap(CorroboratedValidation::diagnosis)));
            }
        }
        Quorum quorum = rule.apply(LocalDate.ofInstant(now, ZoneOffset.UTC));
        return quorum.isMet(remotes.size(), agreeing)
                ? first
                : new Judgement.NotYet(
                        Dissent.diagnosis("DNS_NOT_CORROBORATED", subject.name().value(), quorum, remotes, dissent),
                        RetryClass.TRANSIENT);
    }

    private static Optional<Diagnosis> diagnosis(Judgement judgement) {
        if (judgement instanceof Judgement.NotYet notYet) {
            return Optional.of(notYet.diagnosis());
        }
        return judgement instanceof Judgement.Refused refused ? Optional.of(refused.diagnosis()) : Optional.empty();
    }
}
