package dev.acm.ca.internal;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Verifying by a provider object that is held, never registered: the host's, or else Bouncy Castle for EC (six times as fast
 * as the JDK 17's) and the JDK's own for RSA.
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

    /** The host's, or Bouncy Castle for EC; empty for the first registered one. */
    public static Optional<Provider> providerFor(String family, Optional<Provider> host) {
        return host.isPresent() || !family.equals("EC") ? host : Optional.of(bouncyCastle());
    }

    /** The host's if it knows the scheme: one for a token's EC keys is no reason not to verify RSA. */
    private static Optional<Provider> verifierFor(SignatureScheme scheme, Optional<Provider> host) {
        Optional<Provider> able = host.filter(provider -> provider.getService("Signature", scheme.jcaName()) != null
                && provider.getService("KeyFactory", scheme.family()) != null);
        return providerFor(scheme.family(), able);
    }

    /** A public key as the verifying provider's object. */
    public static PublicKey publicKey(byte[] spki, SignatureScheme scheme, Optional<Provider> host)
            throws GeneralSecurityException {
        return keyFactory(scheme.family(), verifierFor(scheme, host)).generatePublic(new X509EncodedKeySpec(spki));
    }

    static KeyFactory keyFactory(String family, Optional<Provider> provider) throws GeneralSecurityException {
        return provider.isPresent() ? KeyFactory.getInstance(family, provider.get()) : KeyFactory.getInstance(family);
    }

    static Signature signature(SignatureScheme scheme, Optional<Provider> provider) throws GeneralSecurityException {
        Signature signature = provider.isPresent()
                ? Signature.getInstance(scheme.jcaName(), provider.get())
                : Signature.getInstance(scheme.jcaName());
        if (scheme.parameters().isPresent()) {
            signature.setParameter(scheme.parameters().get());
        }
        return signature;
    }

    /** Whether the signature is the key's over the content. */
    public static boolean verify(
            PublicKey key, SignatureScheme scheme, Optional<Provider> host, byte[] content, byte[] signed)
            throws GeneralSecurityException {
        Signature signature = signature(scheme, verifierFor(scheme, host));
        signature.initVerify(key);
        signature.update(content);
        return signature.verify(signed);
    }
}
