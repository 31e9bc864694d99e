package dev.acm.name;

import java.util.Arrays;

/** Normalization Form C by the shipped tables. Source: Unicode Standard section 3.11, UAX 15 section 9. */
final class Nfc {
    private static final int S_BASE = 0xAC00;
    private static final int L_BASE = 0x1100;
    private static final int V_BASE = 0x1161;
    private static final int T_BASE = 0x11A7;
    private static final int L_COUNT = 19;
    private static final int V_COUNT = 21;
    private static final int T_COUNT = 28;
    private static final int S_COUNT = L_COUNT * V_COUNT * T_COUNT;

    private int[] points;
    private int length;

    private Nfc(int capacity) {
        points = new int[capacity];
    }

    /** Whether the code points from {@code start} to {@code end} are in Normalization Form C. */
    static boolean isNormalized(int[] codePoints, int start, int end) {
        int last = 0;
        boolean certain = true;
        for (int i = start; i < end; i++) {
            int properties = UnicodeTable.properties(codePoints[i]);
            int combining = UnicodeTable.combiningClass(properties);
            int quick = UnicodeTable.nfcQuickCheck(properties);
            if (quick == UnicodeTable.NFC_NO || (combining != 0 && last > combining)) {
                return false;
            }
            certain &= quick == UnicodeTable.NFC_YES;
            last = combining;
        }
        return certain || Arrays.equals(normalize(codePoints, start, end), Arrays.copyOfRange(codePoints, start, end));
    }

    /** The Normalization Form C of the code points from {@code start} to {@code end}. */
    static int[] normalize(int[] codePoints, int start, int end) {
        Nfc text = new Nfc((end - start) * 2 + 4);
        for (int i = start; i < end; i++) {
            text.decompose(codePoints[i]);
        }
        text.reorder();
        text.compose();
        return Arrays.copyOf(text.points, text.length);
    }

    private void decompose(int codePoint) {
        int syllable = codePoint - S_BASE;
        if (syllable >= 0 && syllable < S_COUNT) {
            append(L_BASE + syllable / (V_COUNT * T_COUNT));
            append(V_BASE + syllable % (V_COUNT * T_COUNT) / T_COUNT);
            if (syllable % T_COUNT != 0) {
                append(T_BASE + syllable % T_COUNT);
            }
            return;
        }
        int row = UnicodeTable.mapping(codePoint);
        if (row < 0) {
            append(codePoint);
            return;
        }
        decompose(UnicodeTable.first(row));
        if (UnicodeTable.second(row) != 0) {
            decompose(UnicodeTable.second(row));
        }
    }

    private void append(int codePoint) {
        if (length == points.length) {
            points = Arrays.copyOf(points, length * 2);
        }
        points[length++] = codePoint;
    }

    private void reorder() {
        for (int i = 1; i < length; i++) {
            int point = points[i];
            int combining = combining(point);
            int j = i;
            while (combining != 0 && j > 0 && combining(points[j - 1]) > combining) {
                points[j] = points[j - 1];
                j--;
            }
            points[j] = point;
        }
    }

    private void compose() {
        int starter = -1;
        int last = -1;
        int out = 0;
        for (int i = 0; i < length; i++) {
            int point = points[i];
            int combining = combining(point);
            // Blocked if something of the same or a higher class, or another starter, stands between.
            if (starter >= 0 && (last < combining || last == -1)) {
                int composite = composite(points[starter], point);
                if (composite >= 0) {
                    points[starter] = composite;
                    continue;
                }
            }
            if (combining == 0) {
                starter = out;
                last = -1;
            } else {
                last = combining;
            }
            points[out++] = point;
        }
        length = out;
    }

    private static int composite(int first, int second) {
        int l = first - L_BASE;
        int v = second - V_BASE;
        if (l >= 0 && l < L_COUNT && v >= 0 && v < V_COUNT) {
            return S_BASE + (l * V_COUNT + v) * T_COUNT;
        }
        int syllable = first - S_BASE;
        int t = second - T_BASE;
        if (syllable >= 0 && syllable < S_COUNT && syllable % T_COUNT == 0 && t > 0 && t < T_COUNT) {
            return first + t;
        }
        return UnicodeTable.composite(first, second);
    }

    private static int combining(int codePoint) {
        return UnicodeTable.combiningClass(UnicodeTable.properties(codePoint));
    }
}
