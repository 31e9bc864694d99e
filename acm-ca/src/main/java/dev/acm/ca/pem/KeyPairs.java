package dev.acm.ca.pem;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;

/** Whether a private and a public key are a pair: one signs, the other verifies. */
final class KeyPairs {
    private static final byte[] MESSAGE = "acm: is this a pair?".getBytes(StandardCharsets.US_ASCII);

    private KeyPairs() {}

    static boolean belong(PrivateKey privateKey, PublicKey publicKey) {
        if (!privateKey.getAlgorithm().equals(publicKey.getAlgorithm())) {
            return false;
        }
        String algorithm = privateKey.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
        try {
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(privateKey);
            signer.update(MESSAGE);
            byte[] signed = signer.sign();
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(publicKey);
            verifier.update(MESSAGE);
            return verifier.verify(signed);
        } catch (GeneralSecurityException e) {
            return false; // a provider says so of keys of different curves
        }
    }
}
