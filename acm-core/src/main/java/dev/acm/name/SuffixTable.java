package dev.acm.name;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Domain suffixes with their flags in an open hash table, found by walking a name from right to left with a rolling hash;
 * a look-up allocates nothing. Immutable.
 */
final class SuffixTable {
    /** Flags of a suffix. The PRIVATE ones are the ICANN ones shifted by three. */
    static final int ICANN_RULE = 1;

    static final int ICANN_WILDCARD = 2;
    static final int ICANN_EXCEPTION = 4;
    static final int PRIVATE_SHIFT = 3;
    static final int ICANN = ICANN_RULE | ICANN_WILDCARD | ICANN_EXCEPTION;
    static final int ALL = ICANN | (ICANN << PRIVATE_SHIFT);
    static final int SPECIAL_USE = 64;
    static final int REVERSE = 128;
    static final int ONION = 256;
    static final int ICANN_BELOW = 512;
    static final int HAS_CHILDREN = 1024;

    private static final int RESERVED = SPECIAL_USE | REVERSE | ONION;
    private static final int START_BITS = 16;

    private final byte[] pool;
    private final int[] offsets;
    private final int[] flags;
    private final int[] slots;

    /** Takes suffixes as canonical names with the flags they have of their own. */
    SuffixTable(Map<String, Integer> own) {
        Map<String, Integer> all = new LinkedHashMap<>(own);
        own.forEach((suffix, flag) -> {
            int below = HAS_CHILDREN | ((flag & ICANN) != 0 ? ICANN_BELOW : 0);
            for (int dot = suffix.indexOf('.'); dot >= 0; dot = suffix.indexOf('.', dot + 1)) {
                all.merge(suffix.substring(dot + 1), below, (a, b) -> a | b);
            }
        });
        pool = new byte[all.keySet().stream().mapToInt(String::length).sum()];
        offsets = new int[all.size() + 1];
        flags = new int[all.size()];
        slots = new int[Integer.highestOneBit(all.size() * 2 + 1) * 2];
        Arrays.fill(slots, -1);
        int row = 0;
        int at = 0;
        for (Map.Entry<String, Integer> entry : all.entrySet()) {
            String suffix = entry.getKey();
            offsets[row] = at;
            flags[row] = entry.getValue();
            int hash = 0;
            for (int i = suffix.length() - 1; i >= 0; i--) {
                char c = suffix.charAt(i);
                pool[at + i] = (byte) c;
                hash = hash * 31 + c;
            }
            at += suffix.length();
            offsets[row + 1] = at;
            int slot = slot(hash);
            while (slots[slot] >= 0) {
                slot = (slot + 1) & (slots.length - 1);
            }
            slots[slot] = row++;
        }
    }

    private int slot(int hash) {
        return ((hash * 0x9E3779B9) >>> 8) & (slots.length - 1);
    }

    /**
     * Walks the labels of {@code name} from the right down to index {@code from}.
     *
     * @param rules the flags of the rules that count, ICANN or ALL
     * @return see {@link #suffixStart}, {@link #reserved} and {@link #isWildcardParent}
     */
    int walk(String name, int from, int rules) {
        int hash = 0;
        int parentFlags = 0;
        int parentStart = name.length() + 1;
        int suffix = 0;
        int found = 0;
        for (int i = name.length() - 1; i >= from - 1; i--) {
            if (i >= from) {
                char c = name.charAt(i);
                if (c != '.') {
                    hash = hash * 31 + c;
                    continue;
                }
            }
            int start = i + 1;
            int all = flagsOf(name, start, hash);
            int own = (all & ICANN) | (rules == ALL ? (all >> PRIVATE_SHIFT) & ICANN : 0);
            found |= all & RESERVED;
            if ((own & ICANN_EXCEPTION) != 0) {
                suffix = parentStart + 1;
                break;
            }
            if ((own & ICANN_RULE) != 0 || (parentFlags & ICANN_WILDCARD) != 0) {
                suffix = start + 1;
            }
            if (start == from && (own & ICANN_WILDCARD) != 0) {
                found |= ICANN_WILDCARD;
            }
            if (parentStart > name.length() && (all & (ICANN | ICANN_BELOW)) != 0) {
                found |= ICANN_BELOW;
            }
            if ((all & HAS_CHILDREN) == 0 && (own & ICANN_WILDCARD) == 0) {
                break;
            }
            parentFlags = own;
            parentStart = start;
            hash = hash * 31 + '.';
        }
        return suffix | (found << START_BITS);
    }

    /** Where the public suffix starts in the name that was walked, or -1 if no rule matches it. */
    static int suffixStart(int walked) {
        return (walked & ((1 << START_BITS) - 1)) - 1;
    }

    /** SPECIAL_USE, REVERSE and ONION, where the name lies in such a domain. */
    static int reserved(int walked) {
        return (walked >>> START_BITS) & RESERVED;
    }

    /** Whether a wildcard rule makes everything directly below the name a suffix. */
    static boolean isWildcardParent(int walked) {
        return ((walked >>> START_BITS) & ICANN_WILDCARD) != 0;
    }

    /** Whether the ICANN section has rules for the top-level domain. */
    static boolean isKnownTopLevel(int walked) {
        return ((walked >>> START_BITS) & ICANN_BELOW) != 0;
    }

    private int flagsOf(String name, int start, int hash) {
        int length = name.length() - start;
        for (int slot = slot(hash); slots[slot] >= 0; slot = (slot + 1) & (slots.length - 1)) {
            int row = slots[slot];
            int offset = offsets[row];
            if (offsets[row + 1] - offset == length && matches(name, start, offset, length)) {
                return flags[row];
            }
        }
        return 0;
    }

    private boolean matches(String name, int start, int offset, int length) {
        for (int i = 0; i < length; i++) {
            if (name.charAt(start + i) != pool[offset + i]) {
                return false;
            }
        }
        return true;
    }
}
