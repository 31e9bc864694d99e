package dev.acm.testkit;

import dev.acm.name.DomainName;
import dev.acm.spi.Document;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.List;

/** A root, and an authority below it that signs. Immutable. */
final class IssuingCa {
    private static final String ROOT_NAME = "acm testkit root";
    private static final String ISSUER_NAME = "acm testkit authority";

    private final X509Certificate root;
    private final X509Certificate issuer;
    private final PrivateKey privateKey;

    private IssuingCa(X509Certificate root, X509Certificate issuer, PrivateKey privateKey) {
        this.root = root;
        this.issuer = issuer;
        this.privateKey = privateKey;
    }

    static IssuingCa generate(Instant notBefore, Instant notAfter) {
        return of(KeyPairs.generate(), KeyPairs.generate(), notBefore, notAfter);
    }

    static IssuingCa of(KeyPair rootKeys, KeyPair keys, Instant notBefore, Instant notAfter) {
        byte[] rootName = CertificateWriter.commonName(ROOT_NAME);
        X509Certificate root = CertificateWriter.authority(
                        BigInteger.ONE, ROOT_NAME, rootKeys.getPublic(), notBefore, notAfter)
                .signedBy(rootName, rootKeys.getPublic(), rootKeys.getPrivate());
        X509Certificate issuer = CertificateWriter.authority(
                        BigInteger.TWO, ISSUER_NAME, keys.getPublic(), notBefore, notAfter)
                .signedBy(rootName, rootKeys.getPublic(), rootKeys.getPrivate());
        return new IssuingCa(root, issuer, keys.getPrivate());
    }

    /** The same authority with a key that its certificate does not speak of. */
    IssuingCa withAnotherKey() {
        return new IssuingCa(root, issuer, KeyPairs.generate().getPrivate());
    }

    static IssuingCa from(Document document) {
        try {
            return new IssuingCa(
                    CertificateWriter.parse(document.bytes("root")),
                    CertificateWriter.parse(document.bytes("issuer")),
                    KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(document.bytes("key"))));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not the authority of a test", e);
        }
    }

    Document toDocument() {
        try {
            return Document.builder()
                    .put("root", root.getEncoded())
                    .put("issuer", issuer.getEncoded())
                    .put("key", privateKey.getEncoded())
                    .build();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was parsed has an encoding", e);
        }
    }

    X509Certificate root() {
        return root;
    }

    X509Certificate issuer() {
        return issuer;
    }

    Instant notAfter() {
        return issuer.getNotAfter().toInstant();
    }

    X509Certificate sign(
            BigInteger serial,
            String commonName,
            List<DomainName> names,
            PublicKey key,
            Instant notBefore,
            Instant notAfter) {
        return CertificateWriter.server(serial, commonName, names, key, notBefore, notAfter)
                .signedBy(CertificateWriter.commonName(ISSUER_NAME), issuer.getPublicKey(), privateKey);
    }
}
