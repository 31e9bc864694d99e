package dev.acm.testkit.wrong;

import dev.acm.certificate.FailureReason;
import dev.acm.spi.RequestPolicy;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Request policies that break the contract in one way each, over a right one. */
@SuppressWarnings("ImmutableEnumChecker") // the sets are of Set.of
public enum WrongRequestPolicy {
    /** Allows whatever is asked (R1). */
    ALLOWS_EVERYTHING("r1_decision_isAsExpected_andSaysWhy", "r3_manyThreads_eachGetsItsOwnAnswer") {
        @Override
        public RequestPolicy over(RequestPolicy right) {
            return RequestPolicy.allowAll();
        }
    },
    /** Denies without a word (R1). */
    DOES_NOT_SAY_WHY("r1_decision_isAsExpected_andSaysWhy") {
        @Override
        public RequestPolicy over(RequestPolicy right) {
            return (caller, request) -> right.decide(caller, request) instanceof RequestPolicy.Denied denied
                    ? new RequestPolicy.Denied(denied.reason(), " ")
                    : right.decide(caller, request);
        }
    },
    /** Counts each question as a request, and has enough after some (R2). */
    COUNTS_QUESTIONS("r2_sameQuestion_sameAnswer", "r3_manyThreads_eachGetsItsOwnAnswer") {
        @Override
        public RequestPolicy over(RequestPolicy right) {
            AtomicInteger asked = new AtomicInteger();
            return (caller, request) -> asked.incrementAndGet() > 20
                    ? new RequestPolicy.Denied(FailureReason.OTHER, "That is enough.")
                    : right.decide(caller, request);
        }
    };

    private final Set<String> caughtBy;

    WrongRequestPolicy(String... caughtBy) {
        this.caughtBy = Set.of(caughtBy);
    }

    /**
     * Makes a wrong policy.
     *
     * @param right what decides otherwise
     * @return the policy
     */
    public abstract RequestPolicy over(RequestPolicy right);

    /**
     * Which tests of {@link dev.acm.testkit.contract.RequestPolicyContract} must fail for this policy.
     *
     * @return the names of the methods
     */
    public Set<String> caughtBy() {
        return caughtBy;
    }
}
