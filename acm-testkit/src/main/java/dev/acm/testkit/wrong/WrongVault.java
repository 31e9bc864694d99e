package dev.acm.testkit.wrong;

import dev.acm.certificate.KeyAlgorithm;
import dev.acm.key.KeyBinding;
import dev.acm.spi.KeyPairSource;
import dev.acm.spi.KeyVault;
import dev.acm.vault.HostKey;
import dev.acm.vault.JdkKeyPairSource;
import dev.acm.vault.SoftwareKeyVault;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Key vaults that break the contract in one way each. */
@SuppressWarnings("ImmutableEnumChecker") // the sets are of Set.of, the functions keep nothing
public enum WrongVault {
    /** Gives the same keys again after a while (K1). */
    GIVES_KEYS_AGAIN(Set.of("k1_generate_givesAnotherKeyEachTime")) {
        @Override
        public KeyVault newVault(SecureRandom random) {
            return right(new Repeating(new JdkKeyPairSource(random)), random);
        }
    },
    /** Makes keys on the curve it likes (K1). */
    CHOOSES_THE_ALGORITHM(Set.of("k1_generate_givesThePairAskedFor")) {
        @Override
        public KeyVault newVault(SecureRandom random) {
            KeyPairSource source = new JdkKeyPairSource(random);
            return right(unused -> source.next(KeyAlgorithm.EC_secp384r1), random);
        }
    },
    /** Signs nothing instead of what it is given (K1). */
    SIGNS_NOTHING(Set.of("k1_sign_verifiesUnderThePublicKey")) {
        @Override
        public KeyVault newVault(SecureRandom random) {
            return LooseVaults.signingNothing(right(new JdkKeyPairSource(random), random));
        }
    },
    /** Opens what was changed after it was sealed (K2). */
    SKIPS_THE_LAST_OCTET(Set.of("k2_changedSeal_isRefused")) {
        @Override
        public KeyVault newVault(SecureRandom random) {
            return LooseVaults.skippingTheLastOctet(right(new JdkKeyPairSource(random), random));
        }
    },
    /** Lets out another key than the one asked for (K3). */
    EXPORTS_ANOTHER_KEY(Set.of("k3_export_extractable_givesTheKey")) {
        @Override
        public KeyVault newVault(SecureRandom random) {
            return LooseVaults.exportingAnother(right(new JdkKeyPairSource(random), random));
        }
    },
    /** Says that its keys cannot be taken out, and lets them out (K3). */
    LETS_KEYS_OUT(Set.of("k3_export_unextractable_isRefused")) {
        @Override
        public KeyVault newVault(SecureRandom random) {
            return right(new JdkKeyPairSource(random), random);
        }

        @Override
        public boolean isExtractable() {
            return false;
        }
    },
    /** Destroys more than it was told to (K5). */
    DESTROYS_ALL(Set.of("k5_destroyTwice_isDestroyingOnce")) {
        @Override
        public KeyVault newVault(SecureRandom random) {
            return LooseVaults.destroyingAll(right(new JdkKeyPairSource(random), random));
        }
    },
    /** Opens for every owner (K2). */
    IGNORES_THE_OWNER(Set.of("k2_otherOwner_isRefused")) {
        @Override
        public KeyVault newVault(SecureRandom random) {
            return rebinding(random, b -> new KeyBinding("anybody", b.generation(), b.purpose()));
        }
    },
    /** Opens for every generation (K2). */
    IGNORES_THE_GENERATION(Set.of("k2_otherGeneration_isRefused", "k2_sealedPair_opensOnlyUnderItsBinding")) {
        @Override
        public KeyVault newVault(SecureRandom random) {
            return rebinding(random, b -> new KeyBinding(b.owner(), 0, b.purpose()));
        }
    },
    /** Binds the lower half of the generation only (K2). */
    CUTS_THE_GENERATION(Set.of("k2_otherGeneration_isRefused")) {
        @Override
        public KeyVault newVault(SecureRandom random) {
            return rebinding(random, b -> new KeyBinding(b.owner(), b.generation() & 0x7fff_ffffL, b.purpose()));
        }
    },
    /** Opens for every purpose (K2). */
    IGNORES_THE_PURPOSE(Set.of("k2_otherPurpose_isRefused")) {
        @Override
        public KeyVault newVault(SecureRandom random) {
            return rebinding(random, b -> new KeyBinding(b.owner(), b.generation(), "any"));
        }
    },
    /** Opens one key under the public key of another (K2). */
    PARTS_THE_HALVES(Set.of("k2_halvesOfTwoKeys_areRefused")) {
        @Override
        public KeyVault newVault(SecureRandom random) {
            return LooseVaults.partingTheHalves(right(new JdkKeyPairSource(random), random));
        }
    },
    /** Signs and checks what it stores, but does not encrypt it. */
    SEALS_IN_THE_OPEN(Set.of("k2_seal_doesNotShowTheKey")) {
        @Override
        public KeyVault newVault(SecureRandom random) {
            return LooseVaults.sealingInTheOpen(right(new JdkKeyPairSource(random), random));
        }
    },
    /** Tells the key when it refuses to open it. */
    TELLS_SECRETS(Set.of("k2_refusal_tellsNoSecret")) {
        @Override
        public KeyVault newVault(SecureRandom random) {
            return LooseVaults.tellingSecrets(right(new JdkKeyPairSource(random), random));
        }
    };

    private final Set<String> caughtBy;

    WrongVault(Set<String> caughtBy) {
        this.caughtBy = caughtBy;
    }

    /**
     * Makes a vault.
     *
     * @param random where chance comes from
     * @return a wrong vault
     */
    public abstract KeyVault newVault(SecureRandom random);

    /**
     * Whether it says that its keys can be taken out.
     *
     * @return true unless the fault is about that
     */
    public boolean isExtractable() {
        return true;
    }

    /**
     * Which tests of {@link dev.acm.testkit.contract.KeyVaultContract} must fail for this vault.
     *
     * @return the names of the methods
     */
    public Set<String> caughtBy() {
        return caughtBy;
    }

    private static KeyVault right(KeyPairSource source, SecureRandom random) {
        byte[] key = new byte[32];
        random.nextBytes(key);
        return new SoftwareKeyVault(List.of(HostKey.of("k1", key)), source, random);
    }

    private static KeyVault rebinding(SecureRandom random, UnaryOperator<KeyBinding> binding) {
        return LooseVaults.rebinding(right(new JdkKeyPairSource(random), random), binding);
    }

    /** Goes round in a pool of four. */
    private static final class Repeating implements KeyPairSource {
        private static final int POOL = 4;

        private final KeyPairSource source;
        private final List<KeyPair> pool = new ArrayList<>();
        private int given;

        private Repeating(KeyPairSource source) {
            this.source = source;
        }

        @Override
        public synchronized KeyPair next(KeyAlgorithm algorithm) throws GeneralSecurityException {
            if (algorithm != KeyAlgorithm.EC_prime256v1) {
                return source.next(algorithm);
            }
            if (pool.size() < POOL) {
                pool.add(source.next(algorithm));
            }
            return pool.get(given++ % POOL);
        }
    }
}
