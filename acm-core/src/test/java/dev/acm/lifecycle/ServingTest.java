package dev.acm.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.certificate.CertificateStatus;
import dev.acm.certificate.RevocationReason;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.event.AuditChain;
import dev.acm.event.AuditEntry;
import dev.acm.event.EventType;
import dev.acm.spi.RetryClass;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Deployments, old generations, deletion, and the delivery of events. */
class ServingTest {
    private final Walk walk = Walk.inUse("example.com");

    private void associate(String target) {
        walk.wish(record -> Wishes.associate(record, target, Samples.CALLER, walk.now));
    }

    private void renew() {
        walk.wish(record -> Wishes.renewNow(record, walk.now)).issue();
    }

    @Nested
    @DisplayName("Deploy, withdraw, retire, destroy")
    class Deployments {
        @Test
        void associate_issued_isDeployedNext() {
            associate("second");

            assertThat(walk.next(Action.Deploy.class)).isEqualTo(new Action.Deploy("second", walk.current()));
        }

        @Test
        @DisplayName("a roll-back's pause that ends further ahead than any was made by a wrong clock, and is over")
        void rolledBack_untilFarAhead_pausesNothing() {
            RolledBack back = new RolledBack(2, 1, walk.now.plus(Duration.ofDays(3)), true);
            DeploymentState state =
                    DeploymentState.fresh("second", "alice", walk.now).rolledBack(back, Retries.from(walk.now));

            assertThat(state.pausing(2, walk.now)).isEmpty();
            assertThat(state.pausing(2, walk.now.plus(Duration.ofDays(2)))).contains(back);
        }

        @Test
        void associate_notIssuedYet_isDeployedOnceIssued() {
            Walk early = Walk.of("example.com");
            early.wish(record -> Wishes.associate(record, "edge", Samples.CALLER, early.now));

            assertThat(early.next()).isInstanceOf(Action.Observe.class);
            early.issue();
            assertThat(early.next()).isInstanceOf(Action.Deploy.class);
        }

        @Test
        void intend_deploy_recordsThatTheKeyIsOpened() {
            associate("second");

            walk.intend();

            assertThat(walk.details(EventType.KEY_USED, "reason")).endsWith("deploy to second");
        }

        @Test
        void deployed_renewal_retiresTheOldGenerationAfterwards() {
            renew();

            assertThat(walk.next()).isInstanceOf(Action.Deploy.class);
            assertThat(walk.record.generations().get(0).key()).isPresent();
            walk.take(new Outcome.Deployed());
            Action.DestroyKey destroy = walk.next(Action.DestroyKey.class);
            assertThat(destroy.doomed()).isEqualTo(new CertificateRecord.DoomedKey(1, Samples.key(1)));
            walk.take(new Outcome.KeyDestroyed());
            assertThat(walk.record.doomedKeys()).isEmpty();
            assertThat(walk.events())
                    .containsSubsequence(
                            EventType.RENEWED,
                            EventType.KEY_USED,
                            EventType.DEPLOYED,
                            EventType.GENERATION_RETIRED,
                            EventType.KEY_DESTROYED);
        }

        @Test
        void deployed_oneOfTwoTargetsStillBehind_keepsTheOldKey() {
            associate("second");
            walk.run();
            renew();
            walk.take(new Outcome.Deployed());
            walk.next(Action.Deploy.class);

            walk.take(Samples.stalled("DEPLOYMENT_FAILED", RetryClass.TRANSIENT));

            assertThat(walk.next()).isInstanceOf(Action.SleepUntil.class);
            assertThat(walk.record.generations().get(0).key()).contains(Samples.key(1));
        }

