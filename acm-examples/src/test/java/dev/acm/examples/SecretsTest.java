package dev.acm.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.acm.CertificateManager;
import dev.acm.ca.AuthorityOptions;
import dev.acm.ca.EmbeddedAuthority;
import dev.acm.ca.key.WeakKeyCheck;
import dev.acm.ca.pem.PemCodec;
import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.ExportedCertificate.Form;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.deploy.InProcessTls;
import dev.acm.error.InvalidRequestException;
import dev.acm.event.AuditChain;
import dev.acm.event.AuditEntry;
import dev.acm.event.Caller;
import dev.acm.key.KeyBinding;
import dev.acm.key.KeyUse;
import dev.acm.key.SealedKey;
import dev.acm.memory.InMemoryRecordStore;
import dev.acm.renewal.LifecyclePolicy;
import dev.acm.request.CertificateRequest;
import dev.acm.request.ExportRequest;
import dev.acm.request.ImportRequest;
import dev.acm.spi.KeyVault;
import dev.acm.spi.PortException;
import dev.acm.spi.RequestPolicy;
import dev.acm.spi.RetryClass;
import dev.acm.spi.VaultException;
import dev.acm.tag.Tag;
import dev.acm.tls.ServingKeyManager;
import dev.acm.vault.HostKey;
import dev.acm.vault.JdkKeyPairSource;
import dev.acm.vault.SoftwareKeyVault;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** No key, host key, passphrase or idempotency token is ever said: not in the log at its most talkative, not in events, not in the audit log. */
class SecretsTest {
    private static final Path LOG = Path.of("target", "test.log");
    private static final byte[] HOST_KEY = new byte[32];
    private static final String EXPORT_PASSPHRASE = "export-passphrase-4711";
    private static final String BAD_EXPORT_PASSPHRASE = "refused$passphrase-4712";
    private static final String IMPORT_PASSPHRASE = "import-passphrase-4713";
    private static final String REQUEST_TOKEN = "request_token_4714";
    private static final String IMPORT_TOKEN = "import_token_4715";
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    private final List<AuditEntry> audit = new CopyOnWriteArrayList<>();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final NotingVault vault;
    private Instant now = START;

    SecretsTest() {
        SecureRandom random = new SecureRandom();
        random.nextBytes(HOST_KEY);
        vault = new NotingVault(
                new SoftwareKeyVault(List.of(HostKey.of("host", HOST_KEY)), new JdkKeyPairSource(random), random));
    }

    /** Every way in which such bytes might be written. */
    private static List<String> spellings(byte[] secret) {
        String hex = HexFormat.of().formatHex(secret);
        String base64 = Base64.getEncoder().encodeToString(secret);
        return List.of(
                hex,
                hex.toUpperCase(Locale.ROOT),
                base64,
                base64.substring(0, Math.min(base64.length(), 60)),
                Base64.getUrlEncoder().withoutPadding().encodeToString(secret),
                new BigInteger(1, secret).toString(),
                Arrays.toString(secret));
    }

    private List<String> secrets() {
        List<String> secrets = new ArrayList<>(spellings(HOST_KEY));
        vault.opened.forEach(key -> secrets.addAll(spellings(key)));
        return secrets;
    }

    private static String log() throws IOException {
        return Files.readString(LOG, StandardCharsets.UTF_8);
    }

    private static List<String> found(List<String> secrets, String text) {
        return secrets.stream().filter(text::contains).toList();
    }

    private CertificateManager manager() throws Exception {
        InstantSource clock = () -> now;
        InMemoryRecordStore store = new InMemoryRecordStore();
        return CertificateManager.builder(store, clock)
                .authority(EmbeddedAuthority.open(
                        AuthorityOptions.builder("secrets", store, vault, new SecureRandom())
                                .build(),
                        now))
                .vault(vault)
                .certificateCodec(new PemCodec(new SecureRandom()))
                .keyCheck(WeakKeyCheck.create())
                .target(new InProcessTls(ServingKeyManager.create(clock)))
                .requestPolicy((caller, request) -> new RequestPolicy.Allowed(false))
                .lifecyclePolicy(LifecyclePolicy.builder().spreadFraction(0).build())
                .auditLog(audit::add)
                .listener(event -> told.add(event.toString()))
                .defaultCaller(new Caller("123456789012", "alice", "192.0.2.7"))
                .build();
    }

    @Test
    void wholeLife_saysNoSecret() throws Exception {
        CertificateManager manager = manager();
        CertificateArn arn = manager.request(CertificateRequest.builder("db.internal.example")
                        .keyAlgorithm(KeyAlgorithm.EC_prime256v1)
                        .tag(Tag.of("team", "blue"))
                        .build())
                .arn();
        manager.deployments().associate(arn, InProcessTls.DEFAULT_ID);
        manager.runDue(10);
        manager.renew(arn);
        manager.runDue(10);
        vault.failing = true;
        manager.renew(arn);
        manager.runDue(10);
        vault.failing = false;
        now = now.plus(Duration.ofDays(1));
        manager.runDue(10);
        manager.deployments().disassociate(arn, InProcessTls.DEFAULT_ID);
        manager.runDue(10);
        manager.delete(arn);
        manager.runDue(10);

        assertThat(vault.opened).as("keys that were opened").hasSizeGreaterThanOrEqualTo(3);
        assertThat(audit).hasSizeGreaterThan(20);
        assertThat(log()).contains("dev.acm");
        assertThat(found(secrets(), log())).isEmpty();
        assertThat(found(secrets(), audit.toString())).isEmpty();
        assertThat(found(secrets(), told.toString())).isEmpty();
        assertThat(audit.toString() + told + log()).doesNotContain("PRIVATE KEY");
        assertThat(AuditChain.firstBreak(audit)).isEmpty();
    }

