package dev.acm.ca.key;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.DerElement;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;

/** The tests of an RSA public key, cheap ones first. */
final class RsaKeyCheck {
    static final int FERMAT_ROUNDS = 100;
    private static final byte[] IDENTIFIER = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
    private static final BigInteger THREE = BigInteger.valueOf(3);
    private static final BigInteger SMALL_PRIMES = primesBelow(752);

    private final int minimumBits;
    private final int maximumBits;

    RsaKeyCheck(int minimumBits, int maximumBits) {
        this.minimumBits = minimumBits;
        this.maximumBits = maximumBits;
    }

    static boolean isRsa(DerElement identifier) {
        return identifier.encodedEquals(IDENTIFIER);
    }

    static BigInteger modulus(DerElement key) {
        return numbers(key).get(0).integer();
    }

    static BigInteger exponent(DerElement key) {
        return numbers(key).get(1).integer();
    }

    private static List<DerElement> numbers(DerElement key) {
        DerElement sequence =
                DerElement.parse(key.expect(Der.BIT_STRING).bitStringOctets()).expect(Der.SEQUENCE);
        List<DerElement> numbers = sequence.children();
        if (numbers.size() != 2) {
            throw sequence.malformed("RSAPublicKey has not two parts");
        }
        return numbers;
    }

    void check(DerElement key, List<KeyFinding> findings) {
        List<DerElement> numbers = numbers(key);
        check(numbers.get(0).integer(), numbers.get(1).integer(), findings);
    }

    void check(BigInteger n, BigInteger e, List<KeyFinding> findings) {
        checkSize(n, findings);
        checkExponent(e, n, findings);
        if (n.signum() <= 0 || !n.testBit(0)) {
            findings.add(new KeyFinding(KeyFault.EVEN_MODULUS, "the RSA modulus is even or not positive"));
        }
        // the tests below are for numbers above zero, and take time that grows with the length
        if (n.signum() <= 0 || n.bitLength() > maximumBits) {
            return;
        }
        if (!n.gcd(SMALL_PRIMES).equals(BigInteger.ONE)) {
            findings.add(new KeyFinding(KeyFault.SMALL_FACTOR, "the RSA modulus has a factor below 752"));
        }
        if (RocaFingerprint.matches(n)) {
            findings.add(new KeyFinding(KeyFault.ROCA, "the RSA modulus has the fingerprint of ROCA (CVE-2017-15361)"));
        }
        OptionalInt round = fermat(n, FERMAT_ROUNDS);
        if (round.isPresent()) {
            findings.add(new KeyFinding(
                    KeyFault.CLOSE_PRIMES,
                    "the primes are close: Fermat's method found them in round " + round.getAsInt()));
        }
        if (PerfectPower.matches(n)) {
            findings.add(new KeyFinding(KeyFault.PRIME_POWER, "the RSA modulus is a power"));
        }
    }

    private void checkSize(BigInteger n, List<KeyFinding> findings) {
        int bits = n.bitLength();
        if (bits < minimumBits) {
            findings.add(new KeyFinding(
                    KeyFault.SIZE_TOO_SMALL,
                    "the RSA modulus has " + bits + " bits, wanted " + minimumBits + " or more"));
        }
        if (bits > maximumBits) {
            findings.add(new KeyFinding(
                    KeyFault.SIZE_TOO_LARGE,
                    "the RSA modulus has " + bits + " bits, wanted " + maximumBits + " or less"));
        }
        if (bits % 8 != 0) {
            findings.add(new KeyFinding(
                    KeyFault.SIZE_NOT_MULTIPLE_OF_8, "the RSA modulus has " + bits + " bits, not a multiple of 8"));
        }
    }

    private static void checkExponent(BigInteger e, BigInteger n, List<KeyFinding> findings) {
        if (e.compareTo(THREE) < 0 || !e.testBit(0) || e.compareTo(n.abs()) >= 0) {
            findings.add(new KeyFinding(
                    KeyFault.EXPONENT, "the RSA exponent must be odd, 3 or more, and below the modulus"));
        }
        if (e.bitLength() > 256) {
            findings.add(new KeyFinding(KeyFault.EXPONENT_TOO_LARGE, "the RSA exponent is 2^256 or more"));
        }
    }

    /** In which round Fermat's method finds the factors: a = ⌈√n⌉ in round 1, then one more each (BR 6.1.1.3). */
    static OptionalInt fermat(BigInteger n, int rounds) {
        BigInteger[] root = n.sqrtAndRemainder();
        BigInteger a = root[1].signum() == 0 ? root[0] : root[0].add(BigInteger.ONE);
        BigInteger difference = a.multiply(a).subtract(n);
        for (int round = 1; round <= rounds; round++) {
            if (isSquare(difference)) {
                return OptionalInt.of(round);
            }
            // (a+1)² = a² + 2a + 1
            difference = difference.add(a.shiftLeft(1)).add(BigInteger.ONE);
            a = a.add(BigInteger.ONE);
        }
        return OptionalInt.empty();
    }

    private static boolean isSquare(BigInteger value) {
        // squares end in 0, 1, 4, 9, 16, 17, 25, 33, 36, 41, 49, 57 mod 64: five of six candidates go without a root
        long end = 1L << (value.intValue() & 63);
        return (end & 0x0202021202030213L) != 0 && value.sqrtAndRemainder()[1].signum() == 0;
    }

    private static BigInteger primesBelow(int limit) {
        BigInteger product = BigInteger.ONE;
        for (BigInteger prime = THREE; prime.intValue() < limit; prime = prime.nextProbablePrime()) {
            product = product.multiply(prime);
        }
        return product;
    }
}
