package dev.acm.testkit;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Map;

/** Signatures as X.509 carries them: content, algorithm, bits. */
final class Signing {
    private static final byte[] ECDSA_SHA256 = Der.sequence(Der.oid("1.2.840.10045.4.3.2"));
    private static final byte[] RSA_SHA256 = Der.sequence(Der.oid("1.2.840.113549.1.1.11"), Der.nothing());
    private static final Map<String, byte[]> KNOWN = Map.of(
            "SHA256withECDSA", Der.oid("1.2.840.10045.4.3.2"),
            "SHA384withECDSA", Der.oid("1.2.840.10045.4.3.3"),
            "SHA512withECDSA", Der.oid("1.2.840.10045.4.3.4"),
            "SHA256withRSA", Der.oid("1.2.840.113549.1.1.11"),
            "SHA384withRSA", Der.oid("1.2.840.113549.1.1.12"),
            "SHA512withRSA", Der.oid("1.2.840.113549.1.1.13"));

    private Signing() {}

    /** The AlgorithmIdentifier of signatures by such a key. */
    static byte[] identifier(PrivateKey key) {
        return key.getAlgorithm().equals("RSA") ? RSA_SHA256 : ECDSA_SHA256;
    }

    static byte[] signed(byte[] content, PrivateKey key) {
        try {
            Signature signature = Signature.getInstance(KeyPairs.signatureAlgorithm(key.getAlgorithm()));
            signature.initSign(key);
            signature.update(content);
            return Der.sequence(content, identifier(key), Der.bits(0, signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the key cannot sign", e);
        }
    }

    static boolean verifies(byte[] content, Der.Element identifier, byte[] bits, PublicKey key) {
        byte[] wanted = identifier.part(0).whole();
        try {
            for (Map.Entry<String, byte[]> known : KNOWN.entrySet()) {
                if (Arrays.equals(known.getValue(), wanted)) {
                    Signature signature = Signature.getInstance(known.getKey());
                    signature.initVerify(key);
                    signature.update(content);
                    return signature.verify(bits);
                }
            }
            return false;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
