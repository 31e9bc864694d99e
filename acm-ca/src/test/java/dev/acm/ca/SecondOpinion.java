package dev.acm.ca;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.certificate.CertificateChain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What others say of our certificates: the JDK's path validation, and OpenSSL where it is installed. */
final class SecondOpinion {
    private static final boolean OPENSSL = hasOpenssl();

    private SecondOpinion() {}

    static boolean isOpensslThere() {
        return OPENSSL;
    }

    private static boolean hasOpenssl() {
        try {
            return new ProcessBuilder("openssl", "version").start().waitFor() == 0;
        } catch (IOException e) {
            System.out.println("notice: openssl is not installed, its checks are skipped");
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static void accepts(CertificateChain chain, List<X509Certificate> roots, Instant at) throws Exception {
        jdkAccepts(chain, roots, at);
        assertThat(openssl(chain, roots, at, "sslserver")).isTrue();
    }

    static void jdkAccepts(CertificateChain chain, List<X509Certificate> roots, Instant at) throws Exception {
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(roots.get(0), null)));
        parameters.setDate(Date.from(at));
        parameters.setRevocationEnabled(false);
        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(chain.certificates()), parameters);
    }

    /** True also where openssl is missing. */
    static boolean openssl(CertificateChain chain, List<X509Certificate> roots, Instant at, String purpose)
            throws Exception {
        if (!OPENSSL) {
            return true;
        }
        Path folder = Files.createTempDirectory("acm-openssl");
        List<X509Certificate> certificates = chain.certificates();
        Path leaf = write(folder, "leaf.pem", CertificateChain.of(certificates.subList(0, 1)));
        Path root = write(folder, "root.pem", CertificateChain.of(roots));
        List<String> command = new ArrayList<>(List.of(
                "openssl",
                "verify",
                "-x509_strict",
                "-policy_check",
                "-purpose",
                purpose,
                "-attime",
                Long.toString(at.getEpochSecond()),
                "-CAfile",
                root.toString()));
        if (certificates.size() > 1) {
            command.add("-untrusted");
            command.add(write(folder, "chain.pem", CertificateChain.of(certificates.subList(1, certificates.size())))
                    .toString());
        }
        command.add(leaf.toString());
        return run(command);
    }

    private static Path write(Path folder, String name, CertificateChain chain) throws IOException {
        return Files.writeString(folder.resolve(name), chain.toPem(), StandardCharsets.US_ASCII);
    }

    static boolean run(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        boolean ended = process.waitFor(30, TimeUnit.SECONDS);
        if (!ended || process.exitValue() != 0) {
            System.out.println(String.join(" ", command) + "\n" + output);
            return false;
        }
        return true;
    }
}