        @Test
        void deployStalled_isTriedAgainWithTheDiagnosisKept() {
            associate("second");

            walk.take(Samples.stalled("DEPLOYMENT_FAILED", RetryClass.TRANSIENT));

            assertThat(walk.next()).isEqualTo(new Action.SleepUntil(walk.now.plusSeconds(30)));
            assertThat(walk.record.deployments())
                    .last()
                    .satisfies(deployment -> assertThat(deployment.diagnoses()).hasSize(1));
            assertThat(walk.sleep().next()).isInstanceOf(Action.Deploy.class);
        }

        @Test
        void cut_waitsForNoDeploymentThatFails() {
            walk.wish(record -> Wishes.cut(record, 1, Samples.CALLER, walk.now));
            renew();
            walk.next(Action.Deploy.class);
            walk.take(new Outcome.Deployed());
            walk.wish(record -> Wishes.renewNow(record, walk.now));
            walk.issue();
            walk.next(Action.Cut.class);
            walk.take(Samples.stalled("DEPLOYMENT_FAILED", RetryClass.TRANSIENT));
            walk.next(Action.Deploy.class);
            walk.take(Samples.stalled("DEPLOYMENT_REFUSED", RetryClass.NEVER));
            walk.run();

            Action next = walk.sleep().next();

            assertThat(next).isEqualTo(new Action.Cut("edge"));
            assertThat(walk.record.deployments())
                    .singleElement()
                    .satisfies(edge -> assertThat(edge.diagnoses())
                            .extracting(Diagnosis::code)
                            .containsExactly("DEPLOYMENT_REFUSED", "DEPLOYMENT_FAILED"));
            walk.take(new Outcome.SessionsCut());
            assertThat(walk.record.deployments())
                    .singleElement()
                    .satisfies(edge -> assertThat(edge.cut()).isZero());
        }

        @Test
        void disassociate_isWithdrawnAndForgotten() {
            walk.wish(record -> Wishes.disassociate(record, "edge", Samples.CALLER, walk.now));

            assertThat(walk.next()).isEqualTo(new Action.Withdraw("edge", false));
            walk.take(new Outcome.Withdrawn());
            assertThat(walk.record.deployments()).isEmpty();
        }

        @Test
        void renewed_manyTimesBehindATargetThatIsDown_losesNoKey() {
            for (int i = 0; i < 6; i++) {
                renew();
                walk.after(Duration.ofHours(1)).next(Action.Deploy.class);
                walk.take(Samples.stalled("DEPLOYMENT_FAILED", RetryClass.TRANSIENT));
            }

            walk.after(Duration.ofHours(1)).next(Action.Deploy.class);
            walk.run();

            assertThat(walk.details(EventType.KEY_DESTROYED, "generation"))
                    .containsExactlyInAnyOrder("1", "2", "3", "4", "5", "6");
            assertThat(walk.current().key()).contains(Samples.key(7));
        }

        @Test
        void renewed_manyTimesWhileAllAreValid_forgetsNone_soThatAllCanBeRevoked() {
            for (int i = 0; i < 6; i++) {
                renew();
                walk.run();
            }

            assertThat(walk.record.generations()).hasSize(7);
        }

        @Test
        void renewed_afterTheOldOnesExpired_forgetsThemButFour() {
            for (int i = 0; i < 6; i++) {
                walk.at(walk.current().notAfter().minusSeconds(3600));
                renew();
                walk.run();
                walk.after(Duration.ofHours(2));
            }

            assertThat(walk.record.generations()).hasSize(4);
            assertThat(walk.events()).doesNotContain(EventType.REVOCATION_REQUESTED);
        }

        @Test
        void renewed_veryOften_keepsThirtyTwo_andRevokesWhatItForgets() {
            for (int i = 0; i < 40; i++) {
                renew();
                walk.run();
            }

            assertThat(walk.record.generations()).hasSize(32);
            assertThat(walk.details(EventType.REVOCATION_REQUESTED, "generation"))
                    .containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9");
            assertThat(walk.events()).filteredOn(EventType.REVOKED::equals).hasSize(9);
        }

