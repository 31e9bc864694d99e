package dev.acm.ca.lint;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.DerElement;
import dev.acm.ca.internal.Oids;
import dev.acm.ca.lint.DistinguishedName.Attribute;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The names of subject and issuer. */
final class SubjectRules {
    private static final Pattern MEANINGLESS = Pattern.compile("[\\s\\p{Punct}]*");
    private static final Pattern ENTITY = Pattern.compile("&(#\\w+|[A-Za-z]{2,8});");
    // UTF-8 read as Latin-1 and written as UTF-8 again
    private static final Pattern MOJIBAKE = Pattern.compile("[\u00c2\u00c3][\u0080-\u00bf]");
    private static final String DOMAIN_COMPONENT = "0.9.2342.19200300.100.1.25";
    private static final String STREET = "2.5.4.9";
    /** Locality (1), state or province (2) and country (3) of a jurisdiction. */
    private static final String JURISDICTION = "1.3.6.1.4.1.311.60.2.1.";

    /** The order of BR 7.1.4.2, and the upper bound of each attribute's characters. */
    private static final List<String> ORDER = List.of(
            DOMAIN_COMPONENT,
            Oids.COUNTRY,
            "2.5.4.8",
            "2.5.4.7",
            "2.5.4.17",
            STREET,
            Oids.ORGANIZATION,
            "2.5.4.4",
            "2.5.4.42",
            Oids.ORGANIZATIONAL_UNIT,
            Oids.COMMON_NAME);

    private static final Map<String, Integer> BOUNDS = Map.of(
            Oids.COUNTRY,
            2,
            "2.5.4.8",
            128,
            "2.5.4.7",
            128,
            "2.5.4.17",
            40,
            STREET,
            128,
            Oids.ORGANIZATION,
            64,
            "2.5.4.4",
            64,
            "2.5.4.42",
            64,
            Oids.ORGANIZATIONAL_UNIT,
            64,
            "2.5.4.5",
            64);
    /** Upper bounds of RFC 5280 appendix A.1 where BR 7.1.4.2 has none or a lower one. */
    private static final Map<String, Integer> BOUNDS_OF_PKIX =
            Map.of("2.5.4.4", 32_768, "2.5.4.42", 32_768, "2.5.4.12", 64, "2.5.4.65", 128, Oids.EMAIL_ADDRESS, 255);
    /** Upper bounds of BR 7.1.4.2 where RFC 5280 has none. */
    private static final Map<String, Integer> BOUNDS_OF_BR = Map.of(
            DOMAIN_COMPONENT,
            63,
            "2.5.4.15",
            128,
            JURISDICTION + "1",
            128,
            JURISDICTION + "2",
            128,
            JURISDICTION + "3",
            2);
    /** Attributes that are PrintableString only: countries, qualifier, serial number. */
    private static final Set<String> PRINTABLE = Set.of(Oids.COUNTRY, "2.5.4.46", "2.5.4.5", JURISDICTION + "3");
    /** Attributes that are IA5String only. */
    private static final Set<String> ASCII = Set.of(DOMAIN_COMPONENT, Oids.EMAIL_ADDRESS);

    /** Attributes that are DirectoryString: names, and what describes a place or an organization (RFC 5280 appendix A.1). */
    private static final Set<String> DIRECTORY = Set.of(
            Oids.COMMON_NAME,
            "2.5.4.4",
            "2.5.4.7",
            "2.5.4.8",
            STREET,
            Oids.ORGANIZATION,
            Oids.ORGANIZATIONAL_UNIT,
            "2.5.4.12",
            "2.5.4.17",
            "2.5.4.41",
            "2.5.4.42",
            "2.5.4.43",
            "2.5.4.44",
            "2.5.4.65");

    private static final Set<String> REPEATABLE = Set.of(DOMAIN_COMPONENT, STREET);

    private SubjectRules() {}

    static void check(CertificateView view, LintProfile profile, Findings findings) {
        boolean pkix = profile == LintProfile.PKIX;
        findings.addIf(
                view.issuer().emptyOne() || view.subject().emptyOne(),
                Rule.NAME_SYNTAX,
                "subject",
                "a relative distinguished name is empty");
        checkCountry(view.issuer(), "issuer", findings);
        checkCountry(view.subject(), "subject", findings);
        view.issuer().attributes().forEach(attribute -> checkString(attribute, "issuer", true, findings));
        view.subject().attributes().forEach(attribute -> checkString(attribute, "subject", pkix, findings));
        checkEmail(view, findings);
        checkControls(view.subject(), findings);
        for (Attribute attribute : view.subject().all(Oids.COMMON_NAME)) {
            findings.addIf(
                    attribute.text().codePointCount(0, attribute.text().length()) > 64,
                    Rule.COMMON_NAME_TOO_LONG,
                    "subject.commonName",
                    "the common name has more than 64 characters");
        }
        if (!pkix) {
            checkShape(view.subject(), findings);
            checkTexts(view.subject(), findings);
        }
    }

    private static void checkCountry(DistinguishedName name, String location, Findings findings) {
        for (Attribute country : name.all(Oids.COUNTRY)) {
            findings.addIf(
                    !isCountry(country.text()),
                    Rule.COUNTRY_CODE,
                    location + ".countryName",
                    "the country is not two capital letters");
        }
    }

    private static boolean isCountry(String text) {
        return text.length() == 2 && isCapital(text.charAt(0)) && isCapital(text.charAt(1));
    }

