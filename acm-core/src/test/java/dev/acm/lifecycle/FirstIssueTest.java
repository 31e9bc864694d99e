package dev.acm.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.certificate.CertificateStatus;
import dev.acm.certificate.CertificateType;
import dev.acm.certificate.FailureReason;
import dev.acm.dcv.ValidationStatus;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.event.EventType;
import dev.acm.name.DomainName;
import dev.acm.renewal.LifecyclePolicy;
import dev.acm.spi.AttemptId;
import dev.acm.spi.Judgement;
import dev.acm.spi.RetryClass;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** From the request to the first generation, or to the end without one (ACM status model b.1). */
class FirstIssueTest {
    private static final Instant ENDS = Samples.START.plus(Duration.ofHours(72));

    private final Walk walk = Walk.of("example.com", "*.example.com", "www.example.com");

    @Nested
    @DisplayName("PENDING_VALIDATION to ISSUED")
    class Straight {
        @Test
        void decide_fresh_startsAnAttempt() {
            Action action = walk.lifecycle.decide(walk.record, walk.now);

            assertThat(action)
                    .isEqualTo(new Action.Settle(new Outcome.AttemptStarted(Optional.empty(), Optional.empty())));
        }

        @Test
        void decide_wildcardAndBase_areObservedOnce() {
            Action.Observe observe = walk.next(Action.Observe.class);

            assertThat(observe.generation()).isEqualTo(1);
            assertThat(observe.names()).extracting(DomainName::value).containsExactly("example.com", "www.example.com");
        }

        @Test
        void run_allProven_takesTheStepsInOrder() {
            walk.run();

            assertThat(walk.record.status()).isEqualTo(CertificateStatus.ISSUED);
            assertThat(walk.events())
                    .containsExactly(
                            EventType.REQUESTED,
                            EventType.ATTEMPT_STARTED,
                            EventType.NAME_VALIDATED,
                            EventType.NAME_VALIDATED,
                            EventType.KEY_GENERATED,
                            EventType.KEY_USED,
                            EventType.CAA_PERMITTED,
                            EventType.SIGNING_REQUESTED,
                            EventType.ISSUED);
        }

        @Test
        void run_issued_pointsToGenerationOneWithItsKey() {
            walk.run();

            assertThat(walk.current().number()).isEqualTo(1);
            assertThat(walk.current().key()).contains(Samples.key(1));
            assertThat(walk.record.attempt()).isEmpty();
        }

        @Test
        void run_validationWaived_observesNothingAndAsksNoCaa() {
            Walk internal =
                    new Walk(LifecyclePolicy.acm(), Samples.requested(CertificateType.PRIVATE, "db.internal.example"));

            internal.makeKey();

            internal.next(Action.Submit.class);
        }

        @Test
        void intend_submit_isStoredAsSubmittedBeforeItLeaves() {
            walk.toSubmit();

            walk.intend();

            assertThat(walk.attempt().submitted()).isTrue();
            assertThat(walk.record.outbox())
                    .last()
                    .extracting(entry -> entry.event().type())
                    .isEqualTo(EventType.SIGNING_REQUESTED);
        }
    }

    @Nested
    @DisplayName("PENDING_VALIDATION goes on waiting")
    class Waiting {
        @Test
        void observed_noRecord_sleepsAndKeepsTheDiagnosisWithTheNextTry() {
            walk.take(Samples.noRecord(walk.next(Action.Observe.class), walk.now));

            Instant next = walk.next(Action.SleepUntil.class).at();
            assertThat(next).isEqualTo(walk.now.plusSeconds(10));
            assertThat(walk.attempt().names())
                    .allSatisfy(name -> assertThat(name.diagnosis().flatMap(Diagnosis::nextTry))
                            .contains(next));
        }

        @Test
        void observed_sameCauseAgain_isToldOnce() {
            walk.take(Samples.noRecord(walk.next(Action.Observe.class), walk.now));
            walk.sleep();

            walk.take(Samples.noRecord(walk.next(Action.Observe.class), walk.now));

            assertThat(walk.events()).filteredOn(EventType.WAITING::equals).hasSize(2);
        }

        @Test
        void observed_otherCause_isToldAgain() {
            walk.take(Samples.noRecord(walk.next(Action.Observe.class), walk.now));
            walk.sleep();

            walk.take(Samples.observed(
                    walk.next(Action.Observe.class),
                    new Judgement.NotYet(Samples.diagnosis("DNS_SERVFAIL"), RetryClass.TRANSIENT),
                    walk.now));

            assertThat(walk.details(EventType.WAITING, "cause"))
                    .containsExactly("DNS_NO_RECORD", "DNS_NO_RECORD", "DNS_SERVFAIL", "DNS_SERVFAIL");
        }

