package dev.acm.testkit.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.acm.CertificateManager;
import dev.acm.CompromiseReport;
import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateStatus;
import dev.acm.certificate.RevocationReason;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.error.Finding;
import dev.acm.error.InvalidRequestException;
import dev.acm.error.PortFailedException;
import dev.acm.error.RequestInProgressException;
import dev.acm.event.AuditEntry;
import dev.acm.event.Caller;
import dev.acm.event.CertificateEvent;
import dev.acm.event.EventType;
import dev.acm.request.ImportRequest;
import dev.acm.spi.ServingMaterial;
import dev.acm.spi.StoredRecord;
import dev.acm.testkit.Crash;
import dev.acm.testkit.Fault;
import dev.acm.testkit.FaultyStore;
import dev.acm.testkit.TestCertificate;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CompromiseTest {
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

    private CertificateArn imported() {
        TestCertificate leaf = TestCertificate.server(
                        "a.example.test", TestCertificate.keyPair("secp256r1", 1), "a.example.test")
                .selfSigned();
        return manager.importCertificate(request(leaf)).arn();
    }

    private static ImportRequest request(TestCertificate leaf) {
        return ImportRequest.builder(
                        FakeCodec.pem(leaf.certificate()),
                        FakeCodec.pem(leaf.keys().getPrivate()))
                .build();
    }

    private PublicKey key(CertificateArn arn) {
        return manager.get(arn).leaf().getPublicKey();
    }

    private List<EventType> events(CertificateArn arn) {
        return world.audit.chainOf(arn).stream()
                .map(AuditEntry::event)
                .map(CertificateEvent::type)
                .toList();
    }

    @Test
    void compromised_inUse_isReplacedThenCutThenRevoked() {
        CertificateArn arn = inUse();
        PublicKey bad = key(arn);

        CompromiseReport report = manager.compromised(arn);
        world.run(manager);

        assertThat(report.replaced()).containsExactly(arn);
        assertThat(key(arn)).isNotEqualTo(bad);
        ServingMaterial served = world.target.served(arn).orElseThrow();
        assertThat(served.generation()).isEqualTo(2);
        assertThat(events(arn))
                .containsSubsequence(
                        EventType.KEY_COMPROMISED,
                        EventType.RENEWED,
                        EventType.DEPLOYED,
                        EventType.CUT,
                        EventType.REVOKED);
        assertThat(world.authority.revoked()).containsValue(RevocationReason.KEY_COMPROMISE);
        assertThat(manager.describe(arn).status()).isEqualTo(CertificateStatus.ISSUED);
    }

    @Test
    void compromised_replacementWaits_isRevokedWithinADayAllTheSame_andReplacedLater() {
        CertificateArn arn = inUse();
        world.validator.unprove(World.SHOP);

        manager.compromised(arn);
        world.pass(manager, Duration.ofHours(19));
        assertThat(world.authority.revoked()).isEmpty();
        assertThat(manager.explain(arn).toText()).contains("compromised");

        world.pass(manager, Duration.ofHours(2));
        assertThat(world.authority.revoked()).hasSize(1);

        world.validator.prove(World.SHOP);
        world.pass(manager, Duration.ofDays(2));
        assertThat(manager.describe(arn).generation()).hasValue(2);
        assertThat(manager.explain(arn).toText()).doesNotContain("compromised");
    }

    @Test
    void compromised_byKey_findsEveryCertificateWithIt() {
        CertificateArn one = imported();
        CertificateArn two = imported();
        CertificateArn other = issued();

        CompromiseReport report = manager.compromised(key(one));
        world.run(manager);

        assertThat(report.imported()).containsExactlyInAnyOrder(one, two);
        assertThat(report.replaced()).isEmpty();
        assertThat(events(one)).contains(EventType.KEY_COMPROMISED);
        assertThat(events(other)).doesNotContain(EventType.KEY_COMPROMISED);
        assertThat(manager.explain(one).toText()).contains("Import a successor with a new key");
    }

    @Test
    void compromised_anOldGenerationsKey_revokesThatOneOnly() {
        CertificateArn arn = inUse();
        PublicKey old = key(arn);
        manager.renew(arn);
        world.run(manager);

        manager.compromised(old);
        world.run(manager);

        assertThat(world.authority.revoked()).hasSize(1);
        assertThat(manager.describe(arn).generation()).hasValue(2);
    }

    @Test
    void compromised_importedKey_isNeverImportedAgain_andCutWithItsSuccessor() {
        CertificateArn arn = imported();
        manager.deployments().associate(arn, World.TARGET);
        world.run(manager);
        manager.compromised(arn);
        List<StoredRecord> before = world.stored();

        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(this::imported)
                .satisfies(
                        e -> assertThat(e.findings()).extracting(Finding::rule).containsExactly("key:compromised"));
        assertThat(world.stored()).isEqualTo(before);

        TestCertificate successor = TestCertificate.server(
                        "a.example.test", TestCertificate.keyPair("secp256r1", 2), "a.example.test")
                .selfSigned();
        manager.importCertificate(ImportRequest.builder(
                        FakeCodec.pem(successor.certificate()),
                        FakeCodec.pem(successor.keys().getPrivate()))
                .onto(arn)
                .build());
        world.run(manager);
        assertThat(events(arn)).containsSubsequence(EventType.REIMPORTED, EventType.DEPLOYED, EventType.CUT);
    }

    /** The key of a renewal that was signed, and whose answer was lost. */
    private PublicKey underwayAfter(CertificateArn arn) {
        world.authority.onSubmit(1, Fault.ANSWER_LOST);
        manager.renew(arn);
        manager.runDue(10);
        return world.authority.issued().values().stream()
                .map(chain -> chain.leaf().getPublicKey())
                .filter(key -> !key.equals(key(arn)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void compromised_keyAtTheAuthority_isRevokedAndReplacedWhenItComes() {
        CertificateArn arn = inUse();
        PublicKey underway = underwayAfter(arn);

        manager.compromised(underway);
        world.pass(manager, Duration.ofHours(3));

        assertThat(manager.describe(arn).generation()).hasValue(3);
        assertThat(key(arn)).isNotEqualTo(underway);
        assertThat(world.authority.revoked()).hasSize(1);
    }

    @Test
    void compromised_twice_isOnce() {
        CertificateArn arn = inUse();
        PublicKey bad = key(arn);
        manager.compromised(arn);
        world.run(manager);
        List<StoredRecord> before = world.stored();

        assertThat(manager.compromised(bad).replaced()).containsExactly(arn);

        assertThat(world.stored()).isEqualTo(before);
    }

    @Test
    void compromised_whatIsBeingRevokedAlready_asksForNothingMore() {
        CertificateArn arn = inUse();
        manager.renew(arn);
        world.run(manager);
        manager.revoke(arn, RevocationReason.SUPERSEDED);
        long before = count(arn, EventType.REVOCATION_REQUESTED);

        manager.compromised(arn);
        world.run(manager);

        assertThat(count(arn, EventType.REVOCATION_REQUESTED)).isEqualTo(before);
    }

    @Test
    void compromised_whatIsBeingRevokedForAnotherReason_isRevokedForThisOne() {
        CertificateArn arn = inUse();
        world.authority.onRevoke(1, Fault.NOT_DONE);
        manager.revoke(arn, RevocationReason.SUPERSEDED);
        manager.runDue(10);
        assertThat(world.authority.revoked()).isEmpty();

        manager.compromised(arn);
        world.run(manager);

        assertThat(world.authority.revoked()).hasSize(1).containsValue(RevocationReason.KEY_COMPROMISE);
        assertThat(manager.describe(arn).revocation().orElseThrow().reason()).isEqualTo(RevocationReason.SUPERSEDED);
    }

    @Test
    @DisplayName("BR 4.9.1.1: a deleted certificate that is valid still is revoked, too")
    void compromised_deleted_isReportedAndRevokedAtOnce_andNotReplaced() {
        CertificateArn arn = issued();
        CertificateArn other = issued();
        PublicKey bad = key(arn);
        manager.delete(arn);
        manager.delete(other);
        world.run(manager);

        CompromiseReport report = manager.compromised(bad);
        world.run(manager);

        assertThat(report.deleted()).containsExactly(arn);
        assertThat(report.replaced()).isEmpty();
        assertThat(world.authority.revoked()).hasSize(1).containsValue(RevocationReason.KEY_COMPROMISE);
        assertThat(world.authority.signatures()).isEqualTo(2);
        assertThat(events(arn))
                .containsSubsequence(EventType.KEY_COMPROMISED, EventType.REVOCATION_REQUESTED, EventType.REVOKED);
        assertThat(events(other)).doesNotContain(EventType.KEY_COMPROMISED);
        List<StoredRecord> before = world.stored();
        assertThat(manager.compromised(bad)).isEqualTo(report);
        assertThat(world.stored()).as("twice is once").isEqualTo(before);
    }

    @Test
    void compromised_deletedMoreThanAYearAfterItsRequest_isFoundAsLongAsItIsValid() {
        CertificateArn arn = inUse();
        world.pass(manager, Duration.ofDays(700));
        PublicKey bad = key(arn);
        manager.deployments().disassociate(arn, World.TARGET);
        world.run(manager);
        manager.delete(arn);
        world.pass(manager, Duration.ofDays(20));

        assertThat(manager.compromised(bad).deleted()).containsExactly(arn);
        world.run(manager);

        assertThat(world.authority.revoked()).hasSize(1);
        world.pass(manager, Duration.ofDays(400));
        assertThat(manager.compromised(bad).deleted())
                .as("gone once it has expired")
                .isEmpty();
    }

    @Test
    void compromised_deletedAndALeavingTargetServesItStill_isRevokedAndItsSessionsAreCutWhenItGoes() {
        CertificateArn arn = inUse();
        PublicKey bad = key(arn);
        for (int n = 1; n <= 3; n++) {
            world.target.onRetire(n, Fault.NOT_DONE);
        }
        manager.deployments().disassociate(arn, World.TARGET);
        manager.delete(arn);
        manager.runDue(10);
        assertThat(world.target.served(arn)).isPresent();

        assertThat(manager.compromised(bad).deleted()).containsExactly(arn);
        manager.runDue(10);

        assertThat(world.authority.revoked())
                .as("waits for no target")
                .hasSize(1)
                .containsValue(RevocationReason.KEY_COMPROMISE);
        assertThat(world.target.served(arn)).isPresent();
        world.pass(manager, Duration.ofHours(2));
        assertThat(world.target.served(arn)).isEmpty();
        assertThat(events(arn)).containsSubsequence(EventType.REVOKED, EventType.CUT, EventType.KEY_DESTROYED);
    }

    @Test
    void compromised_deletedWhileItsKeyIsAtTheAuthority_revokesWhatComesForThisReason() {
        CertificateArn arn = issued();
        PublicKey underway = underwayAfter(arn);
        manager.delete(arn);

        assertThat(manager.compromised(underway).deleted()).containsExactly(arn);
        world.pass(manager, Duration.ofHours(3));

        assertThat(world.authority.revoked()).hasSize(1).containsValue(RevocationReason.KEY_COMPROMISE);
    }

    @Test
    void compromised_deletedImport_isReportedForItsIssuer() {
        CertificateArn arn = imported();
        PublicKey bad = key(arn);
        manager.delete(arn);
        world.run(manager);

        CompromiseReport report = manager.compromised(bad);
        world.run(manager);

        assertThat(report.imported()).containsExactly(arn);
        assertThat(report.deleted()).isEmpty();
        assertThat(world.authority.revoked()).isEmpty();
    }

    private long count(CertificateArn arn, EventType type) {
        world.run(manager);
        return world.audit.chainOf(arn).stream()
                .filter(entry -> entry.event().type() == type)
                .count();
    }

    @Test
    @DisplayName("S2: a store that lags may not show what was imported just before the report")
    void compromised_importedJustBefore_inAStoreThatLags_isFoundByASecondLook() {
        Duration staleness = Duration.ofMinutes(5);
        CertificateManager lagging = world.manager(new LaggingStore(world.store, world.time, staleness));
        TestCertificate leaf = TestCertificate.server(
                        "a.example.test", TestCertificate.keyPair("secp256r1", 1), "a.example.test")
                .selfSigned();
        CertificateArn arn = lagging.importCertificate(request(leaf)).arn();

        assertThat(lagging.compromised(leaf.certificate().getPublicKey()).imported())
                .as("the first look does not see it")
                .isEmpty();
        world.pass(lagging, staleness.plusMinutes(11));
        world.run(lagging);

        assertThat(lagging.explain(arn).diagnoses()).extracting(Diagnosis::code).contains("KEY_COMPROMISED");
    }

    @Test
    @DisplayName(
            "S2: told once more in a store that lags, a key is looked for once more after it has caught up, then no more")
    void compromised_toldAgain_inAStoreThatLags_isLookedForAgain() {
        Duration staleness = Duration.ofMinutes(5);
        CertificateManager lagging = world.manager(new LaggingStore(world.store, world.time, staleness));
        PublicKey key = TestCertificate.keyPair("secp256r1", 1).getPublic();
        for (int report = 1; report <= 2; report++) {
            lagging.compromised(key);

            assertThat(searches()).as("after report " + report).isEqualTo(1);
            world.pass(lagging, staleness.plusMinutes(11));
            world.run(lagging);
            assertThat(searches()).isZero();
        }
    }

    private long searches() {
        return world.store.scan("compromise", Optional.empty(), Optional.empty(), 10).records().stream()
                .filter(stored -> stored.dueAt().isPresent())
                .count();
    }

    @Test
    void compromised_otherAccount_isNotTouched() {
        CertificateArn arn = issued();

        CompromiseReport report =
                manager.as(new Caller("999999999999", "eve", "192.0.2.9")).compromised(key(arn));
        world.run(manager);

        assertThat(report.replaced()).isEmpty();
        assertThat(world.authority.revoked()).isEmpty();
    }

    @Test
    void compromised_nothingIssuedYet_isInProgress() {
        CertificateArn arn = manager.request(World.request()).arn();

        assertThatExceptionOfType(RequestInProgressException.class).isThrownBy(() -> manager.compromised(arn));
    }

    @Test
    void compromised_thenRevoked_doesNotWaitForAReplacement() {
        CertificateArn arn = inUse();
        world.validator.unprove(World.SHOP);
        manager.compromised(arn);
        world.run(manager);

        manager.revoke(arn, RevocationReason.CESSATION_OF_OPERATION);
        world.run(manager);

        assertThat(world.authority.revoked()).hasSize(1);
        assertThat(manager.describe(arn).revocation().orElseThrow().completedAt())
                .isPresent();
    }

    @Test
    void compromised_whileARenewalWaitsForLong_triesItAgainAtOnce() {
        CertificateArn arn = inUse();
        world.caa.forbid(World.SHOP);
        manager.renew(arn);
        world.pass(manager, Duration.ofHours(30));
        world.caa.permit(World.SHOP);

        manager.compromised(arn);
        world.run(manager);

        assertThat(manager.describe(arn).generation()).hasValue(2);
    }

    @Test
    void search_thatMeetsARecordTheStoreRefuses_holdsUpNothingElse() {
        RefusingStore refusing = new RefusingStore(world.store);
        CertificateManager here = world.manager(refusing);
        List<CertificateArn> both = List.of(imported(), imported());
        PublicKey bad = key(both.get(0));
        refusing.refuse(both.get(0));

        assertThatExceptionOfType(PortFailedException.class).isThrownBy(() -> here.compromised(bad));
        assertThat(events(both.get(1))).isEmpty();
        world.validator.proveAll();
        CertificateArn other = here.request(World.request()).arn();
        world.run(here);

        assertThat(here.describe(other).status()).isEqualTo(CertificateStatus.ISSUED);
        assertThat(events(both.get(1))).contains(EventType.KEY_COMPROMISED);

        refusing.refuseNothing();
        world.time.advance(Duration.ofHours(1));
        here.runDue(10);
        world.run(here);
        assertThat(events(both.get(0))).contains(EventType.KEY_COMPROMISED);
    }

    /** Whatever goes wrong at whichever write or call, it all comes to its end unaided. */
    @ParameterizedTest
    @EnumSource(Fault.class)
    void compromised_faultAtEachPlace_endsTheSame(Fault fault) {
        int places = 0;
        for (int n = 1; n <= 60; n++) {
            places = n;
            if (!endsTheSame(fault, n)) {
                break;
            }
        }
        assertThat(places).as("places tried").isBetween(10, 59);
    }

    /** False if the fault never happened, because there are fewer writes. */
    private static boolean endsTheSame(Fault fault, int n) {
        World world = new World();
        world.validator.proveAll();
        CertificateManager first = world.manager();
        CertificateArn one = first.request(World.request()).arn();
        world.run(first);
        first.deployments().associate(one, World.TARGET);
        world.run(first);
        PublicKey bad = first.get(one).leaf().getPublicKey();
        FaultyStore faulty = FaultyStore.over(world.store).onWrite(n, fault);
        boolean reported = false;
        try {
            CertificateManager broken = world.manager(faulty);
            broken.compromised(bad);
            reported = true;
            world.pass(broken, Duration.ofHours(2));
        } catch (Crash | PortFailedException e) {
            assertThat(faulty.writes()).isGreaterThanOrEqualTo(n - 1);
        }
        CertificateManager again = world.manager();
        if (!reported) {
            again.compromised(bad);
        }
        world.pass(again, Duration.ofHours(2));
        assertThat(again.get(one).leaf().getPublicKey()).isNotEqualTo(bad);
        assertThat(world.authority.revoked()).hasSize(1).containsValue(RevocationReason.KEY_COMPROMISE);
        assertThat(world.target.served(one).orElseThrow().generation()).isEqualTo(2);
        assertThat(world.authority.signatures()).isEqualTo(2);
        return faulty.writes() >= n;
    }

    @Test
    void search_thatBrokeOff_isGoneOnWithByTheNextRun() {
        imported();
        CertificateArn last = imported();
        PublicKey bad = key(last);
        // the report is stored, then the process dies
        FaultyStore faulty = FaultyStore.over(world.store).onWrite(1, Fault.CRASH_AFTER);
        assertThatExceptionOfType(Crash.class)
                .isThrownBy(() -> world.manager(faulty).compromised(bad));
        assertThat(world.time.instant()).isEqualTo(Instant.parse("2026-01-10T09:00:00Z"));

        world.manager().runDue(100);
        world.run(manager);

        assertThat(manager.list(dev.acm.ListQuery.all()).certificates())
                .allSatisfy(summary -> assertThat(events(summary.arn())).contains(EventType.KEY_COMPROMISED));
    }
}
