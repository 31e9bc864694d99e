package dev.acm.testkit;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** As much of DER (X.690) as certificates and signing requests need, to write and to read. */
final class Der {
    private static final int BOOLEAN = 0x01;
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int NULL = 0x05;
    private static final int OID = 0x06;
    private static final int UTF8_STRING = 0x0c;
    private static final int UTC_TIME = 0x17;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int CONTEXT = 0x80;
    private static final int CONSTRUCTED = 0x20;
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter GENERALIZED =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    /** From 2050 on a time has four digits for the year (RFC 5280 section 4.1.2.5). */
    private static final Instant YEAR_2050 = Instant.parse("2050-01-01T00:00:00Z");

    private Der() {}

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] tagged(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else {
            byte[] length = BigInteger.valueOf(content.length).toByteArray();
            int start = length[0] == 0 ? 1 : 0;
            out.write(0x80 | (length.length - start));
            out.write(length, start, length.length - start);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    static byte[] sequence(byte[]... elements) {
        return tagged(SEQUENCE, concat(elements));
    }

    static byte[] set(byte[]... elements) {
        return tagged(SET, concat(elements));
    }

    static byte[] integer(BigInteger value) {
        return tagged(INTEGER, value.toByteArray());
    }

    static byte[] yes() {
        return tagged(BOOLEAN, new byte[] {(byte) 0xff});
    }

    static byte[] nothing() {
        return tagged(NULL, new byte[0]);
    }

    static byte[] octets(byte[] content) {
        return tagged(OCTET_STRING, content);
    }

    static byte[] bits(int unused, byte... content) {
        return tagged(BIT_STRING, concat(new byte[] {(byte) unused}, content));
    }

    static byte[] utf8(String text) {
        return tagged(UTF8_STRING, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] time(Instant time) {
        Instant seconds = time.truncatedTo(ChronoUnit.SECONDS);
        return seconds.isBefore(YEAR_2050)
                ? tagged(UTC_TIME, UTC.format(seconds).getBytes(StandardCharsets.US_ASCII))
                : tagged(GENERALIZED_TIME, GENERALIZED.format(seconds).getBytes(StandardCharsets.US_ASCII));
    }

    static byte[] explicit(int number, byte[] content) {
        return tagged(CONTEXT | CONSTRUCTED | number, content);
    }

    static byte[] implicit(int number, byte[] content) {
        return tagged(CONTEXT | number, content);
    }

    static byte[] oid(String dotted) {
        String[] arcs = dotted.split("\\.", -1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writeArc(out, Long.parseLong(arcs[0]) * 40 + Long.parseLong(arcs[1]));
        for (String arc : Arrays.asList(arcs).subList(2, arcs.length)) {
            writeArc(out, Long.parseLong(arc));
        }
        return tagged(OID, out.toByteArray());
    }

    private static void writeArc(ByteArrayOutputStream out, long arc) {
        int groups = Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(arc) + 6) / 7);
        for (int group = groups - 1; group >= 0; group--) {
            out.write(((int) (arc >> (7 * group)) & 0x7f) | (group > 0 ? 0x80 : 0));
        }
    }

    /**
     * Reads one element that fills the octets.
     *
     * @throws IllegalArgumentException if they are no such element
     */
    static Element read(byte[] whole) {
        List<Element> elements = readAll(whole);
        if (elements.size() != 1) {
            throw new IllegalArgumentException("wanted one DER element, got " + elements.size());
        }
        return elements.get(0);
    }

    private static List<Element> readAll(byte[] octets) {
        List<Element> elements = new ArrayList<>();
        int at = 0;
        while (at < octets.length) {
            int start = at;
            if (octets.length - at < 2) {
                throw new IllegalArgumentException("DER ends too early");
            }
            int tag = octets[at++] & 0xff;
            int length = octets[at++] & 0xff;
            if (length >= 0x80) {
                int count = length & 0x7f;
                if (count < 1 || count > 3 || octets.length - at < count) {
                    throw new IllegalArgumentException("DER length of an unknown form");
                }
                length = new BigInteger(1, Arrays.copyOfRange(octets, at, at + count)).intValueExact();
                at += count;
            }
            if (length > octets.length - at) {
                throw new IllegalArgumentException("DER ends too early");
            }
            byte[] content = Arrays.copyOfRange(octets, at, at + length);
            at += length;
            elements.add(new Element(tag, Arrays.copyOfRange(octets, start, at), content));
        }
        return elements;
    }

    /** One element that was read. Not public, and its arrays are not changed by anybody. */
    static final class Element {
        private final int tag;
        private final byte[] whole;
        private final byte[] content;

        private Element(int tag, byte[] whole, byte[] content) {
            this.tag = tag;
            this.whole = whole;
            this.content = content;
        }

        byte[] whole() {
            return whole;
        }

        byte[] content() {
            return content;
        }

        /** The n-th part of a constructed element, counted from 0. */
        Element part(int n) {
            List<Element> parts = (tag & CONSTRUCTED) != 0 ? readAll(content) : List.of();
            if (parts.size() <= n) {
                throw new IllegalArgumentException("DER element has no part " + n);
            }
            return parts.get(n);
        }

        /** The octets of a bit string whose bits fill them. */
        byte[] bitOctets() {
            if (tag != BIT_STRING || content.length == 0 || content[0] != 0) {
                throw new IllegalArgumentException("not a bit string of whole octets");
            }
            return Arrays.copyOfRange(content, 1, content.length);
        }
    }
}
