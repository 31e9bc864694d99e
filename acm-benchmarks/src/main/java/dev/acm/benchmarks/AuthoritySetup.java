package dev.acm.benchmarks;

import dev.acm.ca.AuthorityOptions;
import dev.acm.ca.EmbeddedAuthority;
import dev.acm.ca.IssuingCa;
import dev.acm.ca.PublicKeyPlan;
import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateChain;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.memory.InMemoryRecordStore;
import dev.acm.name.DomainName;
import dev.acm.spi.AttemptId;
import dev.acm.spi.AuthorityException;
import dev.acm.spi.IssuancePlan;
import dev.acm.spi.Submission;
import dev.acm.vault.HostKey;
import dev.acm.vault.JdkKeyPairSource;
import dev.acm.vault.SoftwareKeyVault;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/**
 * Authorities with one P-256 issuing CA, whose key the benchmark has too: they start with an empty store each. The names are
 * two, and the key to certify is always the same.
 */
final class AuthoritySetup {
    static final Instant NOW = Instant.parse("2026-01-10T09:00:00Z");
    private static final List<DomainName> NAMES =
            List.of(DomainName.parse("shop.example.test"), DomainName.parse("*.shop.example.test"));
    private static final CertificateArn ARN =
            new CertificateArn("acm", "test", "123456789012", UUID.fromString("00000000-0000-4000-8000-000000000001"));

    private final SecureRandom random;
    private final Provider provider;
    private final PrivateKey issuerKey;
    private final IssuingCa ca;
    private final AtomicLong attempts = new AtomicLong();
    final PublicKeyPlan keyPlan;
    final IssuancePlan requestPlan;
    final byte[] request;

    AuthoritySetup(Provider provider, SecureRandom random) throws GeneralSecurityException {
        this.random = random;
        this.provider = provider;
        KeyPair issuer = new JdkKeyPairSource(random).next(KeyAlgorithm.EC_prime256v1);
        this.issuerKey = KeyFactory.getInstance("EC", provider)
                .generatePrivate(new PKCS8EncodedKeySpec(issuer.getPrivate().getEncoded()));
        this.ca = IssuingCa.of(CertificateChain.of(List.of(BareCa.certificate(issuer, NOW))), issuer.getPrivate());
        KeyPair leaf = new JdkKeyPairSource(random).next(KeyAlgorithm.EC_prime256v1);
        try {
            this.request = new JcaPKCS10CertificationRequestBuilder(
                            new X500Principal("CN=shop.example.test"), leaf.getPublic())
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(leaf.getPrivate()))
                    .getEncoded();
        } catch (OperatorCreationException | IOException e) {
            throw new GeneralSecurityException(e);
        }
        this.keyPlan =
                PublicKeyPlan.builder(NAMES, leaf.getPublic().getEncoded(), NOW).build();
        this.requestPlan = IssuancePlan.builder(ARN, 1, NAMES, request, KeyAlgorithm.EC_prime256v1, NOW)
                .build();
    }

    X509Certificate issuerCertificate() {
        return ca.chain().leaf();
    }

    /** The issuing CA's key, PKCS#8. */
    byte[] issuerKey() {
        return issuerKey.getEncoded();
    }

    private AuthorityOptions options(InMemoryRecordStore store) {
        SoftwareKeyVault vault =
                new SoftwareKeyVault(List.of(HostKey.of("first", new byte[32])), new JdkKeyPairSource(random), random);
        return AuthorityOptions.builder("benchmark", store, vault, random)
                .provider(provider)
                .build();
    }

    EmbeddedAuthority open(InMemoryRecordStore store) throws AuthorityException {
        return EmbeddedAuthority.over(options(store), ca);
    }

    /** A certificate for the ready public key. */
    CertificateChain fromKey(EmbeddedAuthority authority) throws AuthorityException {
        return issued(authority.submit(attempt(), keyPlan));
    }

    /** A certificate for the signing request, whose signature is verified. */
    CertificateChain fromRequest(EmbeddedAuthority authority) throws AuthorityException {
        return issued(authority.submit(attempt(), requestPlan));
    }

    private AttemptId attempt() {
        return new AttemptId("0".repeat(16) + HexFormat.of().toHexDigits(attempts.incrementAndGet()));
    }

    private static CertificateChain issued(Submission submission) {
        if (submission instanceof Submission.Issued issued) {
            return issued.chain();
        }
        throw new IllegalStateException("not issued: " + submission);
    }

    /** The same certificate by Bouncy Castle alone. */
    BareCertificate bare() throws GeneralSecurityException, AuthorityException {
        return new BareCertificate(fromKey(open(new InMemoryRecordStore())).leaf(), issuerKey, provider, random);
    }
}