        @Test
        void observe_oneOfTwoProven_looksAtTheOtherOnly() {
            Action.Observe both = walk.next(Action.Observe.class);
            walk.take(new Outcome.Observed(List.of(
                    Samples.sight(both.names().get(0), new Judgement.Proven(both.names(), walk.now), walk.now),
                    Samples.sight(
                            both.names().get(1),
                            new Judgement.NotYet(Samples.diagnosis("DNS_NO_RECORD"), RetryClass.HUMAN),
                            walk.now))));
            walk.sleep();

            assertThat(walk.next(Action.Observe.class).names())
                    .containsExactly(both.names().get(1));
        }

        @Test
        void stalled_observerBroke_sleepsBeforeTheNextLook() {
            walk.next(Action.Observe.class);

            walk.take(Samples.stalled("PORT_BROKE", RetryClass.TRANSIENT));

            assertThat(walk.next(Action.SleepUntil.class).at()).isEqualTo(walk.now.plusSeconds(30));
            assertThat(walk.sleep().next()).isInstanceOf(Action.Observe.class);
        }

        @Test
        void observed_provenByAnOldLook_doesNotLoopWithoutAPause() {
            Action.Observe observe = walk.next(Action.Observe.class);

            walk.take(Samples.proven(observe, walk.now.minus(Duration.ofHours(2))));

            assertThat(walk.next()).isInstanceOf(Action.SleepUntil.class);
        }

        @Test
        void answered_pendingWithoutATime_isPolledLater() {
            walk.toSubmit();

            walk.take(Samples.pending(walk.now));

            assertThat(walk.next(Action.SleepUntil.class).at()).isAfter(walk.now);
            assertThat(walk.sleep().next()).isInstanceOf(Action.Poll.class);
        }

        @Test
        void answered_pending_isPolledAtTheTimeTold() {
            Instant told = walk.now.plus(Duration.ofMinutes(7));
            walk.toSubmit();

            walk.take(Samples.pending(told));

            assertThat(walk.next(Action.SleepUntil.class).at()).isEqualTo(told);
        }

        @Test
        void answered_pending_outlastsTheValidationWindow() {
            walk.toSubmit();
            walk.take(Samples.pending(ENDS.plusSeconds(1)));

            walk.at(ENDS.plusSeconds(2));

            assertThat(walk.next()).isInstanceOf(Action.Poll.class);
            walk.take(Samples.issued(walk.attempt(), walk.now));
            assertThat(walk.record.status()).isEqualTo(CertificateStatus.ISSUED);
        }
    }

    @Nested
    @DisplayName("72 hours: VALIDATION_TIMED_OUT, or FAILED where something was refused")
    class TimeOut {
        @Test
        void timedOut_neverProven_isValidationTimedOutWithTheCause() {
            walk.take(Samples.noRecord(walk.next(Action.Observe.class), walk.now));

            walk.at(ENDS).next();

            assertThat(walk.record.status()).isEqualTo(CertificateStatus.VALIDATION_TIMED_OUT);
            assertThat(walk.record.failureReason()).isEmpty();
            assertThat(walk.record.lastNames())
                    .flatExtracting(name -> name.diagnosis().stream().toList())
                    .extracting(Diagnosis::code)
                    .contains("DNS_NO_RECORD");
        }

        @Test
        void timedOut_oneSecondEarlier_stillLooks() {
            walk.take(Samples.noRecord(walk.next(Action.Observe.class), walk.now));

            walk.at(ENDS.minusSeconds(1));

            assertThat(walk.next()).isInstanceOf(Action.Observe.class);
        }

        @Test
        void timedOut_rests() {
            walk.take(Samples.noRecord(walk.next(Action.Observe.class), walk.now));

            assertThat(walk.at(ENDS).next()).isEqualTo(new Action.Rest());
        }

        @Test
        void timedOut_keyWasMade_isDestroyed() {
            walk.observeProven().makeKey();

            walk.at(ENDS);

            assertThat(walk.next(Action.DestroyKey.class).doomed().key()).isEqualTo(Samples.key(1));
        }

        @Test
        void caaRefused_insideTheWindow_staysPendingAndIsAskedAgain() {
            walk.observeProven().makeKey();

            walk.take(Samples.stalled("CAA_FORBIDDEN", RetryClass.POLICY));

            assertThat(walk.record.status()).isEqualTo(CertificateStatus.PENDING_VALIDATION);
            assertThat(walk.next(Action.SleepUntil.class).at()).isEqualTo(walk.now.plus(Duration.ofHours(1)));
        }

