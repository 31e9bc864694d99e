package dev.acm.name;

import java.util.List;
import java.util.Map;

/**
 * Domains that no public authority certifies names in, though the suffix list has some of them.
 *
 * <p>Source: IANA special-use domain names registry (RFC 6761) as of 2026-11; ICANN board resolution 2024.07.29.06 for
 * {@code internal}; BR 4.2.2 for the reverse zones. {@code example.com} and its siblings are registered and do not count.
 */
final class SpecialUseNames {
    private static final List<String> SPECIAL = List.of(
            "6tisch.arpa",
            "alt",
            "eap.arpa",
            "eap-noob.arpa",
            "example",
            "home.arpa",
            "internal",
            "invalid",
            "ipv4only.arpa",
            "local",
            "localhost",
            "resolver.arpa",
            "service.arpa",
            "test");
    private static final List<String> REVERSE = List.of("in-addr.arpa", "ip6.arpa");

    private SpecialUseNames() {}

    /** Adds the flags of these domains to those of a suffix list. */
    static void addTo(Map<String, Integer> flags) {
        SPECIAL.forEach(name -> flags.merge(name, SuffixTable.SPECIAL_USE, (a, b) -> a | b));
        REVERSE.forEach(name -> flags.merge(name, SuffixTable.REVERSE, (a, b) -> a | b));
        flags.merge("onion", SuffixTable.ONION, (a, b) -> a | b);
    }
}
