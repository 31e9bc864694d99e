package dev.acm.testkit;

import dev.acm.name.DomainName;
import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Makes PKCS#10 signing requests (RFC 2986) for tests, and reads the keys of others. */
public final class SigningRequests {
    private static final byte[] EXTENSION_REQUEST = Der.oid("1.2.840.113549.1.9.14");

    private static final byte[] RSA = Der.oid("1.2.840.113549.1.1.1");

    private SigningRequests() {}

    /**
     * Makes a request, with an empty subject and the names as subject alternative names.
     *
     * @param keys the pair to certify; RSA or EC
     * @param names the names; at least one
     * @return DER
     */
    public static byte[] create(KeyPair keys, List<DomainName> names) {
        return Signing.signed(info(keys.getPublic(), names), keys.getPrivate());
    }

    /**
     * Makes a request whose proof of possession is by another key, as somebody makes who asks for a certificate with a key
     * that is not theirs.
     *
     * @param wanted the public key to certify
     * @param other whose private key signs
     * @param names the names; at least one
     * @return DER
     */
    public static byte[] createWithoutProof(PublicKey wanted, KeyPair other, List<DomainName> names) {
        return Signing.signed(info(wanted, names), other.getPrivate());
    }

    private static byte[] info(PublicKey publicKey, List<DomainName> names) {
        byte[] extensions = Der.sequence(CertificateWriter.alternativeNames(names, false));
        byte[] attribute = Der.sequence(EXTENSION_REQUEST, Der.set(extensions));
        return Der.sequence(
                Der.integer(BigInteger.ZERO), Der.sequence(), publicKey.getEncoded(), Der.explicit(0, attribute));
    }

    /**
     * Reads the key of a request, after checking the proof of possession.
     *
     * @param request DER
     * @return the public key; empty if it is no request, or the proof does not hold
     */
    public static Optional<PublicKey> provenKey(byte[] request) {
        try {
            Der.Element whole = Der.read(request);
            Der.Element info = whole.part(0);
            PublicKey key = publicKeyOf(info.part(2).whole());
            return Signing.verifies(info.whole(), whole.part(1), whole.part(2).bitOctets(), key)
                    ? Optional.of(key)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static PublicKey unprovenKey(byte[] request) {
        return publicKeyOf(Der.read(request).part(0).part(2).whole());
    }

    /**
     * Reads a public key.
     *
     * @param encoded DER SubjectPublicKeyInfo
     * @return a key of RSA or EC
     * @throws IllegalArgumentException if it is neither
     */
    public static PublicKey publicKeyOf(byte[] encoded) {
        boolean rsa = Arrays.equals(Der.read(encoded).part(0).part(0).whole(), RSA);
        try {
            return KeyFactory.getInstance(rsa ? "RSA" : "EC").generatePublic(new X509EncodedKeySpec(encoded));
        } catch (InvalidKeySpecException e) {
            throw new IllegalArgumentException("not a public key of EC or RSA", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has EC and RSA", e);
        }
    }
}
