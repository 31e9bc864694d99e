package dev.acm.lifecycle;

import java.util.Arrays;

/** Encoded bytes as a value. */
public final class Der {
    private final byte[] bytes;

    private Der(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Copies the bytes. */
    public static Der of(byte[] bytes) {
        return new Der(bytes.clone());
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Der that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return bytes.length + " octets";
    }
}