        @Test
        void renewed_withLongCertificates_keepsWhatFits() {
            for (int i = 0; i < 6; i++) {
                walk.wish(record -> Wishes.renewNow(record, walk.now));
                Generation made =
                        Samples.issued(walk.toSubmit().attempt(), walk.now).generation();
                byte[] leaf = new byte[20 * 1024];
                leaf[0] = (byte) i;
                walk.take(new Outcome.Issued(new Generation(
                        made.number(),
                        made.serial(),
                        made.notBefore(),
                        made.notAfter(),
                        Der.of(leaf),
                        made.issuersId(),
                        made.key(),
                        made.attempt(),
                        made.issuedAt())));
                walk.run();
            }

            assertThat(walk.record.generations()).extracting(Generation::number).containsExactly(3L, 4L, 5L, 6L, 7L);
            assertThat(walk.details(EventType.REVOCATION_REQUESTED, "generation"))
                    .containsExactly("1", "2");
        }

        @Test
        void associate_whereACutIsStillToBeMade_keepsItToBeMade() {
            walk.wish(record -> Wishes.cut(record, 1, Samples.CALLER, walk.now));
            walk.wish(record -> Wishes.disassociate(record, "edge", Samples.CALLER, walk.now));

            associate("edge");

            assertThat(walk.record.deployments())
                    .singleElement()
                    .satisfies(edge -> assertThat(edge.cut()).isEqualTo(1));
        }

        @Test
        void renewed_manyTimesBehindATargetThatStaysDown_keepsFewKeysOnly() {
            for (int i = 0; i < 6; i++) {
                renew();
                walk.after(Duration.ofHours(1)).next(Action.Deploy.class);
                walk.take(Samples.stalled("DEPLOYMENT_FAILED", RetryClass.TRANSIENT));
                while (walk.next() instanceof Action.DestroyKey) {
                    walk.take(new Outcome.KeyDestroyed());
                }
            }

            assertThat(walk.record.generations().stream()
                            .filter(generation -> generation.key().isPresent())
                            .map(Generation::number))
                    .containsExactly(1L, 5L, 6L, 7L);
        }

        @Test
        void servedByATargetThatStaysDown_expired_losesItsKey() {
            Instant firstExpires = walk.current().notAfter();
            renew();
            walk.take(Samples.stalled("DEPLOYMENT_FAILED", RetryClass.TRANSIENT));

            walk.at(firstExpires.plusSeconds(1));
            while (walk.next() instanceof Action.Deploy) {
                walk.take(Samples.stalled("DEPLOYMENT_FAILED", RetryClass.TRANSIENT));
            }

            assertThat(walk.events()).contains(EventType.GENERATION_RETIRED);
        }

        @Test
        void destroyKey_fails_isTriedAgainUntilItIsGone_andToldOnce() {
            walk.wish(record -> Wishes.disassociate(record, "edge", Samples.CALLER, walk.now));
            walk.take(new Outcome.Withdrawn());
            walk.wish(record -> Wishes.delete(record, Samples.CALLER, walk.now));
            for (int i = 0; i < 5; i++) {
                walk.next(Action.DestroyKey.class);
                assertThat(walk.record.doomedKeys()).hasSize(1);
                walk.take(Samples.stalled("VAULT_FAILED", i % 2 == 0 ? RetryClass.TRANSIENT : RetryClass.NEVER));
                walk.sleep();
            }
            walk.take(new Outcome.KeyDestroyed());

            assertThat(walk.record.doomedKeys()).isEmpty();
            assertThat(walk.details(EventType.KEY_DESTROYED, "generation")).containsExactly("1");
        }

        @Test
        void renewed_notServedAnywhere_retiresTheOldGenerationAtOnce() {
            Walk unused = Walk.of("example.com");
            unused.run();

            unused.wish(record -> Wishes.renewNow(record, unused.now)).run();

            assertThat(unused.details(EventType.KEY_DESTROYED, "generation")).containsExactly("1");
        }
    }

