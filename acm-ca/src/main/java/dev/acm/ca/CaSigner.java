package dev.acm.ca;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.DerElement;
import dev.acm.ca.internal.SignatureScheme;
import dev.acm.ca.internal.Signatures;
import dev.acm.ca.internal.SigningKey;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.spi.AuthorityException;
import dev.acm.spi.PortException.Effect;
import dev.acm.spi.RetryClass;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.Optional;

/** Holds a CA's private key, converted once to its provider's object. Signs what a {@link SigningToken} permits. */
final class CaSigner {
    // no TBSCertificate, CRL or OCSP response begins so
    private static final byte[] SELF_TEST = "acm self-test".getBytes(StandardCharsets.US_ASCII);

    private final SigningKey key;
    private final byte[] algorithm;
    private final SecureRandom random;

    private CaSigner(SigningKey key, SecureRandom random) {
        this.key = key;
        this.algorithm = key.scheme().identifier();
        this.random = random;
    }

    /**
     * Takes the key after it has signed something that the public key verifies.
     *
     * @param token the provider that alone signs with the key; the options' otherwise
     */
    static CaSigner of(
            PrivateKey key,
            byte[] publicKey,
            KeyAlgorithm keyAlgorithm,
            Optional<Provider> token,
            AuthorityOptions options)
            throws AuthorityException {
        Optional<Provider> provider = options.provider();
        SignatureScheme scheme = SignatureScheme.of(keyAlgorithm);
        try {
            SigningKey own = SigningKey.of(key, scheme, token.or(() -> provider));
            byte[] signature = own.sign(SELF_TEST, options.random());
            if (!Signatures.verify(
                    Signatures.publicKey(publicKey, scheme, provider), scheme, provider, SELF_TEST, signature)) {
                throw failed("the CA's private key does not belong to its certificate");
            }
            return new CaSigner(own, options.random());
        } catch (GeneralSecurityException e) {
            throw failed("the CA's key cannot be used: " + e.getClass().getSimpleName());
        }
    }

    SignatureScheme scheme() {
        return key.scheme();
    }

    /** The signed object: the octets, the algorithm, the signature. */
    byte[] sign(SigningToken token) throws AuthorityException {
        return sign(token, new byte[0]);
    }

    /** The signed object, with an element that is not signed behind the signature. */
    byte[] sign(SigningToken token, byte[] behind) throws AuthorityException {
        byte[] toBeSigned = token.toBeSigned();
        byte[] signature;
        try {
            signature = key.sign(toBeSigned, random);
        } catch (GeneralSecurityException e) {
            throw failed("the CA's key did not sign: " + e.getClass().getSimpleName());
        }
        byte[] signed = Der.sequence(toBeSigned, algorithm, Der.bitString(signature), behind);
        DerElement inside = DerElement.parse(signed).children().get(0);
        if (!inside.encodedEquals(toBeSigned)) {
            throw failed("the signed octets are not those that were checked");
        }
        return signed;
    }

    // without the cause, which could tell of the key
    private static AuthorityException failed(String message) {
        return new AuthorityException(message, Effect.UNKNOWN, RetryClass.HUMAN, null);
    }
}
