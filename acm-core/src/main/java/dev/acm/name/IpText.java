package dev.acm.name;

import java.util.Arrays;
import java.util.Optional;

/**
 * IP addresses as text, without the short forms, leading zeros and zones that {@code InetAddress} knows.
 *
 * <p>Source: RFC 4291 section 2.2; RFC 5952 section 4; RFC 6943 section 3.1.1.
 */
final class IpText {
    static final int V4_OCTETS = 4;
    static final int V6_OCTETS = 16;
    private static final int LONGEST = "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255".length();

    private IpText() {}

    /** The four or sixteen octets, or empty if {@code text} is no address. */
    static Optional<byte[]> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        if (text.indexOf(':') >= 0) {
            byte[] out = new byte[V6_OCTETS];
            return parseV6(text, out) ? Optional.of(out) : Optional.empty();
        }
        byte[] out = new byte[V4_OCTETS];
        return parseV4(text, 0, out, 0) ? Optional.of(out) : Optional.empty();
    }

    private static boolean parseV4(String text, int from, byte[] out, int at) {
        int i = from;
        for (int octet = 0; octet < V4_OCTETS; octet++) {
            if (octet > 0 && (i >= text.length() || text.charAt(i++) != '.')) {
                return false;
            }
            int start = i;
            int value = 0;
            while (i < text.length() && isDigit(text.charAt(i)) && i - start < 3) {
                value = value * 10 + text.charAt(i++) - '0';
            }
            boolean leadingZero = i - start > 1 && text.charAt(start) == '0';
            if (i == start || leadingZero || value > 255) {
                return false;
            }
            out[at + octet] = (byte) value;
        }
        return i == text.length();
    }

    private static boolean parseV6(String text, byte[] out) {
        int length = text.length();
        int filled = 0;
        int gap = -1;
        int i = 0;
        if (text.startsWith("::")) {
            gap = 0;
            i = 2;
        }
        while (i < length) {
            if (filled == V6_OCTETS) {
                return false;
            }
            int end = i;
            int value = 0;
            while (end < length && end - i < 4 && hex(text.charAt(end)) >= 0) {
                value = (value << 4) | hex(text.charAt(end++));
            }
            if (end < length && text.charAt(end) == '.') {
                if (filled > V6_OCTETS - V4_OCTETS || !parseV4(text, i, out, filled)) {
                    return false;
                }
                filled += V4_OCTETS;
                i = length;
                break;
            }
            if (end == i) {
                return false;
            }
            out[filled++] = (byte) (value >> 8);
            out[filled++] = (byte) value;
            i = end;
            if (i < length) {
                if (text.charAt(i++) != ':' || i == length) {
                    return false;
                }
                if (text.charAt(i) == ':') {
                    if (gap >= 0) {
                        return false;
                    }
                    gap = filled;
                    i++;
                }
            }
        }
        if (gap < 0) {
            return filled == V6_OCTETS;
        }
        // "::" stands for at least one group.
        if (filled == V6_OCTETS) {
            return false;
        }
        int tail = filled - gap;
        System.arraycopy(out, gap, out, V6_OCTETS - tail, tail);
        Arrays.fill(out, gap, V6_OCTETS - tail, (byte) 0);
        return true;
    }

    /** The canonical text of four or sixteen octets. */
    static String format(byte[] octets) {
        return octets.length == V4_OCTETS ? formatV4(octets) : formatV6(octets);
    }

    private static String formatV4(byte[] octets) {
        return (octets[0] & 0xFF) + "." + (octets[1] & 0xFF) + "." + (octets[2] & 0xFF) + "." + (octets[3] & 0xFF);
    }

    /** RFC 5952 section 4: lower case, no leading zeros, the first longest run of two or more zero groups as "::". */
    private static String formatV6(byte[] octets) {
        int longest = 1;
        int runStart = -1;
        for (int i = 0; i < 8; i++) {
            int end = i;
            while (end < 8 && group(octets, end) == 0) {
                end++;
            }
            if (end - i > longest) {
                longest = end - i;
                runStart = i;
            }
        }
        StringBuilder out = new StringBuilder(39);
        for (int i = 0; i < 8; i++) {
            if (i == runStart) {
                out.append("::");
                i += longest - 1;
                continue;
            }
            if (i > 0 && out.charAt(out.length() - 1) != ':') {
                out.append(':');
            }
            out.append(Integer.toHexString(group(octets, i)));
        }
        return out.toString();
    }

    private static int group(byte[] octets, int i) {
        return ((octets[2 * i] & 0xFF) << 8) | (octets[2 * i + 1] & 0xFF);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int hex(char c) {
        return isDigit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
    }
}
