package dev.acm.testkit.wrong;

import dev.acm.dcv.Challenge;
import dev.acm.dcv.ResourceRecord;
import dev.acm.dcv.ValidationMethod;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.name.DomainName;
import dev.acm.spi.Document;
import dev.acm.spi.DomainValidator;
import dev.acm.spi.Judgement;
import dev.acm.spi.Observation;
import dev.acm.spi.ValidationRules;
import dev.acm.spi.ValidationSubject;
import dev.acm.testkit.ScriptedValidator;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Domain validators that break the contract in one way each. */
@SuppressWarnings("ImmutableEnumChecker") // the sets are of Set.of, the functions keep nothing
public enum WrongValidator {
    /** Asks for another record each time (V1). */
    CHANGES_THE_CHALLENGE(Changing::new, Set.of("v1_challenge_isTheSameEachTime")),
    /** Takes a challenge that was shown for one that was met (V1). */
    PROVES_BY_SHOWING(Showing::new, Set.of("v1_challenge_hasNoSideEffect")),
    /** Looks again while it judges (V2). */
    LOOKS_WHILE_JUDGING(
            Looking::new,
            Set.of(
                    "v2_judge_isAFunctionOfItsArguments",
                    "v3_proven_namesExactlyTheName",
                    "v3_evidenceOfOneAccount_provesNothingForAnother")),
    /** Names a wildcard that was not asked for (V3). */
    PROVES_MORE_NAMES(Generous::new, Set.of("v3_proven_namesExactlyTheName")),
    /** Takes evidence of anything for evidence of what is asked (V3). */
    PROVES_ANYTHING(
            Believing::new,
            Set.of("v3_evidenceOfOneName_provesNoOther", "v3_evidenceOfOneAccount_provesNothingForAnother")),
    /** Has a name for its method that no CAA record can have (V4). */
    HAS_NO_LABEL(Nameless::new, Set.of("v4_method_hasNames")),
    /** Shows what it saw first of a name that was proven, for ever (V2). */
    REMEMBERS_PROOF(Remembering::new, Set.of("v2_judge_followsWhatTheOwnerDoes")),
    /** Does not say of what it speaks (V2). */
    EXPLAINS_NOTHING(Silent::new, Set.of("v2_notYet_isExplained")),
    /** Keeps more than evidence needs (V3). */
    KEEPS_TOO_MUCH(Hoarding::new, Set.of("v3_observation_isSmall"));

    private final Function<InstantSource, Relaying> making;
    private final Set<String> caughtBy;

    WrongValidator(Function<InstantSource, Relaying> making, Set<String> caughtBy) {
        this.making = making;
        this.caughtBy = caughtBy;
    }

    /**
     * Makes a validator for which nothing is proven.
     *
     * @param time what observations are dated with; another time at each reading
     * @return a wrong validator
     */
    public DomainValidator newValidator(InstantSource time) {
        return making.apply(time);
    }

    /**
     * From now on the name is proven.
     *
     * @param validator from {@link #newValidator}
     * @param name the name
     */
    public void prove(DomainValidator validator, DomainName name) {
        ((Relaying) validator).right.prove(name);
    }

    /**
     * From now on the name is not proven.
     *
     * @param validator from {@link #newValidator}
     * @param name the name
     */
    public void unprove(DomainValidator validator, DomainName name) {
        ((Relaying) validator).right.unprove(name);
    }

    /**
     * Which tests of {@link dev.acm.testkit.contract.DomainValidatorContract} must fail for this validator.
     *
     * @return the names of the methods
     */
    public Set<String> caughtBy() {
        return caughtBy;
    }

    /** Hands on to a right validator. */
    private static class Relaying implements DomainValidator {
        final ScriptedValidator right;

        Relaying(InstantSource time) {
            this.right = new ScriptedValidator(time);
        }

        @Override
        public ValidationMethod method() {
            return right.method();
        }

        @Override
        public String caaMethodLabel() {
            return right.caaMethodLabel();
        }

        @Override
        public Challenge challenge(ValidationSubject subject) {
            return right.challenge(subject);
        }

