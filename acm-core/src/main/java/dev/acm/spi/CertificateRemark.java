package dev.acm.spi;

import dev.acm.internal.Checks;
import java.util.Objects;

/**
 * What should be known about a certificate of a chain.
 *
 * @param rule the rule it does not keep, a stable id such as {@code rfc5280:4.2.1.10:name-constraints-violated}
 * @param place which certificate: 0 for the leaf, 1 for its issuer, and so on; beyond the chain means the chain as a whole
 * @param message what is remarkable, for people
 * @param remedy what would be right
 */
public record CertificateRemark(String rule, int place, String message, String remedy) {
    /**
     * Checks the place.
     *
     * @throws IllegalArgumentException if {@code place} is negative
     */
    public CertificateRemark {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(remedy, "remedy");
        Checks.require(place >= 0, "place must not be negative");
    }
}
