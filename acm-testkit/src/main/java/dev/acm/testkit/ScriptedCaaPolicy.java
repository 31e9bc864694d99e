package dev.acm.testkit;

import dev.acm.diagnosis.Actor;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.name.DomainName;
import dev.acm.spi.CaaDecision;
import dev.acm.spi.CaaPolicy;
import dev.acm.spi.CaaQuestion;
import dev.acm.spi.Document;
import dev.acm.spi.Observation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A CAA policy that decides as a test says; every name is permitted by default. Thread-safe. */
public final class ScriptedCaaPolicy implements CaaPolicy {
    private static final String PERMITTED = "permitted";
    private static final String FORBIDDEN = "forbidden";
    private static final String UNKNOWN = "unknown";

    private final InstantSource time;
    private final Map<DomainName, String> states = new HashMap<>();
    private final List<DomainName> observed = new ArrayList<>();

    /**
     * Creates a policy that permits.
     *
     * @param time what observations are dated with
     */
    public ScriptedCaaPolicy(InstantSource time) {
        this.time = Objects.requireNonNull(time, "time");
    }

    /**
     * From now on issuing for exactly this name is permitted.
     *
     * @param name the name, {@code *.} included
     * @return this policy
     */
    public ScriptedCaaPolicy permit(DomainName name) {
        return set(name, PERMITTED);
    }

    /**
     * From now on issuing for exactly this name is forbidden.
     *
     * @param name the name, {@code *.} included
     * @return this policy
     */
    public ScriptedCaaPolicy forbid(DomainName name) {
        return set(name, FORBIDDEN);
    }

    /**
     * From now on it cannot be determined for exactly this name.
     *
     * @param name the name, {@code *.} included
     * @return this policy
     */
    public ScriptedCaaPolicy unknown(DomainName name) {
        return set(name, UNKNOWN);
    }

    private synchronized ScriptedCaaPolicy set(DomainName name, String state) {
        states.put(name, state);
        return this;
    }

    /**
     * Which names it was asked to look at.
     *
     * @return a copy, in order
     */
    public synchronized List<DomainName> observed() {
        return List.copyOf(observed);
    }

    @Override
    public synchronized CompletionStage<Observation> observe(DomainName name) {
        observed.add(name);
        DomainName base = name.base();
        DomainName wildcard = DomainName.parse("*." + base.value());
        Document facts = Document.builder()
                .put(base.value(), states.getOrDefault(base, PERMITTED))
                .put(wildcard.value(), states.getOrDefault(wildcard, PERMITTED))
                .build();
        return CompletableFuture.completedStage(new Observation(time.instant(), facts));
    }

    @Override
    public CaaDecision judge(CaaQuestion question, Observation observation, Instant now) {
        String name = question.name().value();
        String state = observation.facts().findString(name).orElse(UNKNOWN);
        return switch (state) {
            case PERMITTED -> new CaaDecision.Permitted(Optional.empty());
            case FORBIDDEN ->
                new CaaDecision.Forbidden(
                        Diagnosis.builder("SCRIPTED_CAA_FORBIDS", "The script says that CAA forbids it.")
                                .subject(name)
                                .actor(Actor.OWNER)
                                .remedy("Let a CAA record name the authority.")
                                .build());
            default ->
                new CaaDecision.Unknown(Diagnosis.builder("SCRIPTED_CAA_UNKNOWN", "The script says that looking fails.")
                        .subject(name)
                        .build());
        };
    }
}
