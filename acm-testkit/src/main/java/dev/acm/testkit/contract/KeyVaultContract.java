package dev.acm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.acm.certificate.KeyAlgorithm;
import dev.acm.key.KeyBinding;
import dev.acm.key.KeyUse;
import dev.acm.key.SealedKey;
import dev.acm.spi.KeyVault;
import dev.acm.spi.PortException.Effect;
import dev.acm.spi.VaultException;
import dev.acm.testkit.SigningRequests;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The contract of {@link KeyVault}, K1 to K3. That every opening is audited (K4) is the manager's to do, and tested there.
 */
public interface KeyVaultContract {
    /** What the keys of the tests are bound to. */
    KeyBinding BINDING =
            new KeyBinding("arn:acm:acm:eu-1:111122223333:certificate/6b1d3f0c-3f5e-4c86-9d57-0a8f0f5f2c11", 3, "tls");

    /** Why the tests open keys. */
    KeyUse USE = new KeyUse("contract", "test");

    /**
     * Makes a vault.
     *
     * @return a vault
     * @throws Exception if none can be made
     */
    KeyVault newVault() throws Exception;

    /**
     * Which algorithms it generates.
     *
     * @return RSA with 2048 bits and EC on P-256 and P-384, unless overridden
     */
    default List<KeyAlgorithm> algorithms() {
        return List.of(KeyAlgorithm.EC_prime256v1, KeyAlgorithm.EC_secp384r1, KeyAlgorithm.RSA_2048);
    }

    /**
     * Whether keys can be taken out (K3).
     *
     * @return true unless overridden
     */
    default boolean isExtractable() {
        return true;
    }

    /**
     * Each generated key is another.
     *
     * @throws Exception if the vault fails
     */
    @Test
    default void k1_generate_givesAnotherKeyEachTime() throws Exception {
        KeyVault vault = newVault();
        List<String> inTurn = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            inTurn.add(hex(vault.generate(BINDING, algorithms().get(0)).publicKey()));
        }

        List<String> atOnce = Race.run(
                thread -> hex(vault.generate(BINDING, algorithms().get(0)).publicKey()));

