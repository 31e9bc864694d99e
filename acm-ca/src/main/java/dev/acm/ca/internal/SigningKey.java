package dev.acm.ca.internal;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A private key with what it signs by, decided once. Safe to use from many threads. */
public final class SigningKey {
    private final PrivateKey key;
    private final SignatureScheme scheme;
    private final Optional<Provider> provider;
    // one that nobody uses at present: to look a service up costs as much as a good part of a lint
    private final AtomicReference<@Nullable Signature> idle = new AtomicReference<>();

    private SigningKey(PrivateKey key, SignatureScheme scheme, Optional<Provider> provider) {
        this.key = key;
        this.scheme = scheme;
        this.provider = provider;
    }

    /**
     * Takes a key as the provider's own object, so that it is not translated at every signature. A key that does not leave
     * its provider stays as it is, and is signed with by the host's provider or, without one, by whichever registered
     * provider takes it.
     */
    public static SigningKey of(PrivateKey key, SignatureScheme scheme, Optional<Provider> host)
            throws GeneralSecurityException {
        byte[] encoded = key.getEncoded();
        if (encoded == null) {
            return new SigningKey(key, scheme, host);
        }
        try {
            PrivateKey converted =
                    Signatures.keyFactory(scheme.family(), host).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            return new SigningKey(converted, scheme, Signatures.providerFor(scheme.family(), host));
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
    }

    /** What it signs with. */
    public SignatureScheme scheme() {
        return scheme;
    }

    /** Signs. */
    public byte[] sign(byte[] content, SecureRandom random) throws GeneralSecurityException {
        Signature kept = idle.getAndSet(null);
        Signature signature = kept == null ? Signatures.signature(scheme, provider) : kept;
        signature.initSign(key, random);
        signature.update(content);
        byte[] signed = signature.sign();
        // not after a failure, which may have left it in any state
        idle.set(signature);
        return signed;
    }
}
