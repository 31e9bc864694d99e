package dev.acm.name;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A domain name as a certificate carries it: lower case, ASCII, A-labels, no final dot; a wildcard is a flag plus a base.
 *
 * <p>Source: BR 7.1.2.7.12; RFC 1035 section 2.3.1.
 */
public final class DomainName implements Comparable<DomainName> {
    private final String value;
    private final boolean wildcard;

    /** Takes a text that {@link NameSyntax} found canonical. */
    DomainName(String value, boolean wildcard) {
        this.value = value;
        this.wildcard = wildcard;
    }

    /**
     * Reads a name as people write it, in any case; a leading {@code *.} makes it a wildcard. This asks for what holds
     * everywhere: the form of the name, and A-labels that IDNA2008 allows. What a public authority asks for besides is in
     * {@link NameRules#publicWeb()}.
     *
     * @param text the text to read; nothing is trimmed, unescaped or converted
     * @return the canonical name
     * @throws InvalidNameException if {@code text} is no domain name; it carries every reason
     */
    public static DomainName parse(String text) {
        Objects.requireNonNull(text, "text");
        return NameSyntax.parse(text, true);
    }

    /**
     * Reads a name as {@link #parse} does, but lets A-labels pass that BR calls P-Labels: they decode, encode to the same
     * again and are in Normalization Form C, though IDNA2008 may not allow what they stand for, such as an emoji.
     *
     * @param text the text to read
     * @return the canonical name
     * @throws InvalidNameException if {@code text} is no domain name; it carries every reason
     */
    public static DomainName parsePLabels(String text) {
        Objects.requireNonNull(text, "text");
        return NameSyntax.parse(text, false);
    }

    /**
     * The canonical text, with {@code *.} for a wildcard.
     *
     * @return 1 to 253 ASCII characters
     */
    public String value() {
        return value;
    }

    /**
     * Whether this is a wildcard name.
     *
     * @return true for {@code *.example.com}
     */
    public boolean isWildcard() {
        return wildcard;
    }

    /**
     * The name without {@code *.}: the one whose control is proven.
     *
     * @return the base name; this name itself unless it is a wildcard
     */
    public DomainName base() {
        return wildcard ? new DomainName(value.substring(2), false) : this;
    }

    /**
     * The labels of the base name, leftmost first.
     *
     * @return at least one label
     */
    public List<String> labels() {
        List<String> labels = new ArrayList<>();
        int start = from();
        for (int dot = value.indexOf('.', start); dot >= 0; dot = value.indexOf('.', start)) {
            labels.add(value.substring(start, dot));
            start = dot + 1;
        }
        labels.add(value.substring(start));
        return List.copyOf(labels);
    }

    /**
     * The base name less its leftmost label.
     *
     * @return the parent, or empty for a name of one label
     */
    public Optional<DomainName> parent() {
        int dot = value.indexOf('.', from());
        return dot < 0 ? Optional.empty() : Optional.of(new DomainName(value.substring(dot + 1), false));
    }

    /**
     * Whether the base of this name is {@code other}'s base or lies below it.
     *
     * @param other the name above
     * @return true for {@code www.example.com} and {@code *.example.com} in {@code example.com}
     */
    public boolean isWithin(DomainName other) {
        int length = value.length() - from();
        int above = other.value.length() - other.from();
        int start = value.length() - above;
        return (length == above || (length > above && value.charAt(start - 1) == '.'))
                && value.regionMatches(start, other.value, other.from(), above);
    }

    /**
     * Whether a certificate with this name serves {@code host}: equal, or one label below a wildcard's base.
     *
     * <p>Source: RFC 9525 section 6.3.
     *
     * @param host a host name without wildcard
     * @return true if it matches
     */
    public boolean covers(DomainName host) {
        if (host.wildcard) {
            return false;
        }
        if (!wildcard) {
            return value.equals(host.value);
        }
        int dot = host.value.indexOf('.');
        return dot > 0
                && host.value.length() - dot == value.length() - 1
                && host.value.regionMatches(dot, value, 1, value.length() - 1);
    }

    /** The index in {@link #value} at which the base starts. */
    int from() {
        return wildcard ? 2 : 0;
    }

    @Override
    public int compareTo(DomainName other) {
        int byBase = wildcard || other.wildcard
                ? value.substring(from()).compareTo(other.value.substring(other.from()))
                : value.compareTo(other.value);
        return byBase != 0 ? byBase : Boolean.compare(wildcard, other.wildcard);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DomainName that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}