    private static List<String> spellings(String secret) {
        List<String> spellings = new ArrayList<>(spellings(secret.getBytes(StandardCharsets.UTF_8)));
        spellings.add(secret);
        spellings.add(Arrays.toString(secret.toCharArray()));
        return spellings;
    }

    @Test
    void passphrasesAndTokens_areNotSaid_whenTheyServeAndWhenTheyAreRefused() throws Exception {
        CertificateManager manager = manager();
        CertificateRequest.Builder request = CertificateRequest.builder("out.internal.example")
                .keyAlgorithm(KeyAlgorithm.EC_prime256v1)
                .exportable(true)
                .idempotencyToken(REQUEST_TOKEN);
        CertificateArn arn = manager.request(request.build()).arn();
        manager.runDue(10);
        ExportRequest export = ExportRequest.of(Form.PKCS12, EXPORT_PASSPHRASE.toCharArray(), "the balancer");
        byte[] file = manager.export(arn, export).pkcs12();
        ExportRequest badExport = ExportRequest.of(Form.PEM, BAD_EXPORT_PASSPHRASE.toCharArray(), "the balancer");
        ImportRequest good = ImportRequest.pkcs12(file, EXPORT_PASSPHRASE.toCharArray())
                .idempotencyToken(IMPORT_TOKEN)
                .build();
        ImportRequest bad = ImportRequest.pkcs12(file, IMPORT_PASSPHRASE.toCharArray())
                .idempotencyToken(IMPORT_TOKEN)
                .build();

        List<Throwable> refusals = List.of(
                catchThrowable(() -> manager.importCertificate(bad)),
                catchThrowable(() -> manager.export(arn, badExport)),
                catchThrowable(() -> manager.request(request.exportable(false).build())));
        CertificateArn imported = manager.importCertificate(good).arn();
        manager.runDue(10);

        assertThat(refusals).hasOnlyElementsOfType(InvalidRequestException.class);
        StringBuilder said = new StringBuilder(log()).append(audit).append(told);
        for (Throwable refusal : refusals) {
            said.append(refusal);
            if (refusal instanceof InvalidRequestException invalid) {
                said.append(invalid.findings());
            }
        }
        said.append(List.of(export, badExport, good, bad, request.build()))
                .append(List.of(
                        manager.describe(arn),
                        manager.describe(imported),
                        manager.explain(imported).toText()));
        for (String secret :
                List.of(EXPORT_PASSPHRASE, BAD_EXPORT_PASSPHRASE, IMPORT_PASSPHRASE, REQUEST_TOKEN, IMPORT_TOKEN)) {
            assertThat(found(spellings(secret), said.toString())).as(secret).isEmpty();
        }
        assertThat(audit.toString()).contains("the balancer");
    }

    @Test
    void control_aPassphraseThatIsSaid_isFound() throws Exception {
        String secret = "control passphrase " + new BigInteger(64, new SecureRandom());

        LoggerFactory.getLogger("dev.acm.Control").trace("opened with {}", secret);

        assertThat(found(spellings(secret), log())).isNotEmpty();
        assertThat(found(spellings(secret), "[" + Arrays.toString(secret.toCharArray()) + "]"))
                .isNotEmpty();
    }

    @Test
    void control_aSecretThatIsSaid_isFound() throws Exception {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);

        LoggerFactory.getLogger("dev.acm.Control")
                .trace("said {}", Base64.getEncoder().encodeToString(secret));

        assertThat(found(spellings(secret), log())).isNotEmpty();
        assertThat(found(spellings(secret), "key=" + new BigInteger(1, secret))).hasSize(1);
    }

    /** Notes the keys that pass through it, and can be told to fail. */
    private static final class NotingVault implements KeyVault {
        private final KeyVault vault;
        private final List<byte[]> opened = new CopyOnWriteArrayList<>();
        private volatile boolean failing;

        NotingVault(KeyVault vault) {
            this.vault = vault;
        }

        private PrivateKey noted(PrivateKey key) {
            opened.add(key.getEncoded());
            if (key instanceof ECPrivateKey curve) {
                opened.add(curve.getS().toByteArray());
            }
            return key;
        }

        @Override
        public SealedKey generate(KeyBinding binding, KeyAlgorithm algorithm) throws VaultException {
            SealedKey key = vault.generate(binding, algorithm);
            noted(vault.open(key, binding, new KeyUse("note", "test")));
            return key;
        }

        @Override
        public SealedKey seal(KeyBinding binding, KeyPair keys) throws VaultException {
            noted(keys.getPrivate());
            return vault.seal(binding, keys);
        }

        @Override
        public byte[] sign(SealedKey key, KeyBinding binding, String signatureAlgorithm, byte[] content, KeyUse use)
                throws VaultException {
            return vault.sign(key, binding, signatureAlgorithm, content, use);
        }

        @Override
        public PrivateKey open(SealedKey key, KeyBinding binding, KeyUse use) throws VaultException {
            PrivateKey opened = noted(vault.open(key, binding, use));
            if (failing) {
                throw new VaultException(
                        "it is down",
                        PortException.Effect.NONE,
                        RetryClass.TRANSIENT,
                        new IllegalStateException("down"));
            }
            return opened;
        }

        @Override
        public byte[] export(SealedKey key, KeyBinding binding, KeyUse use) throws VaultException {
            byte[] exported = vault.export(key, binding, use);
            opened.add(exported.clone());
            return exported;
        }

        @Override
        public void destroy(SealedKey key, KeyBinding binding) throws VaultException {
            vault.destroy(key, binding);
        }
    }
}
