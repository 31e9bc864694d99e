package dev.acm.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.certificate.CertificateStatus;
import dev.acm.certificate.CertificateType;
import dev.acm.certificate.FailureReason;
import dev.acm.dcv.ValidationMethod;
import dev.acm.event.EventType;
import dev.acm.renewal.EvidenceReuse;
import dev.acm.renewal.LifecyclePolicy;
import dev.acm.renewal.RenewalStatus;
import dev.acm.spi.AttemptId;
import dev.acm.spi.Judgement;
import dev.acm.spi.RetryClass;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Renewal of what was issued: when, whether, and what becomes of it (ACM behaviour b.4 and g). */
class RenewalTest {
    private static Instant due(Walk walk) {
        return walk.lifecycle.renewalDue(walk.record).orElseThrow();
    }

    private static Instant notice(Walk walk, int days) {
        return walk.current().notAfter().minus(Duration.ofDays(days));
    }

    @Nested
    @DisplayName("Eligibility: in use or exported")
    class Eligibility {
        @Test
        void decide_inUse_sleepsUntilItIsDue() {
            Walk walk = Walk.inUse("example.com");

            assertThat(walk.next()).isEqualTo(new Action.SleepUntil(due(walk)));
        }

        @Test
        void decide_due_startsTheNextGeneration() {
            Walk walk = Walk.inUse("example.com");

            walk.sleep();

            assertThat(walk.next(Action.Observe.class).generation()).isEqualTo(2);
            assertThat(walk.record.renewal())
                    .hasValueSatisfying(
                            renewal -> assertThat(renewal.status()).isEqualTo(RenewalStatus.PENDING_AUTO_RENEWAL));
        }

        @Test
        void decide_notInUse_isLeftToExpire() {
            Walk walk = Walk.of("example.com");
            walk.run();

            // 45 daily notices, then its end
            IntStream.rangeClosed(0, 45).forEach(i -> walk.sleep());

            assertThat(walk.now).isEqualTo(walk.current().notAfter().plusSeconds(1));
            assertThat(walk.lifecycle.isEligible(walk.record)).isFalse();
        }

        @Test
        void decide_exported_isRenewed() {
            Walk walk = Walk.of("example.com");
            walk.run();

            walk.wish(record -> record.with(draft -> draft.exported = true));

            assertThat(walk.next()).isEqualTo(new Action.SleepUntil(due(walk)));
        }

        @Test
        void issued_exportedBefore_isForgottenByTheRenewal() {
            Walk walk = Walk.of("example.com");
            walk.run();
            walk.wish(record -> record.with(draft -> draft.exported = true)).sleep();

            walk.run();

            assertThat(walk.current().number()).isEqualTo(2);
            assertThat(walk.lifecycle.isEligible(walk.record)).isFalse();
        }

        @Test
        void decide_policyRenewsAlways_isRenewed() {
            Walk walk = new Walk(LifecyclePolicy.builder().renewAlways(true).build(), Samples.requested("example.com"));
            walk.run();

            assertThat(walk.next()).isEqualTo(new Action.SleepUntil(due(walk)));
        }

        @Test
        void decide_imported_isNeverRenewed() {
            Walk walk = new Walk(
                    LifecyclePolicy.builder().renewAlways(true).build(),
                    Samples.requested(CertificateType.IMPORTED, "example.com"));

            assertThat(walk.lifecycle.isEligible(walk.record)).isFalse();
        }

        @Test
        void decide_leavingItsOnlyTarget_isNotEligible() {
            Walk walk = Walk.inUse("example.com");

            walk.wish(record -> Wishes.disassociate(record, "edge", Samples.CALLER, walk.now));

            assertThat(walk.lifecycle.isEligible(walk.record)).isFalse();
        }
    }

    @Nested
    @DisplayName("Renewal keeps the handle and makes a new key")
    class Success {
        private final Walk walk = Walk.inUse("example.com");

        @Test
        void run_dueRenewal_movesThePointerByOne() {
            walk.sleep().run();

            assertThat(walk.current().number()).isEqualTo(2);
            assertThat(walk.current().key()).contains(Samples.key(2));
            assertThat(walk.record.arn()).isEqualTo(Samples.ARN);
            assertThat(walk.record.renewal())
                    .hasValueSatisfying(renewal -> assertThat(renewal.status()).isEqualTo(RenewalStatus.SUCCESS));
            assertThat(walk.events()).contains(EventType.RENEWED);
        }

        @Test
        void renewNow_longBeforeItIsDue_startsAtOnce() {
            walk.wish(record -> Wishes.renewNow(record, walk.now));

            assertThat(walk.next()).isInstanceOf(Action.Observe.class);
        }

