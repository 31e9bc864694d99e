package dev.acm.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.certificate.KeyAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("the corpus, judged by the JDK and by OpenSSL")
class CorpusTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    /** Every algorithm of CA and leaf, as the program writes them; long RSA keys take a while. */
    private static final boolean FULL = System.getProperty("acm.corpus", "").equals("full");

    private static final List<KeyAlgorithm> AUTHORITIES =
            FULL ? Corpus.ALGORITHMS : List.of(KeyAlgorithm.EC_prime256v1, KeyAlgorithm.RSA_2048);
    private static final List<KeyAlgorithm> LEAVES = FULL
            ? Corpus.ALGORITHMS
            : List.of(KeyAlgorithm.EC_prime256v1, KeyAlgorithm.EC_secp384r1, KeyAlgorithm.RSA_2048);

    @TempDir
    private static Path folder;

    @BeforeAll
    static void write() throws Exception {
        int count = Corpus.write(folder, NOW, AUTHORITIES, LEAVES);

        assertThat(count)
                .isEqualTo(AUTHORITIES.size() * LEAVES.size() * (Corpus.shapes().size() + 2));
    }

    private static <T> T parse(Path file, Parser<T> parser) throws Exception {
        try (InputStream in = Files.newInputStream(file)) {
            return parser.parse(CertificateFactory.getInstance("X.509"), in);
        }
    }

    private interface Parser<T> {
        T parse(CertificateFactory factory, InputStream in) throws Exception;
    }

    private static X509Certificate certificate(Path file) throws Exception {
        return (X509Certificate) parse(file, CertificateFactory::generateCertificate);
    }

    @Test
    void jdk_acceptsAllButTheRevoked() throws Exception {
        int revoked = 0;
        for (KeyAlgorithm algorithm : AUTHORITIES) {
            Path home = folder.resolve(algorithm.name());
            X509CRL crl = (X509CRL) parse(home.resolve("issuing.crl"), CertificateFactory::generateCRL);
            X509CRL rootCrl = (X509CRL) parse(home.resolve("root.crl"), CertificateFactory::generateCRL);
            PKIXParameters parameters =
                    new PKIXParameters(Set.of(new TrustAnchor(certificate(home.resolve("root.pem")), null)));
            parameters.setDate(Date.from(NOW.plusSeconds(60)));
            parameters.addCertStore(
                    CertStore.getInstance("Collection", new CollectionCertStoreParameters(List.of(crl, rootCrl))));
            for (Path leaf : Corpus.certificates(home)) {
                List<Certificate> path = List.of(certificate(leaf), certificate(leaf.resolveSibling("issuer.pem")));
                try {
                    CertPathValidator.getInstance("PKIX")
                            .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
                    assertThat(crl.isRevoked(path.get(0))).isFalse();
                } catch (CertPathValidatorException e) {
                    assertThat(e.getReason()).as("%s", leaf).isEqualTo(CertPathValidatorException.BasicReason.REVOKED);
                    revoked++;
                }
            }
        }

        // the control: revoking one in each folder is seen
        assertThat(revoked).isEqualTo(AUTHORITIES.size());
    }

    @Test
    void openssl_acceptsAllButTheRevoked() throws Exception {
        try {
            openssl("version");
        } catch (IOException e) {
            Assumptions.abort("openssl is not installed");
        }
        String time = Long.toString(NOW.plusSeconds(60).getEpochSecond());
        int revoked = 0;
        for (KeyAlgorithm algorithm : AUTHORITIES) {
            Path home = folder.resolve(algorithm.name());
            String root = home.resolve("root.pem").toString();
            String issuer = Corpus.certificates(home)
                    .get(0)
                    .resolveSibling("issuer.pem")
                    .toString();
            assertThat(openssl(
                            "crl",
                            "-in",
                            home.resolve("issuing.crl").toString(),
                            "-inform",
                            "DER",
                            "-noout",
                            "-CAfile",
                            issuer))
                    .contains("verify OK");
            assertThat(openssl(
                            "crl",
                            "-in",
                            home.resolve("root.crl").toString(),
                            "-inform",
                            "DER",
                            "-noout",
                            "-CAfile",
                            root))
                    .contains("verify OK");
            String crls = pem(home, "issuing.crl") + pem(home, "root.crl");
            Path all = Files.writeString(home.resolve("all-crls.pem"), crls);
            for (Path leaf : Corpus.certificates(home)) {
                String purpose =
                        leaf.getParent().getFileName().toString().contains("-tls-client-") ? "sslclient" : "sslserver";
                String verified = openssl(
                        "verify",
                        "-x509_strict",
                        "-policy_check",
                        "-purpose",
                        purpose,
                        "-attime",
                        time,
                        "-CAfile",
                        root,
                        "-untrusted",
                        issuer,
                        "-crl_check_all",
                        "-CRLfile",
                        all.toString(),
                        leaf.toString());
                String status = openssl(
                        "ocsp",
                        "-respin",
                        leaf.resolveSibling("ocsp-response.der").toString(),
                        "-issuer",
                        issuer,
                        "-cert",
                        leaf.toString(),
                        "-CAfile",
                        root,
                        "-verify_other",
                        issuer,
                        "-attime",
                        time,
                        "-no_nonce");
                boolean isRevoked = verified.contains("certificate revoked");
                revoked += isRevoked ? 1 : 0;
                assertThat(isRevoked || verified.contains(": OK"))
                        .as("%s", verified)
                        .isTrue();
                assertThat(status).contains("Response verify OK").contains(isRevoked ? ": revoked" : ": good");
            }
        }

        assertThat(revoked).isEqualTo(AUTHORITIES.size());
    }

    private static String pem(Path home, String name) throws Exception {
        return openssl("crl", "-in", home.resolve(name).toString(), "-inform", "DER");
    }

    private static String openssl(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return output;
    }
}
