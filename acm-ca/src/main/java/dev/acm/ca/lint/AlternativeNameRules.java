package dev.acm.ca.lint;

import dev.acm.ca.internal.CertifiableName;
import dev.acm.ca.internal.DerElement;
import dev.acm.ca.internal.Oids;
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
    // no repeated group, which would take stack for each label of a long text; labels are judged on their own
    private static final Pattern ONION = Pattern.compile("([a-z0-9.-]*\\.)?[a-z2-7]{55}d\\.onion");
    private static final Pattern REVERSE = Pattern.compile("(.*\\.)?(in-addr|ip6)\\.arpa");

    private AlternativeNameRules() {}

    static void check(CertificateView view, LintProfile profile, LintContext context, Findings findings) {
        List<DerElement> names = AlternativeNames.of(view, findings);
        boolean tls = profile != LintProfile.PKIX;
        boolean noReverse = tls
                && !context.signedAt().or(view::notBefore).orElse(Instant.MAX).isBefore(NO_REVERSE_ZONES_FROM);
        findings.addIf(names.isEmpty(), Rule.SAN_EMPTY, LOCATION, "there is no name in the list");
        boolean publicly = tls && !context.waived().contains(Rule.SAN_INTERNAL_NAME);
        Set<String> dnsNames = new HashSet<>();
        Set<String> seen = new HashSet<>();
        for (DerElement name : names) {
            String text = name.text();
            switch (name.tag()) {
                case AlternativeNames.DNS -> {
                    checkDns(text, tls, noReverse, findings);
                    findings.addIf(
                            publicly && PublicTopLevel.isInternal(text),
                            Rule.SAN_INTERNAL_NAME,
                            LOCATION,
                            () -> shorten(text) + " ends in no top-level domain");
                    dnsNames.add(text);
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
            findings.addIf(
                    !seen.add(name.tag() + " " + text.toLowerCase(Locale.ROOT)),
                    Rule.SAN_DUPLICATE,
                    LOCATION,
                    "a name occurs twice");
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

    static void checkDns(String text, boolean tls, boolean noReverse, Findings findings) {
        if (tls ? !CertifiableName.testPLabels(text) : !NameSyntax.isDnsName(text)) {
            findings.add(Rule.SAN_DNS_NAME, LOCATION, shorten(text) + " is no domain name");
        }
        String lower = text.toLowerCase(Locale.ROOT);
        String base = lower.startsWith("*.") ? lower.substring(2) : lower;
        if (tls && base.endsWith(".onion") && !ONION.matcher(base).matches()) {
            findings.add(Rule.SAN_ONION, LOCATION, shorten(text) + " is no onion name of version 3");
        }
        if (noReverse && base.endsWith("arpa") && REVERSE.matcher(base).matches()) {
            findings.add(Rule.SAN_REVERSE_ZONE, LOCATION, shorten(text) + " lies in a reverse zone");
        }
    }

    private static void checkAddress(byte[] address, boolean tls, Findings findings) {
        boolean proper = address.length == 4 || address.length == 16;
        findings.addIf(!proper, Rule.SAN_ADDRESS, LOCATION, "an address has " + address.length + " octets");
        findings.addIf(
                proper && tls && Addresses.isReserved(address), Rule.SAN_ADDRESS, LOCATION, "an address is reserved");
    }

    private static void checkMail(String text, Findings findings) {
        findings.addIf(
                !NameSyntax.isMailbox(text), Rule.SAN_RFC822_NAME, LOCATION, shorten(text) + " is no e-mail address");
    }

    private static void checkUri(String text, Findings findings) {
        findings.addIf(
                !NameSyntax.isUri(text), Rule.SAN_URI, LOCATION, shorten(text) + " is no absolute URI with a host");
    }

    private static String shorten(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= 80 ? clean : clean.substring(0, 80) + "…";
    }
}