        @Test
        void renewNow_done_isNotRepeated() {
            walk.wish(record -> Wishes.renewNow(record, walk.now)).run();

            assertThat(walk.current().number()).isEqualTo(2);
            assertThat(walk.next()).isEqualTo(new Action.SleepUntil(due(walk)));
        }

        @Test
        void renewNow_notInUse_isRenewedAllTheSame() {
            Walk unused = Walk.of("example.com");
            unused.run();

            unused.wish(record -> Wishes.renewNow(record, unused.now)).run();

            assertThat(unused.current().number()).isEqualTo(2);
        }

        @Test
        void renewNow_waitingForAPerson_looksAtOnce() {
            walk.sleep();
            walk.take(Samples.noRecord(walk.next(Action.Observe.class), walk.now));

            walk.wish(record -> Wishes.renewNow(record, walk.now));

            assertThat(walk.next()).isInstanceOf(Action.Observe.class);
        }

        @Test
        void renewNow_authorityNamedATime_isNotPolledBefore() {
            walk.wish(record -> Wishes.renewNow(record, walk.now)).toSubmit();
            walk.take(Samples.pending(walk.now.plus(Duration.ofHours(1))));

            walk.wish(record -> Wishes.renewNow(record, walk.now));

            assertThat(walk.next()).isEqualTo(new Action.SleepUntil(walk.now.plus(Duration.ofHours(1))));
        }
    }

    @Nested
    @DisplayName("BR 4.2.1: proof may serve again for a while, if the host wants that")
    class ReuseOfEvidence {
        private final LifecyclePolicy reusing = LifecyclePolicy.builder()
                .evidenceReuse(EvidenceReuse.cabForum())
                .build();

        private Walk renewedAfter(LifecyclePolicy policy, ValidationMethod method, Duration age) {
            CertificateRecord.Wish wish = Samples.wish(CertificateType.AMAZON_ISSUED, "example.com");
            CertificateRecord.Wish asked = new CertificateRecord.Wish(
                    wish.arn(),
                    wish.names(),
                    wish.type(),
                    method,
                    wish.keyAlgorithm(),
                    wish.commonName(),
                    wish.exportable(),
                    wish.validity(),
                    wish.createdAt(),
                    wish.actor());
            Walk walk = new Walk(policy, Wishes.requested(asked, "192.0.2.1"));
            walk.run();
            return walk.after(age).wish(record -> Wishes.renewNow(record, walk.now));
        }

        @Test
        void byDefault_everyRenewalLooksAgain() {
            Walk walk = renewedAfter(LifecyclePolicy.acm(), ValidationMethod.DNS, Duration.ofMinutes(2));

            assertThat(walk.next()).isInstanceOf(Action.Observe.class);
        }

        @Test
        void within200Days_controlIsNotLookedAtAgain_butCaaIs() {
            Walk walk = renewedAfter(reusing, ValidationMethod.DNS, Duration.ofDays(200));

            assertThat(walk.next()).isInstanceOf(Action.MakeKey.class);
            walk.makeKey();
            assertThat(walk.next()).isInstanceOf(Action.CheckCaa.class);
            walk.caaPermitted();
            assertThat(walk.next()).isInstanceOf(Action.Submit.class);
        }

        @Test
        void after200Days_controlIsLookedAtAgain() {
            Walk walk = renewedAfter(
                    reusing, ValidationMethod.DNS, Duration.ofDays(200).plusSeconds(1));

            assertThat(walk.next()).isInstanceOf(Action.Observe.class);
        }

        @Test
        void tooOldWhenItIsSigned_isLookedAtAgain() {
            Walk walk = renewedAfter(reusing, ValidationMethod.DNS, Duration.ofDays(200));
            walk.makeKey().caaPermitted();

            assertThat(walk.after(Duration.ofSeconds(1)).next()).isInstanceOf(Action.Observe.class);
        }

        @Test
        void approvalByMail_servesOneGenerationOnly() {
            Walk walk = renewedAfter(reusing, ValidationMethod.EMAIL, Duration.ofDays(1));

            assertThat(walk.next()).isInstanceOf(Action.Observe.class);
        }
    }

    @Nested
    @DisplayName("Renewal that cannot proceed")
    class Trouble {
        private final Walk walk = Walk.inUse("example.com");

        @Test
        void observed_recordRemoved_waitsForTheOwnerAndStaysIssued() {
            walk.sleep();

            walk.take(Samples.noRecord(walk.next(Action.Observe.class), walk.now));

            assertThat(walk.record.status()).isEqualTo(CertificateStatus.ISSUED);
            assertThat(walk.record.renewal())
                    .hasValueSatisfying(
                            renewal -> assertThat(renewal.status()).isEqualTo(RenewalStatus.PENDING_VALIDATION));
        }

