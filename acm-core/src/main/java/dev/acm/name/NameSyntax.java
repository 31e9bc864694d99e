package dev.acm.name;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The form of a domain name. {@link #scan} is one pass that says yes, or no without a reason; {@link NameDiagnosis} finds
 * the reasons. Both must agree, which a law tests.
 *
 * <p>Source: BR 1.6.1 and 7.1.2.7.12; RFC 1035 section 2.3.
 */
final class NameSyntax {
    static final int MAX_NAME = 253;
    static final int MAX_LABEL = 63;

    /** What {@link #scan} found out, as bits. */
    static final int BROKEN = 1;

    static final int UPPER_CASE = 2;
    static final int A_LABEL = 4;
    static final int WILDCARD = 8;

    private static final int WILDCARD_PREFIX = 2;
    private static final byte OTHER = 0;
    private static final byte LOWER = 1;
    private static final byte UPPER = 2;
    private static final byte DIGIT = 3;
    private static final byte HYPHEN = 4;
    private static final byte DOT = 5;
    private static final byte[] KINDS = kinds();

    private NameSyntax() {}

    private static byte[] kinds() {
        byte[] kinds = new byte[128];
        for (int c = 0; c < kinds.length; c++) {
            kinds[c] = isLower(c) ? LOWER : isUpper(c) ? UPPER : isDigit(c) ? DIGIT : OTHER;
        }
        kinds['-'] = HYPHEN;
        kinds['.'] = DOT;
        return kinds;
    }

    /** Judges everything that needs no decoding. Allocates nothing. */
    static int scan(String text) {
        int length = text.length();
        if (length == 0 || length > MAX_NAME) {
            return BROKEN;
        }
        int seen = 0;
        int from = 0;
        if (text.charAt(0) == '*') {
            if (length <= WILDCARD_PREFIX || text.charAt(1) != '.') {
                return BROKEN;
            }
            from = WILDCARD_PREFIX;
            seen = WILDCARD;
        }
        int start = from;
        byte last = DOT;
        for (int i = from; i < length; i++) {
            char c = text.charAt(i);
            byte kind = c < 128 ? KINDS[c] : OTHER;
            if (kind == OTHER) {
                return BROKEN;
            }
            if (kind == DOT) {
                if (last == HYPHEN || last == DOT || i - start > MAX_LABEL) {
                    return BROKEN;
                }
                start = i + 1;
            } else if (kind == HYPHEN) {
                if (last == DOT) {
                    return BROKEN;
                }
                if (i - start == 3 && last == HYPHEN) {
                    if (!startsLikeALabel(text, start)) {
                        return BROKEN;
                    }
                    seen |= A_LABEL;
                }
            } else if (kind == UPPER) {
                seen |= UPPER_CASE;
            }
            last = kind;
        }
        if (last == HYPHEN || last == DOT || length - start > MAX_LABEL || isNumeric(text, start, length)) {
            return BROKEN;
        }
        return seen;
    }

    /** Whether the text at {@code start} is {@code xn} in any case; the hyphens behind it are known to be there. */
    static boolean startsLikeALabel(String text, int start) {
        return (text.charAt(start) | 0x20) == 'x' && (text.charAt(start + 1) | 0x20) == 'n';
    }

    /** Whether a browser would read this last label as a number, and so the name as an IPv4 address: digits or 0x hex. */
    static boolean isNumeric(String text, int start, int end) {
        if (start == end || !isDigit(text.charAt(start))) {
            return false;
        }
        boolean hex = end - start >= 2 && text.charAt(start) == '0' && (text.charAt(start + 1) | 0x20) == 'x';
        for (int i = hex ? start + 2 : start; i < end; i++) {
            int c = text.charAt(i) | 0x20;
            if (!isDigit(text.charAt(i)) && !(hex && c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLower(int c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isUpper(int c) {
        return c >= 'A' && c <= 'Z';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    static boolean isLdh(char c) {
        return c < 128 && KINDS[c] != OTHER && KINDS[c] != DOT;
    }

    /** ASCII lower case; the text is known to be ASCII. */
    static String lower(String text) {
        byte[] out = new byte[text.length()];
        for (int i = 0; i < out.length; i++) {
            char c = text.charAt(i);
            out[i] = (byte) (isUpper(c) ? c | 0x20 : c);
        }
        return new String(out, StandardCharsets.ISO_8859_1);
    }

    /** The canonical name, or every reason why {@code text} is none. */
    static DomainName parse(String text, boolean strict) {
        int seen = scan(text);
        if ((seen & BROKEN) == 0) {
            String name = (seen & UPPER_CASE) == 0 ? text : lower(text);
            if ((seen & A_LABEL) != 0) {
                Findings findings = new Findings(text);
                ALabels.check(name, (seen & WILDCARD) != 0 ? WILDCARD_PREFIX : 0, strict, findings);
                findings.throwIfAny();
            }
            return new DomainName(name, (seen & WILDCARD) != 0);
        }
        throw new InvalidNameException(NameDiagnosis.of(text, strict));
    }

    /** Every reason why {@code text} is no name; empty for a good one. */
    static List<NameViolation> violations(String text, boolean strict) {
        try {
            parse(text, strict);
            return List.of();
        } catch (InvalidNameException e) {
            return e.violations();
        }
    }
}
