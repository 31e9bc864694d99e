package dev.acm.ca;

import dev.acm.ca.internal.SignatureScheme;
import dev.acm.ca.key.PublicKeyCheck;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.key.KeyBinding;
import dev.acm.key.KeyUse;
import dev.acm.key.SealedKey;
import dev.acm.spi.AuthorityException;
import dev.acm.spi.Document;
import dev.acm.spi.PortException.Effect;
import dev.acm.spi.VaultException;
import java.security.PrivateKey;
import java.util.Optional;

/** The keys that an authority makes for itself, in the host's vault; sealed, they are part of the authority's records. */
final class AuthorityVault {
    private final AuthorityOptions options;

    AuthorityVault(AuthorityOptions options) {
        this.options = options;
    }

    static Document.Builder write(SealedKey key) {
        return Document.builder()
                .put("keyId", key.keyId())
                .put("publicKey", key.publicKey())
                .put("sealedKey", key.sealed());
    }

    static SealedKey read(Document document) {
        return new SealedKey(document.string("keyId"), document.bytes("publicKey"), document.bytes("sealedKey"));
    }

    KeyBinding binding(String purpose, long generation) {
        return new KeyBinding("authority:" + options.name(), generation, purpose);
    }

    KeyBinding binding(String issuerId, String purpose, long generation) {
        return new KeyBinding("authority:" + options.name() + ":" + issuerId, generation, purpose);
    }

    SealedKey generate(KeyBinding binding) throws AuthorityException {
        try {
            return options.vault().generate(binding, options.keyAlgorithm());
        } catch (VaultException e) {
            throw failed("make", e);
        }
    }

    PrivateKey open(SealedKey sealed, KeyBinding binding) throws AuthorityException {
        try {
            return options.vault().open(sealed, binding, new KeyUse("sign as a CA", "authority"));
        } catch (VaultException e) {
            throw failed("open", e);
        }
    }

    void destroy(SealedKey sealed, KeyBinding binding) throws AuthorityException {
        try {
            options.vault().destroy(sealed, binding);
        } catch (VaultException e) {
            throw failed("destroy", e);
        }
    }

    CaSigner signer(SealedKey sealed, KeyBinding binding) throws AuthorityException {
        return CaSigner.of(open(sealed, binding), sealed.publicKey(), algorithm(sealed), Optional.empty(), options);
    }

    /** What the key signs with. */
    SignatureScheme scheme(SealedKey sealed) throws AuthorityException {
        return SignatureScheme.of(algorithm(sealed));
    }

    /** By the key itself: the options may have changed since it was made. */
    private static KeyAlgorithm algorithm(SealedKey sealed) throws AuthorityException {
        return PublicKeyCheck.algorithmOf(sealed.publicKey())
                .orElseThrow(() -> CaChain.refused("the vault made a key of a kind that signs nothing here"));
    }

    private static AuthorityException failed(String what, VaultException e) {
        return new AuthorityException("the vault did not " + what + " a CA key", Effect.NONE, e.retryClass(), e);
    }
}
