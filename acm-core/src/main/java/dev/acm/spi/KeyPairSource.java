package dev.acm.spi;

import dev.acm.certificate.KeyAlgorithm;
import java.security.GeneralSecurityException;
import java.security.KeyPair;

/** Where new key pairs come from: the JDK, a provider, a pool. Must be safe to call from many threads. */
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
