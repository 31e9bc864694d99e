package dev.acm.ca;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.DerElement;
import dev.acm.spi.AuthorityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** A key that signs OCSP responses, and what responses say of it (RFC 6960 section 4.2.1). */
final class OcspSigner {
    private final CaSigner signer;
    private final byte[] responderId;
    private final Optional<X509Certificate> certificate;
    private final byte[] certificates;

    private OcspSigner(CaSigner signer, byte[] keyHash, Optional<X509Certificate> certificate, byte[] certificates) {
        this.signer = signer;
        this.responderId = Der.tagged(2, Der.octetString(keyHash));
        this.certificate = certificate;
        this.certificates = certificates;
    }

    /** The issuing CA itself; who asks has its certificate. */
    static OcspSigner issuer(Issuer issuer) {
        return new OcspSigner(issuer.signer(), issuer.sha1().key(), Optional.empty(), new byte[0]);
    }

    /** A responder, whose certificate goes along. */
    static OcspSigner delegated(X509Certificate certificate, CaSigner signer) {
        byte[] key = DerElement.parse(certificate.getPublicKey().getEncoded())
                .children()
                .get(1)
                .bitStringOctets();
        try {
            return new OcspSigner(
                    signer,
                    MessageDigest.getInstance("SHA-1").digest(key),
                    Optional.of(certificate),
                    Der.tagged(0, Der.sequence(certificate.getEncoded())));
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException("every JDK has SHA-1, and the certificate was read from its encoding", e);
        }
    }

    /** Empty for an issuing CA. */
    Optional<X509Certificate> certificate() {
        return certificate;
    }

    /** The responder's name in responses: the hash of its key. */
    byte[] responderId() {
        return responderId;
    }

    /** A BasicOCSPResponse. */
    byte[] sign(SigningToken token) throws AuthorityException {
        return signer.sign(token, certificates);
    }
}
