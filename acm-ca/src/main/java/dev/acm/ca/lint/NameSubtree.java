package dev.acm.ca.lint;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.DerElement;
import dev.acm.name.IpName;
import java.util.List;
import java.util.Locale;

/**
 * One subtree of name constraints (RFC 5280 section 4.2.1.10).
 *
 * @param base a GeneralName
 * @param bounded whether it has a minimum or maximum, which that section forbids; then it is malformed
 */
record NameSubtree(DerElement base, boolean bounded) {
    static NameSubtree of(DerElement subtree) {
        List<DerElement> fields = subtree.expect(Der.SEQUENCE).children();
        return new NameSubtree(fields.get(0), fields.size() != 1);
    }

    boolean permits(DerElement name) {
        return !bounded
                && switch (base.tag()) {
                    case AlternativeNames.DNS -> permitsDns(lower(name.text()));
                    case AlternativeNames.ADDRESS -> isMask(base.content()) && covers(name.content());
                    case AlternativeNames.RFC822 ->
                        isMailConstraint(base.text()) && NameSyntax.isMailbox(name.text()) && coversMail(name.text());
                    case AlternativeNames.URI ->
                        isHostConstraint(base.text()) && coversHost(NameSyntax.hostOf(name.text()));
                    case AlternativeNames.DIRECTORY -> DirectorySubtree.covers(base.inner(), name.inner());
                    default -> false;
                };
    }

    boolean excludes(DerElement name) {
        return bounded
                || switch (base.tag()) {
                    case AlternativeNames.DNS -> excludesDns(lower(name.text()));
                    case AlternativeNames.ADDRESS ->
                        !isMask(base.content()) || !NameSyntax.isAddress(name.content()) || covers(name.content());
                    case AlternativeNames.RFC822 ->
                        !isMailConstraint(base.text()) || !NameSyntax.isMailbox(name.text()) || coversMail(name.text());
                    case AlternativeNames.URI -> {
                        String host = NameSyntax.hostOf(name.text());
                        // a URI without a host name cannot be judged, and is refused as RFC 5280 says
                        yield !isHostConstraint(base.text()) || !NameSyntax.isDomain(host) || coversHost(host);
                    }
                    case AlternativeNames.DIRECTORY -> DirectorySubtree.covers(base.inner(), name.inner());
                    default -> true;
                };
    }

    private boolean permitsDns(String name) {
        // a leading dot is no form of RFC 5280's for DNS names: it permits nothing
        return isWithin(name.startsWith("*.") ? name.substring(2) : name, lower(base.text()));
    }

    private boolean excludesDns(String name) {
        boolean wildcard = name.startsWith("*.");
        String bare = wildcard ? name.substring(2) : name;
        String constraint = lower(base.text());
        // *.example.com may stand for bar.example.com, which an exclusion of bar.example.com forbids
        int label = constraint.length() - bare.length() - 1;
        boolean expansion = wildcard && constraint.endsWith("." + bare) && constraint.indexOf('.') == label;
        boolean malformed = !constraint.isEmpty() && !NameSyntax.isHostName(constraint);
        return malformed || expansion || isWithin(bare, constraint);
    }

    private static boolean isWithin(String name, String constraint) {
        return constraint.isEmpty() || name.equals(constraint) || name.endsWith("." + constraint);
    }

    private boolean coversMail(String mailbox) {
        String constraint = base.text();
        int at = mailbox.lastIndexOf('@');
        String host = lower(mailbox.substring(at + 1));
        int constraintAt = constraint.lastIndexOf('@');
        if (constraintAt >= 0) {
            // the local part is the host's own business, so case matters (RFC 5321 section 2.4)
            return mailbox.substring(0, at).equals(constraint.substring(0, constraintAt))
                    && host.equals(lower(constraint.substring(constraintAt + 1)));
        }
        return coversHost(host);
    }

    /** The rule that mail and URIs share: a leading dot stands for any host below, a name for that host alone. */
    private boolean coversHost(String host) {
        String constraint = lower(base.text());
        if (constraint.isEmpty()) {
            return true;
        }
        return NameSyntax.isDomain(host)
                && (constraint.startsWith(".") ? host.endsWith(constraint) : host.equals(constraint));
    }

    static boolean isMailConstraint(String constraint) {
        return constraint.isEmpty()
                || (constraint.indexOf('@') < 0 ? isHostConstraint(constraint) : NameSyntax.isMailbox(constraint));
    }

    static boolean isHostConstraint(String constraint) {
        return NameSyntax.isHostName(constraint.startsWith(".") ? constraint.substring(1) : constraint);
    }

    /** Whether the octets are address and mask, the mask's ones first. */
    static boolean isMask(byte[] constraint) {
        if (constraint.length != 8 && constraint.length != 32) {
            return false;
        }
        boolean ended = false;
        for (int bit = constraint.length * 4; bit < constraint.length * 8; bit++) {
            boolean one = ((constraint[bit / 8] >> (7 - bit % 8)) & 1) != 0;
            if (one && ended) {
                return false;
            }
            ended |= !one;
        }
        return true;
    }

    private boolean covers(byte[] address) {
        byte[] constraint = base.content();
        if (constraint.length != 2 * address.length) {
            return false;
        }
        for (int i = 0; i < address.length; i++) {
            if (((constraint[i] ^ address[i]) & constraint[address.length + i]) != 0) {
                return false;
            }
        }
        return true;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** A name as people read it, for messages. */
    static String textOf(DerElement name) {
        return switch (name.tag()) {
            case AlternativeNames.DNS, AlternativeNames.RFC822, AlternativeNames.URI -> Findings.shown(name.text());
            case AlternativeNames.ADDRESS ->
                NameSyntax.isAddress(name.content())
                        ? "address " + IpName.of(name.content())
                        : "an address of " + name.length() + " octets";
            case AlternativeNames.DIRECTORY -> "a directory name";
            default -> "a name of type " + (name.tag() & 0x1f);
        };
    }

    @Override
    public String toString() {
        return switch (base.tag()) {
            case AlternativeNames.DNS, AlternativeNames.RFC822, AlternativeNames.URI ->
                "'" + Findings.shown(base.text()) + "'";
            default -> "a constraint of type " + (base.tag() & 0x1f);
        };
    }

    /** Directory names: a subtree holds each name that begins with it (RFC 5280 section 7.1). */
    private static final class DirectorySubtree {
        static boolean covers(DerElement base, DerElement name) {
            List<List<String>> prefix = DistinguishedName.of(base).comparable();
            List<List<String>> whole = DistinguishedName.of(name).comparable();
            return prefix.size() <= whole.size()
                    && whole.subList(0, prefix.size()).equals(prefix);
        }
    }
}
