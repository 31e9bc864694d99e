package dev.acm.testkit.wrong;

import dev.acm.certificate.KeyAlgorithm;
import dev.acm.spi.KeyPairSource;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Sources of key pairs that break the contract in one way each, over a right one. */
@SuppressWarnings("ImmutableEnumChecker") // the sets are of Set.of
public enum WrongKeyPairSource {
    /** Gives what it likes best, whatever was asked for (G1). */
    IGNORES_THE_ALGORITHM("g1_pair_isOfTheAlgorithm", "g2_halves_belongTogether") {
        @Override
        public KeyPairSource over(KeyPairSource right) {
            return algorithm -> right.next(KeyAlgorithm.EC_secp384r1);
        }
    },
    /** Gives the halves of two pairs (G2). */
    MIXES_PAIRS("g2_halves_belongTogether") {
        @Override
        public KeyPairSource over(KeyPairSource right) {
            return algorithm -> new KeyPair(
                    right.next(algorithm).getPublic(), right.next(algorithm).getPrivate());
        }
    },
    /** Gives everybody the same pair until it is opened again (G3). */
    GIVES_ONE_PAIR_TO_ALL("g3_pairs_areAllDifferent", "g4_manyThreads_allDifferent") {
        @Override
        public KeyPairSource over(KeyPairSource right) {
            return new First(right, new ConcurrentHashMap<>(), new AtomicBoolean())::same;
        }
    },
    /** Begins with the same pair each time it is opened (G3). */
    REPEATS_AFTER_A_RESTART("g3_afterRestart_noPairComesBack") {
        @Override
        public KeyPairSource over(KeyPairSource right) {
            return new First(right, STORED, new AtomicBoolean())::firstThenFresh;
        }
    };

    private static final Map<KeyAlgorithm, KeyPair> STORED = new ConcurrentHashMap<>();

    private final Set<String> caughtBy;

    WrongKeyPairSource(String... caughtBy) {
        this.caughtBy = Set.of(caughtBy);
    }

    /**
     * Makes a wrong source.
     *
     * @param right where its pairs come from
     * @return the source
     */
    public abstract KeyPairSource over(KeyPairSource right);

    /**
     * Which tests of {@link dev.acm.testkit.contract.KeyPairSourceContract} must fail for this source.
     *
     * @return the names of the methods
     */
    public Set<String> caughtBy() {
        return caughtBy;
    }

    /** Keeps the first pair of each algorithm. */
    private record First(KeyPairSource right, Map<KeyAlgorithm, KeyPair> kept, AtomicBoolean begun) {
        KeyPair same(KeyAlgorithm algorithm) throws GeneralSecurityException {
            KeyPair fresh = right.next(algorithm);
            KeyPair known = kept.putIfAbsent(algorithm, fresh);
            return known == null ? fresh : known;
        }

        KeyPair firstThenFresh(KeyAlgorithm algorithm) throws GeneralSecurityException {
            return begun.getAndSet(true) ? right.next(algorithm) : same(algorithm);
        }
    }
}
