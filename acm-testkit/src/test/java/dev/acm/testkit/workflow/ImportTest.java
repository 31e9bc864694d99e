package dev.acm.testkit.workflow;

import static dev.acm.testkit.TestCertificate.authority;
import static dev.acm.testkit.TestCertificate.keyPair;
import static dev.acm.testkit.TestCertificate.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import dev.acm.CertificateDetail;
import dev.acm.CertificateManager;
import dev.acm.ImportResult;
import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateChain;
import dev.acm.certificate.CertificateStatus;
import dev.acm.certificate.CertificateType;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.error.Finding;
import dev.acm.error.InvalidRequestException;
import dev.acm.error.InvalidStateException;
import dev.acm.error.LimitExceededException;
import dev.acm.error.PortFailedException;
import dev.acm.error.PortMissingException;
import dev.acm.error.ResourceNotFoundException;
import dev.acm.event.Caller;
import dev.acm.event.EventType;
import dev.acm.key.SealedKey;
import dev.acm.name.DomainName;
import dev.acm.quota.Quota;
import dev.acm.request.ImportRequest;
import dev.acm.spi.CertificateRemark;
import dev.acm.spi.KeyVault;
import dev.acm.spi.PortException.Effect;
import dev.acm.spi.RecordStore;
import dev.acm.spi.RetryClass;
import dev.acm.spi.ServingMaterial;
import dev.acm.spi.StoreException;
import dev.acm.spi.StoredRecord;
import dev.acm.spi.Write;
import dev.acm.tag.Tag;
import dev.acm.testkit.TestCertificate;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImportTest {
    private static final TestCertificate ROOT = authority("root", Optional.empty());
    private static final TestCertificate MIDDLE = authority("middle", Optional.of(ROOT));
    private static final TestCertificate ISSUER = authority("issuer", Optional.of(MIDDLE));
    private static final TestCertificate OTHER = authority("other", Optional.empty());
    private static final KeyPair KEY = keyPair("secp256r1", 1);

    private final World world = new World();
    private final CertificateManager manager = world.manager();

    private static TestCertificate.Builder shop() {
        return server("shop.example.test", KEY, "shop.example.test", "www.shop.example.test");
    }

    private static ImportRequest.Builder request(TestCertificate leaf) {
        return ImportRequest.builder(
                FakeCodec.pem(leaf.certificate()), FakeCodec.pem(leaf.keys().getPrivate()));
    }

    private static ImportRequest.Builder request(TestCertificate leaf, TestCertificate... chain) {
        return request(leaf).chain(chain(chain));
    }

    private static byte[] chain(TestCertificate... chain) {
        return FakeCodec.pem(
                Arrays.stream(chain).map(TestCertificate::certificate).toArray(X509Certificate[]::new));
    }

    private static TestCertificate good() {
        return shop().signedBy(ISSUER);
    }

    /** A vault as of a token: it counts the keys that nobody destroyed. */
    private KeyVault token(Set<SealedKey> kept) throws Exception {
        KeyVault token = mock(KeyVault.class, delegatesTo(world.vault));
        doAnswer(call -> {
                    SealedKey key = world.vault.seal(call.getArgument(0), call.getArgument(1));
                    kept.add(key);
                    return key;
                })
                .when(token)
                .seal(any(), any());
        doAnswer(call -> kept.remove(call.<SealedKey>getArgument(0)))
                .when(token)
                .destroy(any(), any());
        return token;
    }

    @Test
    void again_storeRefuses_leavesNoKeyBehind() throws Exception {
        CertificateArn arn = imported();
        Set<SealedKey> kept = new HashSet<>();
        RefusingStore store = new RefusingStore(world.store);
        CertificateManager onToken = world.builder(store).vault(token(kept)).build();
        TestCertificate successor = server("shop.example.test", keyPair("secp256r1", 2), "shop.example.test")
                .signedBy(ISSUER);
        ImportRequest again = request(successor, ISSUER, MIDDLE).onto(arn).build();
        store.refuse(arn);

        assertThatExceptionOfType(PortFailedException.class).isThrownBy(() -> onToken.importCertificate(again));

        assertThat(kept).isEmpty();
        store.refuseNothing();
        onToken.importCertificate(again);
        assertThat(kept).as("control: one that is taken keeps its key").hasSize(1);
    }

    @Test
    void first_storeRefuses_leavesNoKeyBehind() throws Exception {
        Set<SealedKey> kept = new HashSet<>();
        RecordStore store = mock(RecordStore.class, delegatesTo(world.store));
        doAnswer(call -> {
                    Write write = call.<List<Write>>getArgument(0).get(0);
                    if (write.key().space().equals("certificate")) {
                        throw new StoreException("full", Effect.NONE, RetryClass.TRANSIENT, null);
                    }
                    return world.store.write(List.of(write));
                })
                .when(store)
                .write(any());
        CertificateManager onToken = world.builder(store).vault(token(kept)).build();

        assertThatExceptionOfType(PortFailedException.class)
                .isThrownBy(() -> onToken.importCertificate(
                        request(good(), ISSUER, MIDDLE).build()));

        assertThat(kept).isEmpty();
    }

    @Test
    void first_storeMayHaveTakenIt_keepsTheKey() throws Exception {
        Set<SealedKey> kept = new HashSet<>();
        RecordStore store = mock(RecordStore.class, delegatesTo(world.store));
        AtomicBoolean lost = new AtomicBoolean();
        doAnswer(call -> {
                    Write write = call.<List<Write>>getArgument(0).get(0);
                    if (write.key().space().equals("certificate")) {
                        lost.set(true);
                        throw new StoreException("connection lost", Effect.UNKNOWN, RetryClass.TRANSIENT, null);
                    }
                    return world.store.write(List.of(write));
                })
                .when(store)
                .write(any());
        doAnswer(call -> {
                    if (lost.getAndSet(false)) {
                        throw new StoreException("connection lost", Effect.NONE, RetryClass.TRANSIENT, null);
                    }
                    return world.store.find(call.getArgument(0));
                })
                .when(store)
                .find(any());
        CertificateManager onToken = world.builder(store).vault(token(kept)).build();

        assertThatExceptionOfType(PortFailedException.class)
                .isThrownBy(() -> onToken.importCertificate(
                        request(good(), ISSUER, MIDDLE).build()))
                .satisfies(e -> assertThat(e.isEffectUnknown()).isTrue());

        assertThat(kept).as("a commit may still come").hasSize(1);
    }

    private CertificateArn imported() {
        return manager.importCertificate(request(good(), ISSUER, MIDDLE).build())
                .arn();
    }

    private List<Finding> refusal(ImportRequest request) {
        List<StoredRecord> before = world.stored();
        List<Finding> findings = Stream.of(request)
                .map(tried -> {
                    try {
                        manager.importCertificate(tried);
                        return List.<Finding>of();
                    } catch (InvalidRequestException e) {
                        return e.findings();
                    }
                })
                .findFirst()
                .orElseThrow();
        assertThat(findings).as("findings").isNotEmpty();
        assertThat(world.stored()).as("a refused import changes nothing").isEqualTo(before);
        return findings;
    }

    private static void assertRules(List<Finding> findings, String... fieldsAndRules) {
        assertThat(findings)
                .extracting(finding -> finding.field() + " " + finding.rule())
                .containsExactlyInAnyOrder(fieldsAndRules);
    }

    @Nested
    class First {
        @Test
        void import_good_isIssuedAtOnceAndReadable() {
            TestCertificate leaf = good();

            ImportResult result =
                    manager.importCertificate(request(leaf, ISSUER, MIDDLE).build());

            assertThat(result.remarks()).isEmpty();
            assertThat(result.generation()).isEqualTo(1);
            CertificateDetail detail = manager.describe(result.arn());
            assertThat(detail.status()).isEqualTo(CertificateStatus.ISSUED);
            assertThat(detail.type()).isEqualTo(CertificateType.IMPORTED);
            assertThat(detail.keyAlgorithm()).isEqualTo(KeyAlgorithm.EC_prime256v1);
            assertThat(detail.names())
                    .containsExactly(DomainName.parse("shop.example.test"), DomainName.parse("www.shop.example.test"));
            assertThat(manager.get(result.arn()).certificates())
                    .containsExactly(leaf.certificate(), ISSUER.certificate(), MIDDLE.certificate());
        }

        @Test
        void import_thenDeploy_servesWithTheImportedKey() {
            CertificateArn arn = imported();
            manager.deployments().associate(arn, World.TARGET);
            world.run(manager);

            ServingMaterial served = world.target.served(arn).orElseThrow();
            assertThat(served.privateKey()).isEqualTo(KEY.getPrivate());
        }

        @Test
        void import_isAuditedWithTheCaller_andTheKeyIsInNoEvent() {
            CertificateArn arn = imported();
            world.run(manager);

            assertThat(world.audit.chainOf(arn)).first().satisfies(entry -> {
                assertThat(entry.event().type()).isEqualTo(EventType.IMPORTED);
                assertThat(entry.event().actor()).isEqualTo("alice");
                assertThat(entry.event().source()).isEqualTo("192.0.2.7");
            });
        }

        @Test
        void import_sameCertificateTwice_isTwoCertificates() {
            assertThat(imported()).isNotEqualTo(imported());
        }

        @Test
        void import_sameTokenWithinTheHour_isTheSameCertificate() {
            TestCertificate leaf = good();
            ImportRequest once =
                    request(leaf, ISSUER, MIDDLE).idempotencyToken("once").build();

            CertificateArn first = manager.importCertificate(once).arn();
            world.time.advance(Duration.ofMinutes(59));
            CertificateArn again = manager.importCertificate(once).arn();
            world.time.advance(Duration.ofMinutes(2));

            assertThat(again).isEqualTo(first);
            assertThat(manager.importCertificate(once).arn()).isNotEqualTo(first);
        }

        @Test
        void import_sameTokenAfterItWasDeleted_isRefused_soThatNoKeyIsBelievedToBeThere() {
            ImportRequest once =
                    request(good(), ISSUER, MIDDLE).idempotencyToken("once").build();
            manager.delete(manager.importCertificate(once).arn());
            List<StoredRecord> before = world.stored();

            assertThatExceptionOfType(InvalidStateException.class)
                    .isThrownBy(() -> manager.importCertificate(once))
                    .withMessageContaining("another token");
            assertThat(world.stored()).isEqualTo(before);
        }

        @Test
        void import_sameTokenForAnotherCertificate_isRefusedByName() {
            manager.importCertificate(
                    request(good(), ISSUER, MIDDLE).idempotencyToken("once").build());

            assertThat(refusal(request(good(), ISSUER, MIDDLE)
                            .idempotencyToken("once")
                            .build()))
                    .extracting(Finding::field)
                    .contains("certificate");
        }

        @Test
        void import_sameTokenAsARequest_isRefused() {
            manager.request(dev.acm.request.CertificateRequest.builder("a.example.test")
                    .idempotencyToken("once")
                    .build());

            assertThat(refusal(request(good(), ISSUER, MIDDLE)
                            .idempotencyToken("once")
                            .build()))
                    .extracting(Finding::rule)
                    .containsOnly("token:parameters");
        }

        @Test
        void import_withoutCommonName_firstAlternativeNameIsTheDomainName() {
            TestCertificate leaf =
                    server("", KEY, "b.example.test", "a.example.test").signedBy(ISSUER);

            CertificateArn arn = manager.importCertificate(
                            request(leaf, ISSUER, MIDDLE).build())
                    .arn();

            assertThat(manager.describe(arn).domainName()).isEqualTo(DomainName.parse("b.example.test"));
        }

        @Test
        void import_commonNameOnly_isItsName() {
            TestCertificate leaf = server("old.example.test", KEY).signedBy(ISSUER);

            CertificateArn arn = manager.importCertificate(
                            request(leaf, ISSUER, MIDDLE).build())
                    .arn();

            assertThat(manager.describe(arn).names()).containsExactly(DomainName.parse("old.example.test"));
        }

        @ParameterizedTest
        @CsvSource({
            "RSA-2048,RSA_2048",
            "RSA-3072,RSA_3072",
            "RSA-4096,RSA_4096",
            "secp256r1,EC_prime256v1",
            "secp384r1,EC_secp384r1",
            "secp521r1,EC_secp521r1"
        })
        void import_eachAlgorithm_isRecognised(String kind, KeyAlgorithm algorithm) {
            TestCertificate leaf =
                    server("a.example.test", keyPair(kind, 1), "a.example.test").signedBy(ISSUER);

            CertificateArn arn = manager.importCertificate(
                            request(leaf, ISSUER, MIDDLE).build())
                    .arn();

            assertThat(manager.describe(arn).keyAlgorithm()).isEqualTo(algorithm);
        }

        @Test
        void import_rsa1024_isOneSwitchAway() {
            TestCertificate leaf = server("a.example.test", keyPair("RSA-1024", 1), "a.example.test")
                    .signedBy(ISSUER);

            assertRules(refusal(request(leaf, ISSUER, MIDDLE).build()), "certificate key:size");
            CertificateArn arn = manager.importCertificate(
                            request(leaf, ISSUER, MIDDLE).admitRsa1024(true).build())
                    .arn();

            assertThat(manager.describe(arn).keyAlgorithm()).isEqualTo(KeyAlgorithm.RSA_1024);
        }

        @Test
        void import_otherAccount_doesNotSeeIt() {
            CertificateArn arn = imported();
            CertificateManager other = manager.as(new Caller("999999999999", "eve", "192.0.2.9"));

            assertThatExceptionOfType(ResourceNotFoundException.class).isThrownBy(() -> other.describe(arn));
            assertThatExceptionOfType(ResourceNotFoundException.class)
                    .isThrownBy(() -> other.importCertificate(
                            request(good(), ISSUER, MIDDLE).onto(arn).build()));
        }

        @Test
        void import_withoutCodec_namesTheModule() {
            CertificateManager bare = CertificateManager.builder(world.store, world.time)
                    .vault(world.vault)
                    .defaultCaller(World.CALLER)
                    .build();

            assertThatExceptionOfType(PortMissingException.class)
                    .isThrownBy(() -> bare.importCertificate(request(good()).build()))
                    .withMessageContaining("CertificateCodec")
                    .withMessageContaining("acm-ca");
        }
    }

    @Nested
    class Forms {
        @Test
        void import_der_isTaken() throws Exception {
            TestCertificate leaf = good();

            ImportResult result = manager.importCertificate(
                    ImportRequest.builder(leaf.certificate().getEncoded(), FakeCodec.pem(KEY.getPrivate()))
                            .chain(chain(ISSUER, MIDDLE))
                            .build());

            assertThat(manager.get(result.arn()).leaf()).isEqualTo(leaf.certificate());
        }

        @Test
        void import_encryptedKey_isOpenedWithThePassphrase() {
            byte[] key = new FakeCodec()
                    .writePrivateKey(KEY.getPrivate().getEncoded(), Optional.of("opensesame".toCharArray()));

            ImportResult result =
                    manager.importCertificate(ImportRequest.builder(FakeCodec.pem(good().certificate()), key)
                            .chain(chain(ISSUER, MIDDLE))
                            .passphrase("opensesame".toCharArray())
                            .build());

            assertThat(manager.describe(result.arn()).status()).isEqualTo(CertificateStatus.ISSUED);
        }

        @Test
        void import_encryptedKey_missingAndWrongPassphrase_areToldApart() {
            byte[] key = new FakeCodec()
                    .writePrivateKey(KEY.getPrivate().getEncoded(), Optional.of("opensesame".toCharArray()));
            ImportRequest.Builder builder = ImportRequest.builder(FakeCodec.pem(good().certificate()), key)
                    .chain(chain(ISSUER, MIDDLE));

            assertRules(refusal(builder.build()), "privateKey codec:passphrase-missing");
            assertRules(refusal(builder.passphrase("wrong".toCharArray()).build()), "privateKey codec:passphrase");
        }

        @Test
        void import_pkcs12_bringsItsChain() {
            TestCertificate leaf = good();
            byte[] file = new FakeCodec()
                    .writePkcs12(
                            dev.acm.certificate.CertificateChain.of(
                                    List.of(leaf.certificate(), ISSUER.certificate(), MIDDLE.certificate())),
                            KEY.getPrivate().getEncoded(),
                            "shop",
                            "changeit".toCharArray());

            ImportResult result = manager.importCertificate(
                    ImportRequest.pkcs12(file, "changeit".toCharArray()).build());

            assertThat(manager.get(result.arn()).certificates()).hasSize(3);
        }

        @Test
        void import_pkcs12WrongPassphrase_namesTheInput() {
            byte[] file = new FakeCodec()
                    .writePkcs12(
                            dev.acm.certificate.CertificateChain.of(List.of(good().certificate())),
                            KEY.getPrivate().getEncoded(),
                            "shop",
                            "changeit".toCharArray());

            assertRules(
                    refusal(ImportRequest.pkcs12(file, "wrong!".toCharArray()).build()), "pkcs12 codec:passphrase");
        }

        @Test
        void request_toString_showsNoContent() {
            ImportRequest request =
                    request(good()).passphrase("opensesame".toCharArray()).build();

            assertThat(request.toString()).doesNotContain("opensesame").doesNotContain("BEGIN");
        }

        @Test
        void request_destroy_clearsKeyAndPassphrase() {
            ImportRequest request =
                    request(good()).passphrase("opensesame".toCharArray()).build();

            request.destroy();

            assertThat(request.privateKey()).containsOnly(0);
            assertThat(request.passphrase().orElseThrow()).containsOnly('\0');
        }
    }

    @Nested
    class Chains {
        @Test
        void chain_wrongOrder_isRepairedAndTold() {
            ImportResult result =
                    manager.importCertificate(request(good(), MIDDLE, ISSUER).build());

            assertThat(manager.get(result.arn()).certificates().subList(1, 3))
                    .containsExactly(ISSUER.certificate(), MIDDLE.certificate());
            assertThat(result.remarks())
                    .extracting(finding -> finding.field() + " " + finding.rule())
                    .containsExactlyInAnyOrder("chain[0] chain:order", "chain[1] chain:order");
        }

        @Test
        void chain_leafAndDuplicates_areLeftOutAndTold() {
            TestCertificate leaf = good();

            ImportResult result = manager.importCertificate(
                    request(leaf, leaf, ISSUER, ISSUER, MIDDLE, ROOT).build());

            assertThat(manager.get(result.arn()).certificates()).hasSize(4);
            assertThat(result.remarks())
                    .extracting(finding -> finding.field() + " " + finding.rule())
                    .containsExactlyInAnyOrder("chain[0] chain:leaf", "chain[2] chain:duplicate");
        }

        @Test
        void chain_ofAnother_isRefusedByItsIndex() {
            assertRules(refusal(request(good(), ISSUER, OTHER, MIDDLE).build()), "chain[1] chain:certifies");
        }

        @Test
        void chain_gap_isRefusedByTheIndexBehindIt() {
            assertRules(refusal(request(good(), ISSUER, ROOT).build()), "chain[1] chain:certifies");
        }

        @Test
        void chain_sameNameAnotherKey_saysSo() {
            TestCertificate impostor =
                    server("issuer", keyPair("secp256r1", 77)).selfSigned();

            assertThat(refusal(request(good(), impostor).build()))
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.message()).contains("another key"));
        }

        @Test
        void chain_moreCandidatesThanAnyChainHas_isRefusedWithBoundedWork() {
            TestCertificate impostor =
                    server("issuer", keyPair("secp256r1", 77)).selfSigned();
            TestCertificate[] chain = new TestCertificate[200];
            Arrays.fill(chain, impostor);
            chain[199] = ISSUER;

            assertThat(refusal(request(good(), chain).build()))
                    .extracting(Finding::rule)
                    .contains("chain:length");
        }

        @Test
        void chain_remarksOfTheCheck_areHandedOnByWhatWasGiven_andRefuseNothing() {
            List<CertificateChain> seen = new ArrayList<>();
            CertificateManager checking = world.builder(world.store)
                    .certificateCheck(chain -> {
                        seen.add(chain);
                        return List.of(
                                new CertificateRemark("rule:leaf", 0, "of the leaf", "none"),
                                new CertificateRemark("rule:issuer", 1, "of the issuer", "none"),
                                new CertificateRemark("rule:middle", 2, "of the middle", "none"));
                    })
                    .build();

            ImportResult result =
                    checking.importCertificate(request(good(), MIDDLE, ISSUER).build());

            assertThat(seen)
                    .singleElement()
                    .satisfies(chain -> assertThat(chain.certificates())
                            .containsSubsequence(ISSUER.certificate(), MIDDLE.certificate()));
            assertThat(result.remarks())
                    .filteredOn(finding -> finding.rule().startsWith("rule:"))
                    .extracting(finding -> finding.field() + " " + finding.rule() + " " + finding.value())
                    .containsExactly(
                            "certificate rule:leaf CN=shop.example.test",
                            "chain[1] rule:issuer CN=issuer",
                            "chain[0] rule:middle CN=middle");
            assertThat(checking.describe(result.arn()).status()).isEqualTo(CertificateStatus.ISSUED);
        }

        @Test
        @DisplayName("I4: a check that points beyond the chain is told of the chain, and refuses nothing")
        void chain_remarkBeyondItsEnd_isOfTheChain_andRefusesNothing() {
            CertificateManager checking = world.builder(world.store)
                    .certificateCheck(chain -> List.of(new CertificateRemark(
                            "rule:beyond", chain.certificates().size(), "of nobody", "none")))
                    .build();

            ImportResult result =
                    checking.importCertificate(request(good(), MIDDLE, ISSUER).build());

            assertThat(result.remarks())
                    .filteredOn(finding -> finding.rule().equals("rule:beyond"))
                    .extracting(finding -> finding.field() + ": " + finding.message())
                    .containsExactly("chain: of nobody");
        }

        @Test
        void chain_notAnAuthority_isRefused() {
            TestCertificate noAuthority = server("nobody", keyPair("secp256r1", 78), "nobody.example.test")
                    .signedBy(ROOT);
            TestCertificate leaf = shop().signedBy(noAuthority);

            assertRules(refusal(request(leaf, noAuthority).build()), "chain[0] chain:authority");
        }

        @Test
        void chain_missing_isTakenAndTold() {
            ImportResult result = manager.importCertificate(request(good()).build());

            assertThat(result.remarks()).extracting(Finding::rule).containsExactly("chain:missing");
        }

        @Test
        void chain_selfSigned_needsNone() {
            assertThat(manager.importCertificate(request(shop().selfSigned()).build())
                            .remarks())
                    .isEmpty();
        }

        @Test
        void chain_rootAtTheEnd_isKept() {
            ImportResult result = manager.importCertificate(
                    request(good(), ISSUER, MIDDLE, ROOT).build());

            assertThat(manager.get(result.arn()).certificates()).endsWith(ROOT.certificate());
        }
    }

    @Nested
    class Refusals {
        @ParameterizedTest
        @CsvSource({"0,certificate", "32769,certificate", "0,privateKey", "5121,privateKey", "0,chain", "2097153,chain"
        })
        void size_beyondTheBorder_isRefused(int octets, String field) {
            byte[] content = new byte[octets];
            ImportRequest request = switch (field) {
                case "certificate" ->
                    ImportRequest.builder(content, FakeCodec.pem(KEY.getPrivate()))
                            .build();
                case "privateKey" ->
                    ImportRequest.builder(FakeCodec.pem(good().certificate()), content)
                            .chain(chain(ISSUER, MIDDLE))
                            .build();
                default -> request(good()).chain(content).build();
            };

            assertRules(refusal(request), field + " import:size");
        }

        @ParameterizedTest
        @CsvSource({"1,certificate", "32768,certificate", "1,privateKey", "5120,privateKey", "1,chain", "2097152,chain"
        })
        void size_atTheBorder_isRead(int octets, String field) {
            byte[] content = padded(octets, field);
            ImportRequest request = switch (field) {
                case "certificate" ->
                    ImportRequest.builder(content, FakeCodec.pem(KEY.getPrivate()))
                            .build();
                case "privateKey" ->
                    ImportRequest.builder(FakeCodec.pem(good().certificate()), content)
                            .chain(chain(ISSUER, MIDDLE))
                            .build();
                default -> request(good()).chain(content).build();
            };

            if (octets == 1) {
                assertThat(refusal(request)).extracting(Finding::rule).doesNotContain("import:size");
            } else {
                assertThat(manager.importCertificate(request).generation()).isEqualTo(1);
            }
        }

        private byte[] padded(int octets, String field) {
            byte[] content = switch (field) {
                case "certificate" -> FakeCodec.pem(good().certificate());
                case "privateKey" -> FakeCodec.pem(KEY.getPrivate());
                default -> chain(ISSUER, MIDDLE);
            };
            byte[] padded = Arrays.copyOf(content, octets);
            if (octets > content.length) {
                Arrays.fill(padded, content.length, octets, (byte) '\n');
            }
            return padded;
        }

        @Test
        void severalFaults_areToldTogether() {
            TestCertificate expired =
                    shop().valid("2025-01-01T00:00:00Z", "2026-01-01T00:00:00Z").signedBy(ISSUER);

            assertRules(
                    refusal(ImportRequest.builder(
                                    FakeCodec.pem(expired.certificate()),
                                    FakeCodec.pem(keyPair("secp256r1", 2).getPrivate()))
                            .chain(chain(ISSUER, OTHER))
                            .idempotencyToken("no token")
                            .build()),
                    "certificate certificate:validity",
                    "privateKey key:match",
                    "chain[1] chain:certifies",
                    "idempotencyToken token:form");
        }

        @Test
        void everyInputMalformed_namesEach() {
            byte[] junk = {1, 2, 3};

            assertThat(refusal(ImportRequest.builder(junk, junk).chain(junk).build()))
                    .extracting(finding -> finding.field().replaceAll("\\[.*", ""))
                    .contains("certificate", "privateKey", "chain");
        }

        @Test
        void certificate_two_areRefused() {
            assertRules(
                    refusal(ImportRequest.builder(chain(good(), ISSUER), FakeCodec.pem(KEY.getPrivate()))
                            .build()),
                    "certificate certificate:number");
        }

        @Test
        void certificate_versionOne_isRefused() {
            assertThat(refusal(request(shop().versionOne().signedBy(ISSUER), ISSUER, MIDDLE)
                            .build()))
                    .extracting(Finding::rule)
                    .containsExactly("certificate:version");
        }

        @Test
        void certificate_emptyIssuer_isRefused() {
            byte[] nameless = shop().emptyIssuer().encodedBy(ISSUER);

            assertRules(
                    refusal(ImportRequest.builder(nameless, FakeCodec.pem(KEY.getPrivate()))
                            .build()),
                    "certificate[0] codec:malformed");
        }

        @ParameterizedTest
        @CsvSource({
            "2026-01-10T09:00:00Z,2026-02-01T00:00:00Z,true",
            "2026-01-10T09:00:01Z,2026-02-01T00:00:00Z,false",
            "2026-01-01T00:00:00Z,2026-01-10T09:00:00Z,true",
            "2026-01-01T00:00:00Z,2026-01-10T08:59:59Z,false"
        })
        void certificate_validity_atAndBeyondTheBorder(String from, String to, boolean taken) {
            assertThat(world.time.instant()).isEqualTo(Instant.parse("2026-01-10T09:00:00Z"));
            ImportRequest request = request(shop().valid(from, to).signedBy(ISSUER), ISSUER, MIDDLE)
                    .build();

            if (taken) {
                assertThat(manager.importCertificate(request).generation()).isEqualTo(1);
            } else {
                assertRules(refusal(request), "certificate certificate:validity");
            }
        }

        @Test
        void certificate_ocspAddress_atAndBeyondTheBorder() {
            String url = "http://ocsp.example.test/";
            TestCertificate longest =
                    shop().ocsp(url + "x".repeat(1000 - url.length())).signedBy(ISSUER);
            TestCertificate longer =
                    shop().ocsp(url + "x".repeat(1001 - url.length())).signedBy(ISSUER);

            assertRules(refusal(request(longer, ISSUER, MIDDLE).build()), "certificate certificate:ocsp-url");
            assertThat(manager.importCertificate(
                                    request(longest, ISSUER, MIDDLE).build())
                            .generation())
                    .isEqualTo(1);
        }

        @Test
        void certificate_noDnsName_isRefused() {
            TestCertificate address =
                    server("", KEY).addresses(new byte[] {(byte) 192, 0, 2, 1}).signedBy(ISSUER);

            assertRules(refusal(request(address, ISSUER, MIDDLE).build()), "certificate names:none");
        }

        @Test
        void key_ofAnotherCertificate_isRefused() {
            assertRules(
                    refusal(ImportRequest.builder(
                                    FakeCodec.pem(good().certificate()),
                                    FakeCodec.pem(keyPair("RSA-2048", 1).getPrivate()))
                            .chain(chain(ISSUER, MIDDLE))
                            .build()),
                    "privateKey key:match");
        }

        @Test
        void findings_neverShowTheKey() {
            String secret = new String(FakeCodec.pem(KEY.getPrivate()), java.nio.charset.StandardCharsets.US_ASCII);

            assertThat(refusal(ImportRequest.builder(
                                            FakeCodec.pem(good().certificate()),
                                            secret.replace("-----BEGIN", "--BEGIN")
                                                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                                    .build())
                            .toString())
                    .doesNotContain(secret.lines().skip(1).findFirst().orElseThrow());
        }
    }

    @Nested
    class Again {
        private ImportRequest onto(CertificateArn arn, TestCertificate leaf) {
            return request(leaf, ISSUER, MIDDLE).onto(arn).build();
        }

        @Test
        void again_keepsTheHandleAndItsUses_andIsDeployed() {
            CertificateArn arn = imported();
            manager.deployments().associate(arn, World.TARGET);
            world.run(manager);
            KeyPair fresh = keyPair("secp256r1", 3);
            TestCertificate successor = server("shop.example.test", fresh, "shop.example.test", "new.example.test")
                    .signedBy(ISSUER);

            ImportResult result = manager.importCertificate(onto(arn, successor));
            world.run(manager);

            assertThat(result.arn()).isEqualTo(arn);
            assertThat(result.generation()).isEqualTo(2);
            assertThat(manager.describe(arn).names())
                    .containsExactly(DomainName.parse("shop.example.test"), DomainName.parse("new.example.test"));
            assertThat(world.target.served(arn).orElseThrow().generation()).isEqualTo(2);
            assertThat(world.audit.chainOf(arn))
                    .extracting(entry -> entry.event().type())
                    .contains(EventType.REIMPORTED, EventType.GENERATION_RETIRED, EventType.KEY_DESTROYED);
        }

        @Test
        void again_sameCertificate_isDoneOnce() {
            TestCertificate leaf = good();
            CertificateArn arn = manager.importCertificate(
                            request(leaf, ISSUER, MIDDLE).build())
                    .arn();
            List<StoredRecord> before = world.stored();

            ImportResult result = manager.importCertificate(onto(arn, leaf));

            assertThat(result.generation()).isEqualTo(1);
            assertThat(world.stored()).isEqualTo(before);
        }

        @Test
        void again_afterExpiry_revives() {
            CertificateArn arn = imported();
            world.runUntil(manager, Instant.parse("2027-01-02T00:00:00Z"));
            assertThat(manager.describe(arn).status()).isEqualTo(CertificateStatus.EXPIRED);

            manager.importCertificate(onto(
                    arn,
                    shop().valid("2027-01-01T00:00:00Z", "2028-01-01T00:00:00Z").signedBy(ISSUER)));

            assertThat(manager.describe(arn).status()).isEqualTo(CertificateStatus.ISSUED);
        }

        @Test
        void again_otherKeyType_isRefused() {
            CertificateArn arn = imported();

            assertRules(
                    refusal(onto(
                            arn,
                            server("shop.example.test", keyPair("secp384r1", 1), "shop.example.test")
                                    .signedBy(ISSUER))),
                    "privateKey reimport:key-algorithm");
        }

        @Test
        void again_noCommonName_isRefused_oneInCommon_isTaken() {
            CertificateArn arn = imported();

            assertRules(
                    refusal(onto(arn, server("", KEY, "other.example.test").signedBy(ISSUER))),
                    "certificate reimport:names");
            manager.importCertificate(onto(
                    arn,
                    server("", KEY, "other.example.test", "www.shop.example.test")
                            .signedBy(ISSUER)));

            assertThat(manager.describe(arn).generation()).hasValue(2);
        }

        @Test
        void again_usageTakenAway_isRefused_added_isTaken() {
            CertificateArn arn = imported();

            assertRules(
                    refusal(onto(
                            arn,
                            shop().keyUsage(3, 0x08)
                                    .extendedUsages("1.3.6.1.5.5.7.3.4")
                                    .signedBy(ISSUER))),
                    "certificate reimport:key-usage",
                    "certificate reimport:extended-key-usage");
            manager.importCertificate(onto(
                    arn,
                    shop().keyUsage(3, 0x88)
                            .extendedUsages("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.4")
                            .signedBy(ISSUER)));

            assertThat(manager.describe(arn).generation()).hasValue(2);
        }

        @Test
        void again_clientAuthAndKeyEnciphermentOfAnEcKey_mayGo() {
            CertificateArn arn = manager.importCertificate(request(
                                    shop().keyUsage(5, 0xa0)
                                            .extendedUsages("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2")
                                            .signedBy(ISSUER),
                                    ISSUER,
                                    MIDDLE)
                            .build())
                    .arn();

            assertThat(manager.importCertificate(onto(arn, good())).generation())
                    .isEqualTo(2);
        }

        @Test
        void again_keyEnciphermentOfAnRsaKey_mayNotGo() {
            KeyPair rsa = keyPair("RSA-2048", 1);
            CertificateArn arn = manager.importCertificate(request(
                                    server("a.example.test", rsa, "a.example.test")
                                            .keyUsage(5, 0xa0)
                                            .signedBy(ISSUER),
                                    ISSUER,
                                    MIDDLE)
                            .build())
                    .arn();

            assertRules(
                    refusal(onto(
                            arn, server("a.example.test", rsa, "a.example.test").signedBy(ISSUER))),
                    "certificate reimport:key-usage");
        }

        @Test
        void tags_areTakenAtTheFirstImport_andRefusedOntoACertificate() {
            Tag tag = Tag.of("team", "web");
            CertificateArn arn = manager.importCertificate(
                            request(good(), ISSUER, MIDDLE).tag(tag).build())
                    .arn();

            assertRules(
                    refusal(request(good(), ISSUER, MIDDLE).onto(arn).tag(tag).build()), "tags reimport:tags");
            assertThat(manager.tags().list(arn)).containsExactly(tag);
        }

        @Test
        void tags_notWellFormed_areToldWithTheOtherFaults() {
            assertRules(
                    refusal(request(good(), OTHER)
                            .tag(Tag.of("aws:team", "web"))
                            .build()),
                    "chain[0] chain:certifies",
                    "tags[0].key tag:reserved");
        }

        @Test
        void again_ontoOneThatWasRequested_isRefusedAndChangesNothing() {
            world.validator.proveAll();
            CertificateArn arn = manager.request(World.request()).arn();
            world.run(manager);
            List<StoredRecord> before = world.stored();

            assertThatExceptionOfType(InvalidStateException.class)
                    .isThrownBy(() -> manager.importCertificate(onto(arn, good())))
                    .withMessageContaining("not imported");
            assertThat(world.stored()).isEqualTo(before);
        }
    }

    @Nested
    class Later {
        @ParameterizedTest
        @ValueSource(booleans = {false, true})
        void imported_isNeverRenewed(boolean inUse) {
            CertificateArn arn = imported();
            if (inUse) {
                manager.deployments().associate(arn, World.TARGET);
            }

            world.runUntil(manager, Instant.parse("2027-02-01T00:00:00Z"));

            assertThat(manager.describe(arn).status()).isEqualTo(CertificateStatus.EXPIRED);
            assertThat(world.authority.signatures()).isZero();
            assertThatExceptionOfType(InvalidStateException.class).isThrownBy(() -> manager.renew(arn));
        }

        @Test
        void imported_explains_thatItsSuccessorMustBeImported() {
            assertThat(manager.explain(imported()).toText()).contains("Import its successor");
        }

        @Test
        void imported_deleted_forgetsItsKey() {
            CertificateArn arn = imported();
            manager.delete(arn);
            world.run(manager);

            assertThat(world.audit.chainOf(arn))
                    .extracting(entry -> entry.event().type())
                    .contains(EventType.KEY_DESTROYED);
        }
    }

    @Nested
    class Quotas {
        private final CertificateManager limited = world.builder(world.store)
                .quotas(dev.acm.quota.Quotas.unlimited().with(Quota.IMPORTED_HELD, 1))
                .build();
        private final ImportRequest request = request(good(), ISSUER, MIDDLE).build();

        @Test
        void import_quotaUsedUp_isRefusedWithTheFiguresAndStoresNothing() {
            limited.importCertificate(request);
            List<StoredRecord> before = world.stored();

            assertThatExceptionOfType(LimitExceededException.class)
                    .isThrownBy(() -> limited.importCertificate(request))
                    .withMessageContaining("IMPORTED_HELD 1 of 1");
            assertThat(world.stored()).isEqualTo(before);
        }

        @Test
        void import_deletedBefore_makesRoomAndRequestsCountApart() {
            CertificateArn first = limited.importCertificate(request).arn();
            limited.request(World.request());

            limited.delete(first);

            assertThat(limited.importCertificate(request).arn()).isNotEqualTo(first);
        }
    }
}
