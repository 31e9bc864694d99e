package dev.acm.ca;

import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateChain;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.memory.InMemoryRecordStore;
import dev.acm.name.DomainName;
import dev.acm.spi.AttemptId;
import dev.acm.spi.IssuancePlan;
import dev.acm.spi.RecordStore;
import dev.acm.spi.Submission;
import dev.acm.vault.HostKey;
import dev.acm.vault.JdkKeyPairSource;
import dev.acm.vault.SoftwareKeyVault;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** Authorities, keys and plans for tests. */
final class TestAuthority {
    static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    static final SecureRandom RANDOM = new SecureRandom();
    private static final Map<KeyAlgorithm, KeyPair> KEYS = new EnumMap<>(KeyAlgorithm.class);
    private static final CertificateArn ARN =
            new CertificateArn("acm", "test", "123456789012", UUID.fromString("00000000-0000-4000-8000-000000000001"));

    private TestAuthority() {}

    static SoftwareKeyVault vault() {
        return new SoftwareKeyVault(List.of(HostKey.of("test", new byte[32])), new JdkKeyPairSource(RANDOM), RANDOM);
    }

    static AuthorityOptions.Builder options(RecordStore store) {
        return AuthorityOptions.builder("test-ca", store, vault(), RANDOM).keyAlgorithm(KeyAlgorithm.EC_prime256v1);
    }

    static EmbeddedAuthority open(RecordStore store) throws Exception {
        return EmbeddedAuthority.open(options(store).build(), NOW);
    }

    static EmbeddedAuthority open() throws Exception {
        return open(new InMemoryRecordStore());
    }

    /** One key pair of each kind for all tests: making RSA keys takes long. */
    static synchronized KeyPair keys(KeyAlgorithm algorithm) throws Exception {
        KeyPair known = KEYS.get(algorithm);
        if (known == null) {
            // the JDK's source makes no such keys, which are here to be refused
            known = algorithm == KeyAlgorithm.RSA_1024 ? weak() : new JdkKeyPairSource(RANDOM).next(algorithm);
            KEYS.put(algorithm, known);
        }
        return known;
    }

    private static KeyPair weak() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        return generator.generateKeyPair();
    }

    static byte[] request(KeyPair keys, String signatureAlgorithm) throws Exception {
        return new JcaPKCS10CertificationRequestBuilder(
                        new X500Principal("CN=ignored.example,O=ignored"), keys.getPublic())
                .build(new JcaContentSignerBuilder(signatureAlgorithm).build(keys.getPrivate()))
                .getEncoded();
    }

    static IssuancePlan.Builder plan(KeyAlgorithm algorithm, String... names) throws Exception {
        return IssuancePlan.builder(
                ARN,
                1,
                Stream.of(names).map(DomainName::parse).toList(),
                request(keys(algorithm), algorithm.signatureAlgorithm()),
                algorithm,
                NOW);
    }

    static AttemptId attempt(int number) {
        return new AttemptId(String.format(Locale.ROOT, "%032x", number));
    }

    static CertificateChain issue(EmbeddedAuthority authority, int number, IssuancePlan plan) throws Exception {
        Submission submission = authority.submit(attempt(number), plan);
        if (submission instanceof Submission.Issued issued) {
            return issued.chain();
        }
        throw new AssertionError("not issued: " + submission);
    }
}
