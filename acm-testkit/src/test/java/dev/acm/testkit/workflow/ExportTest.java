package dev.acm.testkit.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.acm.CertificateManager;
import dev.acm.ListQuery;
import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateChain;
import dev.acm.certificate.ExportedCertificate;
import dev.acm.certificate.ExportedCertificate.Form;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.certificate.RevocationReason;
import dev.acm.deploy.ContinuousExport;
import dev.acm.error.Finding;
import dev.acm.error.InvalidRequestException;
import dev.acm.error.InvalidStateException;
import dev.acm.error.PortFailedException;
import dev.acm.error.RequestInProgressException;
import dev.acm.event.AuditEntry;
import dev.acm.event.EventType;
import dev.acm.renewal.RenewalEligibility;
import dev.acm.request.CertificateRequest;
import dev.acm.request.ExportRequest;
import dev.acm.request.ImportRequest;
import dev.acm.spi.Decoded;
import dev.acm.spi.KeyAndCertificates;
import dev.acm.spi.KeyVault;
import dev.acm.spi.PortException.Effect;
import dev.acm.spi.RetryClass;
import dev.acm.spi.StoredRecord;
import dev.acm.spi.VaultException;
import dev.acm.testkit.TestCertificate;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportTest {
    private static final String PASSPHRASE = "correct horse";
    private static final FakeCodec CODEC = new FakeCodec();

    private final World world = new World();
    private final CertificateManager manager = world.manager();

    private static CertificateRequest exportable() {
        return CertificateRequest.builder("shop.example.test")
                .keyAlgorithm(KeyAlgorithm.EC_prime256v1)
                .exportable(true)
                .build();
    }

    private CertificateArn issued(CertificateRequest request) {
        world.validator.proveAll();
        CertificateArn arn = manager.request(request).arn();
        world.run(manager);
        return arn;
    }

    private static ExportRequest pem(String passphrase) {
        return ExportRequest.of(Form.PEM, passphrase.toCharArray(), "the old load balancer");
    }

    private static PrivateKey key(byte[] pem) {
        return ((Decoded.Read<PrivateKey>) CODEC.readPrivateKey(pem, Optional.of(PASSPHRASE.toCharArray()))).value();
    }

    private static boolean fits(X509Certificate leaf, PrivateKey key) throws Exception {
        java.security.Signature signature = java.security.Signature.getInstance("SHA256withECDSA");
        signature.initSign(key);
        signature.update((byte) 1);
        byte[] signed = signature.sign();
        signature.initVerify(leaf.getPublicKey());
        signature.update((byte) 1);
        return signature.verify(signed);
    }

    @Test
    void export_pem_hasLeafChainAndTheEncryptedKeyOfTheLeaf() throws Exception {
        CertificateArn arn = issued(exportable());

        ExportedCertificate exported = manager.export(arn, pem(PASSPHRASE));

        CertificateChain chain = manager.get(arn);
        assertThat(exported.certificate() + exported.certificateChain()).isEqualTo(chain.toPem());
        assertThat(exported.certificate()).containsOnlyOnce("BEGIN CERTIFICATE");
        assertThat(exported.privateKey()).contains("BEGIN ENCRYPTED PRIVATE KEY");
        assertThat(fits(chain.leaf(), key(exported.privateKey().getBytes(StandardCharsets.US_ASCII))))
                .isTrue();
        assertThatIllegalStateException().isThrownBy(exported::pkcs12);
    }

    @Test
    void export_pkcs12_holdsKeyAndChain() throws Exception {
        CertificateArn arn = issued(exportable());

        byte[] file = manager.export(arn, ExportRequest.of(Form.PKCS12, PASSPHRASE.toCharArray(), "tests"))
                .pkcs12();

        KeyAndCertificates read =
                ((Decoded.Read<KeyAndCertificates>) CODEC.readPkcs12(file, PASSPHRASE.toCharArray())).value();
        assertThat(read.certificates()).isEqualTo(manager.get(arn).certificates());
        assertThat(fits(read.certificates().get(0), read.key())).isTrue();
    }

    @Test
    void export_makesItEligibleForRenewal_andMarksIt() {
        CertificateArn arn = issued(exportable());
        assertThat(manager.describe(arn).renewalEligibility()).isEqualTo(RenewalEligibility.INELIGIBLE);

        manager.export(arn, pem(PASSPHRASE));

        assertThat(manager.describe(arn).renewalEligibility()).isEqualTo(RenewalEligibility.ELIGIBLE);
        world.runUntil(manager, manager.describe(arn).renewalDue().orElseThrow().plus(Duration.ofDays(1)));
        assertThat(manager.describe(arn).generation()).hasValue(2);
        assertThat(manager.describe(arn).renewalEligibility()).isEqualTo(RenewalEligibility.INELIGIBLE);
    }

    @Test
    void export_isAuditedWithActorAndPurpose_beforeTheKeyIsOpened() {
        CertificateArn arn = issued(exportable());

        manager.export(arn, pem(PASSPHRASE));
        world.run(manager);

        assertThat(world.audit.chainOf(arn))
                .map(AuditEntry::event)
                .filteredOn(event ->
                        event.type() == EventType.EXPORTED || event.actor().equals("alice"))
                .filteredOn(event -> event.type() != EventType.REQUESTED)
                .hasSize(2)
                .allSatisfy(event -> {
                    assertThat(event.actor()).isEqualTo("alice");
                    assertThat(event.details().toString())
                            .contains("the old load balancer")
                            .doesNotContain(PASSPHRASE);
                });
    }

    @Test
    void export_vaultRefuses_isNotExported_andTheTryIsAudited() throws Exception {
        CertificateArn arn = issued(exportable());
        KeyVault refusing = mock(KeyVault.class);
        when(refusing.export(any(), any(), any()))
                .thenThrow(new VaultException("it lets no key out", Effect.NONE, RetryClass.NEVER, null));
        CertificateManager closed = world.builder(world.store).vault(refusing).build();

        assertThatExceptionOfType(PortFailedException.class).isThrownBy(() -> closed.export(arn, pem(PASSPHRASE)));

        assertThat(manager.describe(arn).renewalEligibility()).isEqualTo(RenewalEligibility.INELIGIBLE);
        assertThat(manager.list(ListQuery.all()).certificates())
                .allSatisfy(summary -> assertThat(summary.exported()).isFalse());
        world.run(manager);
        assertThat(world.audit.chainOf(arn))
                .map(entry -> entry.event().type())
                .contains(EventType.KEY_USED)
                .doesNotContain(EventType.EXPORTED);
    }

    @Test
    void export_renewedMeanwhile_doesNotCountForTheNewGeneration() throws Exception {
        CertificateArn arn = issued(exportable());
        KeyVault slow = mock(KeyVault.class, delegatesTo(world.vault));
        doAnswer(call -> {
                    manager.renew(arn);
                    world.run(manager);
                    return world.vault.export(call.getArgument(0), call.getArgument(1), call.getArgument(2));
                })
                .when(slow)
                .export(any(), any(), any());

        ExportedCertificate exported =
                world.builder(world.store).vault(slow).build().export(arn, pem(PASSPHRASE));

        assertThat(exported.generation()).isEqualTo(1);
        assertThat(manager.describe(arn).generation()).hasValue(2);
        assertThat(manager.describe(arn).renewalEligibility()).isEqualTo(RenewalEligibility.INELIGIBLE);
    }

    @Test
    void export_notEnabledWhenRequested_isRefusedAndChangesNothing() {
        CertificateArn arn = issued(World.request());
        List<StoredRecord> before = world.stored();

        assertThatExceptionOfType(InvalidStateException.class)
                .isThrownBy(() -> manager.export(arn, pem(PASSPHRASE)))
                .withMessageContaining("not enabled");
        assertThat(world.stored()).isEqualTo(before);
    }

    @Test
    void export_imported_isRefused() {
        TestCertificate leaf = TestCertificate.server(
                        "a.example.test", TestCertificate.keyPair("secp256r1", 1), "a.example.test")
                .selfSigned();
        CertificateArn arn = manager.importCertificate(ImportRequest.builder(
                                FakeCodec.pem(leaf.certificate()),
                                FakeCodec.pem(leaf.keys().getPrivate()))
                        .build())
                .arn();

        assertThatExceptionOfType(InvalidStateException.class)
                .isThrownBy(() -> manager.export(arn, pem(PASSPHRASE)))
                .withMessageContaining("imported");
    }

    @Test
    void export_notIssuedYet_isInProgress_revoked_isRefused() {
        CertificateArn pending = manager.request(exportable()).arn();
        assertThatExceptionOfType(RequestInProgressException.class)
                .isThrownBy(() -> manager.export(pending, pem(PASSPHRASE)));

        CertificateArn revoked = issued(exportable());
        manager.revoke(revoked, RevocationReason.SUPERSEDED);
        assertThatExceptionOfType(InvalidStateException.class)
                .isThrownBy(() -> manager.export(revoked, pem(PASSPHRASE)));
    }

    @Nested
    class Passphrases {
        @ParameterizedTest
        @ValueSource(ints = {4, 128})
        void length_atTheBorder_isTaken(int length) {
            CertificateArn arn = issued(exportable());

            assertThat(manager.export(arn, pem("x".repeat(length))).privateKey())
                    .contains("ENCRYPTED");
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 3, 129})
        void length_beyondTheBorder_isRefusedAndChangesNothing(int length) {
            assertThat(refusal("x".repeat(length))).containsExactly("passphrase:length");
        }

        @ParameterizedTest
        @ValueSource(strings = {"abc#d", "abc$d", "abc%d", "abcäd", "abc\u0080d"})
        void character_thatIsNotTaken_isRefused(String passphrase) {
            assertThat(refusal(passphrase)).containsExactly("passphrase:characters");
        }

        @ParameterizedTest
        @ValueSource(strings = {"abcd\n", "abcd\r\n"})
        void lineBreak_leftOverFromAFile_isToldAsSuch(String passphrase) {
            assertThat(refusal(passphrase)).containsExactly("passphrase:line-break");
        }

        @Test
        void everyOtherAsciiCharacter_isTaken() {
            CertificateArn arn = issued(exportable());
            StringBuilder all = new StringBuilder();
            for (char character = ' '; character <= '~'; character++) {
                if ("#$%".indexOf(character) < 0) {
                    all.append(character);
                }
            }

            assertThat(manager.export(arn, pem(all.toString())).privateKey()).contains("ENCRYPTED");
        }

        @Test
        void severalFaults_areToldTogether() {
            assertThat(refusal("#\n"))
                    .containsExactly("passphrase:length", "passphrase:line-break", "passphrase:characters");
        }

        private List<String> refusal(String passphrase) {
            CertificateArn arn = issued(exportable());
            List<StoredRecord> before = world.stored();
            List<Finding> findings = new ArrayList<>();
            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(() -> manager.export(arn, pem(passphrase)))
                    .satisfies(e -> findings.addAll(e.findings()));
            assertThat(world.stored()).isEqualTo(before);
            assertThat(findings)
                    .allSatisfy(finding -> assertThat(finding.value()).isNotEqualTo(passphrase));
            return findings.stream().map(Finding::rule).toList();
        }

        @Test
        void request_showsAndKeepsNoPassphrase() {
            ExportRequest request = pem(PASSPHRASE);

            assertThat(request.toString()).doesNotContain(PASSPHRASE);
            request.destroy();
            assertThat(request.passphrase()).containsOnly('\0');
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 61})
        void purpose_beyondTheBorder_isRefused(int length) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ExportRequest.of(Form.PEM, "abcd".toCharArray(), "x".repeat(length)))
                    .withMessageContaining("purpose");
        }
    }

    @Nested
    class Continuous {
        private final Shelf shelf = new Shelf();
        private final ContinuousExport target =
                new ContinuousExport("partner", CODEC, Form.PEM, PASSPHRASE::toCharArray, shelf);
        private final CertificateManager exporting =
                world.builder(world.store).target(target).build();

        @Test
        void continuous_handsOnEachRenewal() throws Exception {
            CertificateArn arn = issued(exportable());
            exporting.deployments().associate(arn, "partner");
            world.run(exporting);
            exporting.renew(arn);
            world.run(exporting);

            assertThat(shelf.taken).extracting(ExportedCertificate::generation).containsExactly(1L, 2L);
            ExportedCertificate last = shelf.taken.get(1);
            assertThat(fits(last.chain().leaf(), key(last.privateKey().getBytes(StandardCharsets.US_ASCII))))
                    .isTrue();
            assertThat(world.audit.chainOf(arn))
                    .map(AuditEntry::event)
                    .filteredOn(event -> event.type() == EventType.KEY_USED)
                    .filteredOn(event -> event.details().get("reason").equals("deploy to partner"))
                    .hasSize(2);
        }

        @Test
        void continuous_ofOneThatIsNotExportable_isRefused() {
            CertificateArn arn = issued(World.request());

            assertThatExceptionOfType(InvalidStateException.class)
                    .isThrownBy(() -> exporting.deployments().associate(arn, "partner"))
                    .withMessageContaining("hands keys on");
            manager.deployments().associate(arn, World.TARGET);
        }

        @Test
        void continuous_disassociated_isGivenUp() {
            CertificateArn arn = issued(exportable());
            exporting.deployments().associate(arn, "partner");
            world.run(exporting);
            exporting.deployments().disassociate(arn, "partner");
            world.run(exporting);

            assertThat(shelf.taken(arn)).isEmpty();
        }
    }

    /** Keeps what it was given. */
    private static final class Shelf implements ContinuousExport.Receiver {
        private final List<ExportedCertificate> taken = new ArrayList<>();
        private boolean given;

        @Override
        public void take(ExportedCertificate exported) {
            taken.add(exported);
            given = true;
        }

        @Override
        public OptionalLong taken(CertificateArn arn) {
            return given ? OptionalLong.of(taken.get(taken.size() - 1).generation()) : OptionalLong.empty();
        }

        @Override
        public void giveUp(CertificateArn arn) {
            given = false;
        }
    }
}
