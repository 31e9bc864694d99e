package dev.acm.name;

import java.util.List;
import java.util.Optional;

/** Finds every reason why a text is no domain name, and what would be right. Slower than {@link NameSyntax#scan}. */
final class NameDiagnosis {
    private final String text;
    private final boolean strict;
    private final Findings findings;
    private boolean decodable = true;

    private NameDiagnosis(String text, boolean strict) {
        this.text = text;
        this.strict = strict;
        this.findings = new Findings(text);
    }

    /** The violations in the order of their positions; empty for a good name. */
    static List<NameViolation> of(String text, boolean strict) {
        NameDiagnosis diagnosis = new NameDiagnosis(text, strict);
        diagnosis.run();
        return diagnosis.findings.sorted();
    }

    private void run() {
        if (text.isEmpty()) {
            findings.add(NameFault.EMPTY, 0, "a name has at least one label");
            return;
        }
        if (looksLikeAddress()) {
            findings.add(NameFault.IP_ADDRESS, 0, "an address is asked for as an IP address, not as a domain name");
            return;
        }
        if (text.length() > NameSyntax.MAX_NAME) {
            findings.add(
                    NameFault.NAME_TOO_LONG,
                    NameSyntax.MAX_NAME,
                    "at most 253 characters, this has " + text.length() + (text.charAt(0) == '*' ? " with '*.'" : ""));
        }
        checkAscii();
        int end = text.length();
        if (text.charAt(end - 1) == '.') {
            end--;
            findings.add(NameFault.TRAILING_DOT, end, "the same name without its final dot");
        }
        checkAsterisks(end);
        checkLabels(end);
        if (decodable) {
            String name = NameSyntax.lower(text.substring(0, end));
            ALabels.check(name, name.startsWith("*.") ? 2 : 0, strict, findings);
        }
    }

    private boolean looksLikeAddress() {
        String bare = text.startsWith("[") && text.endsWith("]") && text.length() > 2
                ? text.substring(1, text.length() - 1)
                : text;
        return IpText.parse(bare).isPresent();
    }

    private void checkAscii() {
        int at = 0;
        while (at < text.length() && text.charAt(at) < 0x80) {
            at++;
        }
        if (at < text.length()) {
            Optional<String> meant = Idna.suggest(text);
            String remedy = meant.map(name -> "the A-label form; probably '" + name + "' is meant")
                    .orElse("the A-label form of the name; this text has none that IDNA2008 allows");
            findings.add(NameFault.NON_ASCII, at, remedy);
        }
    }

    private void checkAsterisks(int end) {
        int first = text.indexOf('*');
        if (first < 0) {
            return;
        }
        int second = text.indexOf('*', first + 1);
        if (second >= 0) {
            findings.add(NameFault.WILDCARD_MULTIPLE, second, "one asterisk, as the whole leftmost label");
        }
        if (first > 0 || end < 3 || text.charAt(1) != '.') {
            findings.add(NameFault.WILDCARD_POSITION, first, "'*.' in front of a whole name, such as '*.example.com'");
        }
    }

    private void checkLabels(int end) {
        int start = text.startsWith("*.") && end > 2 ? 2 : 0;
        while (true) {
            int dot = text.indexOf('.', start);
            int stop = dot < 0 || dot > end ? end : dot;
            checkLabel(start, stop);
            if (stop == end) {
                if (NameSyntax.isNumeric(text, start, stop)) {
                    findings.add(NameFault.NUMERIC_TLD, start, "a last label that is not a number");
                }
                return;
            }
            start = stop + 1;
        }
    }

    private void checkLabel(int start, int end) {
        if (start == end) {
            findings.add(NameFault.LABEL_EMPTY, start, "single dots between labels, none in front");
            decodable = false;
            return;
        }
        if (end - start > NameSyntax.MAX_LABEL) {
            findings.add(
                    NameFault.LABEL_TOO_LONG,
                    start + NameSyntax.MAX_LABEL,
                    "at most 63 characters in a label, this has " + (end - start));
        }
        if (text.charAt(start) == '-') {
            findings.add(NameFault.LEADING_HYPHEN, start, "a label starts with a letter or a digit");
        }
        if (text.charAt(end - 1) == '-') {
            findings.add(NameFault.TRAILING_HYPHEN, end - 1, "a label ends with a letter or a digit");
        }
        checkCharacters(start, end);
        boolean hyphens34 = end - start >= 4 && text.charAt(start + 2) == '-' && text.charAt(start + 3) == '-';
        if (hyphens34 && !NameSyntax.startsLikeALabel(text, start)) {
            findings.add(NameFault.RESERVED_LDH, start + 2, "'--' in places 3 and 4 only after 'xn'");
        }
    }

    /** One finding for each sort of character in a label; asterisks and non-ASCII are reported for the whole name. */
    private void checkCharacters(int start, int end) {
        boolean underscore = false;
        boolean other = false;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (NameSyntax.isLdh(c)) {
                continue;
            }
            decodable = false;
            if (c == '_' && !underscore) {
                underscore = true;
                findings.add(NameFault.UNDERSCORE, i, "a hyphen, or nothing; underscores are for DNS records only");
            } else if (c != '_' && c != '*' && c < 0x80 && !other) {
                other = true;
                findings.add(NameFault.INVALID_CHARACTER, i, "letters, digits and hyphens only");
            }
        }
    }
}
