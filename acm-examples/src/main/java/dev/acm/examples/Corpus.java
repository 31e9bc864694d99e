package dev.acm.examples;

import dev.acm.ca.AuthorityOptions;
import dev.acm.ca.EmbeddedAuthority;
import dev.acm.ca.PublicKeyPlan;
import dev.acm.ca.PublicationOptions;
import dev.acm.ca.profile.CertificateProfile;
import dev.acm.certificate.CertificateChain;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.certificate.RevocationReason;
import dev.acm.memory.InMemoryRecordStore;
import dev.acm.name.DomainName;
import dev.acm.spi.AttemptId;
import dev.acm.spi.AuthorityException;
import dev.acm.spi.Submission;
import dev.acm.vault.HostKey;
import dev.acm.vault.JdkKeyPairSource;
import dev.acm.vault.SoftwareKeyVault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/**
 * Writes a corpus of what the embedded authority issues, so that other tools can judge it: every algorithm, profile and shape of
 * names, each with chain, CRL and OCSP response.
 *
 * <p>Shows: issuing without a manager, for public keys. Needs: a folder. Prints: how many certificates it wrote. Run it by {@code
 * config/launch acm-examples dev.acm.examples.Corpus FOLDER}.
 */
public final class Corpus {
    private static final AlgorithmIdentifier SHA_1 = new AlgorithmIdentifier(OIWObjectIdentifiers.idSHA1);

    /** All that an authority has keys of and certifies. */
    static final List<KeyAlgorithm> ALGORITHMS = List.of(
            KeyAlgorithm.EC_prime256v1,
            KeyAlgorithm.EC_secp384r1,
            KeyAlgorithm.RSA_2048,
            KeyAlgorithm.RSA_3072,
            KeyAlgorithm.RSA_4096);

    private final SecureRandom random = new SecureRandom();
    private final Map<KeyAlgorithm, PublicKey> keys = new EnumMap<>(KeyAlgorithm.class);
    private final Path folder;
    private final Instant now;
    private int written;

    private Corpus(Path folder, Instant now) {
        this.folder = folder;
        this.now = now;
    }

    /** The shapes that names come in. */
    static Map<String, List<String>> shapes() {
        return Map.of(
                "one", List.of("example.com"),
                "wildcard", List.of("*.example.com", "example.com"),
                "deep", List.of("a.b.c.d.e.example.com"),
                "a-label", List.of("xn--bcher-kva.example"),
                "long-label", List.of("a".repeat(63) + ".example.com"),
                "longest",
                        List.of(String.join(
                                ".", "a".repeat(63), "b".repeat(63), "c".repeat(63), "d".repeat(57), "com")),
                "hundred",
                        IntStream.range(0, 100)
                                .mapToObj(i -> "www" + i + ".example.com")
                                .toList());
    }

    /**
     * Writes the corpus.
     *
     * @param args the folder
     * @throws Exception if it cannot be written
     */
    public static void main(String[] args) throws Exception {
        if (args.length != 1) {
            System.err.println("usage: Corpus FOLDER");
            System.exit(2);
        }
        int count = write(Path.of(args[0]), Instant.now(), ALGORITHMS, ALGORITHMS);
        System.out.println(count + " certificates are in " + args[0]);
    }

    /** Writes a folder for each kind of CA, and in it one for each certificate; returns how many. */
    static int write(Path folder, Instant now, List<KeyAlgorithm> authorities, List<KeyAlgorithm> leaves)
            throws Exception {
        Corpus corpus = new Corpus(folder, now);
        for (KeyAlgorithm algorithm : authorities) {
            corpus.writeAuthority(algorithm, leaves);
        }
        return corpus.written;
    }

