package dev.acm.validation.internal;

/** Text of octets, one character for one octet, in a form that any reader and any column can hold. */
public final class Octets {
    private Octets() {}

    /** Escapes what is no printable ASCII as {@code \ddd}, as zone files do (RFC 1035 section 5.1). */
    public static String escape(String octets) {
        StringBuilder text = new StringBuilder(octets.length());
        for (int i = 0; i < octets.length(); i++) {
            char c = octets.charAt(i);
            if (c == '\\') {
                text.append("\\\\");
            } else if (c >= 0x20 && c <= 0x7e) {
                text.append(c);
            } else {
                int octet = c & 0xff;
                text.append('\\').append(octet / 100).append(octet / 10 % 10).append(octet % 10);
            }
        }
        return text.toString();
    }

    /**
     * The octets back.
     *
     * @throws IllegalArgumentException if an escape is cut off
     */
    public static String unescape(String text) {
        StringBuilder octets = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                octets.append(c);
            } else if (i + 1 < text.length() && text.charAt(i + 1) == '\\') {
                octets.append('\\');
                i++;
            } else if (i + 3 < text.length()) {
                octets.append((char) (Integer.parseInt(text.substring(i + 1, i + 4)) & 0xff));
                i += 3;
            } else {
                throw new IllegalArgumentException("an escape is cut off in '" + text + "'");
            }
        }
        return octets.toString();
    }

    /** At most so many characters, with a sign that there were more. */
    public static String shorten(String text, int maximum) {
        return text.length() <= maximum ? text : text.substring(0, maximum) + "…";
    }
}
