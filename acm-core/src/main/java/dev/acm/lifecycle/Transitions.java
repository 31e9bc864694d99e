package dev.acm.lifecycle;

import dev.acm.event.EventType;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What an outcome makes of a record: pure functions of record, action, outcome and time. */
public final class Transitions {
    private Transitions() {}

    /** The record after the outcome of an action. */
    public static CertificateRecord apply(CertificateRecord record, Action action, Outcome outcome, Instant now) {
        return record.with(draft -> apply(new Change(record, draft, now), action, outcome));
    }

    /**
     * The record as it is stored before the action leaves the process: claimed, with the audit entry of what is about to
     * happen.
     */
    public static CertificateRecord intend(CertificateRecord record, Action action, Claim claim, Instant now) {
        return record.with(draft -> {
            draft.claim = Optional.of(claim);
            intend(new Change(record, draft, now), action);
        });
    }

    /** The record with nobody working on it. */
    public static CertificateRecord release(CertificateRecord record) {
        return record.with(draft -> draft.claim = Optional.empty());
    }

    private static void intend(Change change, Action action) {
        if (action instanceof Action.Submit submit) {
            change.draft.attempt = Optional.of(submit.attempt().with(attempt -> attempt.submitted = true));
            change.event(EventType.SIGNING_REQUESTED, submit.attempt().generation());
        } else if (action instanceof Action.Deploy deploy) {
            keyUsed(change, "deploy to " + deploy.target(), deploy.generation());
        } else if (action instanceof Action.RollBack back) {
            keyUsed(change, "roll back at " + back.target(), back.previous());
        } else if (action instanceof Action.DestroyKey destroy) {
            if (destroy.doomed().tries() == 0) {
                change.event(EventType.KEY_DESTROYED, destroy.doomed().generation());
            }
        }
    }

    private static void keyUsed(Change change, String reason, Generation generation) {
        change.event(EventType.KEY_USED, Map.of("reason", reason, "generation", Long.toString(generation.number())));
    }

    private static void apply(Change change, Action action, Outcome outcome) {
        if (outcome instanceof Outcome.AttemptStarted started) {
            AttemptTransitions.start(change, started);
        } else if (outcome instanceof Outcome.Hinted hinted) {
            RenewalTransitions.hinted(change, hinted.window());
        } else if (outcome instanceof Outcome.TimedOut) {
            AttemptTransitions.timeOut(change);
        } else if (outcome instanceof Outcome.Observed observed) {
            change.holdWaiting();
            observed.sights().forEach(sight -> AttemptTransitions.observed(change, sight));
            change.tellWaiting();
        } else if (outcome instanceof Outcome.CaaPermitted permitted) {
            AttemptTransitions.caaPermitted(change, permitted.deciding());
        } else if (outcome instanceof Outcome.KeyMade made) {
            AttemptTransitions.keyMade(change, made);
        } else if (outcome instanceof Outcome.Answered answered) {
            AttemptTransitions.answered(change, answered.submission());
        } else if (outcome instanceof Outcome.NotKnown) {
            AttemptTransitions.notKnown(change);
        } else if (outcome instanceof Outcome.ChainRefused refused) {
            AttemptTransitions.chainRefused(change, refused);
        } else if (outcome instanceof Outcome.Issued issued) {
            ServingTransitions.issued(change, issued.generation());
        } else if (outcome instanceof Outcome.Retired retired) {
            ServingTransitions.retired(change, retired.generation());
        } else if (outcome instanceof Outcome.Expired) {
            ServingTransitions.expired(change);
        } else if (outcome instanceof Outcome.NamesGivenUp) {
            Renaming.givenUp(change);
        } else if (outcome instanceof Outcome.RevocationCompleted) {
            Revoking.completed(change);
        } else if (outcome instanceof Outcome.RevocationLapsed lapsed) {
            Revoking.lapsed(change, lapsed.revocation());
        } else if (outcome instanceof Outcome.NoticeDue notice) {
            ServingTransitions.noticed(change, notice.daysLeft());
        } else if (outcome instanceof Outcome.ApproachingExpiration approaching) {
            ExpiryNotices.told(change, approaching.days());
        } else if (outcome instanceof Outcome.Delivered delivered) {
            change.draft.outbox =
                    Change.without(change.draft.outbox, entry -> entry.event().sequence() <= delivered.upTo());
            change.draft.nextDelivery = Instant.EPOCH;
        } else {
            applyToAction(change, action, outcome);
        }
    }

    // outcomes that say nothing without the action they came of
    private static void applyToAction(Change change, Action action, Outcome outcome) {
        Optional<Outcome.Stalled> stalled =
                outcome instanceof Outcome.Stalled failed ? Optional.of(failed) : Optional.empty();
        if (action instanceof Action.Revoke revoke) {
            stalled.ifPresentOrElse(
                    failed -> ServingTransitions.revocationStalled(change, revoke.revocation(), failed),
                    () -> ServingTransitions.revoked(change, revoke.revocation()));
        } else if (action instanceof Action.Deploy deploy && outcome instanceof Outcome.NotSeen unseen) {
            ServingTransitions.notSeen(change, deploy, unseen.diagnosis());
        } else if (action instanceof Action.Deploy deploy) {
            stalled.ifPresentOrElse(
                    failed -> ServingTransitions.deploymentStalled(change, deploy.target(), failed),
                    () -> ServingTransitions.deployed(change, deploy));
        } else if (action instanceof Action.RollBack back && outcome instanceof Outcome.NotSeen unseen) {
            ServingTransitions.rollBackNotSeen(change, back, unseen.diagnosis());
        } else if (action instanceof Action.RollBack back) {
            stalled.ifPresentOrElse(
                    failed -> ServingTransitions.rollBackStalled(change, back, failed),
                    () -> ServingTransitions.rolledBack(change, back));
        } else if (action instanceof Action.Cut cut) {
            stalled.ifPresentOrElse(
                    failed -> ServingTransitions.cutStalled(change, cut.target(), failed),
                    () -> ServingTransitions.sessionsCut(change, cut.target()));
        } else if (action instanceof Action.Withdraw withdraw) {
            stalled.ifPresentOrElse(
                    failed -> ServingTransitions.deploymentStalled(change, withdraw.target(), failed),
                    () -> ServingTransitions.withdrawn(change, withdraw.target()));
        } else if (action instanceof Action.DestroyKey destroy) {
            change.draft.doomedKeys = Change.without(change.draft.doomedKeys, destroy.doomed()::equals);
            stalled.ifPresent(failed -> change.doomAgain(destroy.doomed(), failed));
        } else if (action instanceof Action.AskHint) {
            RenewalTransitions.noHint(change);
        } else if (action instanceof Action.Deliver) {
            change.draft.nextDelivery = change.now.plusSeconds(30);
        } else {
            AttemptTransitions.stalled(
                    change,
                    action,
                    stalled.orElseThrow(() -> new IllegalStateException("no transition for " + outcome)));
        }
    }
}
