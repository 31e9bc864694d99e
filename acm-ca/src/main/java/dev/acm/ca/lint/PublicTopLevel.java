package dev.acm.ca.lint;

import dev.acm.name.DomainName;
import dev.acm.name.PublicSuffixes;

/** Whether a name is one of the public Internet's (BR 1.6.1, Internal Name). */
final class PublicTopLevel {
    private PublicTopLevel() {}

    /** True for names below no top-level domain of the root zone; false for onion names, and for texts that are no names. */
    static boolean isInternal(String text) {
        try {
            DomainName name = DomainName.parsePLabels(text);
            return !name.value().endsWith(".onion") && !PublicSuffixes.shipped().knowsTopLevel(name);
        } catch (IllegalArgumentException e) {
            return false; // a finding of its own
        }
    }
}
