package dev.acm.testkit.wrong;

import dev.acm.diagnosis.Diagnosis;
import dev.acm.name.DomainName;
import dev.acm.spi.CaaDecision;
import dev.acm.spi.CaaPolicy;
import dev.acm.spi.CaaQuestion;
import dev.acm.spi.Document;
import dev.acm.spi.Observation;
import dev.acm.testkit.ScriptedCaaPolicy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** CAA policies that break the contract in one way each. */
@SuppressWarnings("ImmutableEnumChecker") // the sets are of Set.of, the functions keep nothing
public enum WrongCaaPolicy {
    /** Permits whatever the records say (C1). */
    PERMITS_ALWAYS(
            Permitting::new,
            Set.of(
                    "c1_judge_followsTheRecords",
                    "c2_failure_isNoPermission",
                    "c2_unreadableEvidence_isNoPermission",
                    "c3_evidenceOfOneName_servesNoOther",
                    "c3_evidenceOfAName_servesItsWildcard",
                    "c4_refusal_isExplained")),
    /** Looks again while it judges (C1). */
    LOOKS_WHILE_JUDGING(
            Looking::new,
            Set.of(
                    "c1_judge_isAFunctionOfItsArguments",
                    "c2_unreadableEvidence_isNoPermission",
                    "c3_evidenceOfOneName_servesNoOther")),
    /** Takes a failed look-up for no records (C2). */
    TAKES_FAILURE_FOR_ABSENCE(
            Trusting::new,
            Set.of(
                    "c2_failure_isNoPermission",
                    "c2_unreadableEvidence_isNoPermission",
                    "c3_evidenceOfOneName_servesNoOther",
                    "c4_refusal_isExplained")),
    /** Forgets that a wildcard is governed by the records of its base (C3). */
    FORGETS_WILDCARDS(Forgetting::new, Set.of("c3_evidenceOfAName_servesItsWildcard")),
    /** Says no, and nothing more (C4). */
    EXPLAINS_NOTHING(Silent::new, Set.of("c4_refusal_isExplained")),
    /** Keeps more than a record can hold (C4). */
    KEEPS_TOO_MUCH(Hoarding::new, Set.of("c4_observation_isSmall"));

    private final Function<InstantSource, Relaying> making;
    private final Set<String> caughtBy;

    WrongCaaPolicy(Function<InstantSource, Relaying> making, Set<String> caughtBy) {
        this.making = making;
        this.caughtBy = caughtBy;
    }

    /**
     * Makes a policy in a world without CAA records.
     *
     * @param time what observations are dated with
     * @return a wrong policy
     */
    public CaaPolicy newPolicy(InstantSource time) {
        return making.apply(time);
    }

    /**
     * From now on the records of a name permit or forbid.
     *
     * @param policy from {@link #newPolicy}
     * @param name the name
     * @param permitted whether they name the authority
     */
    public void publish(CaaPolicy policy, DomainName name, boolean permitted) {
        Relaying.set(((Relaying) policy).right, name, permitted);
    }

    /**
     * From now on looking at a name fails.
     *
     * @param policy from {@link #newPolicy}
     * @param name the name
     */
    public void fail(CaaPolicy policy, DomainName name) {
        ((Relaying) policy).right.unknown(name);
    }

    /**
     * Which tests of {@link dev.acm.testkit.contract.CaaPolicyContract} must fail for this policy.
     *
     * @return the names of the methods
     */
    public Set<String> caughtBy() {
        return caughtBy;
    }

    /** Hands on to a right policy. */
    private static class Relaying implements CaaPolicy {
        final ScriptedCaaPolicy right;

        Relaying(InstantSource time) {
            this.right = new ScriptedCaaPolicy(time);
        }

        static void set(ScriptedCaaPolicy policy, DomainName base, boolean permitted) {
            for (DomainName name : Set.of(base, DomainName.parse("*." + base))) {
                if (permitted) {
                    policy.permit(name);
                } else {
                    policy.forbid(name);
                }
            }
        }

        @Override
        public CompletionStage<Observation> observe(DomainName name) {
            return right.observe(name);
        }

        @Override
        public CaaDecision judge(CaaQuestion question, Observation observation, Instant now) {
            return right.judge(question, observation, now);
        }
    }

    private static final class Permitting extends Relaying {
        Permitting(InstantSource time) {
            super(time);
        }

        @Override
        public CaaDecision judge(CaaQuestion question, Observation observation, Instant now) {
            return new CaaDecision.Permitted(Optional.empty());
        }
    }

    private static final class Looking extends Relaying {
        Looking(InstantSource time) {
            super(time);
        }

        @Override
        public CaaDecision judge(CaaQuestion question, Observation observation, Instant now) {
            Observation fresh =
                    right.observe(question.name()).toCompletableFuture().join();
            return super.judge(question, fresh, now);
        }
    }

    private static final class Trusting extends Relaying {
        Trusting(InstantSource time) {
            super(time);
        }

        @Override
        public CaaDecision judge(CaaQuestion question, Observation observation, Instant now) {
            CaaDecision decision = super.judge(question, observation, now);
            return decision instanceof CaaDecision.Unknown ? new CaaDecision.Permitted(Optional.empty()) : decision;
        }
    }

    private static final class Forgetting extends Relaying {
        Forgetting(InstantSource time) {
            super(time);
        }

        @Override
        public CaaDecision judge(CaaQuestion question, Observation observation, Instant now) {
            return question.name().isWildcard()
                    ? new CaaDecision.Permitted(Optional.empty())
                    : super.judge(question, observation, now);
        }
    }

    private static final class Silent extends Relaying {
        Silent(InstantSource time) {
            super(time);
        }

        @Override
        public CaaDecision judge(CaaQuestion question, Observation observation, Instant now) {
            Diagnosis nothing = Diagnosis.builder("NO", "No.").build();
            CaaDecision decision = super.judge(question, observation, now);
            if (decision instanceof CaaDecision.Forbidden) {
                return new CaaDecision.Forbidden(nothing);
            }
            return decision instanceof CaaDecision.Unknown ? new CaaDecision.Unknown(nothing) : decision;
        }
    }

    private static final class Hoarding extends Relaying {
        private static final int OCTETS = 20_000;

        Hoarding(InstantSource time) {
            super(time);
        }

        @Override
        public CompletionStage<Observation> observe(DomainName name) {
            return super.observe(name).thenApply(seen -> {
                Document facts =
                        seen.facts().toBuilder().put("all", "x".repeat(OCTETS)).build();
                return new Observation(seen.at(), facts);
            });
        }
    }
}
