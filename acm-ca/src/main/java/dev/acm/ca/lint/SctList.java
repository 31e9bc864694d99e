package dev.acm.ca.lint;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/** Reads a list of signed certificate timestamps for its form alone (RFC 6962 section 3.3). */
final class SctList {
    private static final int VERSION_LOG_AND_TIME = 1 + 32 + 8;

    private SctList() {}

    static void check(byte[] list, String location, Findings findings) {
        findings.addIf(!isProper(list), Rule.SCT_LIST_SYNTAX, location, "the list of timestamps is malformed or empty");
    }

    private static boolean isProper(byte[] list) {
        try {
            ByteBuffer all = ByteBuffer.wrap(list);
            ByteBuffer entries = vector(all);
            if (all.hasRemaining() || !entries.hasRemaining()) {
                return false;
            }
            while (entries.hasRemaining()) {
                ByteBuffer entry = vector(entries);
                entry.position(VERSION_LOG_AND_TIME);
                vector(entry);
                entry.position(entry.position() + 2);
                if (!vector(entry).hasRemaining() || entry.hasRemaining()) {
                    return false;
                }
            }
            return true;
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return false;
        }
    }

    private static ByteBuffer vector(ByteBuffer from) {
        int length = from.getShort() & 0xffff;
        ByteBuffer part = from.slice();
        part.limit(length);
        from.position(from.position() + length);
        return part.slice();
    }
}