        @Test
        void observed_refused_isTriedUntilExpiry() {
            walk.sleep();

            walk.take(Samples.observed(
                    walk.next(Action.Observe.class),
                    new Judgement.Refused(FailureReason.DOMAIN_VALIDATION_DENIED, Samples.diagnosis("MAIL_DENIED")),
                    walk.now));

            assertThat(walk.record.status()).isEqualTo(CertificateStatus.ISSUED);
            assertThat(walk.next()).isInstanceOf(Action.SleepUntil.class);
            assertThat(walk.sleep().next()).isInstanceOf(Action.Observe.class);
        }

        @Test
        void rejected_never_isTriedAgainADayLater() {
            walk.sleep().toSubmit();

            walk.take(Samples.rejected(FailureReason.PCA_INVALID_STATE, RetryClass.NEVER));
            walk.run();

            assertThat(walk.record.status()).isEqualTo(CertificateStatus.ISSUED);
            assertThat(walk.record.nextAttempt()).isEqualTo(walk.now.plus(Duration.ofDays(1)));
        }

        @Test
        void rejected_renewal_getsAnotherAttemptIdEachTime() {
            walk.sleep();
            AttemptId first = walk.toSubmit().attempt().id();
            walk.take(Samples.rejected(FailureReason.PCA_LIMIT_EXCEEDED, RetryClass.POLICY));
            walk.run();
            walk.sleep();
            AttemptId second = walk.toSubmit().attempt().id();
            walk.take(Samples.rejected(FailureReason.PCA_LIMIT_EXCEEDED, RetryClass.POLICY));
            walk.run();
            walk.sleep();

            AttemptId third = walk.toSubmit().attempt().id();

            assertThat(List.of(first, second, third)).doesNotHaveDuplicates();
        }

        @Test
        void expired_whileWaiting_endsTheAttemptAndTheRenewal() {
            walk.sleep();
            walk.take(Samples.noRecord(walk.next(Action.Observe.class), walk.now));

            walk.at(walk.current().notAfter().plusSeconds(1)).run();

            assertThat(walk.record.status()).isEqualTo(CertificateStatus.EXPIRED);
            assertThat(walk.record.attempt()).isEmpty();
            assertThat(walk.record.renewal())
                    .hasValueSatisfying(renewal -> assertThat(renewal.status()).isEqualTo(RenewalStatus.FAILED));
        }

        @Test
        void expired_betweenTwoAttempts_endsTheRenewal() {
            walk.sleep().toSubmit();
            walk.take(Samples.rejected(FailureReason.PCA_INVALID_STATE, RetryClass.NEVER));
            walk.run();

            walk.at(walk.current().notAfter().plusSeconds(1)).run();

            assertThat(walk.record.renewal())
                    .hasValueSatisfying(renewal -> assertThat(renewal.status()).isEqualTo(RenewalStatus.FAILED));
        }

        @Test
        void expired_afterARenewalLongAgo_keepsItsSuccess() {
            Walk unused = Walk.of("example.com");
            unused.run();
            unused.wish(record -> Wishes.renewNow(record, unused.now)).run();

            unused.at(unused.current().notAfter().plusSeconds(1)).run();

            assertThat(unused.record.status()).isEqualTo(CertificateStatus.EXPIRED);
            assertThat(unused.record.renewal())
                    .hasValueSatisfying(renewal -> assertThat(renewal.status()).isEqualTo(RenewalStatus.SUCCESS));
        }

        @Test
        void expired_lastValidSecond_isStillIssued() {
            Walk unused = Walk.of("example.com");
            unused.run();

            unused.at(unused.current().notAfter()).run();

            assertThat(unused.record.status()).isEqualTo(CertificateStatus.ISSUED);
        }

        @Test
        void expired_submittedAttempt_isFollowedToItsEnd() {
            walk.sleep().toSubmit();
            walk.take(Samples.pending(walk.current().notAfter().plusSeconds(5)));

            walk.at(walk.current().notAfter().plusSeconds(5));

            assertThat(walk.next()).isInstanceOf(Action.Poll.class);
            assertThat(walk.record.status()).isEqualTo(CertificateStatus.EXPIRED);
            walk.take(Samples.issued(walk.attempt(), walk.now));
            assertThat(walk.record.status()).isEqualTo(CertificateStatus.ISSUED);
        }

