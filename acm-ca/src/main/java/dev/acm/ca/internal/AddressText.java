package dev.acm.ca.internal;

import java.util.ArrayList;
import java.util.List;

/** The canonical text of an address (RFC 5952 section 4). */
public final class AddressText {
    private AddressText() {}

    /** The text; empty if there are neither 4 nor 16 octets. */
    public static String of(byte[] address) {
        if (address.length == 4) {
            return (address[0] & 0xff) + "." + (address[1] & 0xff) + "." + (address[2] & 0xff) + "."
                    + (address[3] & 0xff);
        }
        if (address.length != 16) {
            return "";
        }
        int longest = 0;
        int at = -1;
        for (int start = 0; start < 8; start++) {
            int end = start;
            while (end < 8 && group(address, end) == 0) {
                end++;
            }
            if (end - start > longest && end - start > 1) {
                longest = end - start;
                at = start;
            }
        }
        if (at < 0) {
            return join(address, 0, 8);
        }
        return join(address, 0, at) + "::" + join(address, at + longest, 8);
    }

    private static String join(byte[] address, int from, int to) {
        List<String> groups = new ArrayList<>();
        for (int i = from; i < to; i++) {
            groups.add(Integer.toHexString(group(address, i)));
        }
        return String.join(":", groups);
    }

    private static int group(byte[] address, int index) {
        return ((address[2 * index] & 0xff) << 8) | (address[2 * index + 1] & 0xff);
    }
}
