package dev.acm.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.acm.certificate.KeyAlgorithm;
import dev.acm.key.KeyBinding;
import dev.acm.key.KeyUse;
import dev.acm.key.SealedKey;
import dev.acm.spi.PortException.Effect;
import dev.acm.spi.RetryClass;
import dev.acm.spi.VaultException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is particular to this vault; the sentences of the contract are tested by the test kit's KeyVaultContract. */
class SoftwareKeyVaultTest {
    private static final KeyUse USE = new KeyUse("test", "tester");
    private static final KeyBinding BINDING = new KeyBinding("owner", 1, "tls");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final HostKey OLD = HostKey.of("old", filled(1));
    private static final HostKey NEW = HostKey.of("new", filled(2));

    private final SoftwareKeyVault vault = vault(OLD);

    private static byte[] filled(int value) {
        byte[] octets = new byte[32];
        Arrays.fill(octets, (byte) value);
        return octets;
    }

    private static SoftwareKeyVault vault(HostKey... hostKeys) {
        return new SoftwareKeyVault(List.of(hostKeys), new JdkKeyPairSource(RANDOM), RANDOM);
    }

    private static KeyPair pair() throws GeneralSecurityException {
        return new JdkKeyPairSource(RANDOM).next(KeyAlgorithm.EC_prime256v1);
    }

    private void assertClosed(SealedKey key, KeyBinding binding) {
        VaultException refused = catchThrowableOfType(VaultException.class, () -> vault.open(key, binding, USE));

        assertThat(refused).isNotNull();
        assertThat(refused.effect()).isEqualTo(Effect.NONE);
        assertThat(refused.retryClass()).isEqualTo(RetryClass.NEVER);
    }

    @Nested
    @DisplayName("K2: opens only under its binding")
    class Binding {
        @Test
        void open_anyOctetChanged_isRefused() throws Exception {
            SealedKey key = vault.seal(BINDING, pair());
            int octets = key.sealed().length;

            IntStream.range(0, octets).forEach(at -> {
                byte[] changed = key.sealed();
                changed[at] ^= 1;
                assertClosed(new SealedKey(key.keyId(), key.publicKey(), changed), BINDING);
            });
        }

        @Test
        void open_cutOff_isRefused() throws Exception {
            SealedKey key = vault.seal(BINDING, pair());

            IntStream.range(0, key.sealed().length)
                    .forEach(length -> assertClosed(
                            new SealedKey(key.keyId(), key.publicKey(), Arrays.copyOf(key.sealed(), length)), BINDING));
        }

        @Test
        void open_publicKeyOfAnother_isRefused() throws Exception {
            SealedKey key = vault.seal(BINDING, pair());

            assertClosed(new SealedKey(key.keyId(), pair().getPublic().getEncoded(), key.sealed()), BINDING);
        }

        @Test
        void open_partsMovedAcrossABoundary_isRefused() throws Exception {
            SealedKey key = vault.seal(new KeyBinding("ab", 1, "c"), pair());

            assertClosed(key, new KeyBinding("a", 1, "bc"));
            assertClosed(key, new KeyBinding("ab", 1, "cd"));
        }

        @Test
        void open_otherLoneSurrogate_isRefused() throws Exception {
            SealedKey key = vault.seal(new KeyBinding("\ud800", 1, "tls"), pair());

            assertClosed(key, new KeyBinding("\ud801", 1, "tls"));
        }
    }

    @Nested
    @DisplayName("Rotation of the host key")
    class Rotation {
        @Test
        void open_olderHostKeyStillGiven_opens() throws Exception {
            KeyPair keys = pair();
            SealedKey key = vault.seal(BINDING, keys);

            assertThat(vault(NEW, OLD).open(key, BINDING, USE)).isEqualTo(keys.getPrivate());
        }

        @Test
        void reseal_olderHostKey_isUnderTheNewest() throws Exception {
            KeyPair keys = pair();
            SealedKey key = vault.seal(BINDING, keys);

            SealedKey again = vault(NEW, OLD).reseal(key, BINDING);

            assertThat(again.keyId()).isEqualTo("new");
            assertThat(again.publicKey()).isEqualTo(key.publicKey());
            assertThat(vault(NEW).open(again, BINDING, USE)).isEqualTo(keys.getPrivate());
            assertThat(vault(NEW, OLD).reseal(again, BINDING)).isSameAs(again);
        }

