package dev.acm.ca.key;

import dev.acm.ca.internal.DerElement;
import dev.acm.certificate.KeyAlgorithm;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The curves of NIST that are certified. Their coefficient a is -3 and their cofactor 1. Source: SEC 2 version 2. */
enum Curve {
    P256(
            KeyAlgorithm.EC_prime256v1,
            "301306072a8648ce3d020106082a8648ce3d030107",
            "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
            "5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b"),
    P384(
            KeyAlgorithm.EC_secp384r1,
            "301006072a8648ce3d020106052b81040022",
            "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffff",
            "b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aef"),
    P521(
            KeyAlgorithm.EC_secp521r1,
            "301006072a8648ce3d020106052b81040023",
            "01ff" + "ff".repeat(64),
            "51953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e1"
                    + "56193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00");

    private static final List<Curve> ALL = List.of(values());
    private static final BigInteger THREE = BigInteger.valueOf(3);

    private final KeyAlgorithm algorithm;

    @SuppressWarnings("ImmutableEnumChecker") // neither handed out nor written to
    private final byte[] identifier;

    private final BigInteger p;
    private final BigInteger b;

    Curve(KeyAlgorithm algorithm, String identifierHex, String p, String b) {
        this.algorithm = algorithm;
        this.identifier = HexFormat.of().parseHex(identifierHex);
        this.p = new BigInteger(p, 16);
        this.b = new BigInteger(b, 16);
    }

    static Optional<Curve> of(DerElement identifier) {
        for (Curve curve : ALL) {
            if (identifier.encodedEquals(curve.identifier)) {
                return Optional.of(curve);
            }
        }
        return Optional.empty();
    }

    KeyAlgorithm algorithm() {
        return algorithm;
    }

    void checkPoint(DerElement key, List<KeyFinding> findings) {
        byte[] point = key.bitStringOctets();
        int octets = (p.bitLength() + 7) / 8;
        if (point.length == 1 && point[0] == 0) {
            findings.add(new KeyFinding(KeyFault.POINT_AT_INFINITY, "the EC point is the point at infinity"));
            return;
        }
        if (point.length != 1 + 2 * octets || point[0] != 4) {
            findings.add(new KeyFinding(
                    KeyFault.POINT_ENCODING,
                    "the EC point has " + point.length + " octets; wanted 04 and two coordinates of " + octets
                            + " octets"));
            return;
        }
        BigInteger x = new BigInteger(1, point, 1, octets);
        BigInteger y = new BigInteger(1, point, 1 + octets, octets);
        if (x.compareTo(p) >= 0 || y.compareTo(p) >= 0) {
            findings.add(
                    new KeyFinding(KeyFault.POINT_OUT_OF_RANGE, "a coordinate of the EC point is not below the prime"));
            return;
        }
        // y² = x³ - 3x + b, reduced once
        BigInteger difference = x.multiply(x).subtract(THREE).multiply(x).add(b).subtract(y.multiply(y));
        if (difference.mod(p).signum() != 0) {
            findings.add(new KeyFinding(KeyFault.POINT_NOT_ON_CURVE, "the EC point is not on its curve"));
        }
    }
}
