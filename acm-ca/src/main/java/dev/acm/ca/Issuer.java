package dev.acm.ca;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.DerElement;
import dev.acm.ca.internal.Oids;
import dev.acm.ca.key.PublicKeyCheck;
import dev.acm.ca.lint.LintContext;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.spi.AuthorityException;
import dev.acm.spi.PortException.Effect;
import dev.acm.spi.RetryClass;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** One CA certificate with its key, and what every certificate it signs has in common, encoded once. */
final class Issuer {
    private final X509Certificate certificate;
    private final List<X509Certificate> chain;
    private final CaSigner signer;
    private final String id;
    private final byte[] subject;
    private final byte[] keyIdentifier;
    private final LintContext context;

    private Issuer(X509Certificate certificate, List<X509Certificate> chain, CaSigner signer) {
        this.certificate = certificate;
        this.chain = chain;
        this.signer = signer;
        this.subject = certificate.getSubjectX500Principal().getEncoded();
        this.keyIdentifier = DerElement.parse(certificate.getExtensionValue(Oids.SUBJECT_KEY_IDENTIFIER))
                .expect(Der.OCTET_STRING)
                .inner()
                .expect(Der.OCTET_STRING)
                .content();
        this.id = HexFormat.of().formatHex(keyIdentifier);
        this.context = LintContext.builder().issuer(certificate).build();
    }

    /**
     * Takes a CA certificate and its key after checking that they belong together and may sign (BR 7.1.2.10).
     *
     * @param chain the CA certificate first, then those above it; the root may be left out
     */
    static Issuer of(List<X509Certificate> chain, PrivateKey key, Optional<Provider> provider, SecureRandom random)
            throws AuthorityException {
        X509Certificate certificate = chain.get(0);
        byte[] publicKey = certificate.getPublicKey().getEncoded();
        Optional<KeyAlgorithm> algorithm = PublicKeyCheck.algorithmOf(publicKey);
        if (algorithm.isEmpty()) {
            throw unfit("its key is of no kind that signs here");
        }
        if (certificate.getBasicConstraints() < 0) {
            throw unfit("its basic constraints do not say CA");
        }
        boolean[] usage = certificate.getKeyUsage();
        if (usage == null || !usage[5] || !usage[6]) {
            throw unfit("its key usage lacks keyCertSign or cRLSign");
        }
        if (certificate.getExtensionValue(Oids.SUBJECT_KEY_IDENTIFIER) == null) {
            throw unfit("it has no subject key identifier");
        }
        CaSigner signer = CaSigner.of(key, publicKey, algorithm.get(), provider, random);
        return new Issuer(certificate, withoutRoot(chain), signer);
    }

    /** A root this module has made, with its signer. */
    static Issuer ofRoot(X509Certificate root, CaSigner signer) {
        return new Issuer(root, List.of(root), signer);
    }

    private static List<X509Certificate> withoutRoot(List<X509Certificate> chain) {
        X509Certificate last = chain.get(chain.size() - 1);
        boolean root = chain.size() > 1 && last.getSubjectX500Principal().equals(last.getIssuerX500Principal());
        return List.copyOf(root ? chain.subList(0, chain.size() - 1) : chain);
    }

    private static AuthorityException unfit(String why) {
        return new AuthorityException("the CA certificate cannot be used: " + why, Effect.NONE, RetryClass.NEVER, null);
    }

    X509Certificate certificate() {
        return certificate;
    }

    /** The CA certificate and those above it, without the root. */
    List<X509Certificate> chain() {
        return chain;
    }

    CaSigner signer() {
        return signer;
    }

    /** The subject key identifier, hex: names the issuer in records. */
    String id() {
        return id;
    }

    /** The octets of its name, for certificates to copy (BR 7.1.4.1); not to be written to. */
    byte[] subject() {
        return subject;
    }

    /** The octets of its subject key identifier; not to be written to. */
    byte[] keyIdentifier() {
        return keyIdentifier;
    }

    Instant notAfter() {
        return certificate.getNotAfter().toInstant();
    }

    Instant notBefore() {
        return certificate.getNotBefore().toInstant();
    }

    /** What the lint must know of the issuer. */
    LintContext context() {
        return context;
    }
}
