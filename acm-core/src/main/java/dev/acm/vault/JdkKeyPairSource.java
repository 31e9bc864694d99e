package dev.acm.vault;

import dev.acm.certificate.KeyAlgorithm;
import dev.acm.spi.KeyPairSource;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Objects;

/**
 * Makes each key pair when asked, with the JDK's own providers. RSA takes tenths of a second to seconds, so a host that
 * issues in bulk prefers EC or a pool. RSA keys have the public exponent 65537. Safe to use from many threads.
 */
public final class JdkKeyPairSource implements KeyPairSource {
    private final SecureRandom random;

    /**
     * Sets up the source.
     *
     * @param random where chance comes from
     */
    public JdkKeyPairSource(SecureRandom random) {
        this.random = Objects.requireNonNull(random, "random");
    }

    @Override
    public KeyPair next(KeyAlgorithm algorithm) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm.family());
        generator.initialize(parameters(algorithm), random);
        return generator.generateKeyPair();
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

    @Override
    public String toString() {
        return "JdkKeyPairSource";
    }
}
