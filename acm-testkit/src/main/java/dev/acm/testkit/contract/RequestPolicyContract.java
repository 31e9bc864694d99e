package dev.acm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.event.Caller;
import dev.acm.spi.RequestConditions;
import dev.acm.spi.RequestPolicy;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What {@link RequestPolicy} promises, R1 to R3. */
public interface RequestPolicyContract {
    /**
     * Makes the policy.
     *
     * @return a policy
     * @throws Exception if it cannot be made
     */
    RequestPolicy newPolicy() throws Exception;

    /**
     * What to ask it: questions that it allows, that it allows without validation, and that it denies, as far as there are any.
     *
     * @return at least one, each with what is expected
     */
    List<Question> questions();

    /**
     * One question.
     *
     * @param caller who asks
     * @param request for what
     * @param allowed whether it is to be allowed
     */
    record Question(Caller caller, RequestConditions request, boolean allowed) {
        /** Checks for null. */
        public Question {
            Objects.requireNonNull(caller, "caller");
            Objects.requireNonNull(request, "request");
        }
    }

    /**
     * R1: it decides as its host expects, and says why it denies.
     *
     * @throws Exception if the policy cannot be made
     */
    @Test
    default void r1_decision_isAsExpected_andSaysWhy() throws Exception {
        RequestPolicy policy = newPolicy();

        assertThat(questions()).isNotEmpty();
        for (Question question : questions()) {
            RequestPolicy.Decision decision = policy.decide(question.caller(), question.request());
            assertThat(decision instanceof RequestPolicy.Allowed)
                    .as(question.toString())
                    .isEqualTo(question.allowed());
            if (decision instanceof RequestPolicy.Denied denied) {
                assertThat(denied.why()).as("why it is denied").isNotBlank();
            }
        }
    }

    /**
     * R2: asking changes nothing, since preflight asks too: the same question has the same answer.
     *
     * @throws Exception if the policy cannot be made
     */
    @Test
    default void r2_sameQuestion_sameAnswer() throws Exception {
        RequestPolicy policy = newPolicy();

        for (Question question : questions()) {
            RequestPolicy.Decision first = policy.decide(question.caller(), question.request());
            for (int i = 0; i < 100; i++) {
                assertThat(policy.decide(question.caller(), question.request())).isEqualTo(first);
            }
        }
    }

    /**
     * R3: many threads may ask at once, and none gets another's answer.
     *
     * @throws Exception if the policy cannot be made
     */
    @Test
    default void r3_manyThreads_eachGetsItsOwnAnswer() throws Exception {
        RequestPolicy policy = newPolicy();
        List<Question> questions = questions();

        Race.run(thread -> {
            for (int i = 0; i < 200; i++) {
                Question question = questions.get((thread + i) % questions.size());
                assertThat(policy.decide(question.caller(), question.request()) instanceof RequestPolicy.Allowed)
                        .as(question.toString())
                        .isEqualTo(question.allowed());
            }
            return thread;
        });
    }
}
