package dev.acm.tls;

import org.jspecify.annotations.Nullable;

/**
 * "This certificate serves this name", from one publication (inclusive) to another (exclusive). Claims are laid before the
 * publication they begin with and ended before the one they end with, so the single write of
 * {@link DeployedCertificate#publish} switches all names of a certificate together.
 */
final class NameClaim {
    private final DeployedCertificate certificate;
    private final long since;
    private volatile long until = Long.MAX_VALUE;

    NameClaim(DeployedCertificate certificate, long since) {
        this.certificate = certificate;
        this.since = since;
    }

    DeployedCertificate certificate() {
        return certificate;
    }

    void endBefore(long sequence) {
        until = sequence;
    }

    /** The generation that serves the name now; null if the claim is not yet, or no longer, good. */
    @Nullable
    ServedGeneration serving() {
        ServedGeneration generation = certificate.current();
        // until is read after current: whoever sees a publication sees the claims that it ended
        return generation != null && generation.sequence() >= since && generation.sequence() < until
                ? generation
                : null;
    }
}
