package dev.acm.ca.lint;

import dev.acm.ca.internal.DerElement;
import dev.acm.ca.internal.Oids;
import dev.acm.name.DomainName;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What the alternative names are, and whether they are the planned ones. */
final class AlternativeNameRules {
    private static final String LOCATION = "extensions.subjectAltName";
    private static final Instant NO_REVERSE_ZONES_FROM = Instant.parse("2026-03-15T00:00:00Z");
    private static final Pattern ONION = Pattern.compile("([a-z0-9-]+\\.)*[a-z2-7]{55}d\\.onion");
    private static final Pattern REVERSE = Pattern.compile("(.*\\.)?(in-addr|ip6)\\.arpa");
    private static final Pattern MAIL_LOCAL = Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}");
    private static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:\\S+");

    private AlternativeNameRules() {}

    static void check(CertificateView view, LintProfile profile, LintContext context, Findings findings) {
        List<DerElement> names = AlternativeNames.of(view, findings);
        boolean tls = profile != LintProfile.PKIX;
        boolean noReverse = tls
                && !context.signedAt().or(view::notBefore).orElse(Instant.MAX).isBefore(NO_REVERSE_ZONES_FROM);
        findings.addIf(names.isEmpty(), Rule.SAN_EMPTY, LOCATION, "there is no name in the list");
        Set<String> dnsNames = new HashSet<>();
        for (DerElement name : names) {
            String text = name.text();
            switch (name.tag()) {
                case AlternativeNames.DNS -> {
                    checkDns(text, tls, noReverse, findings);
                    findings.addIf(!dnsNames.add(text), Rule.SAN_DUPLICATE, LOCATION, "a name occurs twice");
                }
                case AlternativeNames.ADDRESS -> checkAddress(name.content(), tls, findings);
                case AlternativeNames.RFC822 -> checkMail(text, findings);
                case AlternativeNames.URI -> checkUri(text, findings);
                default -> {}
            }
            findings.addIf(
                    tls && name.tag() != AlternativeNames.DNS && name.tag() != AlternativeNames.ADDRESS,
                    Rule.SAN_TYPE,
                    LOCATION,
                    "a name is neither a DNS name nor an address");
            findings.addIf(name.length() == 0, Rule.SAN_EMPTY, LOCATION, "a name is empty");
        }
        Optional<Set<String>> planned = context.plannedNames();
        findings.addIf(
                planned.isPresent()
                        && (!planned.get().equals(dnsNames)
                                || names.size() != planned.get().size()),
                Rule.SAN_NOT_AS_PLANNED,
                LOCATION,
                "the names are not the planned ones");
        checkCriticality(view, findings);
        context.issuer()
                .map(IssuerFacts::constraints)
                .orElse(List.of())
                .forEach(constraints -> checkConstraints(view, names, constraints, findings));
    }

    private static void checkCriticality(CertificateView view, Findings findings) {
        boolean critical =
                view.extension(Oids.SUBJECT_ALTERNATIVE_NAME).orElseThrow().critical();
        boolean empty = view.subject().isEmpty();
        findings.addIf(
                empty && !critical, Rule.SAN_CRITICALITY, LOCATION, "the subject is empty, so this must be critical");
        findings.addIf(
                !empty && critical,
                Rule.SAN_CRITICAL_WITH_SUBJECT,
                LOCATION,
                "there is a subject, so this should not be critical");
    }

    private static void checkConstraints(
            CertificateView view, List<DerElement> names, NameConstraints constraints, Findings findings) {
        for (DerElement name : names) {
            Optional<String> violation = switch (name.tag()) {
                case AlternativeNames.DNS -> constraints.againstDns(name.text().toLowerCase(Locale.ROOT));
                case AlternativeNames.ADDRESS -> constraints.againstAddress(name.content());
                default -> Optional.empty();
            };
            violation.ifPresent(why -> findings.add(Rule.NAME_CONSTRAINTS_VIOLATED, LOCATION, why));
        }
        findings.addIf(
                constraints.constrainsDirectories() && !view.subject().isEmpty(),
                Rule.NAME_CONSTRAINTS_VIOLATED,
                "subject",
                "the issuer constrains distinguished names");
    }

    static void checkDns(String text, boolean tls, boolean noReverse, Findings findings) {
        if (tls ? !isDomainName(text) : text.length() > 253) {
            findings.add(Rule.SAN_DNS_NAME, LOCATION, shorten(text) + " is no domain name");
        }
        String lower = text.toLowerCase(Locale.ROOT);
        String base = lower.startsWith("*.") ? lower.substring(2) : lower;
        if (base.endsWith(".onion") && !ONION.matcher(base).matches()) {
            findings.add(Rule.SAN_ONION, LOCATION, shorten(text) + " is no onion name of version 3");
        }
        if (noReverse && base.endsWith("arpa") && REVERSE.matcher(base).matches()) {
            findings.add(Rule.SAN_REVERSE_ZONE, LOCATION, shorten(text) + " lies in a reverse zone");
        }
    }

    private static boolean isDomainName(String text) {
        try {
            DomainName name = DomainName.parse(text);
            List<String> labels = name.labels();
            // RFC 3696 section 2: the last label is not all digits; no address in the guise of a name
            return !labels.get(labels.size() - 1).chars().allMatch(Character::isDigit)
                    && labels.stream().noneMatch(AlternativeNameRules::isReservedLabel);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isReservedLabel(String label) {
        return label.length() >= 4 && label.startsWith("--", 2) && !label.startsWith("xn--");
    }

    private static void checkAddress(byte[] address, boolean tls, Findings findings) {
        boolean proper = address.length == 4 || address.length == 16;
        findings.addIf(!proper, Rule.SAN_ADDRESS, LOCATION, "an address has " + address.length + " octets");
        findings.addIf(
                proper && tls && ReservedAddresses.contains(address),
                Rule.SAN_ADDRESS,
                LOCATION,
                "an address is reserved");
    }

    private static void checkMail(String text, Findings findings) {
        int at = text.lastIndexOf('@');
        boolean proper =
                at > 0 && MAIL_LOCAL.matcher(text.substring(0, at)).matches() && isDomainName(text.substring(at + 1));
        findings.addIf(!proper, Rule.SAN_RFC822_NAME, LOCATION, shorten(text) + " is no e-mail address");
    }

    private static void checkUri(String text, Findings findings) {
        boolean proper = URI.matcher(text).matches();
        int authority = text.indexOf("://");
        if (proper && authority > 0) {
            String host = text.substring(authority + 3)
                    .replaceFirst("[/?#].*", "")
                    .replaceFirst("^[^@]*@", "")
                    .replaceFirst(":[0-9]*$", "");
            proper = host.startsWith("[") || (host.length() <= 253 && !host.isEmpty());
        }
        findings.addIf(!proper, Rule.SAN_URI, LOCATION, shorten(text) + " is no absolute URI with a host");
    }

    private static String shorten(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= 80 ? clean : clean.substring(0, 80) + "…";
    }
}