        @Test
        void reseal_otherBinding_isRefused() throws Exception {
            SealedKey key = vault.seal(BINDING, pair());

            assertThatThrownBy(() -> vault(NEW, OLD).reseal(key, new KeyBinding("owner", 2, "tls")))
                    .isInstanceOf(VaultException.class);
        }

        @Test
        void open_hostKeyNotGiven_asksForIt() throws Exception {
            SealedKey key = vault.seal(BINDING, pair());

            VaultException refused =
                    catchThrowableOfType(VaultException.class, () -> vault(NEW).open(key, BINDING, USE));

            assertThat(refused).hasMessageContaining("'old'");
            assertThat(refused.retryClass()).isEqualTo(RetryClass.HUMAN);
        }

        @Test
        void open_otherHostKeyUnderTheSameId_isRefused() throws Exception {
            SealedKey key = vault.seal(BINDING, pair());

            assertThatThrownBy(() -> vault(HostKey.of("old", filled(3))).open(key, BINDING, USE))
                    .isInstanceOf(VaultException.class);
        }
    }

    @Test
    void seal_samePairTwice_drawsAnotherNonce() throws Exception {
        KeyPair keys = pair();

        byte[] first = vault.seal(BINDING, keys).sealed();
        byte[] second = vault.seal(BINDING, keys).sealed();

        assertThat(Arrays.copyOfRange(first, 2, 14)).isNotEqualTo(Arrays.copyOfRange(second, 2, 14));
    }

    @Test
    void seal_keyOfAnotherFamily_isRefused() throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();

        assertThatThrownBy(() -> vault.seal(BINDING, keys))
                .isInstanceOf(VaultException.class)
                .hasMessageContaining("RSA and EC");
    }

    @Test
    void sign_algorithmOfAnotherFamily_isRefused() throws Exception {
        SealedKey key = vault.seal(BINDING, pair());

        assertThatThrownBy(() -> vault.sign(key, BINDING, "SHA256withRSA", new byte[1], USE))
                .isInstanceOf(VaultException.class)
                .hasMessageContaining("SHA256withRSA");
    }

    @ParameterizedTest
    @EnumSource(names = {"RSA_2048", "EC_prime256v1", "EC_secp384r1", "EC_secp521r1"})
    void generate_eachAlgorithm_opensAsThatFamily(KeyAlgorithm algorithm) throws Exception {
        SealedKey key = vault.generate(BINDING, algorithm);

        assertThat(vault.open(key, BINDING, USE).getAlgorithm()).isEqualTo(algorithm.family());
        assertThat(vault.sign(key, BINDING, algorithm.signatureAlgorithm(), new byte[1], USE))
                .isNotEmpty();
    }

    @Test
    void generate_sourceFails_isTransient() {
        SoftwareKeyVault broken = new SoftwareKeyVault(
                List.of(OLD),
                algorithm -> {
                    throw new GeneralSecurityException("no provider");
                },
                RANDOM);

        VaultException failed =
                catchThrowableOfType(VaultException.class, () -> broken.generate(BINDING, KeyAlgorithm.EC_prime256v1));

        assertThat(failed.retryClass()).isEqualTo(RetryClass.TRANSIENT);
    }

    @Test
    void toString_hostKeys_showIdsOnly() {
        assertThat(vault.toString()).isEqualTo("SoftwareKeyVault[old]");
        assertThat(OLD.toString())
                .isEqualTo("HostKey[old]")
                .doesNotContain(HexFormat.of().formatHex(filled(1)));
    }

    @Test
    void hostKey_wrongLengthOrKind_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> HostKey.of("x", new byte[16]));
        assertThatIllegalArgumentException().isThrownBy(() -> HostKey.of("x", new SecretKeySpec(new byte[16], "AES")));
        assertThatIllegalArgumentException().isThrownBy(() -> HostKey.of("x", new SecretKeySpec(new byte[32], "DES")));
        assertThat(HostKey.of("x", new SecretKeySpec(new byte[32], "AES")).id()).isEqualTo("x");
    }

    @Test
    void vault_noHostKeyOrIdTwice_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(SoftwareKeyVaultTest::vault);
        assertThatIllegalArgumentException().isThrownBy(() -> vault(OLD, HostKey.of("old", filled(9))));
    }
}
