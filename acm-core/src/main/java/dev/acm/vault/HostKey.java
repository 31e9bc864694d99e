package dev.acm.vault;

import dev.acm.internal.Checks;
import java.util.Arrays;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key of the host's, under which private keys are sealed: AES with 256 bits, and a lasting id.
 *
 * <p>Immutable; {@code toString} shows the id only. One host key seals at most 2^32 times (NIST SP 800-38D section 8.3);
 * put a new one in front long before that.
 */
public final class HostKey {
    private static final int OCTETS = 32;

    private final String id;
    private final SecretKey key;

    private HostKey(String id, SecretKey key) {
        this.id = Checks.length("id", id, 1, 200);
        this.key = key;
    }

    /**
     * Takes a key as octets.
     *
     * @param id a lasting name, stored beside what is sealed; 1 to 200 characters, not secret
     * @param key exactly 32 random octets, copied; the caller may clear them
     * @return the host key
     * @throws IllegalArgumentException if the id is empty or too long, or the key has another length
     */
    public static HostKey of(String id, byte[] key) {
        Checks.require(key.length == OCTETS, "key must have 32 octets, got " + key.length);
        return new HostKey(id, new SecretKeySpec(key, "AES"));
    }

    /**
     * Takes a key of a JCA provider, one in an HSM too.
     *
     * @param id a lasting name, stored beside what is sealed; 1 to 200 characters, not secret
     * @param key an AES key of 256 bits
     * @return the host key
     * @throws IllegalArgumentException if the id is empty or too long, or the key is seen to be another
     */
    public static HostKey of(String id, SecretKey key) {
        Checks.require(key.getAlgorithm().equals("AES"), "key must be for AES, got " + key.getAlgorithm());
        byte[] octets = key.getEncoded();
        if (octets != null) {
            int length = octets.length;
            Arrays.fill(octets, (byte) 0);
            Checks.require(length == OCTETS, "key must have 32 octets, got " + length);
        }
        return new HostKey(id, key);
    }

    /**
     * The lasting name.
     *
     * @return the id
     */
    public String id() {
        return id;
    }

    SecretKey key() {
        return key;
    }

    @Override
    public String toString() {
        return "HostKey[" + id + "]";
    }
}
