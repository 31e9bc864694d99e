package dev.acm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.certificate.KeyAlgorithm;
import dev.acm.spi.KeyCheck;
import dev.acm.spi.KeyCheck.Verdict;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract of {@link KeyCheck}, W1 to W5. */
public interface KeyCheckContract {
    /**
     * Makes a check without a list of blocked keys; called once for each test.
     *
     * @return a check
     */
    KeyCheck newCheck();

    /**
     * No content makes it throw, and none is taken that is no key.
     */
    @Test
    default void w1_noise_isAWeakness() {
        byte[] key = WeakKeys.spki("EC", 256);
        for (byte[] content : List.of(
                new byte[0],
                new byte[] {0x30},
                "noise".getBytes(StandardCharsets.US_ASCII),
                Arrays.copyOf(key, key.length - 1),
                Arrays.copyOf(key, key.length + 1),
                Asn1.sequence(Asn1.RSA, Asn1.bits(new byte[0])),
                Asn1.rsa(BigInteger.ZERO, BigInteger.ZERO),
                Asn1.rsa(BigInteger.TEN.negate(), BigInteger.valueOf(65537)))) {
            assertThat(newCheck().check(content, false).weaknesses()).isNotEmpty();
        }
    }

    /**
     * The same key gives the same verdict, and is not changed.
     */
    @Test
    default void w1_sameKey_sameVerdict() {
        KeyCheck check = newCheck();
        byte[] key = WeakKeys.spki("EC", 256);
        byte[] copy = key.clone();

        Verdict first = check.check(key, false);

        assertThat(check.check(key, false)).isEqualTo(first);
        assertThat(key).isEqualTo(copy);
    }

    /**
     * Good keys pass, and their algorithm is named.
     */
    @Test
    default void w2_goodKeys_passByName() {
        Map<KeyAlgorithm, byte[]> keys = Map.of(
                KeyAlgorithm.EC_prime256v1, WeakKeys.spki("EC", 256),
                KeyAlgorithm.EC_secp384r1, WeakKeys.spki("EC", 384),
                KeyAlgorithm.EC_secp521r1, WeakKeys.spki("EC", 521),
                KeyAlgorithm.RSA_2048, WeakKeys.spki("RSA", 2048));

        keys.forEach((algorithm, key) -> {
            Verdict verdict = newCheck().check(key, false);
            assertThat(verdict.weaknesses()).as("%s", algorithm).isEmpty();
            assertThat(verdict.algorithm()).contains(algorithm);
        });
    }

    /**
     * What has no name among the algorithms is a weakness, and so is another encoding than the exact one.
     */
    @Test
    default void w2_otherKinds_areWeaknesses() {
        byte[] p256 = WeakKeys.spki("EC", 256);
        Map<String, byte[]> keys = new LinkedHashMap<>();
        keys.put("Ed25519", Asn1.concat(Asn1.hex("302a300506032b6570032100"), new byte[32]));
        keys.put("RSA-2056", Asn1.rsa(WeakKeys.modulus(2056), BigInteger.valueOf(65537)));
        keys.put(
                "RSA without NULL",
                Asn1.sequence(
                        Asn1.hex("300b06092a864886f70d010101"),
                        Asn1.bits(Asn1.sequence(Asn1.integer(WeakKeys.modulus(2048)), Asn1.integer(65537)))));
        keys.put(
                "secp256k1",
                Asn1.sequence(
                        Asn1.hex("301006072a8648ce3d020106052b8104000a"),
                        Asn1.bits(Arrays.copyOfRange(p256, p256.length - 65, p256.length))));

        keys.forEach((what, key) ->
                assertThat(newCheck().check(key, false).weaknesses()).as(what).isNotEmpty());
    }

    /**
     * 1024 bits are admitted by the switch, and nothing else is: not 1032 bits, not a weak key of 1024.
     */
    @Test
    default void w3_rsa1024_onlyWhenAdmitted() {
        BigInteger exponent = BigInteger.valueOf(65537);
        byte[] small = Asn1.rsa(WeakKeys.modulus(1024), exponent);
        KeyCheck check = newCheck();

        assertThat(check.check(small, false).weaknesses()).hasSize(1);
        assertThat(check.check(small, true).weaknesses()).isEmpty();
        assertThat(check.check(small, true).algorithm()).contains(KeyAlgorithm.RSA_1024);
        assertThat(check.check(Asn1.rsa(WeakKeys.modulus(1032), exponent), true).weaknesses())
                .isNotEmpty();
        assertThat(check.check(Asn1.rsa(WeakKeys.modulus(512), exponent), true).weaknesses())
                .isNotEmpty();
        assertThat(check.check(Asn1.rsa(WeakKeys.modulus(1024), BigInteger.ONE), true)
                        .weaknesses())
                .isNotEmpty();
    }

