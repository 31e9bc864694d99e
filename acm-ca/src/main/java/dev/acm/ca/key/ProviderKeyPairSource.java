package dev.acm.ca.key;

import dev.acm.ca.internal.SignatureScheme;
import dev.acm.ca.internal.Signatures;
import dev.acm.ca.internal.SigningKey;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.spi.KeyPairSource;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.SignatureException;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Makes each key pair when asked, with a JCA provider of the host's choice that need not be registered. A pair is given only
 * after its public key has passed {@link PublicKeyCheck} and it has signed something that verifies. RSA keys have the public
 * exponent 65537. Safe to use from many threads.
 */
public final class ProviderKeyPairSource implements KeyPairSource {
    private static final byte[] SELF_TEST = "acm self-test".getBytes(StandardCharsets.US_ASCII);
    private static final PublicKeyCheck CHECK = PublicKeyCheck.builder().build();

    private final Optional<Provider> provider;
    private final SecureRandom random;

    private ProviderKeyPairSource(Optional<Provider> provider, SecureRandom random) {
        this.provider = provider;
        this.random = Objects.requireNonNull(random, "random");
    }

    /**
     * Bouncy Castle for EC, which is quicker than the JDK's, and the JDK's first provider for RSA.
     *
     * @param random where chance comes from
     * @return the source
     */
    public static ProviderKeyPairSource ofDefaults(SecureRandom random) {
        return new ProviderKeyPairSource(Optional.empty(), random);
    }

    /**
     * A provider for all keys.
     *
     * @param provider has generators, key factories and signatures named {@code EC}, {@code RSA}, {@code SHA256withECDSA}…
     * @param random where chance comes from, if the provider asks
     * @return the source
     */
    public static ProviderKeyPairSource of(Provider provider, SecureRandom random) {
        return new ProviderKeyPairSource(Optional.of(provider), random);
    }

    @Override
    public KeyPair next(KeyAlgorithm algorithm) throws GeneralSecurityException {
        Optional<Provider> chosen = Signatures.providerFor(algorithm.family(), provider);
        KeyPairGenerator generator = chosen.isPresent()
                ? KeyPairGenerator.getInstance(algorithm.family(), chosen.get())
                : KeyPairGenerator.getInstance(algorithm.family());
        generator.initialize(parameters(algorithm), random);
        KeyPair keys = generator.generateKeyPair();
        check(keys, algorithm);
        return keys;
    }

    private static AlgorithmParameterSpec parameters(KeyAlgorithm algorithm) {
        return switch (algorithm) {
            case RSA_1024, RSA_2048, RSA_3072, RSA_4096 ->
                new RSAKeyGenParameterSpec(algorithm.bits(), RSAKeyGenParameterSpec.F4);
            case EC_prime256v1 -> new ECGenParameterSpec("secp256r1");
            case EC_secp384r1 -> new ECGenParameterSpec("secp384r1");
            case EC_secp521r1 -> new ECGenParameterSpec("secp521r1");
        };
    }

    private void check(KeyPair keys, KeyAlgorithm algorithm) throws GeneralSecurityException {
        byte[] publicKey = keys.getPublic().getEncoded();
        List<KeyFinding> findings = CHECK.check(publicKey);
        if (!findings.isEmpty()) {
            throw new GeneralSecurityException("the provider made a key that is refused: " + findings);
        }
        SignatureScheme scheme = SignatureScheme.of(algorithm);
        byte[] signature = SigningKey.of(keys.getPrivate(), scheme, provider).sign(SELF_TEST, random);
        if (!Signatures.verify(
                Signatures.publicKey(publicKey, scheme, provider), scheme, provider, SELF_TEST, signature)) {
            throw new SignatureException("the provider made a private and a public key that do not belong together");
        }
    }

    @Override
    public String toString() {
        return "ProviderKeyPairSource[" + provider.map(Provider::getName).orElse("defaults") + "]";
    }
}
