package dev.acm.testkit.contract;

import java.math.BigInteger;
import java.util.HexFormat;

/** As much DER as the contracts of codec and key check make inputs of. */
final class Asn1 {
    static final byte[] RSA = hex("300d06092a864886f70d0101010500");
    static final byte[] P256 = hex("301306072a8648ce3d020106082a8648ce3d030107");

    private Asn1() {}

    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    static byte[] concat(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] result = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, result, at, part.length);
            at += part.length;
        }
        return result;
    }

    static byte[] element(int tag, byte[]... parts) {
        byte[] content = concat(parts);
        byte[] length = content.length < 0x80
                ? new byte[] {(byte) content.length}
                : content.length < 0x100
                        ? new byte[] {(byte) 0x81, (byte) content.length}
                        : new byte[] {(byte) 0x82, (byte) (content.length >> 8), (byte) content.length};
        return concat(new byte[] {(byte) tag}, length, content);
    }

    static byte[] sequence(byte[]... parts) {
        return element(0x30, parts);
    }

    static byte[] integer(BigInteger value) {
        return element(0x02, value.toByteArray());
    }

    static byte[] integer(long value) {
        return integer(BigInteger.valueOf(value));
    }

    static byte[] octets(byte[] content) {
        return element(0x04, content);
    }

    static byte[] bits(byte[] content) {
        return element(0x03, new byte[1], content);
    }

    static byte[] rsa(BigInteger modulus, BigInteger exponent) {
        return sequence(RSA, bits(sequence(integer(modulus), integer(exponent))));
    }
}
