package dev.acm.lifecycle;

import dev.acm.name.DomainName;
import java.time.Instant;
import java.util.List;

/** What a certificate needs next. */
public sealed interface Action {
    /** Nothing, ever, unless somebody acts. */
    record Rest() implements Action {}

    /**
     * Nothing until then.
     *
     * @param at the time
     */
    record SleepUntil(Instant at) implements Action {}

    /**
     * A change of the record alone.
     *
     * @param outcome what to apply
     */
    record Settle(Outcome outcome) implements Action {}

    /**
     * Look for proof of control.
     *
     * @param generation for which generation
     * @param names the names
     */
    record Observe(long generation, List<DomainName> names) implements Action {}

    /** Ask CAA for all names. */
    record CheckCaa() implements Action {}

    /**
     * Make the attempt's key and its signing request.
     *
     * @param generation for which generation
     */
    record MakeKey(long generation) implements Action {}

    /**
     * Ask for the signature.
     *
     * @param attempt the attempt
     */
    record Submit(Attempt attempt) implements Action {}

    /**
     * Ask how a pending attempt stands.
     *
     * @param attempt the attempt
     */
    record Poll(Attempt attempt) implements Action {}

    /**
     * Find out whether the authority knows the attempt.
     *
     * @param attempt the attempt
     */
    record LookUp(Attempt attempt) implements Action {}

    /**
     * Ask the authority when it would like a generation to be renewed.
     *
     * @param generation the generation in force
     */
    record AskHint(Generation generation) implements Action {}

    /**
     * Revoke a chain at the authority.
     *
     * @param revocation which
     */
    record Revoke(Revocation revocation) implements Action {}

    /**
     * Serve the current generation from a target.
     *
     * @param target the target's id
     * @param generation the generation
     */
    record Deploy(String target, Generation generation) implements Action {}

    /**
     * Serve the previous generation from a target again, because the current one was accepted and never seen.
     *
     * @param target the target's id
     * @param previous the generation that was seen last
     * @param replaced the one that was not seen
     */
    record RollBack(String target, Generation previous, long replaced) implements Action {}

    /**
     * End the sessions made under superseded generations at a target.
     *
     * @param target the target's id
     */
    record Cut(String target) implements Action {}

    /**
     * Take the certificate from a target.
     *
     * @param target the target's id
     * @param cut whether its sessions end with it
     */
    record Withdraw(String target, boolean cut) implements Action {}

    /**
     * Destroy a key that nobody will use any more.
     *
     * @param doomed which
     */
    record DestroyKey(CertificateRecord.DoomedKey doomed) implements Action {}

    /** Hand pending events to the audit log and the listeners. */
    record Deliver() implements Action {}

    /** Remove the record of a deleted certificate. */
    record Remove() implements Action {}
}