        @Test
        @DisplayName("RFC 8659 §4: a CAA refusal that lasts is FAILED with CAA_ERROR")
        void caaRefused_toTheEndOfTheWindow_failsWithCaaError() {
            walk.observeProven().makeKey();
            walk.take(Samples.stalled("CAA_FORBIDDEN", RetryClass.POLICY));

            walk.at(ENDS).next();

            assertThat(walk.record.status()).isEqualTo(CertificateStatus.FAILED);
            assertThat(walk.record.failureReason()).contains(FailureReason.CAA_ERROR);
        }

        @Test
        void caaRefused_thenPermitted_isNotHeldAgainstIt() {
            walk.observeProven().makeKey();
            walk.take(Samples.stalled("CAA_FORBIDDEN", RetryClass.POLICY)).after(Duration.ofHours(1));
            walk.caaPermitted();
            walk.take(Samples.stalled("AUTHORITY_FAILED", RetryClass.TRANSIENT));

            walk.at(ENDS).next();

            assertThat(walk.record.status()).isEqualTo(CertificateStatus.VALIDATION_TIMED_OUT);
        }

        @Test
        void refused_atFirstIssue_failsAtOnceWithTheReason() {
            Action.Observe observe = walk.next(Action.Observe.class);

            walk.take(Samples.observed(
                    observe,
                    new Judgement.Refused(FailureReason.DOMAIN_VALIDATION_DENIED, Samples.diagnosis("MAIL_DENIED")),
                    walk.now));

            assertThat(walk.record.status()).isEqualTo(CertificateStatus.FAILED);
            assertThat(walk.record.failureReason()).contains(FailureReason.DOMAIN_VALIDATION_DENIED);
            assertThat(walk.record.attempt()).isEmpty();
            assertThat(walk.record.lastNames()).extracting(NameState::status).contains(ValidationStatus.FAILED);
            assertThat(walk.events()).filteredOn(EventType.FAILED::equals).hasSize(1);
        }
    }

    @Nested
    @DisplayName("What the authority says")
    class Answers {
        @Test
        void rejected_never_failsWithTheReason() {
            walk.toSubmit();

            walk.take(Samples.rejected(FailureReason.PCA_INVALID_ARGS, RetryClass.NEVER));

            assertThat(walk.record.status()).isEqualTo(CertificateStatus.FAILED);
            assertThat(walk.record.failureReason()).contains(FailureReason.PCA_INVALID_ARGS);
        }

        @Test
        void rejected_mayBeRepeated_triesAgainUnderAnotherId() {
            AttemptId first = walk.toSubmit().attempt().id();

            walk.take(Samples.rejected(FailureReason.PCA_LIMIT_EXCEEDED, RetryClass.TRANSIENT));
            walk.run();
            walk.sleep();

            Action.Submit second = walk.toSubmit();
            assertThat(second.attempt().id()).isNotEqualTo(first);
            assertThat(second.attempt().generation()).isEqualTo(1);
            assertThat(second.attempt().key()).contains(Samples.key(2));
        }

        @Test
        void rejected_keyOfTheAttempt_isDestroyed() {
            walk.toSubmit();

            walk.take(Samples.rejected(FailureReason.PCA_LIMIT_EXCEEDED, RetryClass.TRANSIENT));

            assertThat(walk.next(Action.DestroyKey.class).doomed().key()).isEqualTo(Samples.key(1));
        }

        @Test
        void submit_outcomeUnknown_isLookedUpBeforeAnythingIsRepeated() {
            walk.toSubmit();

            walk.take(Samples.unknown()).sleep();

            assertThat(walk.next()).isInstanceOf(Action.LookUp.class);
        }

        @Test
        void submit_crashAfterTheIntent_isLookedUp() {
            walk.toSubmit();

            walk.intend();

            assertThat(walk.next()).isInstanceOf(Action.LookUp.class);
        }

        @Test
        void submit_certainlyNotArrived_isRepeatedWithTheSameId() {
            AttemptId id = walk.toSubmit().attempt().id();

            walk.take(Samples.stalled("AUTHORITY_FAILED", RetryClass.TRANSIENT)).sleep();

            assertThat(walk.next(Action.Submit.class).attempt().id()).isEqualTo(id);
        }

        @Test
        void lookUp_unavailable_keepsTheAttemptSubmitted() {
            walk.toSubmit();
            walk.take(Samples.unknown()).sleep();

            walk.take(Samples.stalled("AUTHORITY_FAILED", RetryClass.TRANSIENT));

            assertThat(walk.attempt().submitted()).isTrue();
            assertThat(walk.sleep().next()).isInstanceOf(Action.LookUp.class);
        }

        @Test
        void lookUp_notKnown_submitsAgainWithTheSameIdAndKey() {
            Attempt first = walk.toSubmit().attempt();
            walk.take(Samples.unknown()).sleep();

            walk.take(new Outcome.NotKnown()).sleep();

            Attempt again = walk.next(Action.Submit.class).attempt();
            assertThat(again.id()).isEqualTo(first.id());
            assertThat(again.key()).isEqualTo(first.key());
        }

