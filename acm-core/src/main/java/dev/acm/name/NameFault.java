package dev.acm.name;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What can be wrong with a name, an address, or a set of names; each fault belongs to one numbered rule.
 *
 * <p>The constants are stable: hosts may store them.
 */
public enum NameFault {
    /** Nothing was given. */
    EMPTY("DN-2", null),
    /** A character that LDH labels do not have. */
    INVALID_CHARACTER("DN-3", null),
    /** A character outside ASCII; certificates carry A-labels. */
    NON_ASCII("DN-4", null),
    /** An underscore, which is legal in DNS owner names only. */
    UNDERSCORE("DN-5", null),
    /** Two dots in a row, or a dot at the start. */
    LABEL_EMPTY("DN-6", null),
    /** A label of more than 63 octets. */
    LABEL_TOO_LONG("DN-7", null),
    /** A name of more than 253 octets, {@code *.} included. */
    NAME_TOO_LONG("DN-8", null),
    /** A label that starts with a hyphen. */
    LEADING_HYPHEN("DN-9", null),
    /** A label that ends with a hyphen. */
    TRAILING_HYPHEN("DN-9", null),
    /** A final dot, which certificates do not carry. */
    TRAILING_DOT("DN-10", null),
    /** An IP address where a domain name belongs. */
    IP_ADDRESS("DN-12", null),
    /** A label with hyphens in the third and fourth place that is no A-label. */
    RESERVED_LDH("DN-13", null),
    /** An A-label that no Punycode decoder can read. */
    MALFORMED_PUNYCODE("DN-14", null),
    /** An A-label that stands for plain ASCII. */
    IDNA_ASCII_ONLY("DN-14", null),
    /** An A-label that encodes to something else when decoded. */
    IDNA_NOT_ROUNDTRIP("DN-15", null),
    /** An A-label whose Unicode form is not in Normalization Form C. */
    IDNA_NOT_NFC("DN-16", null),
    /** An A-label with a code point that IDNA2008 disallows or that is not assigned. */
    IDNA_DISALLOWED("DN-17", null),
    /** An A-label whose Unicode form starts with a combining mark. */
    IDNA_LEADING_COMBINER("DN-17", null),
    /** An A-label whose Unicode form has hyphens at either end or in the third and fourth place. */
    IDNA_HYPHEN34("DN-17", null),
    /** A joiner where its script does not use one. */
    IDNA_CONTEXTJ("DN-18", null),
    /** A character that is allowed in some context only, and stands in another. */
    IDNA_CONTEXTO("DN-18", null),
    /** A label that breaks the Bidi rule in a name written from right to left. */
    IDNA_BIDI("DN-19", null),
    /** A last label that browsers read as a number. */
    NUMERIC_TLD("DN-20", null),
    /** A top-level domain that is not in the root zone. */
    UNKNOWN_TLD("DN-21", NameFault.NOT_PUBLIC),
    /** A public suffix itself. */
    IS_PUBLIC_SUFFIX("DN-22", NameFault.NOT_PUBLIC),
    /** A name of one label. */
    TOO_FEW_LABELS("DN-23", NameFault.NOT_PUBLIC),
    /** A name in the zones for reverse look-ups. */
    REVERSE_ZONE("DN-24", NameFault.NOT_PUBLIC),
    /** A name in a domain that is reserved for a special use. */
    SPECIAL_USE_TLD("DN-25", NameFault.NOT_PUBLIC),
    /** An asterisk that is not the whole leftmost label of a longer name. */
    WILDCARD_POSITION("DN-26", null),
    /** More than one asterisk. */
    WILDCARD_MULTIPLE("DN-26", null),
    /** A wildcard that would cover what is below a public suffix. */
    WILDCARD_PUBLIC_SUFFIX("DN-27", NameFault.NOT_PUBLIC),
    /** A name in {@code onion} that is no address of version 3. */
    ONION_INVALID("DN-29", NameFault.NOT_PUBLIC),
    /** Text that is no IP address. */
    MALFORMED("DN-30", null),
    /** An address in a block of the special-purpose registries. */
    RESERVED("DN-31", NameFault.NOT_ALLOWED),
    /** A multicast address. */
    MULTICAST("DN-31", NameFault.NOT_ALLOWED),
    /** An address that is written in another form than the canonical one. */
    NOT_CANONICAL("DN-32", null),
    /** A name at or below one that the rules refuse, as ACM refuses Amazon's own. */
    REFUSED_NAME("ACM-NAMES", NameFault.NOT_ALLOWED),
    /** A name outside the private suffixes that the rules permit. */
    OUTSIDE_PRIVATE_SUFFIXES("PRIVATE", NameFault.NOT_ALLOWED),
    /** A set without a name. */
    NO_NAMES("DN-2", null),
    /** More names than the limit. */
    TOO_MANY_NAMES("ACM-COUNT", null),
    /** A first name of more than 64 octets that would become the common name. */
    COMMON_NAME_TOO_LONG("RFC 5280 A.1", null);

    private static final String NOT_PUBLIC = "INVALID_PUBLIC_DOMAIN";
    private static final String NOT_ALLOWED = "DOMAIN_NOT_ALLOWED";

    private final String rule;
    private final Optional<String> acmFailureReason;

    NameFault(String rule, @Nullable String acmFailureReason) {
        this.rule = rule;
        this.acmFailureReason = Optional.ofNullable(acmFailureReason);
    }

    /**
     * The rule that the fault breaks, such as {@code DN-9}.
     *
     * @return the number in the list of rules, or the name of ACM's own rule
     */
    public String rule() {
        return rule;
    }

    /**
     * The failure reason by which ACM reports such a name on a certificate.
     *
     * @return {@code INVALID_PUBLIC_DOMAIN} or {@code DOMAIN_NOT_ALLOWED}; empty for faults of form, which ACM refuses
     *     at the call, before there is a certificate
     */
    public Optional<String> acmFailureReason() {
        return acmFailureReason;
    }
}
