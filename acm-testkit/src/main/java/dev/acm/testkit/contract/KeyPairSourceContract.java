package dev.acm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.certificate.KeyAlgorithm;
import dev.acm.spi.KeyPairSource;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@link KeyPairSource} promises, G1 to G4. */
public interface KeyPairSourceContract {
    /** F4, the public exponent that CA/B BR 6.1.6 asks for at least. */
    BigInteger LEAST_EXPONENT = BigInteger.valueOf(65537);

    /**
     * Opens the source.
     *
     * @return a source that is ready
     * @throws Exception if it cannot be opened
     */
    KeyPairSource newSource() throws Exception;

    /**
     * Which algorithms to try.
     *
     * @return P-256 and RSA of 2048 bits unless overridden
     */
    default List<KeyAlgorithm> algorithms() {
        return List.of(KeyAlgorithm.EC_prime256v1, KeyAlgorithm.RSA_2048);
    }

    private static boolean isAsAsked(KeyPair pair, KeyAlgorithm algorithm) {
        if (pair.getPublic() instanceof RSAPublicKey key) {
            return algorithm.name().equals("RSA_" + key.getModulus().bitLength())
                    && key.getPublicExponent().compareTo(LEAST_EXPONENT) >= 0;
        }
        if (pair.getPublic() instanceof ECPublicKey key) {
            int bits = key.getParams().getCurve().getField().getFieldSize();
            return algorithm.name().startsWith("EC_") && algorithm.name().contains(Integer.toString(bits));
        }
        return false;
    }

    /**
     * G1: a pair is of the algorithm that was asked for.
     *
     * @throws Exception if the source fails
     */
    @Test
    default void g1_pair_isOfTheAlgorithm() throws Exception {
        KeyPairSource source = newSource();

        for (KeyAlgorithm algorithm : algorithms()) {
            assertThat(isAsAsked(source.next(algorithm), algorithm))
                    .as("a pair for " + algorithm)
                    .isTrue();
        }
    }

    /**
     * G2: its halves belong together.
     *
     * @throws Exception if the source fails
     */
    @Test
    default void g2_halves_belongTogether() throws Exception {
        KeyPairSource source = newSource();

        for (KeyAlgorithm algorithm : algorithms()) {
            assertThat(signs(source.next(algorithm), algorithm))
                    .as("what the private key of " + algorithm + " signed verifies under the public key")
                    .isTrue();
        }
    }

    private static boolean signs(KeyPair pair, KeyAlgorithm algorithm) throws GeneralSecurityException {
        byte[] content = {1, 2, 3};
        Signature signature = Signature.getInstance(algorithm.signatureAlgorithm());
        signature.initSign(pair.getPrivate());
        signature.update(content);
        byte[] signed = signature.sign();
        signature.initVerify(pair.getPublic());
        signature.update(content);
        return signature.verify(signed);
    }

    /**
     * G3: nobody else was given the pair.
     *
     * @throws Exception if the source fails
     */
    @Test
    default void g3_pairs_areAllDifferent() throws Exception {
        KeyPairSource source = newSource();
        List<String> given = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            given.add(source.next(algorithms().get(0)).getPublic().toString());
        }

        assertThat(given).doesNotHaveDuplicates();
    }

    /**
     * G3 holds across two sources, as after a restart.
     *
     * @throws Exception if the source fails
     */
    @Test
    default void g3_afterRestart_noPairComesBack() throws Exception {
        KeyAlgorithm algorithm = algorithms().get(0);

        assertThat(newSource().next(algorithm).getPublic())
                .isNotEqualTo(newSource().next(algorithm).getPublic());
    }

    /**
     * G4: many threads may ask at once, and no two are given the same pair.
     *
     * @throws Exception if the source fails
     */
    @Test
    default void g4_manyThreads_allDifferent() throws Exception {
        KeyPairSource source = newSource();
        Set<String> given = Collections.synchronizedSet(new HashSet<>());
        int each = 5;

        Race.run(thread -> {
            for (int i = 0; i < each; i++) {
                given.add(source.next(algorithms().get(0)).getPublic().toString());
            }
            return thread;
        });

        assertThat(given).hasSize(Race.THREADS * each);
    }
}
