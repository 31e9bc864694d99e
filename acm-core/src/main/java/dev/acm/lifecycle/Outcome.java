package dev.acm.lifecycle;

import dev.acm.certificate.CertificateChain;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.key.SealedKey;
import dev.acm.name.DomainName;
import dev.acm.renewal.RenewalReason;
import dev.acm.renewal.RenewalWindow;
import dev.acm.spi.Judgement;
import dev.acm.spi.Observation;
import dev.acm.spi.RetryClass;
import dev.acm.spi.Submission;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What came of an action. */
public sealed interface Outcome {
    /**
     * A try to produce the next generation begins.
     *
     * @param reason why a renewal begins now; empty for a first issue
     * @param reuse proof of control that is this old or younger counts; empty if only fresh proof does
     */
    record AttemptStarted(Optional<RenewalReason> reason, Optional<Instant> reuse) implements Outcome {}

    /**
     * The authority told when it would like the generation to be renewed.
     *
     * @param window the window; empty if it told none, or for another certificate
     */
    record Hinted(Optional<RenewalWindow> window) implements Outcome {}

    /** Control was not proven in time. */
    record TimedOut() implements Outcome {}

    /**
     * A generation is served by no target any more.
     *
     * @param generation its number
     */
    record Retired(long generation) implements Outcome {}

    /** The last generation expired. */
    record Expired() implements Outcome {}

    /**
     * Expiry comes nearer and a renewal does not proceed.
     *
     * @param daysLeft which notice it is
     */
    record NoticeDue(int daysLeft) implements Outcome {}

    /**
     * Expiry comes nearer, whether a renewal proceeds or not.
     *
     * @param days how many days are left, the day that has begun included
     */
    record ApproachingExpiration(int days) implements Outcome {}

    /**
     * Names were looked at.
     *
     * @param sights one for each name
     */
    record Observed(List<Sight> sights) implements Outcome {}

    /**
     * One name as it was seen and judged.
     *
     * @param name the name
     * @param observation what was seen
     * @param judgement what it means
     */
    record Sight(DomainName name, Observation observation, Judgement judgement) {}

    /**
     * CAA permits all names.
     *
     * @param deciding the owners of the deciding record sets; empty if there are none
     */
    record CaaPermitted(List<String> deciding) implements Outcome {}

    /**
     * The attempt's key was made.
     *
     * @param key the sealed key
     * @param signingRequest PKCS#10
     */
    record KeyMade(SealedKey key, Der signingRequest) implements Outcome {}

    /**
     * The authority answered with something else than a chain.
     *
     * @param submission pending or rejected
     */
    record Answered(Submission submission) implements Outcome {}

    /** The authority does not know the attempt. */
    record NotKnown() implements Outcome {}

    /**
     * A chain came back, and fits.
     *
     * @param generation what it makes
     */
    record Issued(Generation generation) implements Outcome {}

    /**
     * A chain came back, and does not fit.
     *
     * @param chain the chain
     * @param issuersId names the record with all but its leaf
     * @param diagnosis what does not fit
     */
    record ChainRefused(CertificateChain chain, String issuersId, Diagnosis diagnosis) implements Outcome {}

    /**
     * A step did not succeed.
     *
     * @param diagnosis why
     * @param retryClass how to go on
     * @param effectUnknown whether it may have happened all the same
     */
    record Stalled(Diagnosis diagnosis, RetryClass retryClass, boolean effectUnknown) implements Outcome {}

    /** Control of the names wanted was not proven in time. */
    record NamesGivenUp() implements Outcome {}

    /** The authority revoked the certificate, and no target serves it any more. */
    record RevocationCompleted() implements Outcome {}

    /**
     * The authority was asked for a revocation, and took no note of it until the certificate expired.
     *
     * @param revocation the revocation
     */
    record RevocationLapsed(Revocation revocation) implements Outcome {}

    /** The authority took note of the revocation. */
    record Revoked() implements Outcome {}

    /** The target serves the generation: it was seen. */
    record Deployed() implements Outcome {}

    /**
     * The target accepted the generation, or the one it was rolled back to, and that was not seen there.
     *
     * @param diagnosis what was seen instead
     */
    record NotSeen(Diagnosis diagnosis) implements Outcome {}

    /** The target serves the previous generation again: it was seen. */
    record RolledBack() implements Outcome {}

    /** The target resumes no session made under a superseded generation. */
    record SessionsCut() implements Outcome {}

    /** The target does not serve the certificate any more. */
    record Withdrawn() implements Outcome {}

    /** The key is gone. */
    record KeyDestroyed() implements Outcome {}

    /**
     * Events were handed over.
     *
     * @param upTo the last one's sequence number
     */
    record Delivered(long upTo) implements Outcome {}
}
