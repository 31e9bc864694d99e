package dev.acm.name;

import java.util.Locale;

/**
 * Judges the A-labels of one lower-case LDH name: Punycode, round trip, NFC, code points, context and Bidi.
 *
 * <p>Source: RFC 5891 sections 4.2 and 5.4; RFC 5892; RFC 5893; BR 1.6.1 (P-Label).
 */
final class ALabels {
    static final String PREFIX = "xn--";

    private final String name;
    private final boolean strict;
    private final int[] points;
    private int length;
    private boolean rightToLeft;
    private boolean decoded = true;

    private ALabels(String name, boolean strict) {
        this.name = name;
        this.strict = strict;
        this.points = new int[name.length()];
    }

    /**
     * Adds what is wrong with the A-labels of {@code name} from index {@code from} on.
     *
     * @param strict whether IDNA2008 is asked for, or a BR P-Label in Normalization Form C only
     */
    static void check(String name, int from, boolean strict, Findings findings) {
        ALabels labels = new ALabels(name, strict);
        labels.readAll(from, findings);
        if (strict && labels.rightToLeft && labels.decoded) {
            labels.checkBidi(from, findings);
        }
    }

    /** The Unicode form of a valid name. */
    static String toUnicode(String name) {
        ALabels labels = new ALabels(name, false);
        labels.readAll(0, new Findings(name));
        return new String(labels.points, 0, labels.length);
    }

    private void readAll(int from, Findings findings) {
        int start = from;
        while (start <= name.length()) {
            int dot = name.indexOf('.', start);
            int end = dot < 0 ? name.length() : dot;
            int at = length;
            if (name.startsWith(PREFIX, start)) {
                readALabel(start, end, findings);
            } else {
                for (int i = start; i < end; i++) {
                    points[length++] = name.charAt(i);
                }
            }
            if (length == at) {
                decoded = false;
            }
            if (dot < 0) {
                return;
            }
            points[length++] = '.';
            start = end + 1;
        }
    }

    private void readALabel(int start, int end, Findings findings) {
        int at = length;
        int size = Punycode.decode(name, start + PREFIX.length(), end, points, at);
        if (size <= 0) {
            findings.add(
                    NameFault.MALFORMED_PUNYCODE,
                    start,
                    "after 'xn--' stands what a Punycode encoder wrote (RFC 3492)");
            decoded = false;
            return;
        }
        length += size;
        if (isPlain(start, at)) {
            return;
        }
        if (checkEncoding(start, end, at, findings)) {
            if (!Nfc.isNormalized(points, at, length)) {
                String normal = PREFIX + encodeNormalized(at);
                findings.add(NameFault.IDNA_NOT_NFC, start, "in Normalization Form C the label is '" + normal + "'");
            }
            if (strict) {
                checkCodePoints(start, at, findings);
            }
        }
    }

    /** One pass that finds nothing to look at closer in nearly every label. Notes right-to-left characters. */
    private boolean isPlain(int start, int at) {
        boolean ascii = true;
        boolean plain = true;
        int last = 0;
        for (int i = at; i < length; i++) {
            int point = points[i];
            if (point < 0x80) {
                plain &= point != '-';
                last = 0;
                continue;
            }
            ascii = false;
            int properties = UnicodeTable.properties(point);
            int combining = UnicodeTable.combiningClass(properties);
            rightToLeft |= BidiRule.isRightToLeft(properties);
            plain &= UnicodeTable.isPlain(properties) && (combining == 0 || last <= combining);
            last = combining;
        }
        // Punycode has one spelling for each text but for a delimiter with nothing before it (DN-15).
        return plain
                && !ascii
                && !UnicodeTable.isMark(UnicodeTable.properties(points[at]))
                && name.charAt(start + PREFIX.length()) != '-';
    }

    private String encodeNormalized(int at) {
        int[] normal = Nfc.normalize(points, at, length);
        return Punycode.encode(normal, 0, normal.length);
    }

    private boolean checkEncoding(int start, int end, int at, Findings findings) {
        boolean ascii = true;
        for (int i = at; i < length; i++) {
            ascii &= points[i] < 0x80;
        }
        if (ascii) {
            String plain = new String(points, at, length - at);
            findings.add(NameFault.IDNA_ASCII_ONLY, start, "the label stands for plain '" + plain + "'");
            return false;
        }
        String again = Punycode.encode(points, at, length);
        if (!name.substring(start + PREFIX.length(), end).equals(again)) {
            findings.add(
                    NameFault.IDNA_NOT_ROUNDTRIP,
                    start,
                    "the label decodes to what is encoded '" + PREFIX + again + "'");
            return false;
        }
        return true;
    }

    /** RFC 5891 section 4.2.3. */
    private void checkCodePoints(int start, int at, Findings findings) {
        boolean hyphens34 = length - at >= 4 && points[at + 2] == '-' && points[at + 3] == '-';
        if (hyphens34 || points[at] == '-' || points[length - 1] == '-') {
            findings.add(
                    NameFault.IDNA_HYPHEN34, start, "a U-label has no hyphen at its ends, nor two in places 3 and 4");
        }
        if (UnicodeTable.isMark(UnicodeTable.properties(points[at]))) {
            findings.add(NameFault.IDNA_LEADING_COMBINER, start, "no label starts with " + show(points[at]));
        }
        boolean disallowed = false;
        boolean misplaced = false;
        for (int i = at; i < length; i++) {
            int properties = UnicodeTable.properties(points[i]);
            int status = UnicodeTable.status(properties);
            if (status == UnicodeTable.DISALLOWED && !disallowed) {
                disallowed = true;
                findings.add(
                        NameFault.IDNA_DISALLOWED, start, "IDNA2008 does not allow " + show(points[i]) + " in a label");
            } else if (status >= UnicodeTable.CONTEXTJ && !misplaced && !ContextRules.allows(points, at, length, i)) {
                misplaced = true;
                findings.add(
                        status == UnicodeTable.CONTEXTJ ? NameFault.IDNA_CONTEXTJ : NameFault.IDNA_CONTEXTO,
                        start,
                        show(points[i]) + " may stand only where RFC 5892 appendix A says");
            }
        }
    }

    private void checkBidi(int from, Findings findings) {
        int position = from;
        int start = 0;
        for (int i = 0; i <= length; i++) {
            if (i < length && points[i] != '.') {
                continue;
            }
            if (!BidiRule.holds(points, start, i)) {
                findings.add(
                        NameFault.IDNA_BIDI, position, "in a name with right-to-left labels each follows RFC 5893");
            }
            start = i + 1;
            position = name.indexOf('.', position) + 1;
        }
    }

    private static String show(int point) {
        return String.format(Locale.ROOT, "U+%04X", point);
    }
}
