package dev.acm.ca.key;

import java.math.BigInteger;
import java.util.stream.IntStream;

/**
 * Recognises RSA moduli made by the library of CVE-2017-15361: modulo each of the primes 3 to 167 they are powers of 65537.
 *
 * <p>About one random modulus in 2^27.8 is caught with them, which is a safe refusal.
 */
final class RocaFingerprint {
    private static final int LAST_PRIME = 167;
    private static final int[] PRIMES = primes();
    private static final boolean[][] POWERS = powers();

    private RocaFingerprint() {}

    static boolean matches(BigInteger n) {
        for (int i = 0; i < PRIMES.length; i++) {
            int residue = n.mod(BigInteger.valueOf(PRIMES[i])).intValue();
            if (!POWERS[i][residue]) {
                return false;
            }
        }
        return true;
    }

    private static int[] primes() {
        return IntStream.rangeClosed(3, LAST_PRIME)
                .filter(n -> BigInteger.valueOf(n).isProbablePrime(50))
                .toArray();
    }

    private static boolean[][] powers() {
        boolean[][] powers = new boolean[PRIMES.length][];
        for (int i = 0; i < PRIMES.length; i++) {
            powers[i] = new boolean[PRIMES[i]];
            int value = 1;
            do {
                powers[i][value] = true;
                value = value * (65537 % PRIMES[i]) % PRIMES[i];
            } while (value != 1);
        }
        return powers;
    }
}
