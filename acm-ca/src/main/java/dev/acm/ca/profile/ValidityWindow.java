package dev.acm.ca.profile;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

/**
 * From when until when a certificate, CRL or OCSP response is valid, both seconds included (RFC 5280 section 4.1.2.5).
 *
 * @param notBefore the first second
 * @param notAfter the last second; a window that ends before it begins can be held, and has a negative length
 */
public record ValidityWindow(Instant notBefore, Instant notAfter) {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration NOT_BEFORE_DISTANCE = Duration.ofDays(2);
    private static final Instant SHORT_LIVED_FROM = Instant.parse("2024-03-15T00:00:00Z");
    private static final Instant SEVEN_DAYS_FROM = Instant.parse("2026-03-15T00:00:00Z");

    /** Checks for null. */
    public ValidityWindow {
        Objects.requireNonNull(notBefore, "notBefore");
        Objects.requireNonNull(notAfter, "notAfter");
    }

    /** Why a requested window is refused. */
    public enum Fault {
        /** It ends before it begins. */
        NEGATIVE,
        /** It is longer than allowed. */
        TOO_LONG,
        /** It begins later than now. */
        FUTURE,
        /** It begins too long ago. */
        BACKDATED
    }

    /**
     * A window of an exact length.
     *
     * @param now the present; fractions of a second are dropped
     * @param backdate how long before now it begins, for clocks that are slow
     * @param length the length, both ends included; at least one second
     * @return the window
     */
    public static ValidityWindow of(Instant now, Duration backdate, Duration length) {
        Instant notBefore = now.minus(backdate).truncatedTo(ChronoUnit.SECONDS);
        return new ValidityWindow(notBefore, notBefore.plusSeconds(length.toSeconds() - 1));
    }

    /**
     * The length, both ends included: one second more than the difference (BR 1.6.1).
     *
     * @return the length
     */
    public Duration length() {
        return Duration.between(notBefore, notAfter).plus(SECOND);
    }

    /**
     * Whether the window begins within 48 hours of the signature, before or after (BR 7.1.2.7).
     *
     * @param signedAt when it is signed
     * @return true if it does
     */
    public boolean beginsNear(Instant signedAt) {
        return Duration.between(notBefore, signedAt).abs().compareTo(NOT_BEFORE_DISTANCE) <= 0;
    }

    /**
     * Whether a certificate with this window is short-lived: 7 days or less, 10 when signed before 2026-03-15; there
     * were none before 2024-03-15 (BR 1.6.1).
     *
     * @param signedAt when it is signed
     * @return true if so
     */
    public boolean isShortLived(Instant signedAt) {
        return !signedAt.isBefore(SHORT_LIVED_FROM)
                && length().compareTo(Duration.ofDays(signedAt.isBefore(SEVEN_DAYS_FROM) ? 10 : 7)) <= 0;
    }

    /**
     * Whether a CRL may span these times (BR 7.2): at most 10 days, or 12 months for one of CA certificates.
     *
     * @param thisUpdate its first second
     * @param nextUpdate when the next one is due
     * @param ofAuthorities whether it lists CA certificates
     * @return true if it may
     */
    public static boolean isCrlWindow(Instant thisUpdate, Instant nextUpdate, boolean ofAuthorities) {
        Instant latest = ofAuthorities
                ? thisUpdate.atOffset(ZoneOffset.UTC).plusMonths(12).toInstant()
                : thisUpdate.plus(Duration.ofDays(10));
        return nextUpdate.isAfter(thisUpdate) && !nextUpdate.isAfter(latest);
    }

    /**
     * Whether an OCSP response may span these times, both included (BR 4.9.9): 8 hours to 10 days.
     *
     * @param thisUpdate its first second
     * @param nextUpdate its last second
     * @return true if it may
     */
    public static boolean isOcspWindow(Instant thisUpdate, Instant nextUpdate) {
        Duration length = new ValidityWindow(thisUpdate, nextUpdate).length();
        return length.compareTo(Duration.ofHours(8)) >= 0 && length.compareTo(Duration.ofDays(10)) <= 0;
    }

    /**
     * Checks a window somebody asks for.
     *
     * @param now the present
     * @param maximumLength the longest that is given
     * @param maximumBackdate how long before now it may begin
     * @return the first fault, or empty
     */
    public Optional<Fault> faultAt(Instant now, Duration maximumLength, Duration maximumBackdate) {
        if (notAfter.isBefore(notBefore)) {
            return Optional.of(Fault.NEGATIVE);
        }
        if (length().compareTo(maximumLength) > 0) {
            return Optional.of(Fault.TOO_LONG);
        }
        if (notBefore.isAfter(now)) {
            return Optional.of(Fault.FUTURE);
        }
        return notBefore.isBefore(now.minus(maximumBackdate)) ? Optional.of(Fault.BACKDATED) : Optional.empty();
    }
}
