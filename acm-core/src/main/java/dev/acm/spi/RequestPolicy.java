package dev.acm.spi;

import dev.acm.certificate.FailureReason;
import dev.acm.event.Caller;
import java.util.Objects;

/**
 * Decides who may ask for what.
 *
 * <ul>
 *   <li>R1 A denial MUST say why, in a sentence for the caller.
 *   <li>R2 Asking MUST NOT change anything, since preflight asks, too: the same question has the same answer.
 *   <li>R3 It MUST be quick, and safe to call from many threads.
 * </ul>
 */
@FunctionalInterface
public interface RequestPolicy {
    /**
     * Decides about a request whose form is in order, before anything is stored or asked of others. Also asked by preflight;
     * about other names for a certificate, with what else it was requested with and its present tags; and about an import,
     * with the names and the key of what is imported. Renewals are not asked for again.
     *
     * @param caller who asks
     * @param request for what
     * @return the decision
     */
    Decision decide(Caller caller, RequestConditions request);

    /**
     * Lets everybody ask for everything, with validation.
     *
     * @return the policy
     */
    static RequestPolicy allowAll() {
        return (caller, request) -> new Allowed(true);
    }

    /** What a policy says. */
    sealed interface Decision {}

    /**
     * Allowed.
     *
     * @param validate whether control is to be proven; when waived, the certificate's type is PRIVATE. Without meaning for
     *     an import, whose names are not validated
     */
    record Allowed(boolean validate) implements Decision {}

    /**
     * Refused.
     *
     * @param reason ACM's name for it
     * @param why a sentence for the caller
     */
    record Denied(FailureReason reason, String why) implements Decision {
        /** Checks for null. */
        public Denied {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(why, "why");
        }
    }
}