        @Override
        public CompletionStage<Observation> observe(ValidationSubject subject) {
            return right.observe(subject);
        }

        @Override
        public Judgement judge(ValidationSubject subject, Observation observation, ValidationRules rules, Instant now) {
            return right.judge(subject, observation, rules, now);
        }
    }

    private static final class Nameless extends Relaying {
        Nameless(InstantSource time) {
            super(time);
        }

        @Override
        public String caaMethodLabel() {
            return "by DNS";
        }
    }

    private static final class Remembering extends Relaying {
        private final Map<ValidationSubject, Observation> proven = new ConcurrentHashMap<>();

        Remembering(InstantSource time) {
            super(time);
        }

        @Override
        public CompletionStage<Observation> observe(ValidationSubject subject) {
            return super.observe(subject).thenApply(seen -> {
                if (judge(subject, seen, ValidationRules.acm(), seen.at()) instanceof Judgement.Proven) {
                    proven.putIfAbsent(subject, seen);
                }
                return proven.getOrDefault(subject, seen);
            });
        }
    }

    private static final class Silent extends Relaying {
        Silent(InstantSource time) {
            super(time);
        }

        @Override
        public Judgement judge(ValidationSubject subject, Observation observation, ValidationRules rules, Instant now) {
            Judgement judgement = super.judge(subject, observation, rules, now);
            return judgement instanceof Judgement.NotYet notYet
                    ? new Judgement.NotYet(
                            Diagnosis.builder("WAITING", "Not yet.").build(), notYet.retryClass())
                    : judgement;
        }
    }

    private static final class Hoarding extends Relaying {
        Hoarding(InstantSource time) {
            super(time);
        }

        @Override
        public CompletionStage<Observation> observe(ValidationSubject subject) {
            return super.observe(subject)
                    .thenApply(seen -> new Observation(
                            seen.at(),
                            seen.facts().toBuilder()
                                    .put("everything", "x".repeat(16 * 1024))
                                    .build()));
        }
    }

    private static final class Changing extends Relaying {
        private final AtomicInteger count = new AtomicInteger();

        Changing(InstantSource time) {
            super(time);
        }

        @Override
        public Challenge challenge(ValidationSubject subject) {
            String owner = "_" + count.incrementAndGet() + "." + subject.name().base() + ".";
            return new Challenge.PublishRecord(new ResourceRecord(owner, "CNAME", "_x.validation.example."));
        }
    }

    private static final class Showing extends Relaying {
        Showing(InstantSource time) {
            super(time);
        }

        @Override
        public Challenge challenge(ValidationSubject subject) {
            right.prove(subject.name());
            return super.challenge(subject);
        }
    }

    private static final class Looking extends Relaying {
        Looking(InstantSource time) {
            super(time);
        }

        @Override
        public Judgement judge(ValidationSubject subject, Observation observation, ValidationRules rules, Instant now) {
            Observation fresh = right.observe(subject).toCompletableFuture().join();
            return super.judge(subject, fresh, rules, now);
        }
    }

    private static final class Generous extends Relaying {
        Generous(InstantSource time) {
            super(time);
        }

        @Override
        public Judgement judge(ValidationSubject subject, Observation observation, ValidationRules rules, Instant now) {
            Judgement judgement = super.judge(subject, observation, rules, now);
            DomainName wildcard = DomainName.parse("*." + subject.name().base());
            return judgement instanceof Judgement.Proven proven
                    ? new Judgement.Proven(List.of(subject.name(), wildcard), proven.at())
                    : judgement;
        }
    }

    private static final class Believing extends Relaying {
        Believing(InstantSource time) {
            super(time);
        }

        @Override
        public Judgement judge(ValidationSubject subject, Observation observation, ValidationRules rules, Instant now) {
            Document facts = observation.facts().toBuilder()
                    .put("account", subject.arn().account())
                    .put("base", subject.name().base().value())
                    .build();
            return super.judge(subject, new Observation(observation.at(), facts), rules, now);
        }
    }
}
