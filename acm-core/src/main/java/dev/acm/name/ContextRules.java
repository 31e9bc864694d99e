package dev.acm.name;

/** Where the characters with context rules may stand in a label. Source: RFC 5892 appendix A. */
final class ContextRules {
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final int MIDDLE_DOT = 0xB7;
    private static final int GREEK_KERAIA = 0x375;
    private static final int HEBREW_GERESH = 0x5F3;
    private static final int HEBREW_GERSHAYIM = 0x5F4;
    private static final int KATAKANA_MIDDLE_DOT = 0x30FB;
    private static final int ARABIC_INDIC = 0x660;
    private static final int EXTENDED_ARABIC_INDIC = 0x6F0;

    // Joining types as the generator numbers them.
    private static final int DUAL = 2;
    private static final int LEFT = 3;
    private static final int RIGHT = 4;
    private static final int TRANSPARENT = 5;

    private ContextRules() {}

    /** Whether the CONTEXTJ or CONTEXTO character at {@code i} may stand in the label from {@code start} to {@code end}. */
    static boolean allows(int[] label, int start, int end, int i) {
        int point = label[i];
        return switch (point) {
            case ZERO_WIDTH_NON_JOINER -> afterVirama(label, start, i) || joins(label, start, end, i);
            case ZERO_WIDTH_JOINER -> afterVirama(label, start, i);
            case MIDDLE_DOT -> i > start && i + 1 < end && label[i - 1] == 'l' && label[i + 1] == 'l';
            case GREEK_KERAIA -> i + 1 < end && script(label[i + 1]) == UnicodeTable.SCRIPT_GREEK;
            case HEBREW_GERESH, HEBREW_GERSHAYIM -> i > start && script(label[i - 1]) == UnicodeTable.SCRIPT_HEBREW;
            case KATAKANA_MIDDLE_DOT -> anyKanaOrHan(label, start, end);
            default ->
                isDigitOf(ARABIC_INDIC, point)
                        ? noDigitOf(EXTENDED_ARABIC_INDIC, label, start, end)
                        : (isDigitOf(EXTENDED_ARABIC_INDIC, point) && noDigitOf(ARABIC_INDIC, label, start, end));
        };
    }

    private static boolean afterVirama(int[] label, int start, int i) {
        return i > start && UnicodeTable.isVirama(UnicodeTable.properties(label[i - 1]));
    }

    /** RFC 5892 appendix A.1: {L,D} T* before, T* {R,D} after. */
    private static boolean joins(int[] label, int start, int end, int i) {
        int before = i - 1;
        while (before >= start && joining(label[before]) == TRANSPARENT) {
            before--;
        }
        int after = i + 1;
        while (after < end && joining(label[after]) == TRANSPARENT) {
            after++;
        }
        return before >= start
                && after < end
                && (joining(label[before]) == LEFT || joining(label[before]) == DUAL)
                && (joining(label[after]) == RIGHT || joining(label[after]) == DUAL);
    }

    private static boolean anyKanaOrHan(int[] label, int start, int end) {
        for (int i = start; i < end; i++) {
            if (script(label[i]) == UnicodeTable.SCRIPT_KANA_OR_HAN) {
                return true;
            }
        }
        return false;
    }

    private static boolean noDigitOf(int zero, int[] label, int start, int end) {
        for (int i = start; i < end; i++) {
            if (isDigitOf(zero, label[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigitOf(int zero, int point) {
        return point >= zero && point <= zero + 9;
    }

    private static int joining(int point) {
        return UnicodeTable.joiningType(UnicodeTable.properties(point));
    }

    private static int script(int point) {
        return UnicodeTable.script(UnicodeTable.properties(point));
    }
}
