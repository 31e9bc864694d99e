package dev.acm.name;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A domain name as a certificate carries it: lower case, ASCII, A-labels, no final dot; a wildcard is a flag plus a base.
 *
 * <p>Source: BR 7.1.2.7.12; RFC 1035 section 2.3.1.
 */
public final class DomainName implements Comparable<DomainName> {
    private static final int MAX_OCTETS = 253;
    private static final Pattern SHAPE =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private final String base;
    private final boolean wildcard;

    private DomainName(String base, boolean wildcard) {
        this.base = base;
        this.wildcard = wildcard;
    }

    /**
     * Reads a name as people write it, in any case; a leading {@code *.} makes it a wildcard.
     *
     * @param text the text to read
     * @return the canonical name
     * @throws IllegalArgumentException if {@code text} is no domain name
     */
    public static DomainName parse(String text) {
        Objects.requireNonNull(text, "text");
        String lower = text.toLowerCase(Locale.ROOT);
        boolean wildcard = lower.startsWith("*.");
        String base = wildcard ? lower.substring(2) : lower;
        if (lower.length() > MAX_OCTETS || !SHAPE.matcher(base).matches()) {
            throw new IllegalArgumentException("not a domain name: '" + text + "'");
        }
        return new DomainName(base, wildcard);
    }

    /**
     * The canonical text, with {@code *.} for a wildcard.
     *
     * @return 1 to 253 ASCII characters
     */
    public String value() {
        return wildcard ? "*." + base : base;
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
        return wildcard ? new DomainName(base, false) : this;
    }

    /**
     * The labels of the base name, leftmost first.
     *
     * @return at least one label
     */
    public List<String> labels() {
        return List.of(base.split("\\.", -1));
    }

    /**
     * The base name less its leftmost label.
     *
     * @return the parent, or empty for a name of one label
     */
    public Optional<DomainName> parent() {
        int dot = base.indexOf('.');
        return dot < 0 ? Optional.empty() : Optional.of(new DomainName(base.substring(dot + 1), false));
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
        return wildcard ? host.parent().filter(base()::equals).isPresent() : base.equals(host.base);
    }

    @Override
    public int compareTo(DomainName other) {
        int byBase = base.compareTo(other.base);
        return byBase != 0 ? byBase : Boolean.compare(wildcard, other.wildcard);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DomainName that && wildcard == that.wildcard && base.equals(that.base);
    }

    @Override
    public int hashCode() {
        return 31 * base.hashCode() + Boolean.hashCode(wildcard);
    }

    @Override
    public String toString() {
        return value();
    }
}