    /**
     * Exponents that are even, too small or too large.
     */
    @Test
    default void w4_exponents_areWeaknesses() {
        BigInteger n = WeakKeys.modulus(2048);
        for (BigInteger exponent : List.of(
                BigInteger.ZERO,
                BigInteger.ONE,
                BigInteger.TWO,
                BigInteger.valueOf(65536),
                BigInteger.ONE.shiftLeft(256).add(BigInteger.ONE),
                n)) {
            assertThat(newCheck().check(Asn1.rsa(n, exponent), false).weaknesses())
                    .as("exponent of %s bits", exponent.bitLength())
                    .isNotEmpty();
        }
        assertThat(newCheck().check(Asn1.rsa(n, BigInteger.valueOf(3)), false).weaknesses())
                .isEmpty();
    }

    /**
     * Even moduli, and moduli with a small factor.
     */
    @Test
    default void w4_factors_areWeaknesses() {
        BigInteger exponent = BigInteger.valueOf(65537);
        BigInteger small = WeakKeys.withFactor751();

        assertThat(small.bitLength()).isEqualTo(2048);
        assertThat(newCheck()
                        .check(Asn1.rsa(WeakKeys.modulus(2048).subtract(BigInteger.ONE), exponent), false)
                        .weaknesses())
                .isNotEmpty();
        assertThat(newCheck().check(Asn1.rsa(small, exponent), false).weaknesses())
                .isNotEmpty();
    }

    /**
     * Squares, cubes, and products of neighbouring primes.
     */
    @Test
    default void w4_closePrimesAndPowers_areWeaknesses() {
        BigInteger exponent = BigInteger.valueOf(65537);
        BigInteger p = WeakKeys.prime();
        BigInteger q = WeakKeys.neighbour();
        BigInteger cubeRoot = WeakKeys.cubeRoot();

        for (BigInteger n : List.of(p.multiply(p), p.multiply(q), cubeRoot.pow(3))) {
            assertThat(n.bitLength() % 8).isZero();
            assertThat(newCheck().check(Asn1.rsa(n, exponent), false).weaknesses())
                    .isNotEmpty();
        }
    }

    /**
     * A modulus that is 65537 modulo each prime up to 167, as CVE-2017-15361 makes them.
     */
    @Test
    default void w4_fingerprint_isAWeakness() {
        BigInteger n = WeakKeys.withFingerprint();

        assertThat(n.bitLength()).isEqualTo(2048);
        assertThat(newCheck()
                        .check(Asn1.rsa(n, BigInteger.valueOf(65537)), false)
                        .weaknesses())
                .hasSize(1);
    }

    /**
     * Points off the curve, out of range, at infinity, compressed.
     */
    @Test
    default void w4_points_areWeaknesses() {
        byte[] good = WeakKeys.spki("EC", 256);
        byte[] point = Arrays.copyOfRange(good, good.length - 65, good.length);
        byte[] off = point.clone();
        off[64] ^= 1;
        byte[] compressed = Arrays.copyOf(point, 33);
        compressed[0] = 2;
        byte[] outOfRange = point.clone();
        Arrays.fill(outOfRange, 1, 33, (byte) 0xff);

        for (byte[] bad : List.of(off, compressed, outOfRange, new byte[1], new byte[0])) {
            assertThat(newCheck()
                            .check(Asn1.sequence(Asn1.P256, Asn1.bits(bad)), false)
                            .weaknesses())
                    .isNotEmpty();
        }
        assertThat(newCheck()
                        .check(Asn1.sequence(Asn1.P256, Asn1.bits(point)), false)
                        .weaknesses())
                .isEmpty();
    }

    /**
     * A key that is weak in several ways is told so in several ways.
     */
    @Test
    default void w5_allWeaknesses_areToldTogether() {
        BigInteger p = BigInteger.valueOf(3).shiftLeft(497).nextProbablePrime();
        byte[] key = Asn1.rsa(p.multiply(p.nextProbablePrime()), BigInteger.ONE);

        assertThat(newCheck().check(key, false).weaknesses())
                .extracting(weakness -> weakness.rule())
                .doesNotHaveDuplicates()
                .hasSizeGreaterThanOrEqualTo(3);
    }
}
