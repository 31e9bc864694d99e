package dev.acm.ca;

import java.util.Arrays;
import java.util.Random;

/** Seeded changes of octets, for fuzzing: what parsers meet when files are damaged or made by an enemy. */
public final class Mutations {
    private static final byte[][] HOSTILE = {
        {0x30, (byte) 0x80},
        {0x30, (byte) 0x84, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff},
        {0x1f, (byte) 0xff},
        {},
        {0, 0}
    };

    private Mutations() {}

    /** How many inputs each fuzzer tries: 300, or what {@code -Dacm.fuzz} says. */
    public static int count() {
        return Integer.getInteger("acm.fuzz", 300);
    }

    /** One to four changes. */
    public static byte[] of(byte[] octets, Random random) {
        byte[] result = octets;
        for (int i = random.nextInt(4); i >= 0; i--) {
            result = once(result, random);
        }
        return result;
    }

    private static byte[] once(byte[] octets, Random random) {
        if (octets.length == 0) {
            return new byte[] {(byte) random.nextInt(256)};
        }
        byte[] result = octets.clone();
        int at = random.nextInt(result.length);
        int length = Math.min(1 + random.nextInt(12), result.length - at);
        switch (random.nextInt(7)) {
            case 0 -> result[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> result[at] = (byte) random.nextInt(256);
            case 2 -> result = Arrays.copyOf(result, at);
            case 3 -> result = splice(result, at, length, new byte[0]);
            case 4 -> result = splice(result, at, 0, Arrays.copyOfRange(result, at, at + length));
            case 5 -> result = splice(result, at, length, HOSTILE[random.nextInt(HOSTILE.length)]);
            default -> {
                int other = random.nextInt(result.length);
                byte swapped = result[at];
                result[at] = result[other];
                result[other] = swapped;
            }
        }
        return result;
    }

    private static byte[] splice(byte[] octets, int at, int removed, byte[] inserted) {
        byte[] result = new byte[octets.length - removed + inserted.length];
        System.arraycopy(octets, 0, result, 0, at);
        System.arraycopy(inserted, 0, result, at, inserted.length);
        System.arraycopy(octets, at + removed, result, at + inserted.length, octets.length - at - removed);
        return result;
    }

    /** An element in an element, so many deep. */
    public static byte[] nested(int depth) {
        byte[] result = new byte[2 * depth];
        for (int i = 0; i < depth; i++) {
            result[2 * i] = 0x30;
            result[2 * i + 1] = (byte) 0x80;
        }
        return result;
    }
}
