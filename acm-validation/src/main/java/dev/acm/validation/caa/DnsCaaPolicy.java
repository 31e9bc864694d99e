package dev.acm.validation.caa;

import dev.acm.name.DomainName;
import dev.acm.spi.CaaDecision;
import dev.acm.spi.CaaPolicy;
import dev.acm.spi.CaaQuestion;
import dev.acm.spi.DnsAnswer;
import dev.acm.spi.DnsResolver;
import dev.acm.spi.Observation;
import dev.acm.validation.caa.CaaFacts.Property;
import dev.acm.validation.internal.Asking;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * CAA over DNS: climbs from the name to the top-level domain, asking every level at once and reading in order, so that a climb takes
 * about one slowest answer.
 *
 * <p>A lookup that fails below the deciding set spoils the decision, one above it does not matter. Failure, a bogus answer and an
 * unknown critical property never read as permission, also where BR 3.2.2.8 would allow it for unsigned zones. URLs of
 * {@code iodef} are named in the diagnosis and never fetched. Immutable and thread-safe.
 *
 * <p>Source: RFC 8659 sections 3 and 4; RFC 8657; BR 3.2.2.8.
 */
public final class DnsCaaPolicy implements CaaPolicy {
    private static final Set<String> KNOWN_TAGS =
            Set.of("issue", "issuewild", "iodef", "issuemail", "issuevmc", "contactemail", "contactphone");

    private final DnsResolver resolver;
    private final Set<String> knownTags;

    private DnsCaaPolicy(DnsResolver resolver, Set<String> knownTags) {
        this.resolver = resolver;
        this.knownTags = knownTags;
    }

    /**
     * A policy that asks this resolver.
     *
     * @param resolver the vantage point
     * @return the policy
     */
    public static DnsCaaPolicy of(DnsResolver resolver) {
        return new DnsCaaPolicy(Objects.requireNonNull(resolver, "resolver"), KNOWN_TAGS);
    }

    /**
     * The same with other tags known: a critical property with a tag that is not known refuses. By default known are {@code issue},
     * {@code issuewild}, {@code iodef}, and without effect here {@code issuemail}, {@code issuevmc}, {@code contactemail} and
     * {@code contactphone}.
     *
     * @param tags tags in any case; {@code issue} and {@code issuewild} are always known
     * @return the policy
     */
    public DnsCaaPolicy withKnownTags(Set<String> tags) {
        Set<String> all = tags.stream().map(tag -> tag.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        all.addAll(List.of("issue", "issuewild"));
        return new DnsCaaPolicy(resolver, Set.copyOf(all));
    }

    @Override
    public CompletionStage<Observation> observe(DomainName name) {
        List<CompletionStage<DnsAnswer>> climb = new ArrayList<>();
        for (Optional<DomainName> level = Optional.of(name.base());
                level.isPresent();
                level = level.get().parent()) {
            climb.add(Asking.ask(resolver, level.get().value() + ".", "CAA"));
        }
        return read(climb, new ArrayList<>())
                .thenApply(answers -> new Observation(
                        earliest(answers), CaaFacts.of(name.base(), answers).toDocument()));
    }

    /** Up to the answer that decides: those above it are not waited for (CAA-14). */
    private static CompletionStage<List<DnsAnswer>> read(List<CompletionStage<DnsAnswer>> climb, List<DnsAnswer> read) {
        if (read.size() == climb.size()) {
            return CompletableFuture.completedFuture(read);
        }
        return climb.get(read.size()).thenCompose(answer -> {
            read.add(answer);
            return CaaFacts.decides(answer) ? CompletableFuture.completedFuture(read) : read(climb, read);
        });
    }

    /** The check is as old as its oldest answer. */
    private static Instant earliest(List<DnsAnswer> answers) {
        return answers.stream().map(DnsAnswer::at).min(Instant::compareTo).orElse(Instant.EPOCH);
    }

    @Override
    public CaaDecision judge(CaaQuestion question, Observation observation, Instant now) {
        CaaFacts facts;
        try {
            facts = CaaFacts.parse(observation.facts());
        } catch (IllegalArgumentException e) {
            return new CaaDecision.Unknown(CaaDiagnoses.unreadable(question, "it cannot be read"));
        }
        if (!facts.name().equals(question.name().base())) {
            return new CaaDecision.Unknown(CaaDiagnoses.unreadable(question, "it is about " + facts.name()));
        }
        if (facts.decisive().isPresent() && !facts.decisive().get().isConclusive()) {
            return new CaaDecision.Unknown(
                    CaaDiagnoses.failed(question, facts.decisive().get()));
        }
        Duration age = Duration.between(observation.at(), now);
        if (!CaaFreshness.isFresh(age, facts.ttl())) {
            return new CaaDecision.Unknown(CaaDiagnoses.stale(question, age));
        }
        return facts.decisive()
                .map(answer -> judge(question, facts, answer))
                .orElseGet(() -> new CaaDecision.Permitted(Optional.empty()));
    }

    private CaaDecision judge(CaaQuestion question, CaaFacts facts, DnsAnswer answer) {
        if (facts.tooLarge()) {
            return new CaaDecision.Unknown(CaaDiagnoses.tooLarge(question, answer));
        }
        List<Property> set = facts.properties();
        Optional<String> critical = CaaJudge.unknownCritical(set, knownTags);
        if (critical.isPresent()) {
            return new CaaDecision.Forbidden(CaaDiagnoses.unknownCritical(question, answer, set, critical.get()));
        }
        List<Property> restricting = CaaJudge.restricting(set, question.name().isWildcard());
        Optional<CaaJudge.Miss> miss = restricting.isEmpty() ? Optional.empty() : CaaJudge.miss(restricting, question);
        String level = answer.question().name();
        return miss.<CaaDecision>map(
                        why -> new CaaDecision.Forbidden(CaaDiagnoses.forbidden(question, answer, set, why)))
                .orElseGet(() -> new CaaDecision.Permitted(Optional.of(level.substring(0, level.length() - 1))));
    }

    @Override
    public String toString() {
        return "DnsCaaPolicy[" + resolver.vantagePoint() + "]";
    }
}
