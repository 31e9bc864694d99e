package dev.acm.testkit;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;

/** Key pairs on P-256, and whether two halves are of one pair. */
final class KeyPairs {
    private static final byte[] PROBE = {1, 2, 3, 4};

    private KeyPairs() {}

    static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has P-256", e);
        }
    }

    static boolean belongTogether(PublicKey publicKey, PrivateKey privateKey) {
        try {
            Signature signature = Signature.getInstance(signatureAlgorithm(privateKey.getAlgorithm()));
            signature.initSign(privateKey);
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    static String signatureAlgorithm(String family) {
        return family.equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    }
}
