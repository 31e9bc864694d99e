package dev.acm.ca;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.certificate.CertificateChain;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.PKIXRevocationChecker.Option;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
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

    static X509CRL crl(byte[] der) throws Exception {
        return (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(der));
    }

    /** Path validation by the JDK with these CRLs, of all certificates below the root or of the leaf alone. */
    static boolean jdkAccepts(
            CertificateChain chain, List<X509Certificate> roots, Collection<byte[]> crls, boolean leafOnly, Instant at)
            throws Exception {
        List<X509CRL> read = new ArrayList<>();
        for (byte[] der : crls) {
            read.add(crl(der));
        }
        Set<Option> options = EnumSet.of(Option.PREFER_CRLS, Option.NO_FALLBACK);
        if (leafOnly) {
            options.add(Option.ONLY_END_ENTITY);
        }
        PKIXRevocationChecker checker =
                (PKIXRevocationChecker) CertPathValidator.getInstance("PKIX").getRevocationChecker();
        checker.setOptions(options);
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(roots.get(0), null)));
        parameters.setDate(Date.from(at));
        parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(read)));
        parameters.addCertPathChecker(checker);
        return validates(chain, parameters);
    }

    /** Path validation by the JDK with this OCSP response for the leaf. */
    static boolean jdkAccepts(CertificateChain chain, List<X509Certificate> roots, byte[] response, Instant at)
            throws Exception {
        PKIXRevocationChecker checker =
                (PKIXRevocationChecker) CertPathValidator.getInstance("PKIX").getRevocationChecker();
        checker.setOptions(EnumSet.of(Option.ONLY_END_ENTITY, Option.NO_FALLBACK));
        checker.setOcspResponses(Map.of(chain.leaf(), response));
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(roots.get(0), null)));
        parameters.setDate(Date.from(at));
        parameters.addCertPathChecker(checker);
        return validates(chain, parameters);
    }

    private static boolean validates(CertificateChain chain, PKIXParameters parameters) throws Exception {
        try {
            CertPathValidator.getInstance("PKIX")
                    .validate(
                            CertificateFactory.getInstance("X.509").generateCertPath(chain.certificates()), parameters);
            return true;
        } catch (CertPathValidatorException e) {
            return false;
        }
    }

    /** Path validation by openssl with these CRLs; true also where it is missing. */
    static boolean opensslAccepts(
            CertificateChain chain, List<X509Certificate> roots, Collection<byte[]> crls, boolean leafOnly, Instant at)
            throws Exception {
        if (!OPENSSL) {
            return true;
        }
        Path folder = Files.createTempDirectory("acm-openssl");
        StringBuilder pem = new StringBuilder();
        for (byte[] crl : crls) {
            pem.append("-----BEGIN X509 CRL-----\n")
                    .append(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(crl))
                    .append("\n-----END X509 CRL-----\n");
        }
        List<X509Certificate> certificates = chain.certificates();
        return run(List.of(
                "openssl",
                "verify",
                "-x509_strict",
                leafOnly ? "-crl_check" : "-crl_check_all",
                "-attime",
                Long.toString(at.getEpochSecond()),
                "-CAfile",
                write(folder, "root.pem", CertificateChain.of(roots)).toString(),
                "-untrusted",
                write(folder, "chain.pem", CertificateChain.of(certificates.subList(1, certificates.size())))
                        .toString(),
                "-CRLfile",
                Files.writeString(folder.resolve("crls.pem"), pem).toString(),
                write(folder, "leaf.pem", CertificateChain.of(certificates.subList(0, 1)))
                        .toString()));
    }

    /** Whether openssl verifies the response's signature below the root; true also where it is missing. */
    static boolean opensslAccepts(byte[] response, X509Certificate issuer, List<X509Certificate> roots, Instant at)
            throws Exception {
        if (!OPENSSL) {
            return true;
        }
        Path folder = Files.createTempDirectory("acm-openssl");
        Path chain = write(folder, "issuer.pem", CertificateChain.of(List.of(issuer)));
        return run(List.of(
                "openssl",
                "ocsp",
                "-respin",
                Files.write(folder.resolve("response.der"), response).toString(),
                "-CAfile",
                write(folder, "root.pem", CertificateChain.of(roots)).toString(),
                "-issuer",
                chain.toString(),
                "-verify_other",
                chain.toString(),
                "-attime",
                Long.toString(at.getEpochSecond())));
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
