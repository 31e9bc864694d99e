package dev.acm.vault;

import dev.acm.certificate.KeyAlgorithm;
import dev.acm.internal.Checks;
import dev.acm.key.KeyBinding;
import dev.acm.key.KeyUse;
import dev.acm.key.SealedKey;
import dev.acm.spi.KeyPairSource;
import dev.acm.spi.KeyVault;
import dev.acm.spi.PortException.Effect;
import dev.acm.spi.RetryClass;
import dev.acm.spi.VaultException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Seals private keys with AES-256-GCM under keys of the host's. Nothing is kept in the vault: a sealed key is the whole of
 * it, and is forgotten by forgetting the {@link SealedKey}.
 *
 * <p>The binding and the public key are authenticated with each key (K2). Each sealing draws a new random nonce of 96 bits.
 * The first host key seals, all of them open: to rotate, put a new one in front, {@link #reseal} what is stored, and drop
 * the old one after that. Keys are extractable (K3), and openings are audited by the manager alone (K4). Takes RSA and EC
 * keys. Safe to use from many threads.
 */
public final class SoftwareKeyVault implements KeyVault {
    private final Map<String, HostKey> hostKeys = new LinkedHashMap<>();
    private final HostKey newest;
    private final KeyPairSource source;
    private final SecureRandom random;

    /**
     * Sets up a vault.
     *
     * @param hostKeys at least one, each with an id of its own; the first seals, all open
     * @param source where new key pairs come from
     * @param random for nonces and signatures
     * @throws IllegalArgumentException if there is no host key, or two have the same id
     */
    public SoftwareKeyVault(List<HostKey> hostKeys, KeyPairSource source, SecureRandom random) {
        Checks.require(!hostKeys.isEmpty(), "hostKeys must not be empty");
        for (HostKey hostKey : hostKeys) {
            Checks.require(
                    this.hostKeys.putIfAbsent(hostKey.id(), hostKey) == null,
                    "hostKeys must not have an id twice: '" + Checks.shorten(hostKey.id()) + "'");
        }
        this.newest = hostKeys.get(0);
        this.source = Objects.requireNonNull(source, "source");
        this.random = Objects.requireNonNull(random, "random");
    }

    @Override
    public SealedKey generate(KeyBinding binding, KeyAlgorithm algorithm) throws VaultException {
        Objects.requireNonNull(binding, "binding");
        KeyPair keys;
        try {
            keys = source.next(algorithm);
        } catch (GeneralSecurityException e) {
            throw failed("no key pair could be made: " + algorithm, RetryClass.TRANSIENT, e);
        }
        return seal(binding, keys);
    }

    @Override
    public SealedKey seal(KeyBinding binding, KeyPair keys) throws VaultException {
        Objects.requireNonNull(binding, "binding");
        byte[] publicKey = keys.getPublic().getEncoded();
        byte[] plain = keys.getPrivate().getEncoded();
        if (publicKey == null
                || plain == null
                || !"PKCS#8".equals(keys.getPrivate().getFormat())) {
            throw failed("only a key that has an encoding can be sealed", RetryClass.NEVER, null);
        }
        try {
            return sealed(binding, family(keys.getPrivate()), publicKey, plain);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private SealedKey sealed(KeyBinding binding, byte family, byte[] publicKey, byte[] plain) throws VaultException {
        try {
            byte[] sealed = Envelope.seal(newest, random, family, binding, publicKey, plain);
            return new SealedKey(newest.id(), publicKey, sealed);
        } catch (GeneralSecurityException e) {
            throw failed("host key '" + newest.id() + "' cannot seal", RetryClass.HUMAN, e);
        }
    }

    private static byte family(PrivateKey key) throws VaultException {
        return switch (key.getAlgorithm()) {
            case "RSA" -> Envelope.RSA;
            case "EC", "ECDSA" -> Envelope.EC; // providers differ in the name
            default ->
                throw failed("only RSA and EC keys can be sealed, not " + key.getAlgorithm(), RetryClass.NEVER, null);
        };
    }

    /**
     * Seals again under the newest host key, so that an older one can be dropped.
     *
     * @param key the sealed key
     * @param binding what it belongs to
     * @return the same key under the newest host key; {@code key} itself, not looked into, if it is so already
     * @throws VaultException if the key does not open under this binding
     */
    public SealedKey reseal(SealedKey key, KeyBinding binding) throws VaultException {
        if (key.keyId().equals(newest.id())) {
            return key;
        }
        byte[] plain = plain(key, binding);
        try {
            return sealed(binding, Envelope.family(key.sealed()), key.publicKey(), plain);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    @Override
    public byte[] sign(SealedKey key, KeyBinding binding, String signatureAlgorithm, byte[] content, KeyUse use)
            throws VaultException {
        PrivateKey privateKey = open(key, binding, use);
        try {
            Signature signature = Signature.getInstance(signatureAlgorithm);
            signature.initSign(privateKey, random);
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw failed("the key cannot sign with " + Checks.shorten(signatureAlgorithm), RetryClass.NEVER, e);
        }
    }

    @Override
    public PrivateKey open(SealedKey key, KeyBinding binding, KeyUse use) throws VaultException {
        Objects.requireNonNull(use, "use");
        byte[] plain = plain(key, binding);
        try {
            return KeyFactory.getInstance(Envelope.jcaFamily(key.sealed()))
                    .generatePrivate(new PKCS8EncodedKeySpec(plain));
        } catch (GeneralSecurityException e) {
            // without the cause, which could tell of the key's octets
            throw failed("what was sealed is no private key", RetryClass.NEVER, null);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    @Override
    public byte[] export(SealedKey key, KeyBinding binding, KeyUse use) throws VaultException {
        Objects.requireNonNull(use, "use");
        return plain(key, binding);
    }

    private byte[] plain(SealedKey key, KeyBinding binding) throws VaultException {
        HostKey hostKey = hostKeys.get(key.keyId());
        if (hostKey == null) {
            throw failed(
                    "no host key '" + Checks.shorten(key.keyId()) + "' was given to the vault", RetryClass.HUMAN, null);
        }
        try {
            return Envelope.open(hostKey, binding, key.publicKey(), key.sealed())
                    .orElseThrow(() -> failed("the sealed key does not open under " + binding, RetryClass.NEVER, null));
        } catch (GeneralSecurityException e) {
            throw failed("host key '" + hostKey.id() + "' cannot open", RetryClass.HUMAN, e);
        }
    }

    /** Does nothing: the vault has nothing but what the caller stores. */
    @Override
    public void destroy(SealedKey key, KeyBinding binding) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(binding, "binding");
    }

    private static VaultException failed(String message, RetryClass retryClass, @Nullable Throwable cause) {
        return new VaultException(message, Effect.NONE, retryClass, cause);
    }

    @Override
    public String toString() {
        return "SoftwareKeyVault" + hostKeys.keySet();
    }
}
