package dev.acm.deploy;

import dev.acm.spi.DeploymentException;
import dev.acm.spi.ServingMaterial;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

/** Whether a private key is the one of a chain's leaf: it signs, and the leaf's public key verifies. */
final class KeyFit {
    private static final byte[] MESSAGE =
            "acm: does this key fit this certificate?".getBytes(StandardCharsets.US_ASCII);

    private KeyFit() {}

    static void check(ServingMaterial material) throws DeploymentException {
        PrivateKey privateKey = material.privateKey();
        PublicKey publicKey = material.chain().leaf().getPublicKey();
        // JSSE passes over keys whose algorithm is not spelt as the certificate's
        if (!privateKey.getAlgorithm().equals(publicKey.getAlgorithm())) {
            throw Refusal.of(
                    material,
                    "does not fit: the key is " + privateKey.getAlgorithm() + ", the certificate's is "
                            + publicKey.getAlgorithm(),
                    null);
        }
        boolean fits;
        try {
            fits = verifies(publicKey, sign(privateKey));
        } catch (GeneralSecurityException e) {
            throw Refusal.of(material, "does not fit: its key cannot sign for its certificate", e);
        }
        if (!fits) {
            throw Refusal.of(material, "does not fit: the key is not the certificate's", null);
        }
    }

    private static byte[] sign(PrivateKey key) throws GeneralSecurityException {
        Signature signature = algorithmFor(key.getAlgorithm());
        signature.initSign(key);
        signature.update(MESSAGE);
        return signature.sign();
    }

    private static boolean verifies(PublicKey key, byte[] signed) throws GeneralSecurityException {
        Signature signature = algorithmFor(key.getAlgorithm());
        signature.initVerify(key);
        signature.update(MESSAGE);
        return signature.verify(signed);
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
