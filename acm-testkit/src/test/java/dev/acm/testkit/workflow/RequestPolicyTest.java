package dev.acm.testkit.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.acm.CertificateManager;
import dev.acm.ListQuery;
import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.FailureReason;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.dcv.ValidationMethod;
import dev.acm.error.AccessDeniedException;
import dev.acm.error.ErrorCode;
import dev.acm.event.AuditChain;
import dev.acm.event.AuditEntry;
import dev.acm.event.Caller;
import dev.acm.event.CertificateEvent;
import dev.acm.event.EventType;
import dev.acm.name.DomainName;
import dev.acm.request.CertificateRequest;
import dev.acm.request.ImportRequest;
import dev.acm.spi.RecordStore;
import dev.acm.spi.RequestConditions;
import dev.acm.spi.RequestPolicy;
import dev.acm.spi.StoredRecord;
import dev.acm.tag.Tag;
import dev.acm.testkit.Fault;
import dev.acm.testkit.TestCertificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may ask for what: the inputs of ACM's condition keys reach the policy, and a denial is typed and leaves nothing. */
class RequestPolicyTest {
    private static final TestCertificate ISSUER = TestCertificate.authority("issuer", Optional.empty());

    private final World world = new World();

    private static final CertificateRequest REQUEST = CertificateRequest.builder("SHOP.Example.test")
            .alternativeName("*.shop.example.test")
            .keyAlgorithm(KeyAlgorithm.EC_secp384r1)
            .exportable(true)
            .validity(Duration.ofDays(30))
            .tag(Tag.of("team", "blue"))
            .build();

    private CertificateManager governed(RequestPolicy policy) {
        return world.builder(world.store).requestPolicy(policy).build();
    }

    private static RequestPolicy denyIf(Predicate<RequestConditions> condition) {
        return (caller, request) -> condition.test(request)
                ? new RequestPolicy.Denied(FailureReason.DOMAIN_NOT_ALLOWED, "not for you")
                : new RequestPolicy.Allowed(true);
    }

    private static int stored(RecordStore store, String space) throws Exception {
        return store.scan(space, Optional.empty(), Optional.empty(), 100)
                .records()
                .size();
    }

    @Test
    void decide_getsEverythingCanonical() {
        List<RequestConditions> asked = new ArrayList<>();
        List<Caller> callers = new ArrayList<>();
        CertificateManager manager = governed((caller, request) -> {
            callers.add(caller);
            asked.add(request);
            return new RequestPolicy.Allowed(true);
        });

        manager.request(REQUEST);

        assertThat(callers).containsExactly(World.CALLER);
        assertThat(asked)
                .containsExactly(new RequestConditions(
                        RequestConditions.Operation.REQUEST,
                        List.of(World.SHOP, DomainName.parse("*.shop.example.test")),
                        ValidationMethod.DNS,
                        KeyAlgorithm.EC_secp384r1,
                        world.authority.describe().name(),
                        true,
                        Optional.of(Duration.ofDays(30)),
                        List.of(Tag.of("team", "blue"))));
    }

    static Stream<Arguments> conditions() {
        return Stream.of(
                condition("acm:DomainNames", request -> request.domainNames().contains(World.SHOP)),
                condition("acm:ValidationMethod", request -> request.validationMethod() == ValidationMethod.DNS),
                condition("acm:KeyAlgorithm", request -> request.keyAlgorithm() == KeyAlgorithm.EC_secp384r1),
                condition(
                        "acm:CertificateAuthority",
                        request -> !request.authority().isEmpty()),
                condition("export", RequestConditions::exportable),
                condition("validity", request -> request.validity().isPresent()),
                condition("tags", request -> request.tags().contains(Tag.of("team", "blue"))));
    }