    private static boolean isCapital(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static void checkEmail(CertificateView view, Findings findings) {
        List<Attribute> emails = view.subject().all(Oids.EMAIL_ADDRESS);
        if (emails.isEmpty()) {
            return;
        }
        Set<String> mailboxes = AlternativeNames.of(view, findings).stream()
                .filter(name -> name.is(AlternativeNames.RFC822))
                .map(name -> name.text().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        for (Attribute email : emails) {
            findings.addIf(
                    !mailboxes.contains(email.text().toLowerCase(Locale.ROOT)),
                    Rule.SUBJECT_EMAIL_NOT_IN_SAN,
                    "subject.emailAddress",
                    "the e-mail address is not among the alternative names");
        }
    }

    private static void checkControls(DistinguishedName subject, Findings findings) {
        for (Attribute attribute : subject.attributes()) {
            findings.addIf(
                    isUnicode(attribute.value()) && attribute.text().chars().anyMatch(Character::isISOControl),
                    Rule.NAME_ATTRIBUTE_CONTROL_CHARACTER,
                    "subject." + attribute.oid(),
                    "the attribute holds a control character");
        }
    }

    private static void checkShape(DistinguishedName subject, Findings findings) {
        findings.addIf(
                subject.multipleInOne(),
                Rule.NAME_MULTIPLE_IN_RDN,
                "subject",
                "a relative distinguished name has more than one attribute");
        Set<String> seen = new HashSet<>();
        int last = 0;
        for (Attribute attribute : subject.attributes()) {
            findings.addIf(
                    !seen.add(attribute.oid()) && !REPEATABLE.contains(attribute.oid()),
                    Rule.NAME_DUPLICATE_ATTRIBUTE,
                    "subject",
                    () -> "attribute " + attribute.oid() + " occurs twice");
            int place = ORDER.indexOf(attribute.oid());
            findings.addIf(
                    place >= 0 && place < last,
                    Rule.NAME_ATTRIBUTE_ORDER,
                    "subject",
                    () -> "attribute " + attribute.oid() + " stands too late");
            last = Math.max(last, place);
        }
    }

    private static void checkTexts(DistinguishedName subject, Findings findings) {
        for (Attribute attribute : subject.attributes()) {
            if (!attribute.oid().startsWith("2.5.4.") && !attribute.oid().startsWith(JURISDICTION)) {
                continue;
            }
            String location = "subject." + attribute.oid();
            String text = attribute.text();
            findings.addIf(
                    !attribute.value().is(Der.UTF8_STRING) && !attribute.value().is(Der.PRINTABLE_STRING),
                    Rule.NAME_ATTRIBUTE_ENCODING,
                    location,
                    "the attribute is neither UTF8String nor PrintableString");
            findings.addIf(
                    MEANINGLESS.matcher(text).matches(),
                    Rule.NAME_ATTRIBUTE_MEANINGLESS,
                    location,
                    "the attribute holds only punctuation");
            findings.addIf(
                    text.indexOf('&') >= 0 && ENTITY.matcher(text).find(),
                    Rule.NAME_ATTRIBUTE_MEANINGLESS,
                    location,
                    "the attribute holds mark-up");
            findings.addIf(
                    MOJIBAKE.matcher(text).find(),
                    Rule.NAME_ATTRIBUTE_MEANINGLESS,
                    location,
                    "the attribute holds text in a wrong character set");
        }
    }

    private static void checkString(Attribute attribute, String where, boolean pkix, Findings findings) {
        String oid = attribute.oid();
        DerElement value = attribute.value();
        String location = where + "." + oid;
        findings.addIf(
                isText(value) && !value.isProperText(),
                Rule.NAME_ATTRIBUTE_ENCODING,
                location,
                "the attribute holds what its string type has no place for");
        findings.addIf(
                (PRINTABLE.contains(oid) && !value.is(Der.PRINTABLE_STRING))
                        || (ASCII.contains(oid) && !value.is(Der.IA5_STRING))
                        || (DIRECTORY.contains(oid) && !isDirectoryString(value)),
                Rule.NAME_ATTRIBUTE_ENCODING,
                location,
                "the attribute has another string type than it must");
        Integer bound = (pkix ? BOUNDS_OF_PKIX : BOUNDS_OF_BR).getOrDefault(oid, BOUNDS.get(oid));
        String text = attribute.text();
        findings.addIf(
                bound != null && text.codePointCount(0, text.length()) > bound,
                Rule.NAME_ATTRIBUTE_ENCODING,
                location,
                () -> "the attribute has more than " + bound + " characters");
        findings.addIf(text.isEmpty(), Rule.NAME_ATTRIBUTE_ENCODING, location, "the attribute is empty");
    }

    /** Whether each octet or pair of octets is a character. */
    private static boolean isUnicode(DerElement value) {
        return isText(value) && !value.is(Der.TELETEX_STRING) && !value.is(Der.UNIVERSAL_STRING);
    }

    private static boolean isDirectoryString(DerElement value) {
        return switch (value.tag()) {
            case Der.UTF8_STRING, Der.PRINTABLE_STRING, Der.TELETEX_STRING, Der.UNIVERSAL_STRING, Der.BMP_STRING ->
                true;
            default -> false;
        };
    }

    private static boolean isText(DerElement value) {
        return switch (value.tag()) {
            case Der.UTF8_STRING,
                    Der.NUMERIC_STRING,
                    Der.PRINTABLE_STRING,
                    Der.TELETEX_STRING,
                    Der.IA5_STRING,
                    Der.VISIBLE_STRING,
                    Der.UNIVERSAL_STRING,
                    Der.BMP_STRING -> true;
            default -> false;
        };
    }
}