    @Nested
    @DisplayName("Deletion leaves a tombstone without keys")
    class Deletion {
        private void delete() {
            walk.wish(record -> Wishes.delete(record, Samples.CALLER, walk.now));
        }

        private void leave() {
            walk.wish(record -> Wishes.disassociate(record, "edge", Samples.CALLER, walk.now))
                    .run();
        }

        @Test
        void delete_issued_destroysItsKeysAndSleepsUntilItHasExpired() {
            leave();

            delete();
            Action end = walk.run();

            assertThat(walk.record.generations())
                    .allSatisfy(generation -> assertThat(generation.key()).isEmpty());
            assertThat(walk.details(EventType.KEY_DESTROYED, "generation")).containsExactly("1");
            Instant expired = walk.current().notAfter().plusSeconds(1);
            assertThat(expired).isAfter(Samples.START.plus(Duration.ofDays(365)));
            assertThat(end).isEqualTo(new Action.SleepUntil(expired));
            assertThat(walk.sleep().next()).isEqualTo(new Action.Remove());
        }

        @Test
        void delete_revoked_sleepsOutTheYear() {
            leave();
            walk.wish(record -> Revoking.revoke(record, RevocationReason.SUPERSEDED, Samples.CALLER, walk.now))
                    .run();

            delete();

            assertThat(walk.run()).isEqualTo(new Action.SleepUntil(Samples.START.plus(Duration.ofDays(365))));
            assertThat(walk.sleep().next()).isEqualTo(new Action.Remove());
        }

        @Test
        void revocationRefusedUntilTheEnd_lapsesAndIsAskedForNoMore() {
            leave();
            walk.wish(record -> Revoking.revoke(record, RevocationReason.SUPERSEDED, Samples.CALLER, walk.now));
            delete();
            walk.next(Action.Revoke.class);
            walk.take(Samples.stalled("AUTHORITY_FAILED", RetryClass.NEVER));

            walk.at(walk.current().notAfter()).next(Action.Revoke.class);
            assertThat(walk.current().key())
                    .as("waits as long as it is asked for")
                    .isPresent();
            walk.at(walk.current().notAfter().plusSeconds(1)).next(Action.DestroyKey.class);
            walk.take(new Outcome.KeyDestroyed());

            assertThat(walk.next()).isEqualTo(new Action.Remove());
            assertThat(walk.events())
                    .containsSubsequence(EventType.REVOCATION_LAPSED, EventType.REVOCATION_COMPLETED)
                    .doesNotContain(EventType.REVOKED);
        }

        @Test
        void delete_whileATargetStillLeaves_keepsTheKeyUntilItIsGone() {
            walk.wish(record -> Wishes.disassociate(record, "edge", Samples.CALLER, walk.now));

            delete();

            walk.next(Action.Withdraw.class);
            walk.take(stalledTarget());
            assertThat(walk.next()).isInstanceOf(Action.SleepUntil.class);
            assertThat(walk.current().key()).isPresent();
            walk.sleep().next(Action.Withdraw.class);
            walk.take(new Outcome.Withdrawn());
            assertThat(walk.next(Action.DestroyKey.class).doomed().key()).isEqualTo(Samples.key(1));
            assertThat(walk.current().key()).isEmpty();
        }

        @Test
        void delete_whileATargetThatStaysDownLeaves_keepsTheKeyNoLongerThanItsCertificateIsValid() {
            walk.wish(record -> Wishes.disassociate(record, "edge", Samples.CALLER, walk.now));
            delete();

            walk.at(walk.current().notAfter().plusSeconds(2)).next(Action.Withdraw.class);
            walk.take(stalledTarget());

            walk.next(Action.DestroyKey.class);
        }

        private Outcome stalledTarget() {
            return new Outcome.Stalled(Samples.diagnosis("DEPLOYMENT_FAILED"), RetryClass.TRANSIENT, false);
        }

