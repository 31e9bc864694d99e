package dev.acm.ca.internal;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;

/** Writes DER. Every function returns one whole element. */
public final class Der {
    /** Identifier octets. */
    public static final int BOOLEAN = 0x01,
            INTEGER = 0x02,
            BIT_STRING = 0x03,
            OCTET_STRING = 0x04,
            NULL = 0x05,
            OID = 0x06,
            ENUMERATED = 0x0a,
            UTF8_STRING = 0x0c,
            NUMERIC_STRING = 0x12,
            PRINTABLE_STRING = 0x13,
            TELETEX_STRING = 0x14,
            IA5_STRING = 0x16,
            UTC_TIME = 0x17,
            GENERALIZED_TIME = 0x18,
            VISIBLE_STRING = 0x1a,
            UNIVERSAL_STRING = 0x1c,
            BMP_STRING = 0x1e,
            SEQUENCE = 0x30,
            SET = 0x31;

    private static final byte[] TRUE = {BOOLEAN, 1, (byte) 0xff};

    private Der() {}

    /** Any element: identifier octet and content, which may come in parts. */
    public static byte[] element(int tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        int lengthOctets = length < 0x80 ? 0 : length < 0x100 ? 1 : length < 0x10000 ? 2 : length < 0x1000000 ? 3 : 4;
        byte[] result = new byte[2 + lengthOctets + length];
        result[0] = (byte) tag;
        result[1] = (byte) (lengthOctets == 0 ? length : 0x80 | lengthOctets);
        for (int i = 0; i < lengthOctets; i++) {
            result[2 + i] = (byte) (length >> (8 * (lengthOctets - 1 - i)));
        }
        int position = 2 + lengthOctets;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, result, position, part.length);
            position += part.length;
        }
        return result;
    }

    /** A SEQUENCE. */
    public static byte[] sequence(byte[]... parts) {
        return element(SEQUENCE, parts);
    }

    /** A SEQUENCE. */
    public static byte[] sequence(Collection<byte[]> parts) {
        return element(SEQUENCE, parts.toArray(byte[][]::new));
    }

    /** A SET of one. */
    public static byte[] setOf(byte[] only) {
        return element(SET, only);
    }

    /** {@code [number] EXPLICIT}, or a constructed {@code IMPLICIT}. */
    public static byte[] tagged(int number, byte[]... parts) {
        return element(0xa0 | number, parts);
    }

    /** {@code [number] IMPLICIT} of a primitive type. */
    public static byte[] implicit(int number, byte[] content) {
        return element(0x80 | number, content);
    }

    /** An INTEGER. */
    public static byte[] integer(BigInteger value) {
        return element(INTEGER, value.toByteArray());
    }

    /** An INTEGER. */
    public static byte[] integer(long value) {
        return integer(BigInteger.valueOf(value));
    }

    /** An ENUMERATED of 0 to 127. */
    public static byte[] enumerated(int value) {
        return new byte[] {ENUMERATED, 1, (byte) value};
    }

    /** BOOLEAN TRUE; FALSE is always a default here, so it is left out (X.690 section 11.5). */
    public static byte[] booleanTrue() {
        return TRUE.clone();
    }

    /** An OBJECT IDENTIFIER from its dotted form. */
    public static byte[] oid(String dotted) {
        String[] arcs = dotted.split("\\.", -1);
        byte[] content = new byte[arcs.length * 9];
        int length = base128(content, 0, Long.parseLong(arcs[0]) * 40 + Long.parseLong(arcs[1]));
        for (int i = 2; i < arcs.length; i++) {
            length = base128(content, length, Long.parseLong(arcs[i]));
        }
        return element(OID, Arrays.copyOf(content, length));
    }

    private static int base128(byte[] target, int position, long arc) {
        int groups = Math.max(1, (64 - Long.numberOfLeadingZeros(arc) + 6) / 7);
        for (int i = groups - 1; i >= 0; i--) {
            target[position + groups - 1 - i] = (byte) (((arc >> (7 * i)) & 0x7f) | (i > 0 ? 0x80 : 0));
        }
        return position + groups;
    }

    /** An OCTET STRING. */
    public static byte[] octetString(byte[]... parts) {
        return element(OCTET_STRING, parts);
    }

    /** A BIT STRING of whole octets. */
    public static byte[] bitString(byte[] octets) {
        return element(BIT_STRING, new byte[] {0}, octets);
    }

    /** A BIT STRING whose bits are names: bit 0 is the lowest bit of {@code bits}; not zero. */
    public static byte[] namedBits(int bits) {
        int count = 32 - Integer.numberOfLeadingZeros(bits);
        byte[] content = new byte[1 + (count + 7) / 8];
        content[0] = (byte) ((8 - count % 8) % 8);
        for (int i = 0; i < count; i++) {
            content[1 + i / 8] |= (byte) (((bits >> i) & 1) << (7 - i % 8));
        }
        return element(BIT_STRING, content);
    }

    /** A UTF8String. */
    public static byte[] utf8(String text) {
        return element(UTF8_STRING, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A PrintableString; the characters are the caller's care. */
    public static byte[] printable(String text) {
        return element(PRINTABLE_STRING, text.getBytes(StandardCharsets.US_ASCII));
    }

    /** UTCTime through 2049, GeneralizedTime from 2050 (RFC 5280 section 4.1.2.5); whole seconds. */
    public static byte[] time(Instant time) {
        LocalDateTime utc = LocalDateTime.ofEpochSecond(time.getEpochSecond(), 0, ZoneOffset.UTC);
        boolean shortYear = utc.getYear() >= 1950 && utc.getYear() < 2050;
        return shortYear ? element(UTC_TIME, digits(utc, 2)) : generalizedTime(time);
    }

    /** A GeneralizedTime; whole seconds. */
    public static byte[] generalizedTime(Instant time) {
        return element(
                GENERALIZED_TIME, digits(LocalDateTime.ofEpochSecond(time.getEpochSecond(), 0, ZoneOffset.UTC), 4));
    }

    private static byte[] digits(LocalDateTime utc, int yearDigits) {
        byte[] text = new byte[yearDigits + 11];
        int year = utc.getYear();
        for (int i = yearDigits - 1; i >= 0; i--) {
            text[i] = (byte) ('0' + year % 10);
            year /= 10;
        }
        int[] fields = {
            utc.getMonthValue(), utc.getDayOfMonth(), utc.getHour(), utc.getMinute(), utc.getSecond(),
        };
        int position = yearDigits;
        for (int field : fields) {
            text[position++] = (byte) ('0' + field / 10);
            text[position++] = (byte) ('0' + field % 10);
        }
        text[position] = 'Z';
        return text;
    }
}