        @Test
        void lookUp_issued_isTaken() {
            walk.toSubmit();
            walk.take(Samples.unknown()).sleep();

            walk.take(Samples.issued(walk.attempt(), walk.now));

            assertThat(walk.record.status()).isEqualTo(CertificateStatus.ISSUED);
        }

        @Test
        @DisplayName("A4: a chain that does not fit is revoked, and another attempt is made")
        void chainRefused_isRevokedAndTriedAgain() {
            AttemptId first = walk.toSubmit().attempt().id();

            walk.take(Samples.chainRefused());

            Action.Revoke revoke = walk.next(Action.Revoke.class);
            assertThat(revoke.revocation().leaf())
                    .isEqualTo(Der.of(Samples.CHAIN.toDer().get(0)));
            walk.run();
            walk.sleep();
            assertThat(walk.toSubmit().attempt().id()).isNotEqualTo(first);
            assertThat(walk.events())
                    .contains(EventType.CHAIN_REFUSED, EventType.REVOCATION_REQUESTED, EventType.REVOKED);
        }

        @Test
        void revoke_authorityFails_isTriedAgainLater() {
            walk.toSubmit();
            walk.take(Samples.chainRefused());
            walk.next(Action.Revoke.class);

            walk.take(Samples.stalled("AUTHORITY_FAILED", RetryClass.TRANSIENT));

            assertThat(walk.next()).isNotInstanceOf(Action.Revoke.class);
            assertThat(walk.after(Duration.ofSeconds(30)).next()).isInstanceOf(Action.Revoke.class);
        }
    }

    @Nested
    @DisplayName("Evidence is at most one hour old when a signature is asked for")
    class Evidence {
        @Test
        void submit_evidenceExactlyOneHourOld_stillServes() {
            walk.toSubmit();

            walk.after(Duration.ofHours(1));

            assertThat(walk.next()).isInstanceOf(Action.Submit.class);
        }

        @Test
        void submit_evidenceOlder_looksAtAllNamesAndCaaAgain() {
            walk.toSubmit();

            walk.after(Duration.ofHours(1).plusSeconds(1));

            assertThat(walk.next(Action.Observe.class).names()).hasSize(2);
            walk.observeProven();
            walk.caaPermitted();
            assertThat(walk.next()).isInstanceOf(Action.Submit.class);
        }

        @Test
        void submit_recordGoneMeanwhile_isNotSigned() {
            walk.toSubmit();
            walk.after(Duration.ofHours(2));

            walk.take(Samples.noRecord(walk.next(Action.Observe.class), walk.now));

            assertThat(walk.next()).isInstanceOf(Action.SleepUntil.class);
        }

        @Test
        @DisplayName(
                "no proof counts as younger than it is: after a clock was set back, nothing is signed upon those before")
        void submit_clockSetBackFar_isProvenAnew() {
            walk.toSubmit();

            walk.at(walk.now.minus(Duration.ofDays(2)));

            assertThat(walk.next(Action.Observe.class).names()).hasSize(2);
            walk.observeProven();
            walk.caaPermitted();
            assertThat(walk.next()).isInstanceOf(Action.Submit.class);
        }

        @Test
        @DisplayName("by a clock that is a little behind nothing is signed before the check's date")
        void submit_clockALittleBehind_waits() {
            walk.toSubmit();
            Instant checked = walk.attempt().caaCheckedAt().orElseThrow();

            walk.at(checked.minus(Duration.ofMinutes(5)));

            assertThat(walk.next(Action.SleepUntil.class).at()).isEqualTo(checked);
        }

        @Test
        @DisplayName(
                "a next look further ahead than any pause was set by a wrong clock, and is due; one within a pause is not")
        void observe_nextLookFarAhead_isDue() {
            walk.take(Samples.noRecord(walk.next(Action.Observe.class), walk.now));
            Instant next = walk.next(Action.SleepUntil.class).at();

            walk.at(next.minus(Duration.ofHours(24)));
            assertThat(walk.next(Action.SleepUntil.class).at()).isEqualTo(next);
            walk.at(next.minus(Duration.ofHours(25)));

            assertThat(walk.next(Action.Observe.class).names()).hasSize(2);
        }

        @Test
        void submit_shorterAge_isObeyed() {
            Walk strict = new Walk(
                    LifecyclePolicy.builder().evidenceAge(Duration.ofMinutes(1)).build(),
                    Samples.requested("example.com"));
            strict.toSubmit();

            strict.after(Duration.ofSeconds(61));

            assertThat(strict.next()).isInstanceOf(Action.Observe.class);
        }
    }
}
