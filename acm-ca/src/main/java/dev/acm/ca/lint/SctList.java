package dev.acm.ca.lint;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads a list of signed certificate timestamps for its form alone (RFC 6962 section 3.3). */
final class SctList {
    private static final int VERSION_AND_LOG = 1 + 32;
    private static final byte VERSION_ONE = 0; // RFC 6962 section 3.2 has no other

    private SctList() {}

    static void check(byte[] list, String location, Findings findings) {
        findings.addIf(
                timesOf(list).isEmpty(),
                Rule.SCT_LIST_SYNTAX,
                location,
                "the list of timestamps is malformed or empty");
    }

    /** The times of the entries; none if the list is malformed. */
    static List<Instant> timesOf(byte[] list) {
        List<Instant> times = new ArrayList<>();
        try {
            ByteBuffer all = ByteBuffer.wrap(list);
            ByteBuffer entries = vector(all);
            if (all.hasRemaining() || !entries.hasRemaining()) {
                return List.of();
            }
            while (entries.hasRemaining()) {
                ByteBuffer entry = vector(entries);
                if (entry.get(0) != VERSION_ONE) {
                    return List.of();
                }
                times.add(Instant.ofEpochMilli(entry.getLong(VERSION_AND_LOG)));
                entry.position(VERSION_AND_LOG + Long.BYTES);
                vector(entry);
                entry.position(entry.position() + 2);
                if (!vector(entry).hasRemaining() || entry.hasRemaining()) {
                    return List.of();
                }
            }
            return times;
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
            return List.of();
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
