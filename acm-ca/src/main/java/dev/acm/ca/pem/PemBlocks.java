package dev.acm.ca.pem;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The blocks of a PEM text (RFC 7468); what stands around them is skipped. Works on octets, so that no text of a key stays
 * behind.
 */
final class PemBlocks {
    private static final byte[] BEGIN = ascii("-----BEGIN ");
    private static final byte[] DASHES = ascii("-----");
    private static final String ENCRYPTION_HEADER = "DEK-Info:";
    private static final int MAX_LABEL = 64;

    private PemBlocks() {}

    /** One block; its content is empty where there is a fault. */
    static final class Block {
        private final String label;
        private final byte[] content;
        private final Optional<String> encryption;
        private final Optional<String> fault;

        private Block(String label, byte[] content, Optional<String> encryption, Optional<String> fault) {
            this.label = label;
            this.content = content;
            this.encryption = encryption;
            this.fault = fault;
        }

        String label() {
            return label;
        }

        byte[] content() {
            return content;
        }

        /** The value of the header DEK-Info, which the old encryption of OpenSSL has (RFC 1421 section 4.6.1.3). */
        Optional<String> encryption() {
            return encryption;
        }

        /** Why there is no content. */
        Optional<String> fault() {
            return fault;
        }
    }

    static List<Block> read(byte[] text) {
        List<Block> blocks = new ArrayList<>();
        int from = 0;
        while (true) {
            int begin = indexOf(text, BEGIN, from);
            if (begin < 0) {
                return blocks;
            }
            int labelStart = begin + BEGIN.length;
            int labelEnd = indexOf(text, DASHES, labelStart);
            if (labelEnd < 0 || labelEnd - labelStart > MAX_LABEL || !isLabel(text, labelStart, labelEnd)) {
                from = labelStart;
                continue;
            }
            String label = new String(text, labelStart, labelEnd - labelStart, StandardCharsets.US_ASCII);
            byte[] end = ascii("-----END " + label + "-----");
            int bodyStart = labelEnd + DASHES.length;
            int bodyEnd = indexOf(text, end, bodyStart);
            if (bodyEnd < 0) {
                blocks.add(faulty(label, "the block " + label + " has no end"));
                return blocks;
            }
            blocks.add(block(label, text, bodyStart, bodyEnd));
            from = bodyEnd + end.length;
        }
    }

    private static boolean isLabel(byte[] text, int start, int end) {
        for (int i = start; i < end; i++) {
            boolean proper = (text[i] >= 'A' && text[i] <= 'Z') || (text[i] >= '0' && text[i] <= '9') || text[i] == ' ';
            if (!proper) {
                return false;
            }
        }
        return end > start;
    }

    private static Block block(String label, byte[] text, int start, int end) {
        int bodyStart = start;
        Optional<String> encryption = Optional.empty();
        for (int colon = nextColon(text, bodyStart, end); colon >= 0; colon = nextColon(text, bodyStart, end)) {
            int lineEnd = endOfLine(text, colon, end);
            String header = new String(text, bodyStart, lineEnd - bodyStart, StandardCharsets.ISO_8859_1).strip();
            if (header.startsWith(ENCRYPTION_HEADER)) {
                encryption =
                        Optional.of(header.substring(ENCRYPTION_HEADER.length()).strip());
            }
            bodyStart = lineEnd;
        }
        byte[] base64 = withoutBlanks(text, bodyStart, end);
        try {
            byte[] content = Base64.getDecoder().decode(base64);
            return content.length == 0
                    ? faulty(label, "the block " + label + " is empty")
                    : new Block(label, content, encryption, Optional.empty());
        } catch (IllegalArgumentException e) {
            return faulty(label, "the block " + label + " is no Base64");
        } finally {
            clear(base64);
        }
    }

    private static Block faulty(String label, String fault) {
        return new Block(label, new byte[0], Optional.empty(), Optional.of(fault));
    }

    private static int nextColon(byte[] text, int from, int end) {
        for (int i = from; i < end; i++) {
            if (text[i] == ':') {
                return i;
            }
        }
        return -1;
    }

    private static int endOfLine(byte[] text, int from, int end) {
        int at = from;
        while (at < end && text[at] != '\n' && text[at] != '\r') {
            at++;
        }
        return at;
    }

    private static byte[] withoutBlanks(byte[] text, int start, int end) {
        byte[] result = new byte[end - start];
        int length = 0;
        for (int i = start; i < end; i++) {
            if (text[i] != ' ' && (text[i] < '\t' || text[i] > '\r')) {
                result[length++] = text[i];
            }
        }
        byte[] exact = Arrays.copyOf(result, length);
        clear(result);
        return exact;
    }

    private static int indexOf(byte[] text, byte[] what, int from) {
        for (int i = from; i <= text.length - what.length; i++) {
            if (text[i] == what[0] && Arrays.equals(text, i, i + what.length, what, 0, what.length)) {
                return i;
            }
        }
        return -1;
    }

    /** A block with lines of 64 characters ended by LF. */
    static byte[] write(String label, byte[] content) {
        byte[] base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encode(content);
        byte[] begin = ascii("-----BEGIN " + label + "-----\n");
        byte[] end = ascii("\n-----END " + label + "-----\n");
        byte[] result = Arrays.copyOf(begin, begin.length + base64.length + end.length);
        System.arraycopy(base64, 0, result, begin.length, base64.length);
        System.arraycopy(end, 0, result, begin.length + base64.length, end.length);
        clear(base64);
        return result;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static void clear(byte[] secret) {
        Arrays.fill(secret, (byte) 0);
    }
}
