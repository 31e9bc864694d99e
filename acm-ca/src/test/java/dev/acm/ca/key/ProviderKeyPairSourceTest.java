package dev.acm.ca.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acm.ca.internal.Signatures;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.key.KeyBinding;
import dev.acm.key.KeyUse;
import dev.acm.key.SealedKey;
import dev.acm.vault.HostKey;
import dev.acm.vault.SoftwareKeyVault;
import java.io.Serial;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyPairGeneratorSpi;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Keys of a provider of the host's choice")
class ProviderKeyPairSourceTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    @ParameterizedTest
    @EnumSource(
            value = KeyAlgorithm.class,
            names = {"RSA_2048", "EC_prime256v1", "EC_secp384r1", "EC_secp521r1"})
    void next_eachAlgorithm_isThatKindAndSealsAndSigns(KeyAlgorithm algorithm) throws Exception {
        ProviderKeyPairSource source = ProviderKeyPairSource.ofDefaults(RANDOM);

        KeyPair keys = source.next(algorithm);

        assertThat(PublicKeyCheck.algorithmOf(keys.getPublic().getEncoded())).contains(algorithm);
        SoftwareKeyVault vault = new SoftwareKeyVault(List.of(HostKey.of("test", new byte[32])), source, RANDOM);
        KeyBinding binding = new KeyBinding("owner", 1, "test");
        SealedKey sealed = vault.seal(binding, keys);
        assertThat(vault.sign(sealed, binding, algorithm.signatureAlgorithm(), new byte[1], new KeyUse("test", "test")))
                .isNotEmpty();
    }

    @Test
    void next_defaults_areBouncyCastleForEcAndTheJdkForRsaAndNothingIsRegistered() throws Exception {
        ProviderKeyPairSource source = ProviderKeyPairSource.ofDefaults(RANDOM);

        KeyPair ec = source.next(KeyAlgorithm.EC_prime256v1);
        KeyPair rsa = source.next(KeyAlgorithm.RSA_2048);

        assertThat(ec.getPrivate().getClass().getName()).startsWith("org.bouncycastle.");
        assertThat(rsa.getPrivate().getClass().getName()).startsWith("sun.security.");
        assertThat(Security.getProvider("BC")).isNull();
    }

    @Test
    void next_providerGiven_makesTheKey() throws Exception {
        ProviderKeyPairSource source = ProviderKeyPairSource.of(Signatures.bouncyCastle(), RANDOM);

        assertThat(source.next(KeyAlgorithm.RSA_2048).getPrivate().getClass().getName())
                .startsWith("org.bouncycastle.");
        assertThat(source).hasToString("ProviderKeyPairSource[BC]");
    }

    @Test
    @DisplayName("BR 6.1.5: no key that would be refused")
    void next_rsa1024_isRefused() {
        assertThatThrownBy(() -> ProviderKeyPairSource.ofDefaults(RANDOM).next(KeyAlgorithm.RSA_1024))
                .isInstanceOf(GeneralSecurityException.class)
                .hasMessageContaining("SIZE_TOO_SMALL");
    }

    @Test
    void next_providerMixesUpItsPairs_isFoundByTheSelfTest() {
        assertThatThrownBy(() ->
                        ProviderKeyPairSource.of(new FaultyProvider(), RANDOM).next(KeyAlgorithm.EC_prime256v1))
                .isInstanceOf(GeneralSecurityException.class)
                .hasMessageContaining("do not belong together");
    }

    /** Gives the public key of one pair with the private key of another. */
    private static final class FaultyProvider extends Provider {
        @Serial
        private static final long serialVersionUID = 1L;

        FaultyProvider() {
            super("Faulty", "1", "mixes up its pairs");
            for (String type : List.of("KeyFactory.EC", "Signature.SHA256withECDSA")) {
                String[] parts = type.split("\\.", 2);
                putService(new Service(this, parts[0], parts[1], "none", null, Map.of()) {
                    @Override
                    public Object newInstance(Object parameter) throws java.security.NoSuchAlgorithmException {
                        return Signatures.bouncyCastle()
                                .getService(parts[0], parts[1])
                                .newInstance(parameter);
                    }
                });
            }
            putService(new Service(this, "KeyPairGenerator", "EC", "none", null, Map.of()) {
                @Override
                public Object newInstance(Object parameter) {
                    return new Mixing();
                }
            });
        }
    }

    private static final class Mixing extends KeyPairGeneratorSpi {
        @Override
        public void initialize(int bits, SecureRandom random) {}

        @Override
        public void initialize(AlgorithmParameterSpec parameters, SecureRandom random) {}

        @Override
        public KeyPair generateKeyPair() {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
                generator.initialize(new ECGenParameterSpec("secp256r1"));
                return new KeyPair(
                        generator.generateKeyPair().getPublic(),
                        generator.generateKeyPair().getPrivate());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
