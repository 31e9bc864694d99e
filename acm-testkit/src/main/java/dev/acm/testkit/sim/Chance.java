package dev.acm.testkit.sim;

import java.io.Serial;
import java.security.SecureRandom;
import java.security.SecureRandomSpi;
import java.time.Duration;

/** Chance that follows from a seed: the same seed, the same draws, on every JDK. Not for secrets; not thread-safe. */
public final class Chance {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private long state;

    /**
     * Begins a row of draws.
     *
     * @param seed any number
     */
    public Chance(long seed) {
        this.state = seed;
    }

    /**
     * Begins a row of its own, so that draws for one purpose do not move those for another.
     *
     * @param purpose what for
     * @return a row that follows from this one's seed and the purpose
     */
    public Chance fork(String purpose) {
        return new Chance(mix(state ^ mix(purpose.hashCode())));
    }

    // SplitMix64 (Steele, Lea, Flood, OOPSLA 2014)
    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /**
     * Draws.
     *
     * @return any long
     */
    public long next() {
        state += GOLDEN;
        return mix(state);
    }

    /**
     * Draws below a bound.
     *
     * @param bound 1 and up
     * @return 0 to bound - 1
     */
    public long below(long bound) {
        return Long.remainderUnsigned(next(), bound);
    }

    /**
     * Draws whether something of this likelihood happens.
     *
     * @param odds once in so many times; 0 for never
     * @return whether it happens
     */
    public boolean onceIn(long odds) {
        return odds > 0 && below(odds) == 0;
    }

    /**
     * Draws a time between two, in whole seconds.
     *
     * @param least the shortest
     * @param most the longest; more than the shortest
     * @return from the shortest to less than the longest
     */
    public Duration between(Duration least, Duration most) {
        return least.plusSeconds(below(most.minus(least).toSeconds()));
    }

    /**
     * The same chance where a {@code SecureRandom} is wanted.
     *
     * @return draws from this row; protects nothing
     */
    public SecureRandom asSecureRandom() {
        return new Seeded(this);
    }

    private static final class Seeded extends SecureRandom {
        @Serial
        private static final long serialVersionUID = 1L;

        Seeded(Chance chance) {
            super(new Spi(chance), null);
        }
    }

    private static final class Spi extends SecureRandomSpi {
        @Serial
        private static final long serialVersionUID = 1L;

        private final transient Chance chance;

        Spi(Chance chance) {
            this.chance = chance;
        }

        @Override
        protected void engineSetSeed(byte[] seed) {
            // the seed is the simulation's
        }

        @Override
        protected void engineNextBytes(byte[] bytes) {
            long bits = 0;
            for (int i = 0; i < bytes.length; i++) {
                bits = i % Long.BYTES == 0 ? chance.next() : bits >>> Byte.SIZE;
                bytes[i] = (byte) bits;
            }
        }

        @Override
        protected byte[] engineGenerateSeed(int count) {
            byte[] bytes = new byte[count];
            engineNextBytes(bytes);
            return bytes;
        }
    }
}