    private static Arguments condition(String name, Predicate<RequestConditions> condition) {
        return Arguments.of(name, condition);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("conditions")
    void request_denied_isTypedAndStoresNothing(String name, Predicate<RequestConditions> condition) throws Exception {
        CertificateManager manager = governed(denyIf(condition));
        CertificateRequest request = REQUEST;

        AccessDeniedException denied =
                catchThrowableOfType(AccessDeniedException.class, () -> manager.request(request));

        assertThat(denied.code()).isEqualTo(ErrorCode.ACCESS_DENIED);
        assertThat(denied.reason()).isEqualTo(FailureReason.DOMAIN_NOT_ALLOWED);
        assertThat(denied).hasMessageContaining("not for you");
        assertThat(manager.list(ListQuery.all()).certificates()).isEmpty();
        assertThat(stored(world.store, "token")).isZero();
        assertThat(stored(world.store, "account")).isZero();
    }

    @ParameterizedTest(name = "control: not {0}")
    @MethodSource("conditions")
    void request_conditionNotMet_isTaken(String name, Predicate<RequestConditions> condition) {
        assertThat(governed(denyIf(condition.negate())).request(REQUEST).records())
                .hasSize(1);
    }

    private CertificateArn issued() {
        world.validator.proveAll();
        CertificateManager open = world.manager();
        CertificateArn arn = open.request(REQUEST).arn();
        world.run(open);
        return arn;
    }

    @Test
    void changeNames_policyGetsTheNewNamesAndWhatTheCertificateWasAskedWith() {
        CertificateArn arn = issued();
        List<RequestConditions> asked = new ArrayList<>();

        governed((caller, request) -> {
                    asked.add(request);
                    return new RequestPolicy.Allowed(true);
                })
                .changeNames(arn, List.of("NEW.example.test"));

        assertThat(asked)
                .containsExactly(new RequestConditions(
                        RequestConditions.Operation.CHANGE_NAMES,
                        List.of(DomainName.parse("new.example.test")),
                        ValidationMethod.DNS,
                        KeyAlgorithm.EC_secp384r1,
                        world.authority.describe().name(),
                        true,
                        Optional.of(Duration.ofDays(30)),
                        List.of(Tag.of("team", "blue"))));
    }

    @Test
    void changeNames_denied_isTypedAndChangesNothing() {
        CertificateArn arn = issued();
        List<StoredRecord> before = world.stored();
        CertificateManager manager =
                governed(denyIf(request -> request.domainNames().contains(DomainName.parse("new.example.test"))));

        AccessDeniedException denied = catchThrowableOfType(
                AccessDeniedException.class, () -> manager.changeNames(arn, List.of("new.example.test")));

        assertThat(denied.reason()).isEqualTo(FailureReason.DOMAIN_NOT_ALLOWED);
        assertThat(world.stored()).isEqualTo(before);
        assertThat(manager.changeNames(arn, List.of("other.example.test")).records())
                .as("control: a name that the policy allows")
                .hasSize(1);
    }

    private static ImportRequest.Builder imported(int key) {
        TestCertificate leaf = TestCertificate.server(
                        "shop.example.test", TestCertificate.keyPair("secp256r1", key), "shop.example.test")
                .signedBy(ISSUER);
        return ImportRequest.builder(
                        FakeCodec.pem(leaf.certificate()),
                        FakeCodec.pem(leaf.keys().getPrivate()))
                .chain(FakeCodec.pem(ISSUER.certificate()));
    }

    @Test
    void importCertificate_policyGetsWhatIsImported() {
        List<RequestConditions> asked = new ArrayList<>();
        CertificateManager manager = governed((caller, request) -> {
            asked.add(request);
            return new RequestPolicy.Allowed(true);
        });

        CertificateArn arn = manager.importCertificate(
                        imported(1).tag(Tag.of("team", "blue")).build())
                .arn();
        manager.importCertificate(imported(2).onto(arn).build());

        assertThat(asked).containsExactly(importOf(List.of(Tag.of("team", "blue"))), importOf(List.of()));
    }

    private static RequestConditions importOf(List<Tag> tags) {
        return new RequestConditions(
                RequestConditions.Operation.IMPORT,
                List.of(World.SHOP),
                ValidationMethod.DNS,
                KeyAlgorithm.EC_prime256v1,
                "",
                false,
                Optional.empty(),
                tags);
    }

    @Test
    void importCertificate_denied_isTypedAndStoresNothing() {
        CertificateArn arn =
                world.manager().importCertificate(imported(1).build()).arn();
        CertificateManager manager =
                governed(denyIf(request -> request.operation() == RequestConditions.Operation.IMPORT));
        List<StoredRecord> before = world.stored();

        for (ImportRequest request :
                List.of(imported(2).build(), imported(2).onto(arn).build())) {
            AccessDeniedException denied =
                    catchThrowableOfType(AccessDeniedException.class, () -> manager.importCertificate(request));
            assertThat(denied.reason()).isEqualTo(FailureReason.DOMAIN_NOT_ALLOWED);
        }

        assertThat(world.stored()).isEqualTo(before);
    }

    private List<CertificateEvent> denials() {
        return world.audit.entries().stream()
                .map(AuditEntry::event)
                .filter(event -> event.type() == EventType.ACCESS_DENIED)
                .toList();
    }

    @Test
    void denied_isToldToTheAuditLog_withCallerOperationAndNames() {
        CertificateManager manager = governed(denyIf(request -> true));
        for (Runnable call : List.<Runnable>of(
                () -> manager.request(REQUEST),
                () -> manager.importCertificate(imported(1).build()))) {
            catchThrowableOfType(AccessDeniedException.class, call::run);
        }
        manager.preflight(REQUEST);

        world.run(manager);

        assertThat(denials())
                .as("preflight is no call to be noted")
                .hasSize(2)
                .allSatisfy(event -> {
                    assertThat(event.actor()).isEqualTo(World.CALLER.actor());
                    assertThat(event.source()).isEqualTo(World.CALLER.source());
                    assertThat(event.arn().account()).isEqualTo(World.CALLER.account());
                    assertThat(event.details())
                            .containsEntry("reason", "DOMAIN_NOT_ALLOWED")
                            .containsKeys("names", "operation");
                })
                .extracting(event -> event.details().get("operation"))
                .containsExactlyInAnyOrder("REQUEST", "IMPORT");
        assertThat(world.audit.entries())
                .allSatisfy(entry -> assertThat(AuditChain.hash(entry.previousHash(), entry.event()))
                        .isEqualTo(entry.hash()));
    }

    @Test
    void denied_ofACertificateThatIsThere_namesIt() {
        CertificateArn requested = issued();
        CertificateArn owned =
                world.manager().importCertificate(imported(1).build()).arn();
        CertificateManager manager = governed(denyIf(request -> true));
        for (Runnable call : List.<Runnable>of(
                () -> manager.changeNames(requested, List.of("new.example.test")),
                () -> manager.importCertificate(imported(2).onto(owned).build()),
                () -> manager.request(REQUEST))) {
            assertThat(catchThrowableOfType(AccessDeniedException.class, call::run))
                    .isNotNull();
        }

        world.run(manager);

        assertThat(denials())
                .extracting(event -> event.details().getOrDefault("certificate", "none"))
                .containsExactlyInAnyOrder(requested.toString(), owned.toString(), "none");
    }

    @Test
    void denied_whileTheAuditLogIsDown_waits_butFillsNoStore() throws Exception {
        CertificateManager manager = governed(denyIf(request -> true));
        for (int i = 0; i < 120; i++) {
            catchThrowableOfType(AccessDeniedException.class, () -> manager.request(REQUEST));
        }
        world.audit.onAppend(1, Fault.NOT_DONE);
        manager.runDue(10);

        assertThat(denials()).isEmpty();
        assertThat(world.store
                        .scan("denial", Optional.empty(), Optional.empty(), 1000)
                        .records())
                .hasSize(100);
        manager.runDue(10);
        assertThat(denials())
                .as("the one that was refused has its next turn behind the others")
                .hasSize(99);
        world.pass(manager, Duration.ofHours(1));
        assertThat(denials()).hasSize(100);
        assertThat(stored(world.store, "denial")).isZero();
    }

    @Test
    void denied_andTheLogThrowsWhatNoContractKnows_stopsNoRun_andHoldsUpNoOther() {
        AtomicInteger broken = new AtomicInteger(1);
        CertificateManager manager = world.builder(world.store)
                .auditLog(entry -> {
                    if (broken.getAndDecrement() > 0) {
                        throw new IllegalStateException("a bug in the log");
                    }
                    world.audit.append(entry);
                })
                .requestPolicy(denyIf(request -> true))
                .build();
        for (int i = 0; i < 2; i++) {
            catchThrowableOfType(AccessDeniedException.class, () -> manager.request(REQUEST));
        }

        manager.runDue(10);
        manager.runDue(10);

        assertThat(denials()).hasSize(1);
        world.pass(manager, Duration.ofHours(1));
        assertThat(denials()).hasSize(2);
    }

    @Test
    void preflight_denied_isAFinding() {
        assertThat(governed(denyIf(request -> true)).preflight(REQUEST).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.rule()).isEqualTo("policy"));
    }

    @Test
    void default_allowsEverybodyWithValidation() {
        assertThat(RequestPolicy.allowAll()
                        .decide(
                                Caller.application("anyone"),
                                new RequestConditions(
                                        RequestConditions.Operation.REQUEST,
                                        List.of(World.SHOP),
                                        ValidationMethod.DNS,
                                        KeyAlgorithm.RSA_2048,
                                        "any",
                                        false,
                                        Optional.empty(),
                                        List.of())))
                .isEqualTo(new RequestPolicy.Allowed(true));
    }
}
