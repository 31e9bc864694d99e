package dev.acm.renewal;

import java.time.Duration;
import java.time.Instant;

/**
 * How long proof of control by DNS serves later generations too, by the time at which the certificate is signed. Until then
 * names proven in an earlier attempt are not looked at again, and a record that was removed stops no renewal. CAA is asked
 * before every signature all the same. Proof by e-mail serves the one generation it was asked for.
 */
@FunctionalInterface
public interface EvidenceReuse {
    /**
     * How old proof may be.
     *
     * @param signedAt when the certificate is signed
     * @return zero or more; zero for proof that serves its own attempt only
     */
    Duration at(Instant signedAt);

    /**
     * Proof serves its own attempt only.
     *
     * @return the rule
     */
    static EvidenceReuse none() {
        return signedAt -> Duration.ZERO;
    }

    /**
     * The most that publicly trusted authorities may accept: 398 days, 200 from 2026-03-15, 100 from 2027-03-15, 10 from
     * 2029-03-15. The age at signing counts, so proof can be too old from one second to the next.
     *
     * <p>Source: BR 4.2.1.
     *
     * @return the rule
     */
    static EvidenceReuse cabForum() {
        Instant from200 = Instant.parse("2026-03-15T00:00:00Z");
        Instant from100 = Instant.parse("2027-03-15T00:00:00Z");
        Instant from10 = Instant.parse("2029-03-15T00:00:00Z");
        return signedAt -> {
            if (signedAt.isBefore(from200)) {
                return Duration.ofDays(398);
            }
            if (signedAt.isBefore(from100)) {
                return Duration.ofDays(200);
            }
            return Duration.ofDays(signedAt.isBefore(from10) ? 100 : 10);
        };
    }
}