        inTurn.addAll(atOnce);
        assertThat(inTurn).doesNotHaveDuplicates();
    }

    /**
     * The public key is of the algorithm asked for, and the private key is its other half.
     *
     * @throws Exception if the vault fails
     */
    @Test
    default void k1_generate_givesThePairAskedFor() throws Exception {
        KeyVault vault = newVault();
        for (KeyAlgorithm algorithm : algorithms()) {
            SealedKey key = vault.generate(BINDING, algorithm);

            PublicKey publicKey = publicKey(key, algorithm.family());
            assertThat(bits(publicKey)).as("bits of %s", algorithm).isEqualTo(algorithm.bits());
            assertSignsFor(publicKey, vault.open(key, BINDING, USE), algorithm.signatureAlgorithm());
        }
    }

    /**
     * Signing in the vault gives a signature that the public key verifies.
     *
     * @throws Exception if the vault fails
     */
    @Test
    default void k1_sign_verifiesUnderThePublicKey() throws Exception {
        KeyVault vault = newVault();
        byte[] content = "to be signed".getBytes(StandardCharsets.UTF_8);
        for (KeyAlgorithm algorithm : algorithms()) {
            SealedKey key = vault.generate(BINDING, algorithm);

            byte[] signed = vault.sign(key, BINDING, algorithm.signatureAlgorithm(), content, USE);

            Signature signature = Signature.getInstance(algorithm.signatureAlgorithm());
            signature.initVerify(publicKey(key, algorithm.family()));
            signature.update(content);
            assertThat(signature.verify(signed)).as("%s verifies", algorithm).isTrue();
        }
    }

    /**
     * A sealed key does not open for another owner.
     *
     * @throws Exception if the vault fails
     */
    @Test
    default void k2_otherOwner_isRefused() throws Exception {
        assertClosedUnder(new KeyBinding(BINDING.owner() + "x", BINDING.generation(), BINDING.purpose()));
        assertClosedUnder(new KeyBinding("other", BINDING.generation(), BINDING.purpose()));
    }

    /**
     * A sealed key does not open for another generation.
     *
     * @throws Exception if the vault fails
     */
    @Test
    default void k2_otherGeneration_isRefused() throws Exception {
        assertClosedUnder(new KeyBinding(BINDING.owner(), BINDING.generation() + 1, BINDING.purpose()));
        assertClosedUnder(new KeyBinding(BINDING.owner(), BINDING.generation() + (1L << 32), BINDING.purpose()));
    }

    /**
     * A sealed key does not open for another purpose.
     *
     * @throws Exception if the vault fails
     */
    @Test
    default void k2_otherPurpose_isRefused() throws Exception {
        assertClosedUnder(new KeyBinding(BINDING.owner(), BINDING.generation(), "other"));
    }

    private void assertClosedUnder(KeyBinding other) throws Exception {
        KeyVault vault = newVault();
        SealedKey key = vault.generate(BINDING, algorithms().get(0));
        assertRefused(vault, key, other);
        assertThat(vault.open(key, BINDING, USE)).as("its own binding").isNotNull();
    }

    private void assertRefused(KeyVault vault, SealedKey key, KeyBinding binding) {
        String algorithm = algorithms().get(0).signatureAlgorithm();
        List<Throwable> thrown = Arrays.asList(
                catchThrowable(() -> vault.open(key, binding, USE)),
                catchThrowable(() -> vault.sign(key, binding, algorithm, new byte[1], USE)),
                catchThrowable(() -> vault.export(key, binding, USE)));
        assertThat(thrown).as("open, sign and export under %s", binding).allSatisfy(refused -> {
            assertThat(refused).isInstanceOf(VaultException.class);
            assertThat(((VaultException) refused).effect()).isEqualTo(Effect.NONE);
        });
    }

    /**
     * A sealed part in which anything was changed does not open.
     *
     * @throws Exception if the vault fails
     */
    @Test
    default void k2_changedSeal_isRefused() throws Exception {
        KeyVault vault = newVault();
        SealedKey key = vault.generate(BINDING, algorithms().get(0));
        int length = key.sealed().length;
        for (int at : new int[] {0, length / 2, length - 1}) {
            byte[] changed = key.sealed();
            changed[at] ^= 0x55;
            assertRefused(vault, new SealedKey(key.keyId(), key.publicKey(), changed), BINDING);
        }
    }

    /**
     * The public key of one with the sealed part of another does not open: key and chain could part.
     *
     * @throws Exception if the vault fails
     */
    @Test
    default void k2_halvesOfTwoKeys_areRefused() throws Exception {
        KeyVault vault = newVault();
        SealedKey one = vault.generate(BINDING, algorithms().get(0));
        SealedKey other = vault.generate(BINDING, algorithms().get(0));

        assertRefused(vault, new SealedKey(one.keyId(), one.publicKey(), other.sealed()), BINDING);
    }

    /**
     * A pair made elsewhere is bound just so.
     *
     * @throws Exception if the vault fails
     */
    @Test
    default void k2_sealedPair_opensOnlyUnderItsBinding() throws Exception {
        KeyVault vault = newVault();
        KeyPair keys = pair();

        SealedKey key = vault.seal(BINDING, keys);

        assertThat(key.publicKey()).isEqualTo(keys.getPublic().getEncoded());
        assertSignsFor(keys.getPublic(), vault.open(key, BINDING, USE), "SHA256withECDSA");
        assertRefused(vault, key, new KeyBinding(BINDING.owner(), BINDING.generation() + 1, BINDING.purpose()));
    }

    /**
     * What is stored of a key does not show the key.
     *
     * @throws Exception if the vault fails
     */
    @Test
    default void k2_seal_doesNotShowTheKey() throws Exception {
        KeyVault vault = newVault();
        KeyPair keys = pair();

        SealedKey key = vault.seal(BINDING, keys);

        for (String secret : secrets(keys.getPrivate().getEncoded())) {
            assertThat(hex(key.sealed())).doesNotContain(secret);
            assertThat(hex(Base64.getEncoder().encode(key.sealed()))).doesNotContain(secret);
            assertThat(new String(key.sealed(), StandardCharsets.ISO_8859_1)).doesNotContain(secret);
        }
        assertThat(new String(key.sealed(), StandardCharsets.ISO_8859_1))
                .doesNotContain(base64Middle(keys.getPrivate().getEncoded()));
    }

    /**
     * A refusal tells nothing of the key.
     *
     * @throws Exception if the vault fails
     */
    @Test
    default void k2_refusal_tellsNoSecret() throws Exception {
        KeyVault vault = newVault();
        KeyPair keys = pair();
        SealedKey key = vault.seal(BINDING, keys);

        Throwable refused = catchThrowable(() -> vault.open(key, new KeyBinding("other", 1, "tls"), USE));

        Set<String> told = new HashSet<>();
        for (Throwable link = refused; link != null; link = link.getCause()) {
            told.add(link.toString());
        }
        told.add(key.toString());
        told.add(vault.toString());
        for (String secret : secrets(keys.getPrivate().getEncoded())) {
            assertThat(told).isNotEmpty().noneMatch(text -> text.contains(secret));
        }
        assertThat(told)
                .noneMatch(text -> text.contains(base64Middle(keys.getPrivate().getEncoded())));
    }

    /**
     * An extractable key comes out as PKCS#8 of the other half.
     *
     * @throws Exception if the vault fails
     */
    @Test
    default void k3_export_extractable_givesTheKey() throws Exception {
        assumeTrue(isExtractable(), "keys of this vault are unextractable");
        KeyVault vault = newVault();
        for (KeyAlgorithm algorithm : algorithms()) {
            SealedKey key = vault.generate(BINDING, algorithm);

            byte[] exported = vault.export(key, BINDING, USE);

            PrivateKey privateKey =
                    KeyFactory.getInstance(algorithm.family()).generatePrivate(new PKCS8EncodedKeySpec(exported));
            assertSignsFor(publicKey(key, algorithm.family()), privateKey, algorithm.signatureAlgorithm());
        }
    }

    /**
     * An unextractable key does not come out.
     *
     * @throws Exception if the vault fails
     */
    @Test
    default void k3_export_unextractable_isRefused() throws Exception {
        assumeFalse(isExtractable(), "keys of this vault are extractable");
        KeyVault vault = newVault();
        SealedKey key = vault.generate(BINDING, algorithms().get(0));

        assertThat(catchThrowable(() -> vault.export(key, BINDING, USE))).isInstanceOf(VaultException.class);
        assertThat(vault.open(key, BINDING, USE).getEncoded()).isNull();
    }

    /**
     * Forgetting a key twice is forgetting it once, and forgets no other.
     *
     * @throws Exception if the vault fails
     */
    @Test
    default void k5_destroyTwice_isDestroyingOnce() throws Exception {
        KeyVault vault = newVault();
        SealedKey key = vault.generate(BINDING, algorithms().get(0));
        SealedKey other = vault.generate(BINDING, algorithms().get(0));

        vault.destroy(key, BINDING);
        vault.destroy(key, BINDING);

        assertThat(vault.open(other, BINDING, USE)).as("another key").isNotNull();
    }

    private static KeyPair pair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static PublicKey publicKey(SealedKey key, String family) {
        PublicKey publicKey = SigningRequests.publicKeyOf(key.publicKey());
        assertThat(publicKey.getAlgorithm()).isEqualTo(family);
        return publicKey;
    }

    private static int bits(PublicKey key) {
        if (key instanceof RSAKey rsa) {
            return rsa.getModulus().bitLength();
        }
        return ((ECKey) key).getParams().getCurve().getField().getFieldSize();
    }

    private static void assertSignsFor(PublicKey publicKey, PrivateKey privateKey, String algorithm) throws Exception {
        byte[] content = "probe".getBytes(StandardCharsets.UTF_8);
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(privateKey);
        signature.update(content);
        byte[] signed = signature.sign();
        signature.initVerify(publicKey);
        signature.update(content);
        assertThat(signature.verify(signed)).as("the halves belong together").isTrue();
    }

    private static String hex(byte[] octets) {
        return HexFormat.of().formatHex(octets);
    }

    /** Pieces of sixteen octets out of the part of the PKCS#8 that holds the number. */
    private static List<String> secrets(byte[] encoded) {
        List<String> pieces = new ArrayList<>();
        for (int at = 36; at + 16 <= Math.min(encoded.length, 68); at += 8) {
            pieces.add(hex(Arrays.copyOfRange(encoded, at, at + 16)));
        }
        return pieces;
    }

    private static String base64Middle(byte[] encoded) {
        return Base64.getEncoder().encodeToString(encoded).substring(48, 80);
    }
}
