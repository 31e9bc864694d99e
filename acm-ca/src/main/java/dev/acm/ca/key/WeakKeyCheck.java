package dev.acm.ca.key;

import dev.acm.certificate.KeyAlgorithm;
import dev.acm.spi.KeyCheck;
import dev.acm.spi.KeyWeakness;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * The port by which a manager refuses weak keys at import: {@link PublicKeyCheck}, and a size that has a name in
 * {@link dev.acm.certificate.KeyAlgorithm}. Rules are {@code key:} and the name of a {@link KeyFault}, in lower case with
 * hyphens. Immutable and thread-safe.
 */
public final class WeakKeyCheck implements KeyCheck {
    private final PublicKeyCheck standard;
    private final PublicKeyCheck withRsa1024;

    private WeakKeyCheck(Optional<BlockedKeys> blocked) {
        this.standard = check(2048, blocked);
        this.withRsa1024 = check(1024, blocked);
    }

    private static PublicKeyCheck check(int minimumRsaBits, Optional<BlockedKeys> blocked) {
        PublicKeyCheck.Builder builder = PublicKeyCheck.builder().minimumRsaBits(minimumRsaBits);
        blocked.ifPresent(builder::blocked);
        return builder.build();
    }

    /**
     * Checks without a list of blocked keys: keys that only a list tells, as Debian's weak ones, pass.
     *
     * @return the check
     */
    public static WeakKeyCheck create() {
        return new WeakKeyCheck(Optional.empty());
    }

    /**
     * Checks against a list, too.
     *
     * @param blocked keys that are refused
     * @return the check
     */
    public static WeakKeyCheck withBlocked(BlockedKeys blocked) {
        return new WeakKeyCheck(Optional.of(blocked));
    }

    @Override
    public Verdict check(byte[] spki, boolean admitRsa1024) {
        Objects.requireNonNull(spki, "spki");
        List<KeyWeakness> weaknesses = new ArrayList<>();
        try {
            for (KeyFinding finding : (admitRsa1024 ? withRsa1024 : standard).check(spki)) {
                weaknesses.add(weakness(finding.fault(), finding.message()));
            }
        } catch (UncheckedIOException e) {
            weaknesses.add(new KeyWeakness(
                    "key:list-unavailable",
                    "the list of blocked keys cannot be read",
                    "make the list readable again: no key passes without it"));
        }
        Optional<KeyAlgorithm> algorithm = PublicKeyCheck.algorithmOf(spki);
        if (algorithm.isEmpty() && weaknesses.isEmpty()) {
            weaknesses.add(
                    weakness(KeyFault.SIZE_WITHOUT_NAME, "the RSA modulus has none of 1024, 2048, 3072 and 4096 bits"));
        }
        return new Verdict(algorithm, weaknesses);
    }

    private static KeyWeakness weakness(KeyFault fault, String reason) {
        String rule = "key:" + fault.name().toLowerCase(Locale.ROOT).replace('_', '-');
        String remedy = switch (fault) {
            case NOT_DER, ALGORITHM_IDENTIFIER, POINT_ENCODING ->
                "encode the key as RFC 3279 and RFC 5480 say: RSA with NULL, or an uncompressed point on P-256, P-384 or P-521";
            case BLOCKED -> "this key is known to others: make a new one, and never use this one again";
            default -> "make a new key, RSA with 2048, 3072 or 4096 bits and exponent 65537, or EC on P-256 or P-384";
        };
        return new KeyWeakness(rule, reason, remedy);
    }
}