    private void writeAuthority(KeyAlgorithm algorithm, List<KeyAlgorithm> leaves) throws Exception {
        byte[] hostKey = new byte[32];
        random.nextBytes(hostKey);
        SoftwareKeyVault vault =
                new SoftwareKeyVault(List.of(HostKey.of("corpus", hostKey)), new JdkKeyPairSource(random), random);
        EmbeddedAuthority authority = EmbeddedAuthority.open(
                AuthorityOptions.builder("corpus", new InMemoryRecordStore(), vault, random)
                        .keyAlgorithm(algorithm)
                        .certifiedKeys(Set.copyOf(ALGORITHMS))
                        .profile(CertificateProfile.tlsClient())
                        .profile(CertificateProfile.tlsServerAndClient())
                        .publication(PublicationOptions.builder()
                                .crlUrl("http://ca.example/{issuer}.crl")
                                .issuerUrl("http://ca.example/{issuer}.cer")
                                .ocspUrl("http://ca.example/ocsp")
                                .build())
                        .build(),
                now);
        Path home = folder.resolve(algorithm.name());
        Files.createDirectories(home);
        List<CertificateChain> chains = new ArrayList<>();
        for (KeyAlgorithm leaf : leaves) {
            for (Map.Entry<String, List<String>> shape : shapes().entrySet()) {
                chains.add(issue(authority, home, leaf, "tls-server", shape.getKey(), shape.getValue()));
            }
            for (String profile : List.of("tls-client", "tls-server-client")) {
                chains.add(issue(authority, home, leaf, profile, "one", List.of("example.com")));
            }
        }
        authority.revoke(chains.get(0), RevocationReason.KEY_COMPROMISE, now);
        Files.writeString(
                home.resolve("root.pem"), CertificateChain.of(authority.roots()).toPem());
        Files.write(home.resolve("issuing.crl"), authority.crl(now));
        Files.write(home.resolve("root.crl"), authority.rootCrl(now));
        for (Path certificate : certificates(home)) {
            writeResponse(authority, certificate);
        }
    }

    private CertificateChain issue(
            EmbeddedAuthority authority,
            Path home,
            KeyAlgorithm algorithm,
            String profile,
            String shape,
            List<String> names)
            throws AuthorityException, GeneralSecurityException, IOException {
        PublicKeyPlan plan = PublicKeyPlan.builder(
                        names.stream().map(DomainName::parse).toList(),
                        key(algorithm).getEncoded(),
                        now)
                .profile(profile)
                .build();
        AttemptId attempt = new AttemptId(String.format(java.util.Locale.ROOT, "%032x", ++written));
        Submission submission = authority.submit(attempt, plan);
        if (!(submission instanceof Submission.Issued issued)) {
            throw new IllegalStateException(algorithm + " " + profile + " " + shape + " was not issued: " + submission);
        }
        Path leaf = home.resolve(algorithm.name() + "-" + profile + "-" + shape);
        Files.createDirectories(leaf);
        List<X509Certificate> certificates = issued.chain().certificates();
        Files.writeString(
                leaf.resolve("leaf.pem"),
                CertificateChain.of(certificates.subList(0, 1)).toPem());
        Files.writeString(
                leaf.resolve("issuer.pem"),
                CertificateChain.of(certificates.subList(1, 2)).toPem());
        return issued.chain();
    }

    private PublicKey key(KeyAlgorithm algorithm) throws GeneralSecurityException {
        PublicKey known = keys.get(algorithm);
        if (known == null) {
            known = new JdkKeyPairSource(random).next(algorithm).getPublic();
            keys.put(algorithm, known);
        }
        return known;
    }

    static List<Path> certificates(Path home) throws IOException {
        try (var paths = Files.walk(home)) {
            return paths.filter(path -> path.endsWith("leaf.pem")).sorted().toList();
        }
    }

    private void writeResponse(EmbeddedAuthority authority, Path certificate)
            throws IOException, GeneralSecurityException, AuthorityException, OperatorCreationException, OCSPException {
        X509Certificate leaf = read(certificate);
        X509Certificate issuer = read(certificate.resolveSibling("issuer.pem"));
        byte[] request = new OCSPReqBuilder()
                .addRequest(new CertificateID(
                        new JcaDigestCalculatorProviderBuilder().build().get(SHA_1),
                        new JcaX509CertificateHolder(issuer),
                        leaf.getSerialNumber()))
                .build()
                .getEncoded();
        Files.write(certificate.resolveSibling("ocsp-request.der"), request);
        Files.write(certificate.resolveSibling("ocsp-response.der"), authority.ocsp(request, now));
    }

    private static X509Certificate read(Path file) throws IOException, GeneralSecurityException {
        try (var in = Files.newInputStream(file)) {
            return (X509Certificate)
                    java.security.cert.CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }
}
