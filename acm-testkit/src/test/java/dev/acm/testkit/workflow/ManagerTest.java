package dev.acm.testkit.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.acm.CertificateDetail;
import dev.acm.CertificateManager;
import dev.acm.Explanation;
import dev.acm.ListQuery;
import dev.acm.RequestResult;
import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateStatus;
import dev.acm.certificate.CertificateType;
import dev.acm.certificate.FailureReason;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.dcv.ValidationStatus;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.error.InvalidRequestException;
import dev.acm.error.PortMissingException;
import dev.acm.error.RequestInProgressException;
import dev.acm.error.ResourceInUseException;
import dev.acm.error.ResourceNotFoundException;
import dev.acm.event.AuditEntry;
import dev.acm.event.Caller;
import dev.acm.event.CertificateEvent;
import dev.acm.event.EventType;
import dev.acm.renewal.RenewalEligibility;
import dev.acm.renewal.RenewalStatus;
import dev.acm.request.CertificateRequest;
import dev.acm.spi.RequestPolicy;
import dev.acm.testkit.Answer;
import dev.acm.testkit.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ManagerTest {
    private final World world = new World();
    private final CertificateManager manager = world.manager();

    private CertificateArn issued() {
        world.validator.proveAll();
        CertificateArn arn = manager.request(World.request()).arn();
        world.run(manager);
        assertThat(manager.describe(arn).status())
                .as(manager.explain(arn).toText())
                .isEqualTo(CertificateStatus.ISSUED);
        return arn;
    }

    private CertificateArn inUse() {
        CertificateArn arn = issued();
        manager.deployments().associate(arn, World.TARGET);
        world.run(manager);
        return arn;
    }

    @Nested
    class Request {
        @Test
        void request_nameAndItsWildcard_shareOneRecord() {
            RequestResult result = manager.request(World.request());

            assertThat(result.records()).hasSize(1);
            assertThat(result.records().get(0).name()).endsWith(".shop.example.test.");
        }

        @Test
        void request_isReadableAtOnce() {
            RequestResult result = manager.request(World.request());

            CertificateDetail detail = manager.describe(result.arn());
            assertThat(detail.status()).isEqualTo(CertificateStatus.PENDING_VALIDATION);
            assertThat(detail.type()).isEqualTo(CertificateType.AMAZON_ISSUED);
            assertThat(detail.domainValidations())
                    .hasSize(2)
                    .allSatisfy(validation ->
                            assertThat(validation.status()).isEqualTo(ValidationStatus.PENDING_VALIDATION));
            assertThat(manager.list(ListQuery.all()).certificates()).hasSize(1);
        }

        @Test
        void request_severalFaults_areReportedTogetherAndNothingIsStored() {
            CertificateRequest bad = CertificateRequest.builder("-bad.example.test")
                    .alternativeName("two words.example.test")
                    .keyAlgorithm(KeyAlgorithm.RSA_4096)
                    .idempotencyToken("not a token")
                    .build();

            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(() -> manager.request(bad))
                    .satisfies(e -> assertThat(e.findings())
                            .extracting(finding -> finding.field())
                            .contains("names[0]", "names[1]", "keyAlgorithm", "idempotencyToken"));
            assertThat(manager.list(ListQuery.all()).certificates()).isEmpty();
        }

        @Test
        void request_sameTokenWithinTheHour_isTheSameCertificate() {
            CertificateRequest request = CertificateRequest.builder("a.example.test")
                    .idempotencyToken("once")
                    .build();

            CertificateArn first = manager.request(request).arn();
            world.time.advance(Duration.ofMinutes(59));

            assertThat(manager.request(request).arn()).isEqualTo(first);
            assertThat(manager.list(ListQuery.all()).certificates()).hasSize(1);
        }

        @Test
        void request_sameTokenAfterTheHour_isANewCertificate() {
            CertificateRequest request = CertificateRequest.builder("a.example.test")
                    .idempotencyToken("once")
                    .build();

            CertificateArn first = manager.request(request).arn();
            world.time.advance(Duration.ofMinutes(60));

            assertThat(manager.request(request).arn()).isNotEqualTo(first);
        }

        @Test
        void request_sameTokenOtherParameters_isRefusedByName() {
            manager.request(CertificateRequest.builder("a.example.test")
                    .idempotencyToken("once")
                    .build());
            CertificateRequest other = CertificateRequest.builder("b.example.test")
                    .idempotencyToken("once")
                    .build();

            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(() -> manager.request(other))
                    .satisfies(e -> assertThat(e.findings())
                            .extracting(finding -> finding.field())
                            .containsExactly("names"));
        }

        @Test
        void request_missingPort_namesTheModuleToAdd() {
            CertificateManager bare = CertificateManager.builder(world.store, world.time)
                    .defaultCaller(World.CALLER)
                    .build();

            assertThatExceptionOfType(PortMissingException.class)
                    .isThrownBy(() -> bare.request(World.request()))
                    .withMessageContaining("acm-ca");
        }

        @Test
        void request_policyWaivesValidation_isPrivateAndIssuedWithoutLooking() {
            CertificateManager trusting = world.builder(world.store)
                    .requestPolicy((caller, request) -> new RequestPolicy.Allowed(false))
                    .build();

            CertificateArn arn = trusting.request(World.request()).arn();
            world.run(trusting);

            assertThat(trusting.describe(arn).type()).isEqualTo(CertificateType.PRIVATE);
            assertThat(trusting.describe(arn).status()).isEqualTo(CertificateStatus.ISSUED);
            assertThat(world.validator.observed()).isEmpty();
            assertThat(world.caa.observed()).isEmpty();
        }

        @Test
        void describe_otherAccountsCertificate_doesNotExist() {
            CertificateArn arn = manager.request(World.request()).arn();
            CertificateManager other = manager.as(Caller.application("other"));

            assertThatExceptionOfType(ResourceNotFoundException.class).isThrownBy(() -> other.describe(arn));
            assertThatExceptionOfType(ResourceNotFoundException.class).isThrownBy(() -> other.delete(arn));
            assertThat(other.list(ListQuery.all()).certificates()).isEmpty();
        }
    }

    @Nested
    class FirstIssue {
        @Test
        void issue_onceProven_needsNothingElse() throws Exception {
            CertificateArn arn = issued();

            CertificateDetail detail = manager.describe(arn);
            assertThat(detail.generation()).hasValue(1);
            assertThat(manager.get(arn).leaf().getSubjectAlternativeNames()).hasSize(2);
            assertThat(world.authority.signatures()).isEqualTo(1);
            assertThat(detail.domainValidations())
                    .allSatisfy(validation -> assertThat(validation.status()).isEqualTo(ValidationStatus.SUCCESS));
        }

        @Test
        void waiting_isExplainedWithRecordActorAndNextTry() {
            RequestResult result = manager.request(World.request());
            world.run(manager);

            Explanation explanation = manager.explain(result.arn());
            assertThat(explanation.diagnoses()).hasSize(1);
            Diagnosis diagnosis = explanation.diagnoses().get(0);
            assertThat(diagnosis.record()).hasValue(result.records().get(0));
            assertThat(diagnosis.nextTry()).isPresent();
            assertThat(explanation.nextTry()).isEqualTo(diagnosis.nextTry());
            assertThat(explanation.toText()).contains(result.records().get(0).name());
        }

        @Test
        void explainNow_looksAfreshAndStoresNothing() {
            CertificateArn arn = manager.request(World.request()).arn();
            world.run(manager);
            world.validator.proveAll();

            assertThat(manager.explainNow(arn).diagnoses()).isEmpty();
            assertThat(manager.explain(arn).diagnoses()).hasSize(1);
        }

        @Test
        void get_beforeIssue_isInProgress() {
            CertificateArn arn = manager.request(World.request()).arn();

            assertThatExceptionOfType(RequestInProgressException.class).isThrownBy(() -> manager.get(arn));
        }

        @Test
        void neverProven_timesOutAfter72Hours() {
            CertificateArn arn = manager.request(World.request()).arn();
            world.pass(manager, Duration.ofHours(72).minusSeconds(1));
            assertThat(manager.describe(arn).status()).isEqualTo(CertificateStatus.PENDING_VALIDATION);

            world.pass(manager, Duration.ofSeconds(2));

            assertThat(manager.describe(arn).status()).isEqualTo(CertificateStatus.VALIDATION_TIMED_OUT);
            assertThat(manager.explain(arn).diagnoses()).isNotEmpty();
            assertThat(world.authority.submissions()).isZero();
        }

        @Test
        void caaForbids_isTriedAgainAndFailsWithItsReasonAtTheEnd() {
            world.validator.proveAll();
            world.caa.forbid(World.SHOP);
            CertificateArn arn = manager.request(World.request()).arn();
            world.run(manager);
            assertThat(manager.describe(arn).status()).isEqualTo(CertificateStatus.PENDING_VALIDATION);

            world.pass(manager, Duration.ofHours(73));

            CertificateDetail detail = manager.describe(arn);
            assertThat(detail.status()).isEqualTo(CertificateStatus.FAILED);
            assertThat(detail.failureReason()).hasValue(FailureReason.CAA_ERROR);
            assertThat(world.authority.submissions()).isZero();
        }

        @Test
        void caaUnknown_isNoPermission() {
            world.validator.proveAll();
            world.caa.unknown(World.SHOP);
            CertificateArn arn = manager.request(World.request()).arn();

            world.pass(manager, Duration.ofHours(2));

            assertThat(world.authority.submissions()).isZero();
            assertThat(manager.describe(arn).status()).isEqualTo(CertificateStatus.PENDING_VALIDATION);
        }

        @Test
        void caaForbidsThenPermits_isIssuedWithinTheWindow() {
            world.validator.proveAll();
            world.caa.forbid(World.SHOP);
            CertificateArn arn = manager.request(World.request()).arn();
            world.pass(manager, Duration.ofHours(5));
            world.caa.permit(World.SHOP);

            world.pass(manager, Duration.ofHours(24));

            assertThat(manager.describe(arn).status()).isEqualTo(CertificateStatus.ISSUED);
        }

        @Test
        void ownerDenies_failsAtOnce() {
            world.validator.refuse(World.SHOP);
            CertificateArn arn = manager.request(World.request()).arn();

            world.run(manager);

            assertThat(manager.describe(arn).failureReason()).hasValue(FailureReason.DOMAIN_VALIDATION_DENIED);
        }

        @Test
        void authorityUnreachable_isTriedAgainWithTheSameAttempt() {
            world.validator.proveAll();
            world.authority.onSubmit(1, Fault.NOT_DONE);
            CertificateArn arn = manager.request(World.request()).arn();

            world.pass(manager, Duration.ofHours(1));

            assertThat(manager.describe(arn).status()).isEqualTo(CertificateStatus.ISSUED);
            assertThat(world.authority.issued()).hasSize(1);
        }

        @Test
        void answerLost_isLookedUpAndNotRepeated() {
            world.validator.proveAll();
            world.authority.onSubmit(1, Fault.ANSWER_LOST);
            CertificateArn arn = manager.request(World.request()).arn();

            world.pass(manager, Duration.ofHours(1));

            assertThat(manager.describe(arn).status()).isEqualTo(CertificateStatus.ISSUED);
            assertThat(world.authority.submissions()).isEqualTo(1);
            assertThat(world.authority.signatures()).isEqualTo(1);
        }

        @Test
        void pendingAtTheAuthority_isPolledUntilIssued() {
            world.validator.proveAll();
            world.authority.answerNext(Answer.PENDING);
            CertificateArn arn = manager.request(World.request()).arn();
            world.run(manager);
            assertThat(manager.explain(arn).diagnoses())
                    .extracting(Diagnosis::code)
                    .containsExactly("AUTHORITY_PENDING");

            world.pass(manager, Duration.ofHours(2));

            assertThat(manager.describe(arn).status()).isEqualTo(CertificateStatus.ISSUED);
        }
    }

    @Nested
    @DisplayName("A4 A chain that does not fit stays recorded and is revoked")
    class RefusedChains {
        private void refuses(Answer answer) {
            world.validator.proveAll();
            world.authority.answerNext(answer);
            CertificateArn arn = manager.request(World.request()).arn();
            world.run(manager);

            assertThat(manager.describe(arn).status()).isEqualTo(CertificateStatus.PENDING_VALIDATION);
            assertThat(world.authority.revoked()).hasSize(1);
            assertThat(world.audit.chainOf(arn))
                    .extracting(entry -> entry.event().type())
                    .contains(EventType.CHAIN_REFUSED, EventType.REVOKED)
                    .doesNotContain(EventType.ISSUED);

            world.pass(manager, Duration.ofHours(30));
            assertThat(manager.describe(arn).status()).isEqualTo(CertificateStatus.ISSUED);
        }

        @Test
        void otherKey_isRefused() {
            refuses(Answer.WRONG_KEY);
        }

        @Test
        void otherNames_areRefused() {
            refuses(Answer.EXTRA_NAME);
        }

        @Test
        void expired_isRefused() {
            refuses(Answer.EXPIRED);
        }

        @Test
        void brokenSignature_isRefused() {
            refuses(Answer.WRONG_SIGNATURE);
        }
    }

    @Nested
    class Deployment {
        @Test
        void associate_deploysAtTheNextRun() {
            CertificateArn arn = inUse();

            assertThat(world.target.served(arn)).isPresent();
            assertThat(manager.describe(arn).inUseBy()).singleElement().satisfies(use -> {
                assertThat(use.target()).isEqualTo(World.TARGET);
                assertThat(use.actor()).isEqualTo("alice");
                assertThat(use.servedGeneration()).hasValue(1);
            });
        }

        @Test
        void associateBeforeIssue_deploysOnceIssued() {
            CertificateArn arn = manager.request(World.request()).arn();
            manager.deployments().associate(arn, World.TARGET);
            world.run(manager);
            assertThat(world.target.served(arn)).isEmpty();

            world.validator.proveAll();
            world.pass(manager, Duration.ofHours(1));

            assertThat(world.target.served(arn)).isPresent();
        }

        @Test
        void associate_unknownTarget_isRefused() {
            CertificateArn arn = issued();

            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(() -> manager.deployments().associate(arn, "nowhere"))
                    .withMessageContaining(World.TARGET);
        }

        @Test
        void delete_inUse_isRefusedWithTheList() {
            CertificateArn arn = inUse();

            assertThatExceptionOfType(ResourceInUseException.class)
                    .isThrownBy(() -> manager.delete(arn))
                    .satisfies(e -> assertThat(e.deployments()).hasSize(1));
            assertThat(manager.describe(arn).status()).isEqualTo(CertificateStatus.ISSUED);
        }

        @Test
        void disassociate_thenDelete_leavesNothingServedOrReadable() {
            CertificateArn arn = inUse();

            manager.deployments().disassociate(arn, World.TARGET);
            manager.delete(arn);
            world.run(manager);

            assertThat(world.target.served(arn)).isEmpty();
            assertThatExceptionOfType(ResourceNotFoundException.class).isThrownBy(() -> manager.describe(arn));
            assertThat(world.audit.chainOf(arn))
                    .extracting(entry -> entry.event().type())
                    .contains(EventType.DELETED, EventType.KEY_DESTROYED);
        }

        @Test
        void targetFails_theOldGenerationServesAndItIsTriedAgain() {
            CertificateArn arn = inUse();
            world.target.onActivate(1, Fault.NOT_DONE);
            manager.renew(arn);
            world.run(manager);
            assertThat(world.target.served(arn).orElseThrow().generation()).isEqualTo(1);
            assertThat(manager.explain(arn).diagnoses())
                    .extracting(Diagnosis::code)
                    .contains("DEPLOYMENT_FAILED");

            world.pass(manager, Duration.ofHours(1));

            assertThat(world.target.served(arn).orElseThrow().generation()).isEqualTo(2);
        }

        @Test
        void refresh_afterARestart_servesAgainWithoutARenewal() {
            CertificateArn arn = inUse();
            World restarted = world;
            dev.acm.testkit.RecordingTarget fresh = new dev.acm.testkit.RecordingTarget(World.TARGET);
            CertificateManager next = CertificateManager.builder(restarted.store, restarted.time)
                    .vault(restarted.vault)
                    .target(fresh)
                    .defaultCaller(World.CALLER)
                    .build();

            assertThat(next.fleet().refresh().served()).isEqualTo(1);
            assertThat(fresh.served(arn)).isPresent();
            assertThat(next.fleet().refresh().served()).isZero();
        }
    }

    @Nested
    class Renewal {
        @Test
        void renew_inUse_keepsTheArnAndChangesKeyAndSerial() {
            CertificateArn arn = inUse();
            CertificateDetail before = manager.describe(arn);
            assertThat(before.renewalEligibility()).isEqualTo(RenewalEligibility.ELIGIBLE);
            byte[] key = manager.get(arn).leaf().getPublicKey().getEncoded();

            world.runUntil(manager, before.notAfter().orElseThrow());

            CertificateDetail after = manager.describe(arn);
            assertThat(after.generation()).hasValue(2);
            assertThat(after.serial()).isNotEqualTo(before.serial());
            assertThat(manager.get(arn).leaf().getPublicKey().getEncoded()).isNotEqualTo(key);
            assertThat(after.renewal().orElseThrow().status()).isEqualTo(RenewalStatus.SUCCESS);
            assertThat(world.target.served(arn).orElseThrow().generation()).isEqualTo(2);
        }

        @Test
        void renew_happensInsideTheWindow() {
            CertificateArn arn = inUse();
            CertificateDetail before = manager.describe(arn);
            Instant due = before.renewalDue().orElseThrow();
            assertThat(due)
                    .isBetween(
                            before.notAfter().orElseThrow().minus(Duration.ofDays(60)),
                            before.notAfter().orElseThrow().minus(Duration.ofDays(40)));

            world.runUntil(manager, due.minusSeconds(1));
            assertThat(manager.describe(arn).generation()).hasValue(1);
            world.runUntil(manager, due);
            assertThat(manager.describe(arn).generation()).hasValue(2);
        }

        @Test
        void renewTenYears_neverExpires() {
            CertificateArn arn = inUse();

            world.pass(manager, Duration.ofDays(3650));

            CertificateDetail detail = manager.describe(arn);
            assertThat(detail.status()).isEqualTo(CertificateStatus.ISSUED);
            assertThat(detail.generation().orElseThrow()).isGreaterThanOrEqualTo(10);
            assertThat(world.authority.signatures())
                    .isEqualTo((int) detail.generation().orElseThrow());
        }

        @Test
        void notInUse_isNotRenewedAndExpires() {
            CertificateArn arn = issued();
            assertThat(manager.describe(arn).renewalEligibility()).isEqualTo(RenewalEligibility.INELIGIBLE);
            assertThat(manager.explain(arn).diagnoses())
                    .extracting(Diagnosis::code)
                    .containsExactly("NOT_IN_USE");

            world.pass(manager, Duration.ofDays(396));

            assertThat(manager.describe(arn).status()).isEqualTo(CertificateStatus.EXPIRED);
            assertThat(world.authority.signatures()).isEqualTo(1);
        }

        @Test
        void ownerWithdrawsTheRecord_renewalIsRefusedExplainedAndNoticed() {
            CertificateArn arn = inUse();
            world.validator.unprove(World.SHOP);

            world.runUntil(manager, manager.describe(arn).notAfter().orElseThrow());

            CertificateDetail detail = manager.describe(arn);
            assertThat(detail.generation()).hasValue(1);
            assertThat(detail.status()).isEqualTo(CertificateStatus.ISSUED);
            assertThat(detail.renewal().orElseThrow().status()).isEqualTo(RenewalStatus.PENDING_VALIDATION);
            assertThat(manager.explain(arn).diagnoses()).isNotEmpty();
            assertThat(world.audit.chainOf(arn).stream()
                            .map(AuditEntry::event)
                            .filter(event -> event.type() == EventType.RENEWAL_ACTION_REQUIRED)
                            .map(event -> event.details().get("daysLeft")))
                    .containsExactly("45", "30", "15", "7", "3", "1");

            world.pass(manager, Duration.ofSeconds(2));
            assertThat(manager.describe(arn).status()).isEqualTo(CertificateStatus.EXPIRED);
            assertThat(manager.describe(arn).renewal().orElseThrow().status()).isEqualTo(RenewalStatus.FAILED);
        }

        @Test
        void renewByHand_isNotBoundToTheWindow() {
            CertificateArn arn = issued();

            manager.renew(arn);
            world.run(manager);

            assertThat(manager.describe(arn).generation()).hasValue(2);
        }

        @Test
        void evidence_isLookedAtAgainForEverySignature() {
            CertificateArn arn = issued();
            int looks = world.validator.observed().size();

            manager.renew(arn);
            world.run(manager);

            assertThat(world.validator.observed()).hasSizeGreaterThan(looks);
        }
    }

    @Nested
    class Audit {
        @Test
        void events_comeInOrderWithoutGapsAndTellTheStory() {
            CertificateArn arn = inUse();

            List<AuditEntry> chain = world.audit.chainOf(arn);
            assertThat(chain).extracting(entry -> entry.event().sequence()).startsWith(1L, 2L, 3L);
            assertThat(chain)
                    .extracting(entry -> entry.event().type())
                    .containsSubsequence(
                            EventType.REQUESTED,
                            EventType.ATTEMPT_STARTED,
                            EventType.NAME_VALIDATED,
                            EventType.KEY_GENERATED,
                            EventType.CAA_PERMITTED,
                            EventType.SIGNING_REQUESTED,
                            EventType.ISSUED,
                            EventType.ASSOCIATED,
                            EventType.KEY_USED,
                            EventType.DEPLOYED);
            assertThat(chain.get(0).previousHash()).isEqualTo(AuditEntry.START);
            for (int i = 1; i < chain.size(); i++) {
                assertThat(chain.get(i).previousHash())
                        .isEqualTo(chain.get(i - 1).hash());
            }
        }

        @Test
        void auditLogDown_delaysDeliveryAndLosesNothing() {
            world.audit.onAppend(1, Fault.NOT_DONE);
            CertificateArn arn = issued();

            world.pass(manager, Duration.ofMinutes(5));

            assertThat(world.audit.chainOf(arn))
                    .extracting(entry -> entry.event().type())
                    .contains(EventType.REQUESTED, EventType.ISSUED);
        }

        @Test
        void listenerThatThrows_changesNothing() {
            CertificateManager unlucky = world.builder(world.store)
                    .listener(event -> {
                        throw new IllegalStateException("listener");
                    })
                    .build();
            world.validator.proveAll();
            CertificateArn arn = unlucky.request(World.request()).arn();

            world.run(unlucky);

            assertThat(unlucky.describe(arn).status()).isEqualTo(CertificateStatus.ISSUED);
            assertThat(world.listener.events())
                    .extracting(CertificateEvent::type)
                    .contains(EventType.ISSUED);
        }
    }

    @Nested
    class Listing {
        @Test
        void list_pagesAndFilters() {
            issued();
            world.validator.unprove(World.SHOP);
            for (int i = 0; i < 6; i++) {
                manager.request(
                        CertificateRequest.builder("n" + i + ".example.test").build());
            }

            var page = manager.list(ListQuery.all().withLimit(4));
            var rest = manager.list(
                    ListQuery.all().withLimit(4).after(page.nextToken().orElseThrow()));

            assertThat(page.certificates()).hasSize(4);
            assertThat(rest.certificates()).hasSize(3);
            assertThat(manager.list(ListQuery.all().withStatuses(Set.of(CertificateStatus.ISSUED)))
                            .certificates())
                    .hasSize(1);
        }
    }

    @Test
    void preflight_reportsEverythingAndDoesNothing() {
        world.caa.forbid(World.SHOP);

        var preflight = manager.preflight(World.request());

        assertThat(preflight.isClear()).isFalse();
        assertThat(preflight.diagnoses()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(preflight.records()).hasSize(1);
        assertThat(manager.list(ListQuery.all()).certificates()).isEmpty();
        assertThat(world.authority.submissions()).isZero();
    }

    @Test
    void runDue_withNothingToDo_saysWhenNext() {
        CertificateArn arn = inUse();

        var report = manager.runDue(10);

        assertThat(report.steps()).isEmpty();
        assertThat(report.nextRun()).isEqualTo(manager.describe(arn).renewalDue());
    }
}
