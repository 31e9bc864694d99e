package dev.acm.internal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

/** Whether two halves are of one pair: one signs, and the other verifies. */
public final class KeyPairs {
    private static final byte[] MESSAGE =
            "acm: does this key fit this certificate?".getBytes(StandardCharsets.US_ASCII);

    private KeyPairs() {}

    /**
     * Whether they are of one pair; both must be of the same algorithm.
     *
     * @throws GeneralSecurityException if the private key cannot sign, or the public key cannot verify
     */
    public static boolean belongTogether(PublicKey publicKey, PrivateKey privateKey) throws GeneralSecurityException {
        Signature signature = algorithmFor(privateKey.getAlgorithm());
        signature.initSign(privateKey);
        signature.update(MESSAGE);
        byte[] signed = signature.sign();
        Signature verifier = algorithmFor(publicKey.getAlgorithm());
        verifier.initVerify(publicKey);
        verifier.update(MESSAGE);
        return verifier.verify(signed);
    }

    private static Signature algorithmFor(String keyAlgorithm) throws GeneralSecurityException {
        return switch (keyAlgorithm) {
            case "EC" -> Signature.getInstance("SHA256withECDSA");
            case "EdDSA" -> Signature.getInstance("EdDSA");
            case "RSASSA-PSS" -> {
                Signature pss = Signature.getInstance("RSASSA-PSS");
                pss.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
                yield pss;
            }
            default -> Signature.getInstance("SHA256with" + keyAlgorithm);
        };
    }
}