        @Test
        void delete_expiryPasses_tellsNothing() {
            leave();
            delete();
            walk.run();

            walk.at(walk.current().notAfter().plusSeconds(1)).run();

            assertThat(walk.events()).doesNotContain(EventType.EXPIRED);
        }

        @Test
        void delete_attemptNotSubmitted_isDroppedWithItsKey() {
            Walk early = Walk.of("example.com");
            early.toSubmit();

            early.wish(record -> Wishes.delete(record, Samples.CALLER, early.now));

            assertThat(early.record.attempt()).isEmpty();
            assertThat(early.next(Action.DestroyKey.class).doomed().key()).isEqualTo(Samples.key(1));
        }

        @Test
        void delete_attemptSubmitted_isFollowedAndWhatComesOfItRevoked() {
            Walk early = Walk.of("example.com");
            early.toSubmit();
            early.take(Samples.pending(early.now.plusSeconds(60)));
            early.wish(record -> Wishes.delete(record, Samples.CALLER, early.now));

            early.after(Duration.ofSeconds(60)).next(Action.Poll.class);
            Outcome.Issued issued = Samples.issued(early.attempt(), early.now);
            early.take(issued);

            assertThat(early.next(Action.Revoke.class).revocation().leaf())
                    .isEqualTo(issued.generation().leaf());
            early.run();
            assertThat(early.events()).contains(EventType.REVOKED, EventType.KEY_DESTROYED);
            assertThat(early.record.status()).isNotEqualTo(CertificateStatus.ISSUED);
            assertThat(early.record.generations())
                    .allSatisfy(generation -> assertThat(generation.key()).isEmpty());
        }

        @Test
        void delete_attemptSubmittedButUnknownToTheAuthority_ends() {
            Walk early = Walk.of("example.com");
            early.toSubmit();
            early.take(Samples.unknown());
            early.wish(record -> Wishes.delete(record, Samples.CALLER, early.now));

            early.sleep().next(Action.LookUp.class);
            early.take(new Outcome.NotKnown()).run();

            assertThat(early.record.attempt()).isEmpty();
            assertThat(early.details(EventType.KEY_DESTROYED, "generation")).containsExactly("1");
        }

        @Test
        void delete_renewalSubmitted_givesNoNotices() {
            walk.sleep().toSubmit();
            walk.take(Samples.pending(walk.current().notAfter().minus(Duration.ofDays(2))));
            leave();
            delete();

            walk.at(walk.current().notAfter().minus(Duration.ofDays(10))).next();

            assertThat(walk.events()).doesNotContain(EventType.RENEWAL_ACTION_REQUIRED);
        }

        @Test
        void delete_eventsNotDelivered_keepTheTombstone() {
            leave();
            delete();
            walk.run();
            walk.wish(record -> Wishes.keyUsed(record, "test", Samples.CALLER, walk.now));

            Action action = walk.lifecycle.decide(walk.record, Samples.START.plus(Duration.ofDays(400)));

            assertThat(action).isInstanceOf(Action.Deliver.class);
        }
    }

    @Nested
    @DisplayName("Events are delivered from the record, and without a log work stops")
    class Delivery {
        private void fill(int events) {
            for (int i = 0; i < events; i++) {
                walk.wish(record -> Wishes.keyUsed(record, "test", Samples.CALLER, walk.now));
            }
        }

        @Test
        void decide_outboxFull_doesNothingElse() {
            fill(100);
            associate("second");

            assertThat(walk.lifecycle.decide(walk.record, walk.now)).isInstanceOf(Action.Deliver.class);
        }

        @Test
        void decide_outboxFullAndDeliveryPostponed_sleeps() {
            fill(100);
            associate("second");

            walk.record = Transitions.apply(
                    walk.record, new Action.Deliver(), Samples.stalled("AUDIT_FAILED", RetryClass.TRANSIENT), walk.now);

            assertThat(walk.lifecycle.decide(walk.record, walk.now))
                    .isEqualTo(new Action.SleepUntil(walk.now.plusSeconds(30)));
        }

