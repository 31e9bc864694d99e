package dev.acm.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.acm.CertificateManager;
import dev.acm.ListQuery;
import dev.acm.ca.key.WeakKeyCheck;
import dev.acm.ca.lint.LintCheck;
import dev.acm.ca.lint.Rule;
import dev.acm.ca.pem.PemCodec;
import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.ExportedCertificate;
import dev.acm.certificate.ExportedCertificate.Form;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.deploy.InProcessTls;
import dev.acm.error.Finding;
import dev.acm.error.InvalidRequestException;
import dev.acm.event.Caller;
import dev.acm.memory.InMemoryRecordStore;
import dev.acm.name.DomainName;
import dev.acm.request.CertificateRequest;
import dev.acm.request.ExportRequest;
import dev.acm.request.ImportRequest;
import dev.acm.spi.RequestPolicy;
import dev.acm.testkit.MutableTime;
import dev.acm.tls.ServingKeyManager;
import dev.acm.tls.ServingSslContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What OpenSSL made comes in and is served, what is taken out OpenSSL reads: with the codec, check and authority that ship. */
@DisplayName("import and export with the real parts, and OpenSSL on the other side")
class OpensslExchangeTest {
    private static final String SHOP = "shop.example.test";
    private static final String PASSPHRASE = "correct-horse";

    @TempDir
    private static Path folder;

    private static X509Certificate root;
    private static X509Certificate leaf;

    // a day within the certificates that openssl dates by its own clock
    private final MutableTime time =
            new MutableTime(leaf.getNotBefore().toInstant().plus(Duration.ofDays(1)));
    private final ServingKeyManager keys = ServingKeyManager.create(time);
    private EmbeddedAuthority authority;
    private CertificateManager manager;

    @BeforeAll
    static void opensslMakesAKeyAndItsCertificate() throws Exception {
        if (!SecondOpinion.isOpensslThere()) {
            Assumptions.abort("openssl is not installed");
        }
        openssl("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout root.key -out root.pem -days 90"
                + " -subj /CN=root");
        openssl("req -x509 -CA root.pem -CAkey root.key -newkey ec -pkeyopt ec_paramgen_curve:P-256 -passout pass:"
                + PASSPHRASE + " -keyout leaf.key -out leaf.pem -days 60 -subj /CN=" + SHOP
                + " -addext basicConstraints=critical,CA:FALSE -addext subjectAltName=DNS:" + SHOP + ",DNS:www."
                + SHOP);
        openssl("pkcs12 -export -in leaf.pem -inkey leaf.key -passin pass:" + PASSPHRASE
                + " -certfile root.pem -out leaf.p12 -passout pass:" + PASSPHRASE);
        root = certificate("root.pem");
        leaf = certificate("leaf.pem");
    }

    @BeforeEach
    void manager() throws Exception {
        InMemoryRecordStore store = new InMemoryRecordStore();
        authority = EmbeddedAuthority.open(TestAuthority.options(store).build(), time.instant());
        manager = CertificateManager.builder(store, time)
                .authority(authority)
                .vault(TestAuthority.vault())
                .certificateCodec(new PemCodec(TestAuthority.RANDOM))
                .keyCheck(WeakKeyCheck.create())
                .certificateCheck(LintCheck.rfc5280())
                .target(new InProcessTls(keys))
                .requestPolicy((caller, request) -> new RequestPolicy.Allowed(false))
                .defaultCaller(Caller.application("exchange"))
                .build();
    }

    private static String openssl(String arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(Arrays.asList(arguments.split(" ", -1)));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("openssl %s: %s", arguments, output).isZero();
        return output;
    }

    private static byte[] file(String name) throws IOException {
        return Files.readAllBytes(folder.resolve(name));
    }

