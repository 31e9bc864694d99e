package dev.acm.ca.lint;

import java.util.Locale;
import java.util.regex.Pattern;

/** The texts of names as RFC 5280 section 4.2.1.6 wants them, without what the Baseline Requirements add. */
final class NameSyntax {
    private static final int MAX_NAME = 253;
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");
    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final Pattern LOCAL_PART =
            Pattern.compile(ATOM + "(\\." + ATOM + ")*|\"([ !#-\\[\\]-~]|\\\\[ -~])*\"");
    private static final Pattern ADDRESS_LITERAL =
            Pattern.compile("\\[([0-9]{1,3}(\\.[0-9]{1,3}){3}|IPv6:[0-9A-Fa-f:.]{2,45})]");
    // two patterns without a repeated group, which would take stack for each character of a long text
    private static final Pattern URI =
            Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9\\-._~:/?#\\[\\]@!$&'()*+,;=%]+");
    private static final Pattern BARE_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");
    private static final Pattern USER_AND_PORT = Pattern.compile("^[^@]*@|:[0-9]*$");

    private NameSyntax() {}

    /** The preferred name syntax of RFC 1034 section 3.5, as RFC 1123 section 2.1 widens it. */
    static boolean isHostName(String text) {
        if (text.isEmpty() || text.length() > MAX_NAME) {
            return false;
        }
        for (String label : text.split("\\.", -1)) {
            if (!LABEL.matcher(label).matches()) {
                return false;
            }
        }
        return true;
    }

    /** A host name whose last label is not a number, as that of an address is. */
    static boolean isDomain(String text) {
        String last = text.substring(text.lastIndexOf('.') + 1);
        return isHostName(text) && !last.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** A host name, or {@code *.} and one. */
    static boolean isDnsName(String text) {
        return isHostName(text.startsWith("*.") ? text.substring(2) : text);
    }

    /** The octets of an address, IPv4 or IPv6. */
    static boolean isAddress(byte[] octets) {
        return octets.length == 4 || octets.length == 16;
    }

    /** A Mailbox of RFC 2821 section 4.1.2. */
    static boolean isMailbox(String text) {
        int at = text.lastIndexOf('@');
        if (at < 1 || at > 64 || !LOCAL_PART.matcher(text.substring(0, at)).matches()) {
            return false;
        }
        String domain = text.substring(at + 1);
        return isHostName(domain) || ADDRESS_LITERAL.matcher(domain).matches();
    }

    /** An absolute URI that names a host if it has an authority. */
    static boolean isUri(String text) {
        if (!URI.matcher(text).matches() || BARE_PERCENT.matcher(text).find()) {
            return false;
        }
        int scheme = text.indexOf(':');
        if (!text.startsWith("//", scheme + 1)) {
            return true;
        }
        String host = hostOf(text);
        return isHostName(host) || (host.startsWith("[") && host.endsWith("]"));
    }

    /** An absolute URI; one of http also names a host, while one of ldap may leave it to the client. */
    static boolean isLocation(String text) {
        return isUri(text) || (text.regionMatches(true, 0, "ldap:///", 0, 8) && isUri("ldap:" + text.substring(7)));
    }

    /** A URI of http. */
    static boolean isHttp(String text) {
        return hasScheme(text, "http") && isUri(text);
    }

    /** Whether a text begins with a scheme and {@code ://}. */
    static boolean hasScheme(String text, String scheme) {
        return text.regionMatches(true, 0, scheme, 0, scheme.length()) && text.startsWith("://", scheme.length());
    }

    /** The host of a URI, lower case; empty if there is none. */
    static String hostOf(String uri) {
        int authority = uri.indexOf("://");
        if (authority < 0) {
            return "";
        }
        String rest = uri.substring(authority + 3).split("[/?#]", 2)[0];
        return USER_AND_PORT.matcher(rest).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
