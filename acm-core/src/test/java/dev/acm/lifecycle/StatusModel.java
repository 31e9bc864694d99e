package dev.acm.lifecycle;

import dev.acm.certificate.CertificateStatus;
import dev.acm.certificate.FailureReason;
import dev.acm.diagnosis.Actor;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.renewal.RenewalStatus;
import dev.acm.spi.Judgement;
import dev.acm.spi.RetryClass;
import dev.acm.spi.Submission;
import java.util.Map;
import java.util.Optional;

/**
 * What ACM's documentation says of a certificate's status and of its renewal's, as a table and a few rules: written once more,
 * and without a look at the record that the lifecycle keeps. It is told what comes from outside and says what is to be shown.
 */
final class StatusModel {
    /** What can move a certificate's status. */
    enum Event {
        /** A chain of the authority fits. */
        ACCEPTED,
        /** Refused for good: by the owner, or by an authority that says so. */
        REFUSED,
        /** The 72 hours are over. */
        WINDOW_OVER,
        /** They are over while a refusal stands that was tried again and again. */
        WINDOW_OVER_REFUSED,
        /** The last second of the generation in force is over. */
        EXPIRED,
        /** Somebody asked to revoke it. */
        REVOKED
    }

    /** Where each event leads; from what is not here no event leads anywhere. */
    static final Map<CertificateStatus, Map<Event, CertificateStatus>> TABLE = Map.of(
            CertificateStatus.PENDING_VALIDATION,
                    Map.of(
                            Event.ACCEPTED, CertificateStatus.ISSUED,
                            Event.REFUSED, CertificateStatus.FAILED,
                            Event.WINDOW_OVER, CertificateStatus.VALIDATION_TIMED_OUT,
                            Event.WINDOW_OVER_REFUSED, CertificateStatus.FAILED),
            CertificateStatus.ISSUED,
                    Map.of(
                            Event.ACCEPTED, CertificateStatus.ISSUED,
                            Event.EXPIRED, CertificateStatus.EXPIRED,
                            Event.REVOKED, CertificateStatus.REVOKED),
            // what the authority had signed before, and whose answer was lost
            CertificateStatus.EXPIRED, Map.of(Event.ACCEPTED, CertificateStatus.ISSUED));

    /** What is shown of a certificate. */
    record Shown(
            CertificateStatus status,
            Optional<FailureReason> failureReason,
            Optional<RenewalStatus> renewal,
            Optional<FailureReason> renewalReason) {
        static Shown of(CertificateRecord record) {
            return new Shown(
                    record.status(),
                    record.failureReason(),
                    record.renewal().map(summary -> summary.status()),
                    record.renewal().flatMap(summary -> summary.reason()));
        }
    }

    private final Map<CertificateStatus, Map<Event, CertificateStatus>> table;
    private CertificateStatus status = CertificateStatus.PENDING_VALIDATION;
    private Optional<FailureReason> failureReason = Optional.empty();
    private Optional<RenewalStatus> renewal = Optional.empty();
    private Optional<FailureReason> renewalReason = Optional.empty();
    private boolean everAccepted;
    /** What the attempt under way is refused for, and what the last one was. */
    private Optional<FailureReason> standing = Optional.empty();

    private Optional<FailureReason> last = Optional.empty();

    StatusModel(Map<CertificateStatus, Map<Event, CertificateStatus>> table) {
        this.table = table;
    }

    Shown shown() {
        return new Shown(status, failureReason, renewal, renewalReason);
    }

    private void move(Event event, Optional<FailureReason> reason) {
        CertificateStatus to = table.getOrDefault(status, Map.of()).get(event);
        if (to != null) {
            status = to;
            failureReason = to == CertificateStatus.FAILED ? reason : Optional.empty();
        }
    }

    private void renewal(RenewalStatus now, Optional<FailureReason> reason) {
        if (everAccepted) {
            renewal = Optional.of(now);
            renewalReason = reason;
        }
    }

