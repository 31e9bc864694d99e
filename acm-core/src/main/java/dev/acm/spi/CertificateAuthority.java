package dev.acm.spi;

import dev.acm.certificate.CertificateChain;
import dev.acm.certificate.RevocationReason;
import java.time.Instant;
import java.util.Optional;

/**
 * Signs certificates.
 *
 * <ul>
 *   <li>A1 Everything needed to go on MUST be in what was returned, so that it can be stored; the adapter keeps no state of
 *       its own outside its store.
 *   <li>A2 The same attempt id twice MUST give the same certificate.
 *   <li>A3 Results are issued, pending (not before, challenges to publish) or rejected (diagnosis, retry class).
 *   <li>A4 The manager accepts a chain only if key, names, dates and signatures fit the plan; one that does not stays
 *       recorded and is revoked.
 *   <li>A5 A leaf MUST NOT outlive its issuer.
 *   <li>A6 Revoking twice MUST be revoking once.
 * </ul>
 *
 * <p>Methods may block, and must be safe to call from many threads. Times are given by the caller: an authority reads no
 * clock for a decision.
 */
public interface CertificateAuthority {
    /**
     * What the authority says of itself. Must be quick.
     *
     * @return the description
     */
    AuthorityDescription describe();

    /**
     * Asks for a certificate (A2).
     *
     * @param attempt the attempt, stored by the caller before
     * @param plan what to certify
     * @return how the attempt stands
     * @throws AuthorityException if the authority could not be reached; with effect UNKNOWN the caller asks {@link #find}
     */
    Submission submit(AttemptId attempt, IssuancePlan plan) throws AuthorityException;

    /**
     * Asks how a pending attempt stands. An authority that does not know the reference any more throws with effect NONE and
     * {@link RetryClass#NEVER}; the caller then asks {@link #find}.
     *
     * @param attempt the attempt
     * @param reference from {@link Submission.Pending}
     * @param now the host's time
     * @return how the attempt stands
     * @throws AuthorityException if the authority could not be reached
     */
    Submission poll(AttemptId attempt, Document reference, Instant now) throws AuthorityException;

    /**
     * Looks an attempt up, after a crash or a lost answer.
     *
     * @param attempt the attempt
     * @return how it stands; empty if the authority certainly never took it
     * @throws AuthorityException if the authority could not be reached
     */
    Optional<Submission> find(AttemptId attempt) throws AuthorityException;

    /**
     * Revokes for good (A6). Returns when the authority has taken note; publishing may follow.
     *
     * @param chain the certificate
     * @param reason why; never {@code CERTIFICATE_HOLD} or {@code REMOVE_FROM_CRL}
     * @param at the time of revocation
     * @throws AuthorityException if the authority could not be reached
     */
    void revoke(CertificateChain chain, RevocationReason reason, Instant at) throws AuthorityException;

    /**
     * When the authority would like the certificate to be renewed. Called only if {@link
     * AuthorityDescription#renewalHints()} says so, about once a day for each certificate in use.
     *
     * @param chain the certificate
     * @param now the host's time
     * @return the hint; empty if the authority gives none
     * @throws AuthorityException if the authority could not be reached
     */
    default Optional<RenewalHint> renewalHint(CertificateChain chain, Instant now) throws AuthorityException {
        return Optional.empty();
    }
}
