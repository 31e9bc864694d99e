// SPDX-License-Identifier: Apache-2.0
import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.Normalizer;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.util.VersionInfo;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the table that acm-core judges A-labels with. Usage and file format: README.md beside this file. */
public final class UnicodeTables {
    private static final int LIMIT = 0x110000;
    private static final int BLOCK = 128;
    private static final int DISALLOWED = 0;
    private static final int PVALID = 1;
    private static final int CONTEXTJ = 2;
    private static final int CONTEXTO = 3;
    private static final Normalizer2 NFC = Normalizer2.getNFCInstance();
    private static final Normalizer2 NFKC = Normalizer2.getNFKCInstance();

    private UnicodeTables() {}

    public static void main(String[] args) throws IOException {
        Path target = Path.of(args[0]);
        VersionInfo version = UCharacter.getUnicodeVersion();
        String unicode = version.getMajor() + "." + version.getMinor() + "." + version.getMilli();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeUTF(unicode);
        writeProperties(out);
        writeDecompositions(out);
        Files.createDirectories(target.toAbsolutePath().getParent());
        Files.write(target, bytes.toByteArray());
        System.out.println("Unicode " + unicode + ", " + bytes.size() + " octets: " + target);
    }

    private static void writeProperties(DataOutputStream out) throws IOException {
        Map<Integer, Integer> classes = new LinkedHashMap<>();
        Map<String, Integer> blocks = new LinkedHashMap<>();
        List<byte[]> contents = new ArrayList<>();
        int[] index = new int[LIMIT / BLOCK];
        for (int block = 0; block < index.length; block++) {
            byte[] content = new byte[BLOCK];
            for (int i = 0; i < BLOCK; i++) {
                int number = classes.computeIfAbsent(properties(block * BLOCK + i), key -> classes.size());
                if (number > 255) {
                    throw new IllegalStateException("more than 256 classes");
                }
                content[i] = (byte) number;
            }
            String key = new String(content, java.nio.charset.StandardCharsets.ISO_8859_1);
            index[block] = blocks.computeIfAbsent(key, ignored -> {
                contents.add(content);
                return contents.size() - 1;
            });
        }
        out.writeShort(classes.size());
        for (int value : classes.keySet()) {
            out.writeInt(value);
        }
        for (int number : index) {
            out.writeShort(number);
        }
        out.writeShort(contents.size());
        for (byte[] content : contents) {
            out.write(content);
        }
        System.out.println(classes.size() + " classes, " + contents.size() + " blocks");
    }

    /** Bits: 0-1 status, 2 mark, 3-7 bidi class, 8-10 joining type, 11-12 script, 13-14 NFC quick check, 16-23 ccc. */
    private static int properties(int cp) {
        int mark = (1 << UCharacter.NON_SPACING_MARK | 1 << UCharacter.ENCLOSING_MARK | 1 << UCharacter.COMBINING_SPACING_MARK)
                >> UCharacter.getType(cp) & 1;
        return status(cp)
                | mark << 2
                | UCharacter.getDirection(cp) << 3
                | UCharacter.getIntPropertyValue(cp, UProperty.JOINING_TYPE) << 8
                | script(cp) << 11
                | quickCheck(cp) << 13
                | UCharacter.getCombiningClass(cp) << 16;
    }

    /** 0 yes, 1 maybe, 2 no. */
    private static int quickCheck(int cp) {
        Normalizer.QuickCheckResult result = NFC.quickCheck(Character.toString(cp));
        return result == Normalizer.YES ? 0 : result == Normalizer.MAYBE ? 1 : 2;
    }

    private static int script(int cp) {
        return switch (UScript.getScript(cp)) {
            case UScript.GREEK -> 1;
            case UScript.HEBREW -> 2;
            case UScript.HIRAGANA, UScript.KATAKANA, UScript.HAN -> 3;
            default -> 0;
        };
    }

