package dev.acm.ca.key;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.DerElement;
import dev.acm.ca.internal.MalformedDerException;
import dev.acm.certificate.KeyAlgorithm;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks public keys. Reports every fault, cheap tests first, in bounded time. Immutable and thread-safe.
 *
 * <p>Source: BR 6.1.1.3, 6.1.5, 6.1.6, 7.1.3.1.
 */
public final class PublicKeyCheck {
    private final int minimumRsaBits;
    private final int maximumRsaBits;
    private final Optional<BlockedKeys> blocked;

    private PublicKeyCheck(Builder builder) {
        this.minimumRsaBits = builder.minimumRsaBits;
        this.maximumRsaBits = builder.maximumRsaBits;
        this.blocked = builder.blocked;
    }

    /**
     * Starts a check. By default RSA has 2048 to 8192 bits and no key is blocked by list.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The algorithm of a key by its exact encoding (BR 7.1.3.1).
     *
     * @param spki DER SubjectPublicKeyInfo
     * @return the algorithm; empty if it is none of ours, or an RSA key of a size without a name
     */
    public static Optional<KeyAlgorithm> algorithmOf(byte[] spki) {
        Objects.requireNonNull(spki, "spki");
        try {
            List<DerElement> parts = parts(spki);
            return Curve.of(parts.get(0)).map(Curve::algorithm).or(() -> rsaAlgorithm(parts));
        } catch (MalformedDerException e) {
            return Optional.empty();
        }
    }

    /**
     * The family of a key by its exact encoding (BR 7.1.3.1), of whatever size.
     *
     * @param spki DER SubjectPublicKeyInfo
     * @return {@code RSA} or {@code EC}, as {@link KeyAlgorithm#family()}; empty if it is none of ours
     */
    public static Optional<String> familyOf(byte[] spki) {
        Objects.requireNonNull(spki, "spki");
        try {
            DerElement identifier = parts(spki).get(0);
            return RsaKeyCheck.isRsa(identifier)
                    ? Optional.of("RSA")
                    : Curve.of(identifier).map(curve -> curve.algorithm().family());
        } catch (MalformedDerException e) {
            return Optional.empty();
        }
    }

    private static Optional<KeyAlgorithm> rsaAlgorithm(List<DerElement> parts) {
        if (!RsaKeyCheck.isRsa(parts.get(0))) {
            return Optional.empty();
        }
        int bits = RsaKeyCheck.modulus(parts.get(1)).bitLength();
        for (KeyAlgorithm algorithm : KeyAlgorithm.values()) {
            if (algorithm.family().equals("RSA") && algorithm.bits() == bits) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    /**
     * Whether an RSA key's public exponent is below 65537, which is allowed and not recommended (BR 6.1.6).
     *
     * @param spki DER SubjectPublicKeyInfo
     * @return false also for what is no RSA key
     */
    public static boolean hasUnusualExponent(byte[] spki) {
        Objects.requireNonNull(spki, "spki");
        try {
            List<DerElement> parts = parts(spki);
            return RsaKeyCheck.isRsa(parts.get(0))
                    && RsaKeyCheck.exponent(parts.get(1)).bitLength() < 17;
        } catch (MalformedDerException e) {
            return false;
        }
    }

    /**
     * Checks a key.
     *
     * @param spki DER SubjectPublicKeyInfo
     * @return all faults; empty means the key may be certified
     */
    public List<KeyFinding> check(byte[] spki) {
        Objects.requireNonNull(spki, "spki");
        List<KeyFinding> findings = new ArrayList<>();
        // what is none of ours need not be DER to be refused as such
        DerElement identifier = identifier(spki);
        Optional<Curve> curve = Optional.ofNullable(identifier).flatMap(Curve::of);
        boolean rsa = identifier != null && RsaKeyCheck.isRsa(identifier);
        try {
            DerElement key = parts(spki).get(1);
            if (curve.isPresent()) {
                curve.get().checkPoint(key, findings);
            } else if (rsa) {
                new RsaKeyCheck(minimumRsaBits, maximumRsaBits).check(key, findings);
            }
        } catch (MalformedDerException e) {
            findings.add(new KeyFinding(KeyFault.NOT_DER, "the SubjectPublicKeyInfo is not DER: " + e.getMessage()));
            if (curve.isPresent()) {
                findings.add(new KeyFinding(KeyFault.POINT_ENCODING, "the EC point cannot be read"));
            }
        }
        if (curve.isEmpty() && !rsa) {
            findings.add(new KeyFinding(
                    KeyFault.ALGORITHM_IDENTIFIER,
                    "the algorithm identifier is none of RSA with NULL, P-256, P-384, P-521 as a named curve"));
        }
        if (blocked.isPresent() && blocked.get().isBlocked(sha256(spki))) {
            findings.add(new KeyFinding(KeyFault.BLOCKED, "the key is on a list of weak or compromised keys"));
        }
        return List.copyOf(findings);
    }

    /** The first part, if there is one. */
    private static @Nullable DerElement identifier(byte[] spki) {
        try {
            List<DerElement> parts = DerElement.parse(spki).children();
            return parts.isEmpty() ? null : parts.get(0);
        } catch (MalformedDerException e) {
            return null;
        }
    }

    private static List<DerElement> parts(byte[] spki) {
        DerElement info = DerElement.parse(spki).expect(Der.SEQUENCE);
        List<DerElement> parts = info.children();
        if (parts.size() != 2) {
            throw info.malformed("not two parts");
        }
        parts.get(0).expect(Der.SEQUENCE);
        parts.get(1).expect(Der.BIT_STRING);
        return parts;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Collects the limits. Not thread-safe. */
    public static final class Builder {
        private int minimumRsaBits = 2048;
        private int maximumRsaBits = 8192;
        private Optional<BlockedKeys> blocked = Optional.empty();

        private Builder() {}

        /**
         * Sets the shortest RSA modulus.
         *
         * @param bits 1024 to 8192; 2048 by default; 1024 is for imports only
         * @return this builder
         */
        public Builder minimumRsaBits(int bits) {
            this.minimumRsaBits = inRange("minimumRsaBits", bits);
            return this;
        }

        /**
         * Sets the longest RSA modulus.
         *
         * @param bits 1024 to 8192; 8192 by default
         * @return this builder
         */
        public Builder maximumRsaBits(int bits) {
            this.maximumRsaBits = inRange("maximumRsaBits", bits);
            return this;
        }

        /**
         * Sets the list of blocked keys.
         *
         * @param blocked none by default
         * @return this builder
         */
        public Builder blocked(BlockedKeys blocked) {
            this.blocked = Optional.of(blocked);
            return this;
        }

        private static int inRange(String name, int bits) {
            if (bits < 1024 || bits > 8192) {
                throw new IllegalArgumentException(name + " must be 1024 to 8192, got " + bits);
            }
            return bits;
        }

        /**
         * Builds the check.
         *
         * @return the check
         */
        public PublicKeyCheck build() {
            if (minimumRsaBits > maximumRsaBits) {
                throw new IllegalArgumentException(
                        "minimumRsaBits " + minimumRsaBits + " is above maximumRsaBits " + maximumRsaBits);
            }
            return new PublicKeyCheck(this);
        }
    }
}
