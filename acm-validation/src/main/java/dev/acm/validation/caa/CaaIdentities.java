package dev.acm.validation.caa;

import java.util.Set;

/** Issuer domain names by which CAA records name an authority (RFC 8659 section 4.2). */
public final class CaaIdentities {
    private static final Set<String> AMAZON = Set.of("amazon.com", "amazontrust.com", "awstrust.com", "amazonaws.com");

    private CaaIdentities() {}

    /**
     * ACM's four; any one suffices. For an authority that issues in ACM's place, so that records written for ACM go on to hold.
     *
     * @return {@code amazon.com}, {@code amazontrust.com}, {@code awstrust.com}, {@code amazonaws.com}
     */
    public static Set<String> amazon() {
        return AMAZON;
    }
}
