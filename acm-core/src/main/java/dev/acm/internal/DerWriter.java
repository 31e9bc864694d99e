package dev.acm.internal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the few ASN.1 types in DER that a signing request needs. Source: X.690 sections 8 and 10. */
public final class DerWriter {
    /** Tag of a constructed SEQUENCE. */
    public static final int SEQUENCE = 0x30;

    /** Tag of a constructed SET. */
    public static final int SET = 0x31;

    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int OBJECT_IDENTIFIER = 0x06;

    private DerWriter() {}

    /** One value: tag, length, and the parts one after another. */
    public static byte[] value(int tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 6);
        out.write(tag);
        writeLength(out, length);
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static void writeLength(ByteArrayOutputStream out, int length) {
        if (length < 0x80) {
            out.write(length);
            return;
        }
        int octets = (32 - Integer.numberOfLeadingZeros(length) + 7) / 8;
        out.write(0x80 | octets);
        for (int shift = (octets - 1) * 8; shift >= 0; shift -= 8) {
            out.write(length >>> shift);
        }
    }

    /** A SEQUENCE. */
    public static byte[] sequence(byte[]... parts) {
        return value(SEQUENCE, parts);
    }

    /** An INTEGER from 0 to 127. */
    public static byte[] smallInteger(int number) {
        return value(INTEGER, new byte[] {(byte) number});
    }

    /** A BIT STRING of whole octets. */
    public static byte[] bitString(byte[] octets) {
        return value(BIT_STRING, new byte[] {0}, octets);
    }

    /** An OCTET STRING. */
    public static byte[] octetString(byte[] octets) {
        return value(OCTET_STRING, octets);
    }

    /** An OBJECT IDENTIFIER in dotted form. */
    public static byte[] oid(String dotted) {
        String[] arcs = dotted.split("\\.", -1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writeArc(out, Long.parseLong(arcs[0]) * 40 + Long.parseLong(arcs[1]));
        for (int i = 2; i < arcs.length; i++) {
            writeArc(out, Long.parseLong(arcs[i]));
        }
        return value(OBJECT_IDENTIFIER, out.toByteArray());
    }

    private static void writeArc(ByteArrayOutputStream out, long arc) {
        int groups = Math.max(1, (64 - Long.numberOfLeadingZeros(arc) + 6) / 7);
        for (int i = groups - 1; i >= 0; i--) {
            int seven = (int) (arc >>> (7 * i)) & 0x7f;
            out.write(i == 0 ? seven : seven | 0x80);
        }
    }

    /** ASCII text under a tag. */
    public static byte[] ascii(int tag, String text) {
        return value(tag, text.getBytes(StandardCharsets.US_ASCII));
    }
}
