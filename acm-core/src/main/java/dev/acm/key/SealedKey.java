package dev.acm.key;

import dev.acm.internal.Checks;
import java.util.Arrays;
import java.util.Objects;

/**
 * A private key as it may be stored: the public key, and what only the vault that made it can open. Immutable.
 *
 * <p>{@code toString} shows neither.
 */
public final class SealedKey {
    private final String keyId;
    private final byte[] publicKey;
    private final byte[] sealed;

    /**
     * Wraps the parts; the arrays are copied.
     *
     * @param keyId which key of the vault sealed it; 1 to 200 characters
     * @param publicKey DER SubjectPublicKeyInfo
     * @param sealed what the vault needs to use the private key; the key encrypted, or a reference into an HSM
     */
    public SealedKey(String keyId, byte[] publicKey, byte[] sealed) {
        this.keyId = Checks.length("keyId", keyId, 1, 200);
        this.publicKey = publicKey.clone();
        this.sealed = sealed.clone();
    }

    /**
     * Which key of the vault sealed it.
     *
     * @return the id
     */
    public String keyId() {
        return keyId;
    }

    /**
     * The public key.
     *
     * @return a copy of the DER SubjectPublicKeyInfo
     */
    public byte[] publicKey() {
        return publicKey.clone();
    }

    /**
     * The sealed part.
     *
     * @return a copy
     */
    public byte[] sealed() {
        return sealed.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SealedKey that
                && keyId.equals(that.keyId)
                && Arrays.equals(publicKey, that.publicKey)
                && Arrays.equals(sealed, that.sealed);
    }

    @Override
    public int hashCode() {
        return Objects.hash(keyId, Arrays.hashCode(publicKey), Arrays.hashCode(sealed));
    }

    @Override
    public String toString() {
        return "SealedKey[keyId=" + keyId + "]";
    }
}
