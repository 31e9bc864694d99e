package dev.acm.validation.perspective;

import dev.acm.diagnosis.Diagnosis;
import dev.acm.name.DomainName;
import dev.acm.spi.CaaDecision;
import dev.acm.spi.CaaPolicy;
import dev.acm.spi.CaaQuestion;
import dev.acm.spi.Observation;
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
 * CAA seen from several vantage points (BR 3.2.2.9): the primary one must permit, and enough of the others too. A remote answer
 * counts by what it decides, not by its octets (CAA-27). Immutable and thread-safe.
 */
public final class CorroboratedCaa implements CaaPolicy {
    private final CaaPolicy primary;
    private final List<Perspective<CaaPolicy>> remotes;
    private final Function<LocalDate, Quorum> rule;

    private CorroboratedCaa(CaaPolicy primary, List<Perspective<CaaPolicy>> remotes, Function<LocalDate, Quorum> rule) {
        this.primary = Objects.requireNonNull(primary, "primary");
        this.remotes = Perspective.distinct(remotes);
        this.rule = Objects.requireNonNull(rule, "rule");
    }

    /**
     * Combines vantage points.
     *
     * @param primary the one that decides
     * @param remotes those that must agree
     * @param rule how many, by the day of judging in UTC; for public certificates {@link Quorum#on}
     * @return the policy
     * @throws IllegalArgumentException if two remotes have one name
     */
    public static CorroboratedCaa of(
            CaaPolicy primary, List<Perspective<CaaPolicy>> remotes, Function<LocalDate, Quorum> rule) {
        return new CorroboratedCaa(primary, remotes, rule);
    }

    @Override
    public CompletionStage<Observation> observe(DomainName name) {
        return Views.observe(primary, remotes, policy -> policy.observe(name));
    }

    @Override
    public CaaDecision judge(CaaQuestion question, Observation observation, Instant now) {
        Optional<Views> views = Views.read(observation);
        if (views.isEmpty()) {
            return new CaaDecision.Unknown(
                    Diagnosis.builder("CAA_NOT_OBSERVED", "There is no usable CAA evidence for this name.")
                            .subject(question.name().value())
                            .build());
        }
        CaaDecision first = primary.judge(question, views.get().primary(), now);
        if (!(first instanceof CaaDecision.Permitted)) {
            return first;
        }
        List<Region> agreeing = new ArrayList<>();
        Map<String, String> dissent = new LinkedHashMap<>();
        for (Perspective<CaaPolicy> remote : remotes) {
            Optional<CaaDecision> decision = Optional.ofNullable(
                            views.get().remotes().get(remote.name()))
                    .map(seen -> remote.port().judge(question, seen, now));
            if (decision.filter(CaaDecision.Permitted.class::isInstance).isPresent()) {
                agreeing.add(remote.region());
            } else {
                dissent.put(remote.name(), Dissent.describe(decision.flatMap(CorroboratedCaa::diagnosis)));
            }
        }
        Quorum quorum = rule.apply(LocalDate.ofInstant(now, ZoneOffset.UTC));
        return quorum.isMet(remotes.size(), agreeing)
                ? first
                : new CaaDecision.Unknown(Dissent.diagnosis(
                        "CAA_NOT_CORROBORATED", question.name().value(), quorum, remotes, dissent));
    }

    private static Optional<Diagnosis> diagnosis(CaaDecision decision) {
        if (decision instanceof CaaDecision.Forbidden forbidden) {
            return Optional.of(forbidden.diagnosis());
        }
        return decision instanceof CaaDecision.Unknown unknown ? Optional.of(unknown.diagnosis()) : Optional.empty();
    }
}
