package dev.acm.testkit.contract;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Keys good and bad, made once: looking for large primes takes time. */
final class WeakKeys {
    private static final int HALF = 1024;
    private static final Map<String, byte[]> KEYS = new HashMap<>();
    private static final Map<String, BigInteger> NUMBERS = new HashMap<>();

    private WeakKeys() {}

    /** A good key. */
    static synchronized byte[] spki(String family, int bits) {
        return KEYS.computeIfAbsent(family + bits, name -> generate(family, bits))
                .clone();
    }

    private static byte[] generate(String family, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(family);
            if (family.equals("EC")) {
                generator.initialize(new ECGenParameterSpec("secp" + bits + "r1"));
            } else {
                generator.initialize(bits);
            }
            return generator.generateKeyPair().getPublic().getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + family, e);
        }
    }

    private static synchronized BigInteger once(String name, Supplier<BigInteger> number) {
        BigInteger known = NUMBERS.get(name);
        if (known == null) {
            known = number.get();
            NUMBERS.put(name, known);
        }
        return known;
    }

    /** The product of two primes far from each other. */
    static BigInteger modulus(int bits) {
        BigInteger top = BigInteger.valueOf(3).shiftLeft(bits / 2 - 2);
        return once(
                "modulus " + bits,
                () -> primeFrom(top, bits / 2 - 3, bits).multiply(primeFrom(top, bits / 2 - 3, bits + 1)));
    }

    private static BigInteger primeFrom(BigInteger from, int bits, long seed) {
        return from.add(spread(bits, seed)).nextProbablePrime();
    }

    /** A number of about so many bits that looks like chance and is always the same. */
    private static BigInteger spread(int bits, long seed) {
        return BigInteger.valueOf(3).modPow(BigInteger.valueOf(1_000_003 + seed), BigInteger.ONE.shiftLeft(bits));
    }

    static BigInteger prime() {
        return once("prime", () -> primeFrom(BigInteger.valueOf(3).shiftLeft(HALF - 2), 1000, 9));
    }

    static BigInteger neighbour() {
        return once("neighbour", () -> prime().nextProbablePrime());
    }

    /** A prime whose third power has 2048 bits. */
    static BigInteger cubeRoot() {
        return once("cube root", () -> BigInteger.valueOf(12).shiftLeft(679).nextProbablePrime());
    }

    /** 751, the largest of the small primes, times a number without small factors. */
    static BigInteger withFactor751() {
        BigInteger factor = BigInteger.valueOf(751);
        BigInteger other = BigInteger.ONE.shiftLeft(2048).divide(factor).subtract(BigInteger.valueOf(100_000));
        while (hasSmallFactor(other)) {
            other = other.subtract(BigInteger.ONE);
        }
        return factor.multiply(other);
    }

    /** 2048 bits without small factors, 65537 modulo each prime up to 167, as CVE-2017-15361 makes them. */
    static BigInteger withFingerprint() {
        BigInteger primorial = BigInteger.TWO;
        for (BigInteger prime = BigInteger.valueOf(3); prime.intValue() <= 167; prime = prime.nextProbablePrime()) {
            primorial = primorial.multiply(prime);
        }
        BigInteger n = BigInteger.ONE
                .shiftLeft(2047)
                .add(spread(2040, 10))
                .divide(primorial)
                .multiply(primorial)
                .add(BigInteger.valueOf(65537));
        while (hasSmallFactor(n)) {
            n = n.add(primorial);
        }
        return n;
    }

    private static boolean hasSmallFactor(BigInteger n) {
        for (int divisor = 2; divisor < 752; divisor++) {
            if (n.mod(BigInteger.valueOf(divisor)).signum() == 0) {
                return true;
            }
        }
        return false;
    }
}
