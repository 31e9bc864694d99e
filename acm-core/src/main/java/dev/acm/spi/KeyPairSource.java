package dev.acm.spi;

import dev.acm.certificate.KeyAlgorithm;
import java.security.GeneralSecurityException;
import java.security.KeyPair;

/**
 * Where new key pairs come from: the JDK, a provider, a pool.
 *
 * <ul>
 *   <li>G1 A pair MUST be of the algorithm that was asked for; RSA with a public exponent of 65537 or more (CA/B BR 6.1.6).
 *   <li>G2 Its two halves MUST belong together.
 *   <li>G3 A pair MUST NOT be given to anybody else, before or after, also not after a restart.
 *   <li>G4 It MUST be safe to call from many threads.
 * </ul>
 */
@FunctionalInterface
public interface KeyPairSource {
    /**
     * Gives a key pair that nobody else was given or will be.
     *
     * @param algorithm the algorithm
     * @return the pair
     * @throws GeneralSecurityException if none can be made
     */
    KeyPair next(KeyAlgorithm algorithm) throws GeneralSecurityException;
}