    private static X509Certificate certificate(String name) throws Exception {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(file(name)));
    }

    private static ImportRequest.Builder pem(String passphrase) throws IOException {
        return ImportRequest.builder(file("leaf.pem"), file("leaf.key"))
                .chain(file("root.pem"))
                .passphrase(passphrase.toCharArray());
    }

    @Test
    @DisplayName("what a strict client refuses is taken as ACM takes it, and told")
    void importCertificate_outsideTheNameConstraints_isTakenWithARemark() throws Exception {
        openssl("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout tight.key -out tight.pem -days 90"
                + " -subj /CN=tight -addext nameConstraints=critical,excluded;DNS:" + SHOP);
        openssl("req -x509 -CA tight.pem -CAkey tight.key -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
                + " -keyout outside.key -out outside.pem -days 60 -subj /CN=" + SHOP
                + " -addext basicConstraints=critical,CA:FALSE -addext subjectAltName=DNS:" + SHOP);

        List<Finding> outside = manager.importCertificate(
                        ImportRequest.builder(file("outside.pem"), file("outside.key"))
                                .chain(file("tight.pem"))
                                .build())
                .remarks();
        List<Finding> inside =
                manager.importCertificate(pem(PASSPHRASE).build()).remarks();

        assertThat(SecondOpinion.run(List.of(
                        "openssl",
                        "verify",
                        "-CAfile",
                        folder.resolve("tight.pem").toString(),
                        folder.resolve("outside.pem").toString())))
                .isFalse();
        assertThat(outside)
                .filteredOn(finding -> finding.rule().equals(Rule.NAME_CONSTRAINTS_VIOLATED.id()))
                .singleElement()
                .satisfies(finding -> assertThat(finding.field()).isEqualTo("certificate"));
        assertThat(inside).extracting(Finding::rule).doesNotContain(Rule.NAME_CONSTRAINTS_VIOLATED.id());
    }

    /** What openssl says when it connects to the loopback address and asks for the name. */
    private String connected(String name) throws Exception {
        try (SSLServerSocket server = (SSLServerSocket) ServingSslContext.of(keys)
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread serving = new Thread(() -> shakeHands(server));
            serving.start();
            String said = openssl("s_client -connect 127.0.0.1:" + server.getLocalPort() + " -servername " + name
                    + " -verify_hostname " + name + " -CAfile root.pem -verify_return_error");
            serving.join();
            return said;
        }
    }

    private static void shakeHands(SSLServerSocket server) {
        try (SSLSocket socket = (SSLSocket) server.accept()) {
            socket.startHandshake();
            socket.getInputStream().read();
        } catch (IOException e) {
            // what openssl makes of it is what the test looks at
        }
    }

    private void serve(CertificateArn arn) {
        manager.deployments().associate(arn, InProcessTls.DEFAULT_ID);
        manager.runDue(10);
    }

    @Test
    void encryptedPkcs8OfOpenssl_isImportedAndServed() throws Exception {
        assertThat(new String(file("leaf.key"), StandardCharsets.US_ASCII)).contains("BEGIN ENCRYPTED PRIVATE KEY");

        CertificateArn arn = manager.importCertificate(pem(PASSPHRASE).build()).arn();
        serve(arn);

        assertThat(manager.describe(arn).names())
                .containsExactly(DomainName.parse(SHOP), DomainName.parse("www." + SHOP));
        assertThat(manager.get(arn).certificates()).containsExactly(leaf, root);
        assertThat(connected("www." + SHOP)).contains("Verify return code: 0 (ok)");
    }

    @Test
    void pkcs12OfOpenssl_isImportedAndServed() throws Exception {
        CertificateArn arn = manager.importCertificate(ImportRequest.pkcs12(file("leaf.p12"), PASSPHRASE.toCharArray())
                        .build())
                .arn();
        serve(arn);

        assertThat(manager.get(arn).certificates()).containsExactly(leaf, root);
        assertThat(connected(SHOP)).contains("Verify return code: 0 (ok)");
    }

    @Test
    @DisplayName("negative control: with another passphrase neither is read, and nothing is stored")
    void otherPassphrase_isRefused() throws Exception {
        List<ImportRequest> refused = List.of(
                pem("wrong-horse").build(),
                ImportRequest.pkcs12(file("leaf.p12"), "wrong-horse".toCharArray())
                        .build());

        for (ImportRequest request : refused) {
            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(() -> manager.importCertificate(request))
                    .satisfies(e ->
                            assertThat(e.findings()).extracting(Finding::rule).containsExactly("codec:passphrase"));
        }
        assertThat(manager.list(ListQuery.all()).certificates()).isEmpty();
    }

    private ExportedCertificate exported(Form form) {
        CertificateArn arn = manager.request(CertificateRequest.builder(SHOP)
                        .keyAlgorithm(KeyAlgorithm.EC_prime256v1)
                        .exportable(true)
                        .build())
                .arn();
        manager.runDue(10);
        return manager.export(arn, ExportRequest.of(form, PASSPHRASE.toCharArray(), "another server"));
    }

    private String publicKey(ExportedCertificate exported) throws Exception {
        Files.writeString(folder.resolve("exported.pem"), exported.certificate());
        return openssl("x509 -in exported.pem -noout -pubkey");
    }

    @Test
    void exportedPem_isReadByOpenssl_andVerifies() throws Exception {
        ExportedCertificate exported = exported(Form.PEM);

        Files.writeString(folder.resolve("exported.key"), exported.privateKey());

        assertThat(openssl("pkey -in exported.key -pubout -passin pass:" + PASSPHRASE))
                .isEqualTo(publicKey(exported));
        SecondOpinion.accepts(exported.chain(), authority.roots(), time.instant());
        assertThatExceptionOfType(AssertionError.class)
                .as("control: another passphrase")
                .isThrownBy(() -> openssl("pkey -in exported.key -pubout -passin pass:wrong-horse"));
    }

    @Test
    void exportedPkcs12_isReadByOpenssl() throws Exception {
        ExportedCertificate exported = exported(Form.PKCS12);

        Files.write(folder.resolve("exported.p12"), exported.pkcs12());
        openssl("pkcs12 -in exported.p12 -nodes -out exported.all -passin pass:" + PASSPHRASE);

        assertThat(openssl("pkey -in exported.all -pubout")).isEqualTo(publicKey(exported));
        openssl("x509 -in exported.all -out exported.leaf");
        assertThat(certificate("exported.leaf")).isEqualTo(exported.chain().leaf());
        assertThat(Files.readString(folder.resolve("exported.all")).split("BEGIN CERTIFICATE", -1))
                .hasSize(exported.chain().certificates().size() + 1);
        assertThatExceptionOfType(AssertionError.class)
                .as("control: another passphrase")
                .isThrownBy(() -> openssl("pkcs12 -in exported.p12 -nodes -out refused -passin pass:wrong-horse"));
    }
}
