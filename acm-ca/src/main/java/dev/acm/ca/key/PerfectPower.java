package dev.acm.ca.key;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Recognises odd powers of numbers above 752; squares fall to Fermat's method. */
final class PerfectPower {
    // 752 needs 10 bits, so an 8192-bit modulus is at most an 819th power of what the test of small factors lets pass
    private static final int BITS_OF_BASE = 10;
    private static final int WITNESSES = 6;
    private static final List<Exponent> EXPONENTS = exponents(8192 / BITS_OF_BASE);

    private PerfectPower() {}

    static boolean matches(BigInteger n) {
        for (Exponent exponent : EXPONENTS) {
            if (exponent.k * (BITS_OF_BASE - 1) > n.bitLength()) {
                return false;
            }
            if (exponent.mayBePower(n) && root(n, exponent.k).pow(exponent.k).equals(n)) {
                return true;
            }
        }
        return false;
    }

    /** An odd prime k, and primes q = 1 mod k: of k residues modulo such a q only one is a k-th power's. */
    private static final class Exponent {
        private final int k;
        private final int[] witnesses;

        Exponent(int k, int[] witnesses) {
            this.k = k;
            this.witnesses = witnesses;
        }

        boolean mayBePower(BigInteger n) {
            for (int q : witnesses) {
                long residue = n.mod(BigInteger.valueOf(q)).longValue();
                if (residue != 0 && power(residue, (q - 1) / k, q) != 1) {
                    return false;
                }
            }
            return true;
        }
    }

    private static long power(long base, int exponent, long modulus) {
        long result = 1;
        long square = base;
        for (int e = exponent; e > 0; e >>= 1) {
            if ((e & 1) != 0) {
                result = result * square % modulus;
            }
            square = square * square % modulus;
        }
        return result;
    }

    /** ⌊n^(1/k)⌋ by Newton's method from above. */
    private static BigInteger root(BigInteger n, int k) {
        BigInteger x = BigInteger.ONE.shiftLeft(n.bitLength() / k + 1);
        while (true) {
            BigInteger next = x.multiply(BigInteger.valueOf(k - 1L))
                    .add(n.divide(x.pow(k - 1)))
                    .divide(BigInteger.valueOf(k));
            if (next.compareTo(x) >= 0) {
                return x;
            }
            x = next;
        }
    }

    private static List<Exponent> exponents(int limit) {
        List<Exponent> exponents = new ArrayList<>();
        for (int k = 3; k <= limit; k += 2) {
            if (isPrime(k)) {
                int[] witnesses = new int[WITNESSES];
                int q = 1;
                for (int found = 0; found < WITNESSES; ) {
                    q += 2 * k;
                    if (isPrime(q)) {
                        witnesses[found++] = q;
                    }
                }
                exponents.add(new Exponent(k, witnesses));
            }
        }
        return List.copyOf(exponents);
    }

    private static boolean isPrime(int n) {
        for (int d = 3; d * d <= n; d += 2) {
            if (n % d == 0) {
                return false;
            }
        }
        return n > 2 && n % 2 == 1;
    }
}
