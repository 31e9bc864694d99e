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

    private static final int RESERVED = SPECIAL_USE | REVERSE | ONION;
    private static final int ICANN_BELOW = 512;
    private static final int PRIVATE_BELOW = 1024;
    private static final int RESERVED_BELOW = 2048;
    private static final int START_BITS = 16;
    private static final int FREE = -1;

    private final byte[] pool;
    private final int[] offsets;
    private final int[] flags;
    private final int[] slots;
    private final int[] hashes;

    /** Takes suffixes as canonical names with the flags they have of their own. */
    SuffixTable(Map<String, Integer> own) {
        Map<String, Integer> all = withParents(own);
        pool = new byte[all.keySet().stream().mapToInt(String::length).sum()];
        offsets = new int[all.size() + 1];
        flags = new int[all.size()];
        slots = new int[Integer.highestOneBit(all.size() * 2 + 1) * 2];
        hashes = new int[slots.length];
        Arrays.fill(slots, FREE);
        int row = 0;
        for (Map.Entry<String, Integer> entry : all.entrySet()) {
            flags[row] = entry.getValue();
            add(entry.getKey(), row++);
        }
    }

    private static Map<String, Integer> withParents(Map<String, Integer> own) {
        Map<String, Integer> all = new LinkedHashMap<>(own);
        own.forEach((suffix, flag) -> {
            int below = ((flag & ICANN) != 0 ? ICANN_BELOW : 0)
                    | ((flag & ALL & ~ICANN) != 0 ? PRIVATE_BELOW : 0)
                    | ((flag & RESERVED) != 0 ? RESERVED_BELOW : 0);
            for (int dot = suffix.indexOf('.'); dot >= 0; dot = suffix.indexOf('.', dot + 1)) {
                all.merge(suffix.substring(dot + 1), below, (a, b) -> a | b);
            }
        });
        return all;
    }

    private void add(String suffix, int row) {
        int at = offsets[row];
        int hash = 0;
        for (int i = suffix.length() - 1; i >= 0; i--) {
            char c = suffix.charAt(i);
            pool[at + i] = (byte) c;
            hash = hash * 31 + c;
        }
        offsets[row + 1] = at + suffix.length();
        int slot = slot(hash);
        while (slots[slot] != FREE) {
            slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = row;
        hashes[slot] = hash;
    }

    private int slot(int hash) {
        return ((hash * 0x9E3779B9) >>> 8) & (slots.length - 1);
    }

    /**
     * Walks the labels of {@code name} from the right down to index {@code from}.
     *
     * @param rules the flags of the rules that count, ICANN or ALL
     * @return see {@link #suffixStart}, {@link #reserved}, {@link #isKnownTopLevel} and {@link #isWildcardParent}
     */
    int walk(String name, int from, int rules) {
        int below = ICANN_BELOW | RESERVED_BELOW | (rules == ALL ? PRIVATE_BELOW : 0);
        int hash = 0;
        int parent = 0;
        int parentStart = -1;
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
            found |= all & (parentStart < 0 ? RESERVED | ICANN | ICANN_BELOW : RESERVED);
            if ((own & ICANN_EXCEPTION) != 0) {
                suffix = parentStart + 1;
                break;
            }
            if ((own & ICANN_RULE) != 0 || (parent & ICANN_WILDCARD) != 0) {
                suffix = start + 1;
            }
            if (start == from && (own & ICANN_WILDCARD) != 0) {
                found |= ICANN_WILDCARD << PRIVATE_SHIFT;
            }
            if ((all & below) == 0 && (own & ICANN_WILDCARD) == 0) {
                break;
            }
            parent = own;
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
        return ((walked >>> START_BITS) & (ICANN_WILDCARD << PRIVATE_SHIFT)) != 0;
    }

    /** Whether the ICANN section has a rule for the top-level domain or below it. */
    static boolean isKnownTopLevel(int walked) {
        return ((walked >>> START_BITS) & (ICANN | ICANN_BELOW)) != 0;
    }

    private int flagsOf(String name, int start, int hash) {
        for (int slot = slot(hash); slots[slot] != FREE; slot = (slot + 1) & (slots.length - 1)) {
            if (hashes[slot] == hash && matches(name, start, slots[slot])) {
                return flags[slots[slot]];
            }
        }
        return 0;
    }

    private boolean matches(String name, int start, int row) {
        int offset = offsets[row];
        int length = name.length() - start;
        if (offsets[row + 1] - offset != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (name.charAt(start + i) != pool[offset + i]) {
                return false;
            }
        }
        return true;
    }
}
