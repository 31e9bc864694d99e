package dev.acm;

import dev.acm.error.Finding;
import dev.acm.internal.Checks;
import dev.acm.name.DomainName;
import dev.acm.name.InvalidNameException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The DNS names that a certificate certifies: the common name first, as ACM does, then the alternative names in their order. No
 * public-suffix or CAA rule applies to what is issued already.
 */
final class CertifiedNames {
    private static final int DNS_NAME = 2;

    /** RFC 2253 escapes commas, so the value ends at the first that is not escaped. */
    private static final Pattern COMMON_NAME =
            Pattern.compile("(?:^|,)(?:CN|OID\\.2\\.5\\.4\\.3|2\\.5\\.4\\.3)=((?:[^,\\\\]|\\\\.)*)");

    private CertifiedNames() {}

    static List<DomainName> of(X509Certificate leaf, List<Finding> faults, List<Finding> remarks) {
        List<String> alternative = alternativeNames(leaf, faults, remarks);
        Set<DomainName> names = new LinkedHashSet<>();
        commonName(leaf).flatMap(CertifiedNames::parsed).ifPresent(names::add);
        for (String text : alternative) {
            parsed(text)
                    .ifPresentOrElse(
                            names::add,
                            () -> remarks.add(leftOut(text, "it is no DNS name that can be looked up here")));
        }
        if (names.isEmpty() && faults.isEmpty()) {
            faults.add(new Finding(
                    "names:none",
                    "certificate",
                    Checks.shorten(leaf.getSubjectX500Principal().getName()),
                    "it is for no DNS name",
                    "Import a certificate with at least one DNS name, as common name or as alternative name."));
        }
        return List.copyOf(names);
    }

    private static List<String> alternativeNames(X509Certificate leaf, List<Finding> faults, List<Finding> remarks) {
        List<String> dns = new ArrayList<>();
        try {
            Collection<List<?>> names = leaf.getSubjectAlternativeNames();
            for (List<?> name : names == null ? List.<List<?>>of() : names) {
                if (name.get(0).equals(DNS_NAME)) {
                    dns.add(name.get(1).toString());
                } else {
                    remarks.add(leftOut(
                            name.get(1) instanceof byte[] ? "type " + name.get(0) : name.get(1) + "",
                            "it is of another kind than a DNS name"));
                }
            }
        } catch (CertificateParsingException e) {
            faults.add(new Finding(
                    "names:malformed",
                    "certificate",
                    "",
                    "its alternative names are malformed",
                    "Ask its issuer for a well-formed one."));
        }
        return dns;
    }

    private static Finding leftOut(String name, String why) {
        return new Finding(
                "names:left-out",
                "certificate",
                Checks.shorten(name),
                why,
                "It stays in the certificate, and does not count among its names here.");
    }

    private static Optional<String> commonName(X509Certificate leaf) {
        Matcher matcher = COMMON_NAME.matcher(leaf.getSubjectX500Principal().getName());
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static Optional<DomainName> parsed(String text) {
        try {
            return Optional.of(DomainName.parsePLabels(text));
        } catch (InvalidNameException e) {
            return Optional.empty();
        }
    }
}
