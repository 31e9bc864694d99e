package dev.acm.name;

/** The six conditions on labels of a name that has a label written from right to left. Source: RFC 5893 section 2. */
final class BidiRule {
    // Bidi classes as the generator numbers them.
    private static final int L = 0;
    private static final int R = 1;
    private static final int EN = 2;
    private static final int ES = 3;
    private static final int ET = 4;
    private static final int AN = 5;
    private static final int CS = 6;
    private static final int ON = 10;
    private static final int AL = 13;
    private static final int NSM = 17;
    private static final int BN = 18;

    private static final int RIGHT_TO_LEFT = (1 << R) | (1 << AL) | (1 << AN);
    private static final int NEUTRAL = (1 << ES) | (1 << CS) | (1 << ET) | (1 << ON) | (1 << BN) | (1 << NSM);
    private static final int IN_RTL = RIGHT_TO_LEFT | (1 << EN) | NEUTRAL;
    private static final int IN_LTR = (1 << L) | (1 << EN) | NEUTRAL;
    private static final int RTL_END = (1 << R) | (1 << AL) | (1 << EN) | (1 << AN);
    private static final int LTR_END = (1 << L) | (1 << EN);

    private BidiRule() {}

    /** Whether {@code properties} are those of a character that makes its whole name a Bidi domain name. */
    static boolean isRightToLeft(int properties) {
        return ((RIGHT_TO_LEFT >> UnicodeTable.bidiClass(properties)) & 1) != 0;
    }

    /** Whether the label from {@code start} to {@code end} meets the six conditions. */
    static boolean holds(int[] label, int start, int end) {
        int first = bit(label[start]);
        boolean rtl = (first & ((1 << R) | (1 << AL))) != 0;
        if (!rtl && first != (1 << L)) {
            return false;
        }
        int seen = 0;
        for (int i = start; i < end; i++) {
            seen |= bit(label[i]);
        }
        if ((seen & ~(rtl ? IN_RTL : IN_LTR)) != 0) {
            return false;
        }
        int last = end - 1;
        while (bit(label[last]) == (1 << NSM)) {
            last--;
        }
        boolean mixesDigits = (seen & (1 << EN)) != 0 && (seen & (1 << AN)) != 0;
        return (bit(label[last]) & (rtl ? RTL_END : LTR_END)) != 0 && !(rtl && mixesDigits);
    }

    private static int bit(int point) {
        return 1 << UnicodeTable.bidiClass(UnicodeTable.properties(point));
    }
}