        @Test
        @DisplayName("BR 4.9.1.1: a revocation is no later than 24 hours, log or no log")
        void decide_outboxFull_revokesAllTheSame() {
            fill(100);
            walk.wish(record -> Revoking.revoke(record, RevocationReason.KEY_COMPROMISE, Samples.CALLER, walk.now));

            assertThat(walk.lifecycle.decide(walk.record, walk.now)).isInstanceOf(Action.Revoke.class);
            walk.record = Transitions.apply(
                    walk.record, walk.lifecycle.decide(walk.record, walk.now), new Outcome.Revoked(), walk.now);
            assertThat(walk.lifecycle.decide(walk.record, walk.now)).isInstanceOf(Action.Deliver.class);
        }

        @Test
        void decide_outboxFullAndRevocationFailed_wakesForWhatComesFirst() {
            fill(100);
            walk.wish(record -> Revoking.revoke(record, RevocationReason.KEY_COMPROMISE, Samples.CALLER, walk.now));
            Instant now = walk.now;
            Action revoke = walk.lifecycle.decide(walk.record, now);
            walk.record = Transitions.apply(
                    walk.record, revoke, Samples.stalled("AUTHORITY_FAILED", RetryClass.TRANSIENT), now);
            walk.record = Transitions.apply(
                    walk.record, revoke, Samples.stalled("AUTHORITY_FAILED", RetryClass.TRANSIENT), now);
            walk.record = Transitions.apply(
                    walk.record, new Action.Deliver(), Samples.stalled("AUDIT_FAILED", RetryClass.TRANSIENT), now);

            assertThat(walk.lifecycle.decide(walk.record, now)).isEqualTo(new Action.SleepUntil(now.plusSeconds(30)));
        }

        @Test
        void decide_outboxAlmostFull_goesOn() {
            fill(90);
            associate("second");

            assertThat(walk.lifecycle.decide(walk.record, walk.now)).isInstanceOf(Action.Deploy.class);
        }

        @Test
        void apply_deliveredInPart_keepsTheRest() {
            fill(3);
            long first = walk.record.outbox().get(0).event().sequence();

            walk.record =
                    Transitions.apply(walk.record, new Action.Deliver(), new Outcome.Delivered(first + 1), walk.now);

            assertThat(walk.record.outbox())
                    .extracting(entry -> entry.event().sequence())
                    .containsExactly(first + 2);
        }
    }

    @Nested
    @DisplayName("Claims save work only")
    class Claims {
        private final Claim claim = new Claim("one", Instant.parse("2026-06-01T00:05:00Z"));

        @Test
        void excludes_anotherBeforeItsEnd() {
            assertThat(claim.excludes("two", claim.until().minusSeconds(1))).isTrue();
        }

        @Test
        void excludes_anotherAtItsEnd_notAnyMore() {
            assertThat(claim.excludes("two", claim.until())).isFalse();
        }

        @Test
        void excludes_theOwner_never() {
            assertThat(claim.excludes("one", claim.until().minusSeconds(1))).isFalse();
        }

        @Test
        void release_forgetsTheClaim() {
            associate("second");
            walk.intend();
            assertThat(walk.record.claim()).isPresent();

            assertThat(Transitions.release(walk.record).claim()).isEmpty();
        }
    }

    @Nested
    @DisplayName("The audit chain covers every entry")
    class Chain {
        private AuditEntry entry() {
            walk.wish(record -> Wishes.keyUsed(record, "test", Samples.CALLER, walk.now));
            List<AuditEntry> outbox = walk.record.outbox();
            return outbox.get(outbox.size() - 1);
        }

        @Test
        void hash_recomputed_isTheSame() {
            AuditEntry entry = entry();

            assertThat(AuditChain.hash(entry.previousHash(), entry.event())).isEqualTo(entry.hash());
        }
    }
}
