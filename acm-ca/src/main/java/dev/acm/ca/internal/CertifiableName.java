package dev.acm.ca.internal;

import dev.acm.name.DomainName;
import java.util.List;

/** Whether a text is a name that a certificate for TLS may carry (BR 7.1.2.7.12), public suffixes aside. */
public final class CertifiableName {
    private CertifiableName() {}

    /** True for domain names and wildcards in canonical or mixed case. */
    public static boolean test(String text) {
        try {
            List<String> labels = DomainName.parse(text).labels();
            // RFC 3696 section 2: the last label is not all digits; no address in the guise of a name
            return !labels.get(labels.size() - 1).chars().allMatch(c -> c >= '0' && c <= '9')
                    && labels.stream().noneMatch(CertifiableName::isReserved);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isReserved(String label) {
        return label.length() >= 4 && label.startsWith("--", 2) && !label.startsWith("xn--");
    }
}
