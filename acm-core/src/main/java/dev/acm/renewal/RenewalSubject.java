package dev.acm.renewal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a renewal is planned from.
 *
 * @param certificate a lasting name of the certificate
 * @param generation the generation in force, 1 and up
 * @param notBefore its first valid second
 * @param notAfter its last valid second
 * @param issuedAt when it was accepted
 * @param window the authority's last hint; it counts if it was told for this generation
 * @param byHand whether somebody asked for a renewal
 * @param signed when the authority signed for the certificate last, oldest first; two are enough
 * @param notEarlier when a failed attempt may be repeated; the epoch if none failed
 */
public record RenewalSubject(
        String certificate,
        long generation,
        Instant notBefore,
        Instant notAfter,
        Instant issuedAt,
        Optional<RenewalWindow> window,
        boolean byHand,
        List<Instant> signed,
        Instant notEarlier) {
    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if the generation ends before it begins
     */
    public RenewalSubject {
        Objects.requireNonNull(certificate, "certificate");
        Objects.requireNonNull(issuedAt, "issuedAt");
        Objects.requireNonNull(window, "window");
        Objects.requireNonNull(notEarlier, "notEarlier");
        signed = List.copyOf(signed);
        if (notAfter.isBefore(notBefore)) {
            throw new IllegalArgumentException("notAfter must not be before notBefore, got " + notAfter);
        }
    }

    Duration lifetime() {
        return Duration.between(notBefore, notAfter).plusSeconds(1);
    }
}
