package dev.acm.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads as much DER as a look into an extension needs. Source: X.690 sections 8.1 and 10.1. */
public final class DerReader {
    private DerReader() {}

    /** One value. */
    public static final class Element {
        private final int tag;
        private final byte[] content;

        private Element(int tag, byte[] content) {
            this.tag = tag;
            this.content = content;
        }

        /** Its first octet; tags of more octets are not read. */
        public int tag() {
            return tag;
        }

        /** What it holds. */
        public byte[] content() {
            return content.clone();
        }

        /**
         * The values it holds.
         *
         * @throws IllegalArgumentException if they are malformed
         */
        public List<Element> children() {
            return read(content);
        }
    }

    /**
     * Reads values that stand one after another.
     *
     * @throws IllegalArgumentException if they are malformed
     */
    public static List<Element> read(byte[] content) {
        List<Element> elements = new ArrayList<>();
        int at = 0;
        while (at < content.length) {
            int tag = content[at++] & 0xff;
            int length = octet(content, at++);
            if (length >= 0x80) {
                int octets = length & 0x7f;
                Checks.require(octets >= 1 && octets <= 3, "a length of " + octets + " octets is not read");
                length = 0;
                for (int i = 0; i < octets; i++) {
                    length = (length << 8) | octet(content, at++);
                }
            }
            Checks.require(
                    (tag & 0x1f) != 0x1f && length <= content.length - at, "a value is malformed at octet " + at);
            elements.add(new Element(tag, Arrays.copyOfRange(content, at, at + length)));
            at += length;
        }
        return elements;
    }

    private static int octet(byte[] content, int at) {
        Checks.require(at < content.length, "a value ends early");
        return content[at] & 0xff;
    }
}
