package dev.acm.ca.key;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A sorted file of SHA-256 hashes of SubjectPublicKeyInfo, 32 octets each, searched in place: a list of a hundred million keys
 * takes no memory and some thirty reads for each question. Thread-safe.
 *
 * <p>From a text of one hexadecimal hash a line: {@code sort -u hashes.txt | xxd -r -p > keys.bin}.
 */
public final class BlockedKeyFile implements BlockedKeys, AutoCloseable {
    private static final int HASH_OCTETS = 32;

    private final FileChannel channel;
    private final long count;

    private BlockedKeyFile(FileChannel channel, long count) {
        this.channel = channel;
        this.count = count;
    }

    /**
     * Opens a list.
     *
     * @param file the file; not to be written to as long as it is open
     * @return the list
     * @throws IOException if it cannot be read, has half a hash at its end, or is not sorted where it was looked at
     */
    public static BlockedKeyFile open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            long size = channel.size();
            if (size % HASH_OCTETS != 0) {
                throw new IOException(file + " has " + size + " octets, which are no whole number of hashes");
            }
            BlockedKeyFile list = new BlockedKeyFile(channel, size / HASH_OCTETS);
            list.checkOrder(file);
            return list;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Looks at a thousand places: a list in another order, or of text, would block nothing and say nothing. */
    private void checkOrder(Path file) throws IOException {
        byte[] before = new byte[HASH_OCTETS];
        long step = Math.max(1, count / 1000);
        for (long i = 0; i < count; i += step) {
            byte[] hash = at(i);
            if (i > 0 && Arrays.compareUnsigned(before, hash) >= 0) {
                throw new IOException(file + " is not sorted at hash " + i);
            }
            before = hash;
        }
    }

    private byte[] at(long index) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(HASH_OCTETS);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, index * HASH_OCTETS + buffer.position()) < 0) {
                throw new IOException("the list of blocked keys has become shorter");
            }
        }
        return buffer.array();
    }

    /**
     * {@inheritDoc}
     *
     * @throws UncheckedIOException if the file cannot be read any more: no key passes a list that cannot be asked
     */
    @Override
    public boolean isBlocked(String spkiSha256) {
        byte[] wanted = HexFormat.of().parseHex(spkiSha256);
        long low = 0;
        long high = count - 1;
        try {
            while (low <= high) {
                long middle = (low + high) >>> 1;
                int order = Arrays.compareUnsigned(at(middle), wanted);
                if (order == 0) {
                    return true;
                }
                low = order < 0 ? middle + 1 : low;
                high = order < 0 ? high : middle - 1;
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
