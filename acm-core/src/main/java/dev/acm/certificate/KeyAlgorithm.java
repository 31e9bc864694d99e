package dev.acm.certificate;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;

/** Key algorithms, by ACM's names. */
public enum KeyAlgorithm {
    /** RSA with 1024 bits; import only. */
    RSA_1024("RSA", 1024, "SHA256withRSA"),
    /** RSA with 2048 bits; the default of a request. */
    RSA_2048("RSA", 2048, "SHA256withRSA"),
    /** RSA with 3072 bits; import only. */
    RSA_3072("RSA", 3072, "SHA256withRSA"),
    /** RSA with 4096 bits; import only. */
    RSA_4096("RSA", 4096, "SHA256withRSA"),
    /** ECDSA on NIST P-256. */
    EC_prime256v1("EC", 256, "SHA256withECDSA"),
    /** ECDSA on NIST P-384. */
    EC_secp384r1("EC", 384, "SHA384withECDSA"),
    /** ECDSA on NIST P-521; import only. */
    EC_secp521r1("EC", 521, "SHA512withECDSA");

    private final String family;
    private final int bits;
    private final String signatureAlgorithm;

    KeyAlgorithm(String family, int bits, String signatureAlgorithm) {
        this.family = family;
        this.bits = bits;
        this.signatureAlgorithm = signatureAlgorithm;
    }

    /**
     * Reads a name in ACM's spelling or in the one its descriptions return ({@code RSA-2048}), in any case.
     *
     * @param text the name
     * @return the algorithm
     * @throws IllegalArgumentException if there is no such algorithm
     */
    public static KeyAlgorithm parse(String text) {
        String wanted = Objects.requireNonNull(text, "text").replace('-', '_').toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.name().toLowerCase(Locale.ROOT).equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "not a key algorithm: '" + text + "'; known are " + Arrays.toString(values())));
    }

    /**
     * The JCA name of the key family.
     *
     * @return {@code RSA} or {@code EC}
     */
    public String family() {
        return family;
    }

    /**
     * The size of modulus or field.
     *
     * @return bits
     */
    public int bits() {
        return bits;
    }

    /**
     * The JCA name of the signature a key of this algorithm makes (BR 7.1.3.2: the hash is bound to the curve).
     *
     * @return for example {@code SHA256withRSA}
     */
    public String signatureAlgorithm() {
        return signatureAlgorithm;
    }

    /**
     * Whether a certificate with such a key can be requested; the others can only be imported.
     *
     * @return true for RSA_2048, EC_prime256v1 and EC_secp384r1
     */
    public boolean isRequestable() {
        return this == RSA_2048 || this == EC_prime256v1 || this == EC_secp384r1;
    }
}
