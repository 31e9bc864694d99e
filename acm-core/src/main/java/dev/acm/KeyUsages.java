package dev.acm;

import dev.acm.certificate.KeyAlgorithm;
import dev.acm.error.Finding;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a certificate's key may be used for, compared between two generations of an imported one: values may be added and not
 * taken away, as ACM has it; clientAuth may go (since 2025-10-22), and keyEncipherment of an EC key (since 2026-04-03).
 */
final class KeyUsages {
    private static final List<String> USAGES = List.of(
            "DIGITAL_SIGNATURE",
            "NON_REPUDIATION",
            "KEY_ENCIPHERMENT",
            "DATA_ENCIPHERMENT",
            "KEY_AGREEMENT",
            "CERTIFICATE_SIGNING",
            "CRL_SIGNING",
            "ENCIPHER_ONLY",
            "DECIPHER_ONLY");
    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
    private static final String KEY_ENCIPHERMENT = "KEY_ENCIPHERMENT";

    private KeyUsages() {}

    static void compare(X509Certificate before, X509Certificate after, KeyAlgorithm algorithm, List<Finding> faults) {
        Set<String> usages = lost(usages(before), usages(after));
        if (algorithm.family().equals("EC")) {
            usages.remove(KEY_ENCIPHERMENT);
        }
        add("reimport:key-usage", "key usages", usages, faults);
        Set<String> extended = lost(extended(before), extended(after));
        extended.remove(CLIENT_AUTH);
        add("reimport:extended-key-usage", "extended key usages", extended, faults);
    }

    private static void add(String rule, String what, Set<String> lost, List<Finding> faults) {
        if (!lost.isEmpty()) {
            faults.add(new Finding(
                    rule,
                    "certificate",
                    String.join(" ", lost),
                    "it lacks " + what + " that the present generation has",
                    "Ask for a certificate that has them too, or import it as a new one."));
        }
    }

    private static Set<String> lost(Set<String> before, Set<String> after) {
        Set<String> lost = new LinkedHashSet<>(before);
        lost.removeAll(after);
        return lost;
    }

    private static Set<String> usages(X509Certificate certificate) {
        Set<String> usages = new LinkedHashSet<>();
        boolean[] bits = certificate.getKeyUsage();
        for (int i = 0; bits != null && i < USAGES.size(); i++) {
            if (bits[i]) {
                usages.add(USAGES.get(i));
            }
        }
        return usages;
    }

    private static Set<String> extended(X509Certificate certificate) {
        try {
            List<String> extended = certificate.getExtendedKeyUsage();
            return extended == null ? Set.of() : new LinkedHashSet<>(extended);
        } catch (CertificateParsingException e) {
            return Set.of();
        }
    }
}
