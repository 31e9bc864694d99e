package dev.acm.name;

import java.util.Locale;
import java.util.Optional;

/**
 * The step between names as people read them and names as certificates carry them, by IDNA2008 and Unicode 18.0.0.
 *
 * <p>It maps nothing but the three other full stops that RFC 5891 section 5.2 leaves to the user interface (U+3002, U+FF0E,
 * U+FF61): capitals outside ASCII labels are refused, not lowered. Requests never pass through it by themselves; a host that
 * accepts Unicode calls it, shows the result, and asks.
 *
 * <p>Source: RFC 5891; RFC 3492; rule DN-4.
 */
public final class Idna {
    private Idna() {}

    /**
     * The name for a Unicode text, checked strictly.
     *
     * @param text labels in Unicode or ASCII, possibly with {@code *.} in front
     * @return the canonical name with A-labels
     * @throws InvalidNameException if the text has no valid A-label form; positions count in the converted text
     */
    public static DomainName toAscii(String text) {
        return DomainName.parse(convert(text));
    }

    /**
     * The name as people read it.
     *
     * @param name any name
     * @return the name with U-labels, and {@code *.} if it is a wildcard
     */
    public static String toUnicode(DomainName name) {
        String base = name.base().value();
        String readable = base.contains(ALabels.PREFIX) ? ALabels.toUnicode(base) : base;
        return name.isWildcard() ? "*." + readable : readable;
    }

    /**
     * The version of Unicode that decides which code points a label may have.
     *
     * @return the version, such as {@code 18.0.0}
     */
    public static String unicodeVersion() {
        return UnicodeTable.version();
    }

    /** The A-label form that was probably meant by a text in Unicode: lowered and normalized, then strictly judged. */
    static Optional<String> suggest(String text) {
        if (text.length() > NameSyntax.MAX_NAME) {
            return Optional.empty();
        }
        int[] points = Punycode.codePoints(text.toLowerCase(Locale.ROOT));
        int[] normal = Nfc.normalize(points, 0, points.length);
        String name = convert(new String(normal, 0, normal.length));
        return (NameSyntax.scan(name) & NameSyntax.BROKEN) == 0
                        && NameSyntax.violations(name, true).isEmpty()
                ? Optional.of(name)
                : Optional.empty();
    }

    private static String convert(String text) {
        String dotted = text.replace('\u3002', '.').replace('\uFF0E', '.').replace('\uFF61', '.');
        StringBuilder out = new StringBuilder(dotted.length() + 16);
        int start = 0;
        for (int i = 0; i <= dotted.length(); i++) {
            if (i == dotted.length() || dotted.charAt(i) == '.') {
                appendLabel(out, dotted.substring(start, i));
                if (i < dotted.length()) {
                    out.append('.');
                }
                start = i + 1;
            }
        }
        return out.toString();
    }

    private static void appendLabel(StringBuilder out, String label) {
        int[] points = Punycode.codePoints(label);
        boolean ascii = true;
        boolean scalar = true;
        for (int point : points) {
            ascii &= point < 0x80;
            scalar &= point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE;
        }
        if (ascii || !scalar) {
            out.append(label);
        } else {
            out.append(ALabels.PREFIX).append(Punycode.encode(points, 0, points.length));
        }
    }
}
