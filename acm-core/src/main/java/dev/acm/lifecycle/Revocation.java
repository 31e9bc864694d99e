package dev.acm.lifecycle;

import dev.acm.certificate.RevocationReason;
import java.time.Instant;
import java.util.Optional;

/**
 * A chain that the authority is to revoke.
 *
 * @param leaf the certificate, DER
 * @param issuersId names the record with the rest of the chain
 * @param reason why
 * @param requestedAt when, which is also the time of revocation
 * @param doneAt when the authority took note
 * @param afterReplacement whether it waits, for a while, until another generation serves in its place
 * @param tries how often it failed in a row
 * @param nextTry when to try again
 */
public record Revocation(
        Der leaf,
        String issuersId,
        RevocationReason reason,
        Instant requestedAt,
        Optional<Instant> doneAt,
        boolean afterReplacement,
        int tries,
        Instant nextTry) {
    /** A revocation to be done now. */
    public static Revocation fresh(Der leaf, String issuersId, RevocationReason reason, Instant now) {
        return new Revocation(leaf, issuersId, reason, now, Optional.empty(), false, 0, now);
    }

    Revocation onceReplaced() {
        return new Revocation(leaf, issuersId, reason, requestedAt, doneAt, true, tries, nextTry);
    }

    /** The same for the reason that counts most, to be asked for now. */
    Revocation ofCompromisedKey(Instant now) {
        return new Revocation(
                leaf, issuersId, RevocationReason.KEY_COMPROMISE, requestedAt, doneAt, afterReplacement, 0, now);
    }

    Revocation done(Instant now) {
        return new Revocation(leaf, issuersId, reason, requestedAt, Optional.of(now), afterReplacement, 0, now);
    }

    Revocation failed(Instant next) {
        return new Revocation(leaf, issuersId, reason, requestedAt, doneAt, afterReplacement, tries + 1, next);
    }
}
