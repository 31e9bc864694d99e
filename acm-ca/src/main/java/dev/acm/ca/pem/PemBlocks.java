package dev.acm.ca.pem;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The blocks of a PEM text (RFC 7468); what stands around them is skipped. */
final class PemBlocks {
    private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,64})-----[ \\t]*\\r?\\n");

    private PemBlocks() {}

    /** One block. */
    static final class Block {
        private final String label;
        private final byte[] content;

        Block(String label, byte[] content) {
            this.label = label;
            this.content = content;
        }

        String label() {
            return label;
        }

        byte[] content() {
            return content;
        }
    }

    static List<Block> read(String text) throws PemException {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BEGIN.matcher(text);
        int from = 0;
        while (matcher.find(from)) {
            String label = matcher.group(1);
            String end = "-----END " + label + "-----";
            int stop = text.indexOf(end, matcher.end());
            if (stop < 0) {
                throw new PemException("block " + (blocks.size() + 1) + " (" + label + ") has no end");
            }
            blocks.add(new Block(label, decode(text.substring(matcher.end(), stop), blocks.size() + 1, label)));
            from = stop + end.length();
        }
        return blocks;
    }

    private static byte[] decode(String base64, int number, String label) throws PemException {
        if (base64.indexOf(':') >= 0) {
            throw new PemException("block " + number + " (" + label
                    + ") has headers: it is encrypted the old way; convert it to PKCS#8");
        }
        try {
            return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            throw new PemException("block " + number + " (" + label + ") is no Base64");
        }
    }

    static String write(String label, byte[] content) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }

    static void clear(byte[] secret) {
        Arrays.fill(secret, (byte) 0);
    }
}
