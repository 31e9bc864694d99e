package dev.acm.ca.key;

/** What can be wrong with a public key. Source: BR 6.1.1.3, 6.1.5, 6.1.6, 7.1.3.1. */
public enum KeyFault {
    /** The SubjectPublicKeyInfo is not DER. */
    NOT_DER,
    /** The algorithm identifier is none of the exact encodings that are allowed (BR 7.1.3.1). */
    ALGORITHM_IDENTIFIER,
    /** The RSA modulus is shorter than allowed (BR 6.1.5). */
    SIZE_TOO_SMALL,
    /** The RSA modulus is longer than allowed, which would make each use of it slow. */
    SIZE_TOO_LARGE,
    /** The length of the RSA modulus in bits is not a multiple of 8 (BR 6.1.5). */
    SIZE_NOT_MULTIPLE_OF_8,
    /** The RSA modulus has a size that is allowed but has no name among the key algorithms of ACM. */
    SIZE_WITHOUT_NAME,
    /** The RSA exponent is even or too small (BR 6.1.6). */
    EXPONENT,
    /** The RSA exponent is 2^256 or more (BR 6.1.6). */
    EXPONENT_TOO_LARGE,
    /** The RSA modulus is even or not positive (BR 6.1.6). */
    EVEN_MODULUS,
    /** The RSA modulus has a factor below 752 (BR 6.1.6). */
    SMALL_FACTOR,
    /** The RSA modulus is a power, or a prime itself (BR 6.1.6). */
    PRIME_POWER,
    /** The RSA modulus is factored by Fermat's method within 100 rounds (BR 6.1.1.3). */
    CLOSE_PRIMES,
    /** The RSA modulus has the fingerprint of CVE-2017-15361 (BR 6.1.1.3). */
    ROCA,
    /** The key is on a list of weak or compromised keys (BR 6.1.1.3). */
    BLOCKED,
    /** The EC point is not in uncompressed form. */
    POINT_ENCODING,
    /** The EC point is not on its curve (BR 6.1.6). */
    POINT_NOT_ON_CURVE,
    /** A coordinate of the EC point is not below the field's prime (BR 6.1.6). */
    POINT_OUT_OF_RANGE,
    /** The EC point is the point at infinity (BR 6.1.6). */
    POINT_AT_INFINITY
}
