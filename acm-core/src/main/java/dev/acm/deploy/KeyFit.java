package dev.acm.deploy;

import dev.acm.internal.KeyPairs;
import dev.acm.spi.DeploymentException;
import dev.acm.spi.ServingMaterial;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;

/** Whether a private key is the one of a chain's leaf: it signs, and the leaf's public key verifies. */
final class KeyFit {
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
            fits = KeyPairs.belongTogether(publicKey, privateKey);
        } catch (GeneralSecurityException e) {
            throw Refusal.of(material, "does not fit: its key cannot sign for its certificate", e);
        }
        if (!fits) {
            throw Refusal.of(material, "does not fit: the key is not the certificate's", null);
        }
    }
}
