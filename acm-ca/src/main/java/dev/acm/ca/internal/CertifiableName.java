package dev.acm.ca.internal;

import dev.acm.name.DomainName;
import java.util.List;
import java.util.function.Function;

/** Whether a text is a name that a certificate for TLS may carry (BR 7.1.2.7.12), public suffixes aside. */
public final class CertifiableName {
    private CertifiableName() {}

    /** True for domain names and wildcards in canonical or mixed case, with labels by IDNA2008: for what is asked for. */
    public static boolean test(String text) {
        return test(text, DomainName::parse);
    }

    /** As {@link #test}, but with any P-label (BR 7.1.2.7.12): for what has been certified. */
    public static boolean testPLabels(String text) {
        return test(text, DomainName::parsePLabels);
    }

    private static boolean test(String text, Function<String, DomainName> parser) {
        try {
            List<String> labels = parser.apply(text).labels();
            // RFC 3696 section 2: the last label is not all digits; no address in the guise of a name
            return !isNumber(labels.get(labels.size() - 1)) && !hasReserved(labels);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isNumber(String label) {
        for (int i = 0; i < label.length(); i++) {
            if (label.charAt(i) < '0' || label.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static boolean hasReserved(List<String> labels) {
        for (String label : labels) {
            if (label.startsWith("--", 2) && !label.startsWith("xn--")) {
                return true;
            }
        }
        return false;
    }
}
