package dev.acm.testkit;

import dev.acm.certificate.KeyAlgorithm;
import dev.acm.key.KeyBinding;
import dev.acm.key.KeyUse;
import dev.acm.key.SealedKey;
import dev.acm.spi.KeyVault;
import dev.acm.spi.PortException.Effect;
import dev.acm.spi.RetryClass;
import dev.acm.spi.VaultException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.RSAKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * A vault whose keys are no keys, for simulations that make a hundred thousand of them: each is a fresh number in the form of
 * an RSA public key, made in microseconds; its signatures are zeros, so only an authority that does not check the proof of
 * possession takes them, as {@link QuickAuthority}. Keys that were {@link #seal sealed} are real and stay so. It holds a key
 * to its binding (K2), and refuses to open one that was destroyed. Nothing is secret here. Thread-safe.
 */
public final class QuickVault implements KeyVault {
    private static final int MODULUS_OCTETS = 256;
    private static final String MADE = "made";
    private static final byte[] RSA = Der.sequence(Der.oid("1.2.840.113549.1.1.1"), Der.nothing());
    private static final BigInteger EXPONENT = BigInteger.valueOf(65537);

    private final SecureRandom random;
    private final Set<Long> destroyed = new HashSet<>();

    /**
     * Makes a vault without keys.
     *
     * @param random where the numbers come from
     */
    public QuickVault(SecureRandom random) {
        this.random = Objects.requireNonNull(random, "random");
    }

    /**
     * Whether a private key is the other half of a public one, be it a real one or one of this vault's.
     *
     * @param publicKey the public key
     * @param privateKey the private key
     * @return whether they belong together
     */
    public static boolean belongTogether(PublicKey publicKey, PrivateKey privateKey) {
        return privateKey instanceof Half number
                ? publicKey instanceof RSAKey key && key.getModulus().equals(number.getModulus())
                : KeyPairs.belongTogether(publicKey, privateKey);
    }

    @Override
    public SealedKey generate(KeyBinding binding, KeyAlgorithm algorithm) throws VaultException {
        if (algorithm != KeyAlgorithm.RSA_2048) {
            throw failed("a quick vault makes RSA_2048 only, not " + algorithm);
        }
        byte[] modulus = new byte[MODULUS_OCTETS];
        synchronized (random) {
            random.nextBytes(modulus);
        }
        modulus[0] |= (byte) 0x80;
        modulus[MODULUS_OCTETS - 1] |= 1;
        BigInteger number = new BigInteger(1, modulus);
        byte[] publicKey = Der.sequence(RSA, Der.bits(0, Der.sequence(Der.integer(number), Der.integer(EXPONENT))));
        return new SealedKey(MADE, publicKey, sealed(binding, modulus));
    }

    // a number first, so that each sealing is a key of its own, to be destroyed by itself
    private byte[] sealed(KeyBinding binding, byte[] content) {
        byte[] number = new byte[Long.BYTES];
        synchronized (random) {
            random.nextBytes(number);
        }
        return Der.concat(number, label(binding), content);
    }

    private static byte[] label(KeyBinding binding) {
        return (binding + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public SealedKey seal(KeyBinding binding, KeyPair keys) {
        return new SealedKey(
                keys.getPrivate().getAlgorithm(),
                keys.getPublic().getEncoded(),
                sealed(binding, keys.getPrivate().getEncoded()));
    }

    private synchronized byte[] unsealed(SealedKey key, KeyBinding binding) throws VaultException {
        byte[] sealed = key.sealed();
        byte[] label = label(binding);
        int start = Long.BYTES + label.length;
        if (sealed.length < start || !Arrays.equals(sealed, Long.BYTES, start, label, 0, label.length)) {
            throw failed("the key was not sealed for " + binding);
        }
        if (destroyed.contains(mark(key))) {
            throw failed("the key of " + binding + " was destroyed");
        }
        return Arrays.copyOfRange(sealed, start, sealed.length);
    }

    @Override
    public byte[] sign(SealedKey key, KeyBinding binding, String signatureAlgorithm, byte[] content, KeyUse use)
            throws VaultException {
        PrivateKey opened = open(key, binding, use);
        if (opened instanceof Half) {
            return new byte[MODULUS_OCTETS];
        }
        try {
            Signature signature = Signature.getInstance(signatureAlgorithm);
            signature.initSign(opened);
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new VaultException("the key cannot sign", Effect.NONE, RetryClass.NEVER, e);
        }
    }

    @Override
    public PrivateKey open(SealedKey key, KeyBinding binding, KeyUse use) throws VaultException {
        byte[] content = unsealed(key, binding);
        if (key.keyId().equals(MADE)) {
            return new Half(new BigInteger(1, content));
        }
        try {
            return KeyFactory.getInstance(key.keyId()).generatePrivate(new PKCS8EncodedKeySpec(content));
        } catch (GeneralSecurityException e) {
            throw new VaultException("the key cannot be read", Effect.NONE, RetryClass.NEVER, e);
        }
    }

    @Override
    public byte[] export(SealedKey key, KeyBinding binding, KeyUse use) throws VaultException {
        return unsealed(key, binding);
    }

    @Override
    public synchronized void destroy(SealedKey key, KeyBinding binding) {
        destroyed.add(mark(key));
    }

    /**
     * Whether a key was destroyed.
     *
     * @param key the key
     * @return whether {@link #destroy} was called for it
     */
    public synchronized boolean isDestroyed(SealedKey key) {
        return destroyed.contains(mark(key));
    }

    private static long mark(SealedKey key) {
        return ByteBuffer.wrap(key.sealed()).getLong();
    }

    private static VaultException failed(String message) {
        return new VaultException(message, Effect.NONE, RetryClass.NEVER, null);
    }

    /** The private half of a number. */
    private static final class Half implements PrivateKey, RSAKey {
        private static final long serialVersionUID = 1L;

        private final BigInteger modulus;

        Half(BigInteger modulus) {
            this.modulus = modulus;
        }

        @Override
        public BigInteger getModulus() {
            return modulus;
        }

        @Override
        public String getAlgorithm() {
            return "RSA";
        }

        @Override
        public String getFormat() {
            return "none";
        }

        @Override
        public byte[] getEncoded() {
            return new byte[0];
        }
    }
}
