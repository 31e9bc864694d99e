package dev.acm.spi;

import dev.acm.certificate.KeyAlgorithm;
import dev.acm.key.KeyBinding;
import dev.acm.key.KeyUse;
import dev.acm.key.SealedKey;
import java.security.KeyPair;
import java.security.PrivateKey;

/**
 * Makes private keys and keeps them closed.
 *
 * <ul>
 *   <li>K1 An attempt has one key: the first one committed in its intent. A key generated and not committed MUST NOT be
 *       known outside the process.
 *   <li>K2 A sealed key MUST open only under the binding it was sealed with: owner, generation and purpose.
 *   <li>K3 Keys MAY be unextractable: {@link #export} then refuses, and {@link #open} returns a handle of the provider's.
 *   <li>K4 Every opening is audited: the manager records each one before it asks; a vault with a log of its own SHOULD
 *       record it too.
 *   <li>K5 Destroying a key twice MUST be destroying it once, and MUST leave every other key alone.
 * </ul>
 *
 * <p>Methods may block, and must be safe to call from many threads.
 */
public interface KeyVault {
    /**
     * Makes a new key pair, different at every call.
     *
     * @param binding what it belongs to
     * @param algorithm the algorithm
     * @return the sealed key
     * @throws VaultException if none could be made
     */
    SealedKey generate(KeyBinding binding, KeyAlgorithm algorithm) throws VaultException;

    /**
     * Seals a key pair made elsewhere.
     *
     * @param binding what it belongs to
     * @param keys the pair
     * @return the sealed key
     * @throws VaultException if it could not be sealed
     */
    SealedKey seal(KeyBinding binding, KeyPair keys) throws VaultException;

    /**
     * Signs.
     *
     * @param key the sealed key
     * @param binding what it belongs to
     * @param signatureAlgorithm a JCA name
     * @param content what to sign
     * @param use why
     * @return the signature
     * @throws VaultException if the key does not open under this binding, or cannot sign so
     */
    byte[] sign(SealedKey key, KeyBinding binding, String signatureAlgorithm, byte[] content, KeyUse use)
            throws VaultException;

    /**
     * Opens a key for use in the process, for TLS.
     *
     * @param key the sealed key
     * @param binding what it belongs to
     * @param use why
     * @return the key, or a provider's handle of it (K3)
     * @throws VaultException if the key does not open under this binding
     */
    PrivateKey open(SealedKey key, KeyBinding binding, KeyUse use) throws VaultException;

    /**
     * Takes a key out.
     *
     * @param key the sealed key
     * @param binding what it belongs to
     * @param use why
     * @return DER PKCS#8, not encrypted; the caller clears it after use
     * @throws VaultException if the key does not open under this binding, or is unextractable (K3)
     */
    byte[] export(SealedKey key, KeyBinding binding, KeyUse use) throws VaultException;

    /**
     * Forgets a key. Doing so twice is doing so once.
     *
     * @param key the sealed key
     * @param binding what it belongs to
     * @throws VaultException if it could not be forgotten
     */
    void destroy(SealedKey key, KeyBinding binding) throws VaultException;
}
