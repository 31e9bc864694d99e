package dev.acm.lifecycle;

import dev.acm.key.SealedKey;
import java.time.Instant;
import java.util.Optional;

/**
 * One key pair and one chain.
 *
 * @param number 1, 2, 3…
 * @param serial the leaf's serial number, lower-case hex octets with colons
 * @param notBefore the first valid second
 * @param notAfter the last valid second
 * @param leaf the certificate, DER
 * @param issuersId names the record with the rest of the chain
 * @param key the sealed key; empty once destroyed
 * @param attempt the attempt that made it
 * @param issuedAt when it was accepted
 */
public record Generation(
        long number,
        String serial,
        Instant notBefore,
        Instant notAfter,
        Der leaf,
        String issuersId,
        Optional<SealedKey> key,
        String attempt,
        Instant issuedAt) {
    Generation withoutKey() {
        return new Generation(
                number, serial, notBefore, notAfter, leaf, issuersId, Optional.empty(), attempt, issuedAt);
    }
}
