package dev.acm.ca.internal;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Signing and verifying by a provider object that is held, never registered: the host's, or else Bouncy Castle for EC (six
 * times as fast as the JDK 17's) and the JDK's own for RSA.
 */
public final class Signatures {
    private Signatures() {}

    /** Built at first use: it takes a quarter of a second. */
    private static final class BouncyCastle {
        private static final Provider PROVIDER = new BouncyCastleProvider();
    }

    /** Bouncy Castle, one object for the process. */
    public static Provider bouncyCastle() {
        return BouncyCastle.PROVIDER;
    }

    private static Optional<Provider> providerFor(String family, Optional<Provider> host) {
        return host.isPresent() || !family.equals("EC") ? host : Optional.of(bouncyCastle());
    }

    /**
     * The same key as the provider's own object, so that it is not translated at every signature. A key that does not leave
     * its provider stays as it is.
     */
    public static PrivateKey convert(PrivateKey key, SignatureScheme scheme, Optional<Provider> host)
            throws GeneralSecurityException {
        byte[] encoded = key.getEncoded();
        if (encoded == null) {
            return key;
        }
        try {
            return keyFactory(scheme.family(), host).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
    }

    /** A public key as the provider's object. */
    public static PublicKey publicKey(byte[] spki, SignatureScheme scheme, Optional<Provider> host)
            throws GeneralSecurityException {
        return keyFactory(scheme.family(), host).generatePublic(new X509EncodedKeySpec(spki));
    }

    private static KeyFactory keyFactory(String family, Optional<Provider> host) throws GeneralSecurityException {
        Optional<Provider> provider = providerFor(family, host);
        return provider.isPresent() ? KeyFactory.getInstance(family, provider.get()) : KeyFactory.getInstance(family);
    }

    /** Signs. A key that does not leave its provider is signed with there. */
    public static byte[] sign(
            PrivateKey key, SignatureScheme scheme, Optional<Provider> host, SecureRandom random, byte[] content)
            throws GeneralSecurityException {
        boolean bound = key.getEncoded() == null;
        Signature signature = bound ? Signature.getInstance(scheme.jcaName()) : instance(scheme, host);
        signature.initSign(key, random);
        signature.update(content);
        return signature.sign();
    }

    /** Whether the signature is the key's over the content. */
    public static boolean verify(
            PublicKey key, SignatureScheme scheme, Optional<Provider> host, byte[] content, byte[] signed)
            throws GeneralSecurityException {
        Signature signature = instance(scheme, host);
        signature.initVerify(key);
        signature.update(content);
        return signature.verify(signed);
    }

    private static Signature instance(SignatureScheme scheme, Optional<Provider> host) throws GeneralSecurityException {
        Optional<Provider> provider = providerFor(scheme.family(), host);
        return provider.isPresent()
                ? Signature.getInstance(scheme.jcaName(), provider.get())
                : Signature.getInstance(scheme.jcaName());
    }
}
