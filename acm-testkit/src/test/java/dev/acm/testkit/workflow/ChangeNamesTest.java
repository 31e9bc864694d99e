package dev.acm.testkit.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.acm.CertificateDetail;
import dev.acm.CertificateManager;
import dev.acm.RequestResult;
import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateStatus;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.certificate.RevocationReason;
import dev.acm.error.Finding;
import dev.acm.error.InvalidRequestException;
import dev.acm.error.InvalidStateException;
import dev.acm.error.RequestInProgressException;
import dev.acm.event.AuditEntry;
import dev.acm.event.EventType;
import dev.acm.name.DomainName;
import dev.acm.request.CertificateRequest;
import dev.acm.spi.StoredRecord;
import dev.acm.spi.ValidationSubject;
import dev.acm.testkit.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeNamesTest {
    private static final String SHOP = "shop.example.test";
    private static final String NEW = "new.example.test";

    private final World world = new World();
    private final CertificateManager manager = world.manager();

    private CertificateArn inUse() {
        world.validator.prove(World.SHOP);
        CertificateArn arn = manager.request(CertificateRequest.builder(SHOP)
                        .keyAlgorithm(KeyAlgorithm.EC_prime256v1)
                        .build())
                .arn();
        world.run(manager);
        manager.deployments().associate(arn, World.TARGET);
        world.run(manager);
        return arn;
    }

    private List<String> names(CertificateArn arn) {
        return manager.describe(arn).names().stream().map(DomainName::value).toList();
    }

    private List<String> certified(CertificateArn arn) throws Exception {
        return manager.get(arn).leaf().getSubjectAlternativeNames().stream()
                .map(name -> name.get(1).toString())
                .toList();
    }

    private List<EventType> events(CertificateArn arn) {
        return world.audit.chainOf(arn).stream()
                .map(AuditEntry::event)
                .map(event -> event.type())
                .toList();
    }

    @Test
    void change_keepsHandleAndUses_andIsServedForTheNewNames() throws Exception {
        CertificateArn arn = inUse();
        world.validator.prove(DomainName.parse(NEW));

        RequestResult result = manager.changeNames(arn, List.of(SHOP, NEW));
        world.run(manager);

        assertThat(result.arn()).isEqualTo(arn);
        assertThat(result.records()).hasSize(2);
        assertThat(names(arn)).containsExactly(SHOP, NEW);
        assertThat(certified(arn)).containsExactlyInAnyOrder(SHOP, NEW);
        assertThat(manager.describe(arn).generation()).hasValue(2);
        assertThat(manager.describe(arn).namesWanted()).isEmpty();
        assertThat(world.target.served(arn).orElseThrow().names())
                .containsExactly(DomainName.parse(SHOP), DomainName.parse(NEW));
        assertThat(events(arn)).containsSubsequence(EventType.NAMES_WANTED, EventType.RENEWED, EventType.NAMES_CHANGED);
    }

    @Test
    void compromised_whileNewNamesAreNotProven_isReplacedForThePresentOnes_andTheNewOnesComeAfter() {
        CertificateArn arn = inUse();
        manager.changeNames(arn, List.of(SHOP, NEW));
        world.run(manager);

        manager.compromised(arn);
        world.run(manager);

        assertThat(manager.describe(arn).generation()).hasValue(2);
        assertThat(names(arn)).containsExactly(SHOP);
        assertThat(world.authority.revoked()).hasSize(1);

        world.validator.prove(DomainName.parse(NEW));
        world.pass(manager, Duration.ofHours(2));
        assertThat(names(arn)).containsExactly(SHOP, NEW);
    }

    @Test
    void takenBack_orGivenUp_whileACompromisedKeyIsReplaced_doesNotStopThat() {
        CertificateArn arn = inUse();
        CertificateArn other = inUse();
        world.validator.unprove(World.SHOP);
        manager.compromised(arn);
        manager.compromised(other);
        manager.changeNames(arn, List.of(SHOP, NEW));
        manager.changeNames(arn, List.of(SHOP));
        manager.changeNames(other, List.of(SHOP, NEW));
        world.pass(manager, Duration.ofDays(4));
        assertThat(events(other)).contains(EventType.NAMES_GIVEN_UP);

        world.validator.prove(World.SHOP);
        world.pass(manager, Duration.ofDays(1));

        assertThat(manager.describe(arn).generation()).hasValue(2);
        assertThat(manager.describe(other).generation()).hasValue(2);
    }

    @Test
    void change_validatesOnlyNewNames() {
        CertificateArn arn = inUse();
        world.pass(manager, Duration.ofDays(5));
        int before = world.validator.observed().size();
        world.validator.unprove(World.SHOP);
        world.validator.prove(DomainName.parse(NEW));

        manager.changeNames(arn, List.of(SHOP, NEW));
        world.run(manager);

        assertThat(names(arn)).containsExactly(SHOP, NEW);
        List<ValidationSubject> observed = world.validator.observed();
        assertThat(observed.subList(before, observed.size()))
                .extracting(subject -> subject.name().value())
                .containsOnly(NEW);
    }

    @Test
    void change_proofTooOldToServe_isLookedAtAgain() {
        CertificateArn arn = inUse();
        world.runUntil(manager, Instant.parse("2026-09-01T00:00:00Z"));
        world.validator.unprove(World.SHOP);
        world.validator.prove(DomainName.parse(NEW));

        manager.changeNames(arn, List.of(SHOP, NEW));
        world.run(manager);

        assertThat(names(arn)).containsExactly(SHOP);
        assertThat(manager.explain(arn).diagnoses()).isNotEmpty();
    }

    @Test
    void change_removingNames_needsNoProof() throws Exception {
        world.validator.proveAll();
        CertificateArn arn = manager.request(World.request()).arn();
        world.run(manager);

        manager.changeNames(arn, List.of(SHOP));
        world.run(manager);

        assertThat(certified(arn)).containsExactly(SHOP);
    }

    @Test
    void change_notProvenInTime_isGivenUpAndNothingIsLost() throws Exception {
        CertificateArn arn = inUse();

        manager.changeNames(arn, List.of(SHOP, NEW));
        world.pass(manager, Duration.ofHours(71));
        assertThat(manager.describe(arn).namesWanted()).isPresent();
        assertThat(manager.describe(arn).status()).isEqualTo(CertificateStatus.ISSUED);
        world.pass(manager, Duration.ofHours(2));

        CertificateDetail detail = manager.describe(arn);
        assertThat(detail.namesWanted()).isEmpty();
        assertThat(detail.generation()).hasValue(1);
        assertThat(certified(arn)).containsExactly(SHOP);
        assertThat(events(arn)).contains(EventType.NAMES_GIVEN_UP);
        world.runUntil(manager, detail.renewalDue().orElseThrow().plus(Duration.ofDays(1)));
        assertThat(manager.describe(arn).generation()).hasValue(2);
        assertThat(certified(arn)).containsExactly(SHOP);
    }

    @Test
    void change_notProven_givesWayToTheRenewalOfWhatIsAboutToEnd() throws Exception {
        CertificateArn arn = inUse();
        world.validator.unprove(World.SHOP);
        Instant end = manager.describe(arn).notAfter().orElseThrow();
        world.runUntil(manager, end.minus(Duration.ofHours(30)));
        assertThat(manager.describe(arn).generation()).hasValue(1);

        world.validator.prove(World.SHOP);
        manager.changeNames(arn, List.of(SHOP, NEW));
        world.pass(manager, Duration.ofHours(31));

        assertThat(events(arn)).contains(EventType.NAMES_GIVEN_UP);
        assertThat(manager.describe(arn).status()).isEqualTo(CertificateStatus.ISSUED);
        assertThat(manager.describe(arn).generation()).hasValue(2);
        assertThat(certified(arn)).containsExactly(SHOP);
    }

    @Test
    void change_backToThePresentNames_takesTheWishBack() {
        CertificateArn arn = inUse();
        manager.changeNames(arn, List.of(SHOP, NEW));
        world.run(manager);

        manager.changeNames(arn, List.of(SHOP));
        world.pass(manager, Duration.ofDays(5));

        assertThat(manager.describe(arn).namesWanted()).isEmpty();
        assertThat(manager.describe(arn).generation()).hasValue(1);
        assertThat(events(arn)).doesNotContain(EventType.NAMES_GIVEN_UP);
    }

    @Test
    void change_whileARenewalIsAtTheAuthority_comesAfterIt() throws Exception {
        CertificateArn arn = inUse();
        world.validator.prove(DomainName.parse(NEW));
        world.authority.onSubmit(1, Fault.ANSWER_LOST);
        manager.renew(arn);
        manager.runDue(10);

        manager.changeNames(arn, List.of(NEW));
        world.pass(manager, Duration.ofHours(3));

        assertThat(manager.describe(arn).generation()).hasValue(3);
        assertThat(certified(arn)).containsExactly(NEW);
        assertThat(world.authority.signatures()).isEqualTo(3);
    }

    @Test
    void change_sameNames_changesNothing() {
        CertificateArn arn = inUse();
        List<StoredRecord> before = world.stored();

        manager.changeNames(arn, List.of(SHOP));

        assertThat(world.stored()).isEqualTo(before);
    }

    @Test
    void change_badNames_areToldTogetherAndChangeNothing() {
        CertificateArn arn = inUse();
        List<StoredRecord> before = world.stored();

        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> manager.changeNames(arn, List.of("-bad.example.test", "two words.example.test")))
                .satisfies(
                        e -> assertThat(e.findings()).extracting(Finding::field).contains("names[0]", "names[1]"));
        assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> manager.changeNames(arn, List.of()));
        assertThat(world.stored()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 11})
    void change_number_atAndBeyondTheBorder(int count) {
        CertificateArn arn = inUse();
        List<StoredRecord> before = world.stored();
        List<String> many = IntStream.range(0, count)
                .mapToObj(i -> "n" + i + ".example.test")
                .toList();

        if (count == 10) {
            assertThat(manager.changeNames(arn, many).records()).hasSize(10);
        } else {
            assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> manager.changeNames(arn, many));
            assertThat(world.stored()).isEqualTo(before);
        }
    }

    @Test
    void change_notIssuedOrRevoked_isRefused() {
        CertificateArn pending = manager.request(World.request()).arn();
        assertThatExceptionOfType(RequestInProgressException.class)
                .isThrownBy(() -> manager.changeNames(pending, List.of(NEW)));

        CertificateArn revoked = inUse();
        manager.revoke(revoked, RevocationReason.SUPERSEDED);
        assertThatExceptionOfType(InvalidStateException.class)
                .isThrownBy(() -> manager.changeNames(revoked, List.of(NEW)));
    }
}
