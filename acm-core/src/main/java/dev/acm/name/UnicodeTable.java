package dev.acm.name;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What Unicode says of each code point, from the table that {@code tools/unicode-tables} wrote; the JDK's own tables
 * differ from version to version. The properties of a code point are one int, read through the methods below.
 */
final class UnicodeTable {
    static final int DISALLOWED = 0;
    static final int PVALID = 1;
    static final int CONTEXTJ = 2;
    static final int CONTEXTO = 3;
    static final int SCRIPT_GREEK = 1;
    static final int SCRIPT_HEBREW = 2;
    static final int SCRIPT_KANA_OR_HAN = 3;
    static final int NFC_YES = 0;
    static final int NFC_NO = 2;

    private static final int STATUS_MASK = 3;
    private static final int NFC_MASK = 3 << 13;
    private static final int BLOCK_BITS = 7;
    private static final int BLOCK = 1 << BLOCK_BITS;
    private static final int BLOCKS = (Character.MAX_CODE_POINT + 1) >> BLOCK_BITS;
    private static final int VIRAMA_CLASS = 9;
    private static final int COMPOSES = 0x80000000;
    private static final int CODE_POINT_BITS = 21;

    private static final UnicodeTable TABLE = load();
    private static final int[] CLASSES = TABLE.classes;
    private static final short[] INDEX = TABLE.index;
    private static final byte[] CONTENT = TABLE.blocks;

    private final String version;
    private final int[] classes;
    private final short[] index = new short[BLOCKS];
    private final byte[] blocks;
    private final int[] decomposed;
    private final int[] firsts;
    private final int[] seconds;
    private final long[] composites;

    private UnicodeTable(DataInputStream in) throws IOException {
        version = in.readUTF();
        classes = new int[in.readUnsignedShort()];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = in.readInt();
        }
        for (int i = 0; i < BLOCKS; i++) {
            index[i] = in.readShort();
        }
        blocks = new byte[in.readUnsignedShort() * BLOCK];
        in.readFully(blocks);
        int rows = in.readUnsignedShort();
        decomposed = new int[rows];
        firsts = new int[rows];
        seconds = new int[rows];
        for (int i = 0; i < rows; i++) {
            decomposed[i] = in.readInt();
            firsts[i] = in.readInt();
            seconds[i] = in.readInt();
        }
        composites = IntStream.range(0, rows)
                .filter(row -> (decomposed[row] & COMPOSES) != 0)
                .mapToLong(row -> pair(firsts[row], seconds[row]) | (decomposed[row] & ~COMPOSES))
                .sorted()
                .toArray();
        for (int i = 0; i < rows; i++) {
            decomposed[i] &= ~COMPOSES;
        }
    }

    private static UnicodeTable load() {
        try (InputStream in = UnicodeTable.class.getResourceAsStream("unicode.bin")) {
            if (in == null) {
                throw new IllegalStateException("the resource unicode.bin is missing");
            }
            return new UnicodeTable(new DataInputStream(new BufferedInputStream(in)));
        } catch (IOException e) {
            throw new UncheckedIOException("the resource unicode.bin cannot be read", e);
        }
    }

    /** The version of Unicode, such as {@code 18.0.0}. */
    static String version() {
        return TABLE.version;
    }

    static int properties(int codePoint) {
        int at = (INDEX[codePoint >> BLOCK_BITS] << BLOCK_BITS) | (codePoint & (BLOCK - 1));
        return CLASSES[CONTENT[at] & 0xFF];
    }

    /** Whether a code point is PVALID and in Normalization Form C whatever it stands beside, but for its combining class. */
    static boolean isPlain(int properties) {
        return (properties & (STATUS_MASK | NFC_MASK)) == PVALID;
    }

    /** 0 disallowed or unassigned, 1 PVALID, 2 CONTEXTJ, 3 CONTEXTO (RFC 5892 section 3). */
    static int status(int properties) {
        return properties & STATUS_MASK;
    }

    static boolean isMark(int properties) {
        return (properties & 4) != 0;
    }

    /** The Bidi class, numbered as {@link BidiRule} does. */
    static int bidiClass(int properties) {
        return (properties >> 3) & 31;
    }

    /** The joining type, numbered as {@link ContextRules} does. */
    static int joiningType(int properties) {
        return (properties >> 8) & 7;
    }

    static int script(int properties) {
        return (properties >> 11) & 3;
    }

    /** 0 yes, 1 maybe, 2 no. */
    static int nfcQuickCheck(int properties) {
        return (properties >> 13) & 3;
    }

    static int combiningClass(int properties) {
        return (properties >> 16) & 0xFF;
    }

    static boolean isVirama(int properties) {
        return combiningClass(properties) == VIRAMA_CLASS;
    }

    /** The row of the canonical mapping of {@code codePoint}, or a negative number. */
    static int mapping(int codePoint) {
        int low = 0;
        int high = TABLE.decomposed.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int found = TABLE.decomposed[middle];
            if (found == codePoint) {
                return middle;
            }
            if (found < codePoint) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    static int first(int row) {
        return TABLE.firsts[row];
    }

    /** The second code point of a mapping, or 0 if it has one only. */
    static int second(int row) {
        return TABLE.seconds[row];
    }

    /** The primary composite of two code points, or -1. */
    static int composite(int first, int second) {
        long least = pair(first, second);
        int found = Arrays.binarySearch(TABLE.composites, least);
        int at = found >= 0 ? found : -found - 1;
        if (at == TABLE.composites.length || TABLE.composites[at] >> CODE_POINT_BITS != least >> CODE_POINT_BITS) {
            return -1;
        }
        return (int) TABLE.composites[at] & ((1 << CODE_POINT_BITS) - 1);
    }

    private static long pair(int first, int second) {
        return (((long) first << CODE_POINT_BITS) | second) << CODE_POINT_BITS;
    }
}
