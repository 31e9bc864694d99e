package dev.acm.name;

import java.util.List;

/** What makes a name one of the public Internet's. Source: BR 3.2.2.6, 4.2.2, 7.1.2.7.12 and appendix B. */
final class PublicNames {
    private PublicNames() {}

    /** Whether the walk over the suffix table shows nothing to complain of. */
    static boolean isPlain(DomainName name, int walked) {
        return SuffixTable.suffixStart(walked) > name.from()
                && SuffixTable.reserved(walked) == 0
                && !(name.isWildcard() && SuffixTable.isWildcardParent(walked));
    }

    /** Adds every reason against the name. */
    static void check(DomainName name, int walked, Findings findings) {
        String value = name.value();
        int from = name.from();
        int topLevel = value.lastIndexOf('.') + 1;
        boolean known = SuffixTable.isKnownTopLevel(walked);
        if (!known) {
            findings.add(NameFault.UNKNOWN_TLD, topLevel, "a name under a top-level domain of the root zone");
        }
        if (topLevel <= from) {
            findings.add(NameFault.TOO_FEW_LABELS, from, "at least one label in front of a public suffix");
        }
        checkSuffix(name, walked, findings);
        int reserved = SuffixTable.reserved(walked);
        if ((reserved & SuffixTable.REVERSE) != 0) {
            findings.add(
                    NameFault.REVERSE_ZONE, from, "a name outside the reverse zones; an address is certified as such");
        }
        if ((reserved & SuffixTable.SPECIAL_USE) != 0) {
            findings.add(
                    NameFault.SPECIAL_USE_TLD, from, "a name outside the domains that are reserved for special use");
        }
        if ((reserved & SuffixTable.ONION) != 0) {
            checkOnion(name, findings);
        }
    }

    private static void checkSuffix(DomainName name, int walked, Findings findings) {
        boolean isSuffix = SuffixTable.suffixStart(walked) == name.from();
        if (name.isWildcard() && (isSuffix || SuffixTable.isWildcardParent(walked))) {
            findings.add(
                    NameFault.WILDCARD_PUBLIC_SUFFIX,
                    0,
                    "a wildcard below a registered domain, not over a public suffix");
        } else if (isSuffix) {
            findings.add(NameFault.IS_PUBLIC_SUFFIX, 0, "a name registered below '" + name.base() + "'");
        }
    }

    private static void checkOnion(DomainName name, Findings findings) {
        List<String> labels = name.labels();
        boolean address = labels.size() >= 2 && OnionAddress.isValid(labels.get(labels.size() - 2));
        if (address) {
            findings.add(
                    NameFault.SPECIAL_USE_TLD,
                    name.from(),
                    "a name outside 'onion', which is validated through Tor only");
        } else {
            findings.add(NameFault.ONION_INVALID, name.from(), "before 'onion' stands an address of version 3");
        }
    }
}
