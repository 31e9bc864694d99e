package dev.acm.testkit.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.acm.CertificateManager;
import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateChain;
import dev.acm.certificate.CertificateStatus;
import dev.acm.certificate.RevocationReason;
import dev.acm.certificate.RevocationSummary;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.error.InvalidRequestException;
import dev.acm.error.InvalidStateException;
import dev.acm.error.PortFailedException;
import dev.acm.error.PortMissingException;
import dev.acm.error.RequestInProgressException;
import dev.acm.error.ResourceNotFoundException;
import dev.acm.event.AuditEntry;
import dev.acm.event.Caller;
import dev.acm.event.CertificateEvent;
import dev.acm.event.EventType;
import dev.acm.renewal.RenewalEligibility;
import dev.acm.request.ImportRequest;
import dev.acm.spi.AuditException;
import dev.acm.spi.AuthorityException;
import dev.acm.spi.CertificateAuthority;
import dev.acm.spi.PortException.Effect;
import dev.acm.spi.RetryClass;
import dev.acm.spi.StoredRecord;
import dev.acm.tag.Tag;
import dev.acm.testkit.Fault;
import dev.acm.testkit.TestCertificate;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RevokeTest {
    private final World world = new World();
    private final CertificateManager manager = world.manager();

    private CertificateArn issued() {
        world.validator.proveAll();
        CertificateArn arn = manager.request(World.request()).arn();
        world.run(manager);
        return arn;
    }

    private CertificateArn inUse() {
        CertificateArn arn = issued();
        manager.deployments().associate(arn, World.TARGET);
        world.run(manager);
        return arn;
    }

    private RevocationSummary revocation(CertificateArn arn) {
        return manager.describe(arn).revocation().orElseThrow();
    }

    private List<EventType> events(CertificateArn arn) {
        return world.audit.chainOf(arn).stream()
                .map(AuditEntry::event)
                .map(CertificateEvent::type)
                .distinct()
                .toList();
    }

    @Test
    void revoke_neverExported_isRevokedAtTheAuthority() {
        CertificateArn arn = issued();

        manager.revoke(arn, RevocationReason.CESSATION_OF_OPERATION);

        assertThat(manager.describe(arn).status()).isEqualTo(CertificateStatus.REVOKED);
        assertThat(revocation(arn).publishedAt()).isEmpty();
        world.run(manager);
        assertThat(world.authority.revoked()).hasSize(1);
        assertThat(revocation(arn).publishedAt()).contains(world.time.instant());
        assertThat(revocation(arn).completedAt()).contains(world.time.instant());
        assertThat(revocation(arn).reason()).isEqualTo(RevocationReason.CESSATION_OF_OPERATION);
    }

    @Test
    void revoke_inUse_isPublishedFirstAndWaitsForNoTarget() {
        CertificateArn arn = inUse();
        world.target.onRetire(1, Fault.NOT_DONE);

        manager.revoke(arn, RevocationReason.SUPERSEDED);
        manager.runDue(10);

        assertThat(world.authority.revoked()).hasSize(1);
        assertThat(revocation(arn).publishedAt()).isPresent();
        assertThat(revocation(arn).stillServedBy()).containsExactly(World.TARGET);
        assertThat(revocation(arn).completedAt()).isEmpty();

        world.pass(manager, Duration.ofHours(1));
        assertThat(world.target.served(arn)).isEmpty();
        assertThat(revocation(arn).completedAt()).isPresent();
    }

    @Test
    void revoke_authorityDown_targetsStopServingAllTheSame() {
        CertificateArn arn = inUse();
        world.authority.onRevoke(1, Fault.NOT_DONE);

        manager.revoke(arn, RevocationReason.SUPERSEDED);
        manager.runDue(10);

        assertThat(world.target.served(arn)).isEmpty();
        assertThat(revocation(arn).completedAt()).isEmpty();
        world.pass(manager, Duration.ofHours(1));
        assertThat(world.authority.revoked()).hasSize(1);
        assertThat(revocation(arn).completedAt()).isPresent();
    }

    @Test
    void revoke_coversAllGenerationsThatAreValidStill() {
        CertificateArn arn = inUse();
        manager.renew(arn);
        world.run(manager);

        manager.revoke(arn, RevocationReason.SUPERSEDED);
        world.run(manager);

        assertThat(world.authority.revoked()).hasSize(2);
    }

    @Test
    void revoke_afterManyRenewalsByHand_coversThemAll() {
        CertificateArn arn = inUse();
        for (int i = 0; i < 6; i++) {
            manager.renew(arn);
            world.run(manager);
        }

        manager.revoke(arn, RevocationReason.KEY_COMPROMISE);
        world.run(manager);

        assertThat(world.authority.revoked()).hasSize(7);
    }

    private void fillOutbox(CertificateManager deaf, CertificateArn arn) {
        for (int i = 0; i < 100; i++) {
            deaf.tags().add(arn, List.of(Tag.of("n", Integer.toString(i))));
        }
    }

    private CertificateManager deaf(AtomicBoolean down) {
        return world.builder(world.store)
                .auditLog(entry -> {
                    if (down.get()) {
                        throw new AuditException("the log is down", Effect.NONE, RetryClass.TRANSIENT, null);
                    }
                    world.audit.append(entry);
                })
                .build();
    }

    @Test
    void auditLogDown_callsAreRefusedWithTheRemedyAndChangeNothing() {
        CertificateArn arn = inUse();
        AtomicBoolean down = new AtomicBoolean(true);
        CertificateManager deaf = deaf(down);
        fillOutbox(deaf, arn);
        List<StoredRecord> before = world.stored();

        for (Runnable call : List.<Runnable>of(
                () -> deaf.tags().add(arn, List.of(Tag.of("one", "more"))),
                () -> deaf.changeNames(arn, List.of("other.example.test")),
                () -> deaf.deployments().disassociate(arn, World.TARGET),
                () -> deaf.deployments().cut(arn, 1))) {
            assertThatExceptionOfType(PortFailedException.class)
                    .isThrownBy(call::run)
                    .withMessageContainingAll("AuditLog", "100 events", "mend the audit log")
                    .satisfies(e -> assertThat(e.isEffectUnknown()).isFalse());
        }

        assertThat(world.stored()).isEqualTo(before);
        assertThat(deaf.explain(arn).diagnoses()).extracting(Diagnosis::code).containsExactly("AUDIT_BACKED_UP");
        down.set(false);
        world.run(deaf);
        deaf.tags().add(arn, List.of(Tag.of("one", "more")));
        assertThat(deaf.explain(arn).diagnoses()).isEmpty();
    }

    @Test
    void auditLogDown_aTargetThatForgotServesAgainAllTheSame() throws Exception {
        CertificateArn arn = inUse();
        CertificateManager deaf = deaf(new AtomicBoolean(true));
        fillOutbox(deaf, arn);
        assertThat(deaf.fleet().refresh().served()).isZero();
        world.target.retire(arn);

        assertThat(deaf.fleet().refresh().served()).isEqualTo(1);

        assertThat(world.target.served(arn)).isPresent();
    }

    @Test
    void auditLogDown_revocationGoesThroughAllTheSame() {
        CertificateArn arn = inUse();
        AtomicBoolean down = new AtomicBoolean(true);
        CertificateManager deaf = deaf(down);
        fillOutbox(deaf, arn);

        deaf.revoke(arn, RevocationReason.KEY_COMPROMISE);
        world.pass(deaf, Duration.ofHours(1));

        assertThat(world.authority.revoked()).hasSize(1);
        assertThat(revocation(arn).completedAt()).isEmpty();
        down.set(false);
        world.pass(deaf, Duration.ofHours(1));
        assertThat(revocation(arn).completedAt()).isPresent();
        assertThat(events(arn)).contains(EventType.REVOCATION_REQUESTED, EventType.REVOKED);
    }

    @Test
    @DisplayName(
            "BR 4.9.1.1: a compromised key's certificate is revoked within 24 hours, also if no log lets it be replaced")
    void auditLogDown_compromisedKeyIsRevokedWithinADay() {
        CertificateArn arn = inUse();
        CertificateManager deaf = deaf(new AtomicBoolean(true));
        fillOutbox(deaf, arn);

        deaf.compromised(arn);
        world.pass(deaf, Duration.ofHours(24));

        assertThat(world.authority.revoked()).hasSize(1);
    }

    @Test
    void revoke_afterMoreRenewalsThanAreKept_leavesNoneValid() {
        CertificateArn arn = inUse();
        for (int i = 0; i < 34; i++) {
            manager.renew(arn);
            world.run(manager);
        }
        assertThat(world.authority.revoked())
                .as("what is kept no more is revoked at once")
                .hasSize(3);

        manager.revoke(arn, RevocationReason.KEY_COMPROMISE);
        world.run(manager);

        assertThat(world.authority.revoked()).hasSize(35);
    }

    /** Signs and never revokes. */
    private static final class UnwillingAuthority extends DelegatingAuthority {
        private int asked;
        private boolean willing;

        UnwillingAuthority(CertificateAuthority behind) {
            super(behind);
        }

        @Override
        public void revoke(CertificateChain chain, RevocationReason reason, Instant at) throws AuthorityException {
            asked++;
            if (!willing) {
                throw new AuthorityException("I do not revoke", Effect.NONE, RetryClass.NEVER, null);
            }
            super.revoke(chain, reason, at);
        }
    }

    private CertificateManager with(UnwillingAuthority authority) {
        return world.builder(world.store).authority(authority).build();
    }

    @Test
    void revoke_refusedUntilItExpires_isCompleteThenWithoutHavingBeenPublished() {
        CertificateArn arn = inUse();
        UnwillingAuthority unwilling = new UnwillingAuthority(world.authority);
        CertificateManager here = with(unwilling);
        Instant expires = here.get(arn).leaf().getNotAfter().toInstant();

        here.revoke(arn, RevocationReason.SUPERSEDED);
        world.runUntil(here, expires);
        assertThat(unwilling.asked).isPositive();
        assertThat(revocation(arn).completedAt())
                .as("asked for while it is valid")
                .isEmpty();
        int askedWhileValid = unwilling.asked;
        world.pass(here, Duration.ofDays(30));

        assertThat(unwilling.asked).isEqualTo(askedWhileValid);
        assertThat(revocation(arn).completedAt()).contains(expires.plusSeconds(1));
        assertThat(revocation(arn).publishedAt()).isEmpty();
        assertThat(events(arn))
                .containsSubsequence(
                        EventType.REVOCATION_LAPSED, EventType.REVOCATION_COMPLETED, EventType.KEY_DESTROYED)
                .doesNotContain(EventType.REVOKED);
    }

    @Test
    void revoke_refusedUntilItExpires_thenDeleted_leavesNothingBehind() {
        CertificateArn arn = issued();
        CertificateManager here = with(new UnwillingAuthority(world.authority));
        here.revoke(arn, RevocationReason.SUPERSEDED);
        here.delete(arn);
        world.pass(here, Duration.ofDays(300));
        assertThat(world.stored()).extracting(stored -> stored.key().space()).contains("certificate");

        world.pass(here, Duration.ofDays(200));

        assertThat(world.stored()).extracting(stored -> stored.key().space()).doesNotContain("certificate");
        assertThat(here.runDue(10).nextRun()).isEmpty();
    }

    @Test
    void renew_byHandWhile32RevocationsWait_isRefusedUntilTheAuthorityTakesThem() {
        CertificateArn arn = inUse();
        PublicKey forgotten = manager.get(arn).leaf().getPublicKey();
        UnwillingAuthority unwilling = new UnwillingAuthority(world.authority);
        CertificateManager here = with(unwilling);
        // 32 old generations are kept, and as many revocations of older ones wait
        for (int i = 0; i < 63; i++) {
            here.renew(arn);
            world.run(here);
        }
        List<StoredRecord> before = world.stored();

        for (Runnable call :
                List.<Runnable>of(() -> here.renew(arn), () -> here.changeNames(arn, List.of("other.example.test")))) {
            assertThatExceptionOfType(InvalidStateException.class)
                    .isThrownBy(call::run)
                    .withMessageContainingAll("32 revocations wait for the authority", "call again");
        }
        assertThat(world.stored()).isEqualTo(before);
        here.changeNames(arn, List.of("shop.example.test", "*.shop.example.test"));
        here.compromised(forgotten);

        unwilling.willing = true;
        world.pass(here, Duration.ofDays(2));
        assertThat(world.authority.revoked()).hasSize(32);
        assertThat(world.authority.revoked().values())
                .as("the one whose key was reported meanwhile, though it is kept no more")
                .filteredOn(RevocationReason.KEY_COMPROMISE::equals)
                .hasSize(1);
        here.renew(arn);
        world.run(here);
        assertThat(here.describe(arn).generation()).hasValue(65);
    }

    @Test
    void revoke_whileARenewalIsAtTheAuthority_revokesWhatComesOfIt() {
        CertificateArn arn = inUse();
        world.authority.onSubmit(1, Fault.ANSWER_LOST);
        manager.renew(arn);
        manager.runDue(10);
        assertThat(world.authority.signatures()).isEqualTo(2);

        manager.revoke(arn, RevocationReason.SUPERSEDED);
        world.pass(manager, Duration.ofHours(2));

        assertThat(world.authority.revoked()).hasSize(2);
        assertThat(manager.describe(arn).status()).isEqualTo(CertificateStatus.REVOKED);
        assertThat(revocation(arn).completedAt()).isPresent();
    }

    @Test
    void revoke_whileARenewalWaits_endsIt() {
        CertificateArn arn = inUse();
        world.validator.unprove(World.SHOP);
        manager.renew(arn);
        manager.runDue(10);

        manager.revoke(arn, RevocationReason.SUPERSEDED);
        world.pass(manager, Duration.ofDays(1));
        world.validator.proveAll();
        world.pass(manager, Duration.ofDays(400));

        assertThat(world.authority.signatures()).isEqualTo(1);
        assertThat(manager.describe(arn).status()).isEqualTo(CertificateStatus.REVOKED);
    }

    @Test
    void revoke_isAuditedWithTheCaller_andKeysAreDestroyedInTheEnd() {
        CertificateArn arn = inUse();

        manager.revoke(arn, RevocationReason.SUPERSEDED);
        world.run(manager);

        assertThat(events(arn))
                .containsSubsequence(
                        EventType.REVOCATION_REQUESTED,
                        EventType.REVOKED,
                        EventType.REVOCATION_COMPLETED,
                        EventType.KEY_DESTROYED);
        assertThat(world.audit.chainOf(arn))
                .map(AuditEntry::event)
                .filteredOn(event -> event.type() == EventType.REVOCATION_REQUESTED)
                .allSatisfy(event -> assertThat(event.actor()).isEqualTo("alice"));
    }

    @Test
    void revoke_twice_isOnce_andTheFirstReasonStays() {
        CertificateArn arn = issued();
        manager.revoke(arn, RevocationReason.SUPERCEDED);
        world.run(manager);
        List<StoredRecord> before = world.stored();

        manager.revoke(arn, RevocationReason.KEY_COMPROMISE);

        assertThat(world.stored()).isEqualTo(before);
        assertThat(revocation(arn).reason()).isEqualTo(RevocationReason.SUPERSEDED);
    }

    @Test
    void revoked_isOutOfUseForGood() {
        CertificateArn arn = inUse();
        manager.revoke(arn, RevocationReason.SUPERSEDED);

        assertThat(manager.describe(arn).renewalEligibility()).isEqualTo(RenewalEligibility.INELIGIBLE);
        assertThatExceptionOfType(InvalidStateException.class)
                .isThrownBy(() -> manager.deployments().associate(arn, World.TARGET));
        assertThatExceptionOfType(InvalidStateException.class).isThrownBy(() -> manager.renew(arn));
        manager.delete(arn);
        world.run(manager);
        assertThat(world.authority.revoked()).hasSize(1);
        assertThat(world.target.served(arn)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = RevocationReason.class,
            names = {"CERTIFICATE_HOLD", "REMOVE_FROM_CRL"})
    void revoke_reasonThatIsNotFinal_isRefusedAndChangesNothing(RevocationReason reason) {
        CertificateArn arn = issued();
        List<StoredRecord> before = world.stored();

        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> manager.revoke(arn, reason))
                .satisfies(e -> assertThat(e.findings())
                        .singleElement()
                        .satisfies(finding -> assertThat(finding.field()).isEqualTo("reason")));
        assertThat(world.stored()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(
            value = RevocationReason.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"CERTIFICATE_HOLD", "REMOVE_FROM_CRL"})
    void revoke_anyOtherReason_isTaken(RevocationReason reason) {
        CertificateArn arn = issued();

        manager.revoke(arn, reason);

        assertThat(manager.describe(arn).status()).isEqualTo(CertificateStatus.REVOKED);
    }

    @Test
    void revoke_imported_isRefusedWithTheRemedy() {
        TestCertificate leaf = TestCertificate.server(
                        "a.example.test", TestCertificate.keyPair("secp256r1", 1), "a.example.test")
                .selfSigned();
        CertificateArn arn = manager.importCertificate(ImportRequest.builder(
                                FakeCodec.pem(leaf.certificate()),
                                FakeCodec.pem(leaf.keys().getPrivate()))
                        .build())
                .arn();
        List<StoredRecord> before = world.stored();

        assertThatExceptionOfType(InvalidStateException.class)
                .isThrownBy(() -> manager.revoke(arn, RevocationReason.SUPERSEDED))
                .withMessageContaining("who issued it");
        assertThat(world.stored()).isEqualTo(before);
    }

    @Test
    void revoke_notIssuedYet_isInProgress() {
        CertificateArn arn = manager.request(World.request()).arn();

        assertThatExceptionOfType(RequestInProgressException.class)
                .isThrownBy(() -> manager.revoke(arn, RevocationReason.SUPERSEDED));
    }

    @Test
    void revoke_expired_isRefused() {
        CertificateArn arn = issued();
        world.runUntil(manager, Instant.parse("2028-01-01T00:00:00Z"));

        assertThatExceptionOfType(InvalidStateException.class)
                .isThrownBy(() -> manager.revoke(arn, RevocationReason.SUPERSEDED))
                .withMessageContaining("expired");
    }

    @Test
    void revoke_otherAccount_isNotFound() {
        CertificateArn arn = issued();

        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> manager.as(new Caller("999999999999", "eve", "192.0.2.9"))
                        .revoke(arn, RevocationReason.SUPERSEDED));
    }

    @Test
    void revoke_withoutAuthority_namesTheModule() {
        CertificateArn arn = issued();
        CertificateManager bare = CertificateManager.builder(world.store, world.time)
                .defaultCaller(World.CALLER)
                .build();

        assertThatExceptionOfType(PortMissingException.class)
                .isThrownBy(() -> bare.revoke(arn, RevocationReason.SUPERSEDED))
                .withMessageContaining("CertificateAuthority");
    }
}
