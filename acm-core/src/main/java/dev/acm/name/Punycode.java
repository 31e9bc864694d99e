package dev.acm.name;

import java.util.Arrays;

/** Punycode without the prefix {@code xn--}. Source: RFC 3492 sections 5 and 6. */
final class Punycode {
    private static final int BASE = 36;
    private static final int T_MIN = 1;
    private static final int T_MAX = 26;
    private static final int SKEW = 38;
    private static final int DAMP = 700;
    private static final int INITIAL_BIAS = 72;
    private static final int INITIAL_N = 0x80;
    private static final int MALFORMED = -1;

    private Punycode() {}

    /**
     * Decodes {@code text} from {@code start} to {@code end} into {@code out} at {@code at}, which must have as much
     * room as the text is long.
     *
     * @return the number of code points, or -1 if the text is no Punycode
     */
    static int decode(String text, int start, int end, int[] out, int at) {
        int delimiter = text.lastIndexOf('-', end - 1);
        int length = 0;
        int in = start;
        if (delimiter >= start) {
            while (in < delimiter) {
                char basic = text.charAt(in++);
                if (basic >= INITIAL_N) {
                    return MALFORMED;
                }
                out[at + length++] = basic;
            }
            // A delimiter with nothing before it is read here and left to the round trip to refuse.
            in++;
        }
        int n = INITIAL_N;
        int bias = INITIAL_BIAS;
        int i = 0;
        while (in < end) {
            int oldI = i;
            int weight = 1;
            for (int k = BASE; ; k += BASE) {
                if (in >= end) {
                    return MALFORMED;
                }
                int digit = digit(text.charAt(in++));
                if (digit < 0 || digit > (Integer.MAX_VALUE - i) / weight) {
                    return MALFORMED;
                }
                i += digit * weight;
                int t = threshold(k, bias);
                if (digit < t) {
                    break;
                }
                if (weight > Integer.MAX_VALUE / (BASE - t)) {
                    return MALFORMED;
                }
                weight *= BASE - t;
            }
            int after = length + 1;
            bias = adapt(i - oldI, after, oldI == 0);
            if (i / after > Character.MAX_CODE_POINT - n) {
                return MALFORMED;
            }
            n += i / after;
            i %= after;
            if (n >= Character.MIN_SURROGATE && n <= Character.MAX_SURROGATE) {
                return MALFORMED;
            }
            System.arraycopy(out, at + i, out, at + i + 1, length - i);
            out[at + i++] = n;
            length = after;
        }
        return length;
    }

    /** Encodes the code points from {@code start} to {@code end}; they must be scalar values. */
    static String encode(int[] codePoints, int start, int end) {
        StringBuilder out = new StringBuilder(end - start + 16);
        for (int j = start; j < end; j++) {
            if (codePoints[j] < INITIAL_N) {
                out.append((char) codePoints[j]);
            }
        }
        int basic = out.length();
        int handled = basic;
        if (basic > 0) {
            out.append('-');
        }
        int n = INITIAL_N;
        long delta = 0;
        int bias = INITIAL_BIAS;
        while (handled < end - start) {
            int next = smallestFrom(codePoints, start, end, n);
            delta += (long) (next - n) * (handled + 1);
            n = next;
            for (int j = start; j < end; j++) {
                if (codePoints[j] < n) {
                    delta++;
                } else if (codePoints[j] == n) {
                    appendDelta(out, delta, bias);
                    bias = adapt(delta, handled + 1, handled == basic);
                    delta = 0;
                    handled++;
                }
            }
            delta++;
            n++;
        }
        return out.toString();
    }

    private static int smallestFrom(int[] codePoints, int start, int end, int n) {
        int least = Integer.MAX_VALUE;
        for (int j = start; j < end; j++) {
            if (codePoints[j] >= n && codePoints[j] < least) {
                least = codePoints[j];
            }
        }
        return least;
    }

    private static void appendDelta(StringBuilder out, long delta, int bias) {
        long rest = delta;
        for (int k = BASE; ; k += BASE) {
            int t = threshold(k, bias);
            if (rest < t) {
                break;
            }
            out.append(letter((int) (t + (rest - t) % (BASE - t))));
            rest = (rest - t) / (BASE - t);
        }
        out.append(letter((int) rest));
    }

    private static int threshold(int k, int bias) {
        return Math.min(Math.max(k - bias, T_MIN), T_MAX);
    }

    private static int adapt(long delta, int points, boolean first) {
        long rest = first ? delta / DAMP : delta / 2;
        rest += rest / points;
        int k = 0;
        while (rest > (BASE - T_MIN) * T_MAX / 2) {
            rest /= BASE - T_MIN;
            k += BASE;
        }
        return (int) (k + (BASE - T_MIN + 1) * rest / (rest + SKEW));
    }

    private static int digit(char c) {
        if (c >= 'a' && c <= 'z') {
            return c - 'a';
        }
        if (c >= '0' && c <= '9') {
            return c - '0' + 26;
        }
        return c >= 'A' && c <= 'Z' ? c - 'A' : -1;
    }

    private static char letter(int digit) {
        return (char) (digit < 26 ? 'a' + digit : '0' + digit - 26);
    }

    /** The code points of {@code text}; unpaired surrogates stand as they are. */
    static int[] codePoints(String text) {
        int[] out = new int[text.length()];
        int length = 0;
        for (int i = 0; i < text.length(); ) {
            int cp = text.codePointAt(i);
            out[length++] = cp;
            i += Character.charCount(cp);
        }
        return Arrays.copyOf(out, length);
    }
}
