package dev.acm.lifecycle;

import dev.acm.spi.AttemptId;
import java.util.Optional;

/**
 * What an authority signed for an attempt.
 *
 * @param attempt the attempt
 * @param leaf the certificate, DER
 * @param issuersId names the record with the rest of the chain
 */
public record Signed(AttemptId attempt, Der leaf, String issuersId) {
    /** What an outcome says was signed; empty if nothing was. */
    public static Optional<Signed> of(CertificateRecord record, Outcome outcome) {
        Optional<AttemptId> attempt = record.attempt().map(Attempt::id);
        if (outcome instanceof Outcome.Issued issued) {
            Generation generation = issued.generation();
            return attempt.map(id -> new Signed(id, generation.leaf(), generation.issuersId()));
        }
        if (outcome instanceof Outcome.ChainRefused refused) {
            Der leaf = Der.of(refused.chain().toDer().get(0));
            return attempt.map(id -> new Signed(id, leaf, refused.issuersId()));
        }
        return Optional.empty();
    }

    /** Whether the record knows of it, or will learn of it by asking the authority. */
    boolean isKnownTo(CertificateRecord record) {
        return record.attempt()
                        .filter(other -> other.submitted() && other.id().equals(attempt))
                        .isPresent()
                || record.generations().stream()
                        .anyMatch(generation -> generation.leaf().equals(leaf))
                || record.revocations().stream()
                        .anyMatch(revocation -> revocation.leaf().equals(leaf));
    }
}