        @Test
        void expired_submittedAttemptUnknownToTheAuthority_isDropped() {
            walk.sleep().toSubmit();
            walk.take(Samples.unknown());
            walk.at(walk.current().notAfter().plusSeconds(5)).next(Action.LookUp.class);

            walk.take(new Outcome.NotKnown()).run();

            assertThat(walk.record.attempt()).isEmpty();
            assertThat(walk.next()).isEqualTo(new Action.Rest());
        }
    }

    @Nested
    @DisplayName("Notices at 45, 30, 15, 7, 3 and 1 days")
    class Notices {
        private final Walk walk = Walk.inUse("example.com");

        private void waitOn() {
            if (walk.next() instanceof Action.Observe observe) {
                walk.take(Samples.noRecord(observe, walk.now));
            }
            walk.next();
        }

        private List<String> given() {
            return walk.details(EventType.RENEWAL_ACTION_REQUIRED, "daysLeft");
        }

        @Test
        void waiting_allTheWay_givesEachNoticeOnce() {
            walk.sleep();
            Instant expiry = walk.current().notAfter();

            while (walk.now.isBefore(expiry)) {
                waitOn();
                walk.after(Duration.ofHours(6));
            }

            assertThat(given()).containsExactly("45", "30", "15", "7", "3", "1");
        }

        @Test
        void waiting_beforeTheFirstNotice_givesNone() {
            walk.sleep();
            waitOn();

            walk.at(notice(walk, 45).minusSeconds(1));
            waitOn();

            assertThat(given()).isEmpty();
        }

        @Test
        void waiting_sleepsNoLongerThanToTheNextNotice() {
            walk.sleep();
            walk.toSubmit();
            walk.take(Samples.pending(walk.current().notAfter()));

            assertThat(walk.next()).isEqualTo(new Action.SleepUntil(notice(walk, 45)));
        }

        @Test
        void waiting_noticesSleptThrough_givesTheMostUrgentOnly() {
            walk.sleep();
            waitOn();

            walk.at(notice(walk, 7).plusSeconds(60));
            waitOn();

            assertThat(given()).containsExactly("7");
        }

        @Test
        void waiting_authorityKeepsRejecting_givesNoticesToo() {
            walk.sleep().toSubmit();
            walk.take(Samples.rejected(FailureReason.PCA_INVALID_STATE, RetryClass.NEVER));
            walk.run();

            walk.at(notice(walk, 30));
            walk.toSubmit();
            walk.take(Samples.rejected(FailureReason.PCA_INVALID_STATE, RetryClass.NEVER));
            walk.run();

            assertThat(given()).containsExactly("30");
            assertThat(walk.details(EventType.RENEWAL_ACTION_REQUIRED, "causes"))
                    .containsExactly("REJECTED");
        }

        @Test
        void renewed_inTime_givesNone() {
            walk.sleep().run();

            assertThat(given()).isEmpty();
        }

        @Test
        void renewed_afterNotices_startsThemAnew() {
            walk.sleep();
            waitOn();
            walk.at(notice(walk, 30));
            waitOn();
            walk.sleep().run();
            assertThat(walk.current().number()).isEqualTo(2);
            walk.sleep();
            waitOn();

            walk.at(notice(walk, 45));
            waitOn();

            assertThat(given()).containsExactly("30", "45");
        }

        @Test
        void waiting_shortLifetime_givesOnlyNoticesInsideTheWindow() {
            Walk brief =
                    new Walk(LifecyclePolicy.builder().renewAlways(true).build(), Samples.requested("example.com"));
            Action.Submit submit = brief.toSubmit();
            brief.take(Samples.issued(submit.attempt(), brief.now, Duration.ofDays(6)));
            brief.run();
            brief.sleep();

            brief.take(Samples.noRecord(brief.next(Action.Observe.class), brief.now));
            brief.next();

            assertThat(brief.events()).doesNotContain(EventType.RENEWAL_ACTION_REQUIRED);
            brief.take(Samples.noRecord(brief.at(notice(brief, 1)).next(Action.Observe.class), brief.now))
                    .next();
            assertThat(brief.details(EventType.RENEWAL_ACTION_REQUIRED, "daysLeft"))
                    .containsExactly("1");
        }

        @Test
        void policyWithoutNotices_givesNone() {
            Walk silent =
                    Walk.inUse(LifecyclePolicy.builder().noticeDays(List.of()).build(), "example.com");
            silent.sleep();
            silent.take(Samples.noRecord(silent.next(Action.Observe.class), silent.now));

            silent.at(notice(silent, 1)).next();

            assertThat(silent.events()).doesNotContain(EventType.RENEWAL_ACTION_REQUIRED);
        }
    }
}
