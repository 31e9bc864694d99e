package dev.acm.ca.lint;

import dev.acm.ca.internal.DerElement;
import dev.acm.ca.internal.Oids;
import dev.acm.name.DomainName;
import dev.acm.name.InvalidNameException;
import dev.acm.name.NameFault;
import dev.acm.name.NameRules;
import java.time.Instant;
import java.util.EnumSet;
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
    private static final Pattern ONION = Pattern.compile("[a-z2-7]{55}d");
    private static final List<String> REVERSE_ZONES = List.of("in-addr.arpa", "ip6.arpa");

    private AlternativeNameRules() {}

    static void check(CertificateView view, LintProfile profile, LintContext context, Findings findings) {
        List<DerElement> names = AlternativeNames.of(view, findings);
        boolean tls = profile != LintProfile.PKIX;
        boolean noReverse = tls
                && !context.signedAt().or(view::notBefore).orElse(Instant.MAX).isBefore(NO_REVERSE_ZONES_FROM);
        findings.addIf(names.isEmpty(), Rule.SAN_EMPTY, LOCATION, "there is no name in the list");
        Set<String> dnsNames = new HashSet<>();
        Set<String> seen = new HashSet<>();
        for (DerElement name : names) {
            String text = name.text();
            switch (name.tag()) {
                case AlternativeNames.DNS -> {
                    checkDns(text, profile, context, noReverse, findings);
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
                    () -> "a name of type " + (name.tag() & 0x1f) + " is neither a DNS name nor an address");
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

    static void checkDns(String text, LintProfile profile, LintContext context, boolean noReverse, Findings findings) {
        if (profile == LintProfile.PKIX) {
            findings.addIf(
                    !NameSyntax.isDnsName(text),
                    Rule.SAN_DNS_NAME,
                    LOCATION,
                    () -> Findings.shown(text) + " is no domain name");
            return;
        }
        Optional<DomainName> name = parse(text, findings);
        String lower = text.toLowerCase(Locale.ROOT);
        findings.addIf(
                noReverse && REVERSE_ZONES.stream().anyMatch(zone -> isWithin(lower, zone)),
                Rule.SAN_REVERSE_ZONE,
                LOCATION,
                () -> Findings.shown(text) + " lies in a reverse zone");
        if (isWithin(lower, "onion")) {
            findings.addIf(
                    name.filter(AlternativeNameRules::isOnion).isEmpty(),
                    Rule.SAN_ONION,
                    LOCATION,
                    () -> Findings.shown(text) + " is no onion name of version 3");
        } else if (name.isPresent()
                && profile != LintProfile.TLS_CLIENT
                && !context.waived().containsAll(Public.RULES)) {
            checkPublic(name.get(), findings);
        }
    }

    private static Optional<DomainName> parse(String text, Findings findings) {
        try {
            // a P-Label need not be one of IDNA2008 (BR 7.1.2.7.12)
            return Optional.of(DomainName.parsePLabels(text));
        } catch (InvalidNameException e) {
            findings.add(Rule.SAN_DNS_NAME, LOCATION, Findings.shown(text) + " is no domain name: " + faults(e));
            return Optional.empty();
        }
    }

    private static Set<NameFault> faults(InvalidNameException refusal) {
        Set<NameFault> faults = EnumSet.noneOf(NameFault.class);
        refusal.violations().forEach(violation -> faults.add(violation.fault()));
        return faults;
    }

    /** Whether the label before {@code onion} has the form of version 3; its checksum is for whoever certifies it. */
    private static boolean isOnion(DomainName name) {
        List<String> labels = name.labels();
        return labels.size() > 1 && ONION.matcher(labels.get(labels.size() - 2)).matches();
    }

    private static boolean isWithin(String name, String zone) {
        return name.endsWith(zone)
                && (name.length() == zone.length() || name.charAt(name.length() - zone.length() - 1) == '.');
    }

    private static void checkPublic(DomainName name, Findings findings) {
        Set<NameFault> faults = Public.faults(name);
        findings.addIf(
                faults.contains(NameFault.UNKNOWN_TLD) || faults.contains(NameFault.SPECIAL_USE_TLD),
                Rule.SAN_INTERNAL_NAME,
                LOCATION,
                () -> name + " is no name of the public DNS");
        findings.addIf(
                faults.contains(NameFault.IS_PUBLIC_SUFFIX) || faults.contains(NameFault.WILDCARD_PUBLIC_SUFFIX),
                Rule.SAN_PUBLIC_SUFFIX,
                LOCATION,
                () -> name + " is a public suffix, or stands for all names below one");
    }

    /** The suffix list is only read when it is asked. */
    private static final class Public {
        static final NameRules NAMES = NameRules.publicWeb();
        static final Set<Rule> RULES = Set.of(Rule.SAN_INTERNAL_NAME, Rule.SAN_PUBLIC_SUFFIX);

        static Set<NameFault> faults(DomainName name) {
            Set<NameFault> faults = EnumSet.noneOf(NameFault.class);
            NAMES.check(name).forEach(violation -> faults.add(violation.fault()));
            return faults;
        }
    }

    private static void checkAddress(byte[] address, boolean tls, Findings findings) {
        boolean proper = NameSyntax.isAddress(address);
        findings.addIf(!proper, Rule.SAN_ADDRESS, LOCATION, "an address has " + address.length + " octets");
        findings.addIf(
                proper && tls && Addresses.isReserved(address), Rule.SAN_ADDRESS, LOCATION, "an address is reserved");
    }

    private static void checkMail(String text, Findings findings) {
        findings.addIf(
                !NameSyntax.isMailbox(text),
                Rule.SAN_RFC822_NAME,
                LOCATION,
                () -> Findings.shown(text) + " is no e-mail address");
    }

    private static void checkUri(String text, Findings findings) {
        findings.addIf(
                !NameSyntax.isUri(text),
                Rule.SAN_URI,
                LOCATION,
                () -> Findings.shown(text) + " is no absolute URI with a host");
    }

    /** The issuer's alternative names are formed as the subject's (RFC 5280 section 4.2.1.7). */
    static void checkIssuers(Extension extension, DerElement content, Findings findings) {
        String location = extension.location();
        findings.addIf(
                extension.critical(), Rule.ISSUER_ALTERNATIVE_NAME_CRITICAL, location, "this should not be critical");
        for (DerElement name : content.children()) {
            String text = name.text();
            boolean proper = switch (name.tag()) {
                case AlternativeNames.DNS -> NameSyntax.isDnsName(text);
                case AlternativeNames.ADDRESS -> NameSyntax.isAddress(name.content());
                case AlternativeNames.RFC822 -> NameSyntax.isMailbox(text);
                case AlternativeNames.URI -> NameSyntax.isUri(text);
                default -> name.length() > 0;
            };
            findings.addIf(
                    !proper,
                    Rule.ISSUER_ALTERNATIVE_NAME,
                    location,
                    () -> "a name is malformed: " + Findings.shown(text));
        }
    }
}