    private void waits(Diagnosis why, Optional<FailureReason> reason) {
        renewal(
                why.actor() == Actor.OWNER ? RenewalStatus.PENDING_VALIDATION : RenewalStatus.PENDING_AUTO_RENEWAL,
                reason);
    }

    void revokeAsked() {
        move(Event.REVOKED, Optional.empty());
    }

    /**
     * Something came of an action.
     *
     * @param forOtherNames whether the attempt under way is for names the certificate does not have yet
     */
    void happened(Action action, Outcome outcome, boolean forOtherNames) {
        if (outcome instanceof Outcome.AttemptStarted) {
            standing = Optional.empty();
            renewal(RenewalStatus.PENDING_AUTO_RENEWAL, Optional.empty());
        } else if (outcome instanceof Outcome.Observed observed) {
            for (Outcome.Sight sight : observed.sights()) {
                if (seen(sight.judgement())) {
                    break;
                }
            }
        } else if (outcome instanceof Outcome.CaaPermitted || outcome instanceof Outcome.KeyMade) {
            standing = Optional.empty();
        } else if (outcome instanceof Outcome.Answered answered) {
            standing = Optional.empty();
            if (answered.submission() instanceof Submission.Rejected rejected) {
                rejected(rejected.reason(), rejected.diagnosis(), rejected.retryClass());
            }
        } else if (outcome instanceof Outcome.ChainRefused refused) {
            rejected(FailureReason.PCA_REQUEST_FAILED, refused.diagnosis(), RetryClass.POLICY);
        } else if (outcome instanceof Outcome.Issued) {
            accepted();
        } else if (outcome instanceof Outcome.TimedOut) {
            Optional<FailureReason> refusal = standing.or(() -> last);
            move(refusal.isPresent() ? Event.WINDOW_OVER_REFUSED : Event.WINDOW_OVER, refusal);
        } else if (outcome instanceof Outcome.Expired) {
            move(Event.EXPIRED, Optional.empty());
            renewal = renewal.map(before -> before == RenewalStatus.SUCCESS ? before : RenewalStatus.FAILED);
        } else if (outcome instanceof Outcome.NamesGivenUp) {
            namesGivenUp(forOtherNames);
        } else if (outcome instanceof Outcome.Stalled stalled && isOfAnAttempt(action)) {
            standing = action instanceof Action.CheckCaa ? Optional.of(FailureReason.CAA_ERROR) : Optional.empty();
            waits(stalled.diagnosis(), standing);
        }
    }

    // what was waited for was the other names'; a renewal for the present ones goes on
    private void namesGivenUp(boolean forOtherNames) {
        if (forOtherNames && renewal.filter(RenewalStatus.SUCCESS::equals).isEmpty()) {
            renewal = Optional.empty();
            renewalReason = Optional.empty();
        }
    }

    // whether it was the end
    private boolean seen(Judgement judgement) {
        if (judgement instanceof Judgement.NotYet notYet) {
            waits(notYet.diagnosis(), Optional.empty());
        } else if (judgement instanceof Judgement.Refused refused) {
            waits(refused.diagnosis(), Optional.of(refused.reason()));
            move(Event.REFUSED, Optional.of(refused.reason()));
        }
        return status == CertificateStatus.FAILED;
    }

    private void rejected(FailureReason reason, Diagnosis why, RetryClass retryClass) {
        standing = Optional.empty();
        last = Optional.of(reason);
        waits(why, last);
        if (retryClass == RetryClass.NEVER) {
            move(Event.REFUSED, last);
        }
    }

    private void accepted() {
        renewal(RenewalStatus.SUCCESS, Optional.empty());
        everAccepted = true;
        standing = Optional.empty();
        last = Optional.empty();
        move(Event.ACCEPTED, Optional.empty());
    }

    private static boolean isOfAnAttempt(Action action) {
        return action instanceof Action.Observe
                || action instanceof Action.MakeKey
                || action instanceof Action.CheckCaa
                || action instanceof Action.Submit
                || action instanceof Action.Poll
                || action instanceof Action.LookUp;
    }
}