    /** RFC 5892 section 3; unassigned counts as disallowed, as both are refused. */
    private static int status(int cp) {
        int exception = exception(cp);
        if (exception >= 0) {
            return exception;
        }
        int type = UCharacter.getType(cp);
        boolean nonCharacter = UCharacter.hasBinaryProperty(cp, UProperty.NONCHARACTER_CODE_POINT);
        if (type == UCharacter.UNASSIGNED && !nonCharacter) {
            return DISALLOWED;
        }
        if (cp == '-' || cp >= '0' && cp <= '9' || cp >= 'a' && cp <= 'z') {
            return PVALID;
        }
        if (UCharacter.hasBinaryProperty(cp, UProperty.JOIN_CONTROL)) {
            return CONTEXTJ;
        }
        return unstable(cp) || ignorable(cp) || oldHangulJamo(cp) || !letterDigit(type) ? DISALLOWED : PVALID;
    }

    /** RFC 5892 section 2.6. */
    private static int exception(int cp) {
        return switch (cp) {
            case 0x00DF, 0x03C2, 0x06FD, 0x06FE, 0x0F0B, 0x3007 -> PVALID;
            case 0x00B7, 0x0375, 0x05F3, 0x05F4, 0x30FB -> CONTEXTO;
            case 0x0640, 0x07FA, 0x302E, 0x302F, 0x3031, 0x3032, 0x3033, 0x3034, 0x3035, 0x303B -> DISALLOWED;
            default -> cp >= 0x0660 && cp <= 0x0669 || cp >= 0x06F0 && cp <= 0x06F9 ? CONTEXTO : -1;
        };
    }

    private static boolean unstable(int cp) {
        if (cp >= 0xD800 && cp <= 0xDFFF) {
            return true;
        }
        String text = Character.toString(cp);
        return !NFKC.normalize(UCharacter.foldCase(NFKC.normalize(text), true)).equals(text);
    }

    private static boolean ignorable(int cp) {
        if (UCharacter.hasBinaryProperty(cp, UProperty.DEFAULT_IGNORABLE_CODE_POINT)
                || UCharacter.hasBinaryProperty(cp, UProperty.WHITE_SPACE)
                || UCharacter.hasBinaryProperty(cp, UProperty.NONCHARACTER_CODE_POINT)) {
            return true;
        }
        UCharacter.UnicodeBlock block = UCharacter.UnicodeBlock.of(cp);
        return block == UCharacter.UnicodeBlock.COMBINING_MARKS_FOR_SYMBOLS
                || block == UCharacter.UnicodeBlock.MUSICAL_SYMBOLS
                || block == UCharacter.UnicodeBlock.ANCIENT_GREEK_MUSICAL_NOTATION;
    }

    private static boolean oldHangulJamo(int cp) {
        int type = UCharacter.getIntPropertyValue(cp, UProperty.HANGUL_SYLLABLE_TYPE);
        return type == UCharacter.HangulSyllableType.LEADING_JAMO
                || type == UCharacter.HangulSyllableType.VOWEL_JAMO
                || type == UCharacter.HangulSyllableType.TRAILING_JAMO;
    }

    private static boolean letterDigit(int type) {
        return switch (type) {
            case UCharacter.LOWERCASE_LETTER, UCharacter.UPPERCASE_LETTER, UCharacter.OTHER_LETTER,
                    UCharacter.DECIMAL_DIGIT_NUMBER, UCharacter.MODIFIER_LETTER, UCharacter.NON_SPACING_MARK,
                    UCharacter.COMBINING_SPACING_MARK -> true;
            default -> false;
        };
    }

    /** Single-step canonical mappings without Hangul syllables, in code point order. */
    private static void writeDecompositions(DataOutputStream out) throws IOException {
        List<int[]> rows = new ArrayList<>();
        for (int cp = 0; cp < LIMIT; cp++) {
            if (cp >= 0xAC00 && cp <= 0xD7A3 || cp >= 0xD800 && cp <= 0xDFFF) {
                continue;
            }
            String raw = NFC.getRawDecomposition(cp);
            if (raw == null) {
                continue;
            }
            int first = raw.codePointAt(0);
            int size = Character.charCount(first);
            int second = raw.length() > size ? raw.codePointAt(size) : 0;
            boolean composes = second != 0 && NFC.composePair(first, second) == cp;
            rows.add(new int[] {cp, first, second, composes ? 1 : 0});
        }
        out.writeShort(rows.size());
        for (int[] row : rows) {
            out.writeInt(row[0] | row[3] << 31);
            out.writeInt(row[1]);
            out.writeInt(row[2]);
        }
        System.out.println(rows.size() + " decompositions");
    }
}
