package dev.acm.ca.key;

import dev.acm.certificate.KeyAlgorithm;
import dev.acm.spi.KeyPairSource;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes key pairs ahead of need, on the host's executor, and gives each to one caller. An RSA key takes a tenth of a second or
 * more to make; a ready one takes none.
 *
 * <p>Ready keys are in memory only: a crash loses them and nothing else, because a key counts from the write that seals it. A
 * caller that finds none ready makes one itself and never waits for the executor. Each key taken orders one more; after a
 * failure to make keys, the next call orders again.
 *
 * <p>Thread-safe. Starts no thread.
 */
public final class KeyPairPool implements KeyPairSource, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(KeyPairPool.class);

    private final KeyPairSource source;
    private final Executor executor;
    private final Map<KeyAlgorithm, Shelf> shelves = new EnumMap<>(KeyAlgorithm.class);
    private volatile boolean closed;

    private KeyPairPool(Builder builder) {
        this.source = builder.source;
        this.executor = builder.executor;
        builder.ahead.forEach((algorithm, keys) -> shelves.put(algorithm, new Shelf(algorithm, keys)));
    }

    /**
     * Starts a pool that keeps nothing ready yet.
     *
     * @param source makes the keys, for example a {@link ProviderKeyPairSource}
     * @param executor the host's; each key is one task, so its threads bound how many are made at a time
     * @return a builder
     */
    public static Builder builder(KeyPairSource source, Executor executor) {
        return new Builder(source, executor);
    }

    /** The keys of one algorithm. */
    private final class Shelf {
        private final KeyAlgorithm algorithm;
        private final int wanted;
        private final Queue<KeyPair> ready = new ArrayDeque<>();
        private int ordered;

        Shelf(KeyAlgorithm algorithm, int wanted) {
            this.algorithm = algorithm;
            this.wanted = wanted;
        }

        synchronized Optional<KeyPair> take() {
            return Optional.ofNullable(ready.poll());
        }

        synchronized int ready() {
            return ready.size();
        }

        private synchronized int order() {
            int missing = closed ? 0 : wanted - ready.size() - ordered;
            ordered += missing;
            return missing;
        }

        private synchronized void cancel(int orders) {
            ordered -= orders;
        }

        private synchronized void put(KeyPair keys) {
            ordered--;
            if (!closed) {
                ready.add(keys);
            }
        }

        synchronized void clear() {
            ready.clear();
        }

        void fill() {
            int missing = order();
            for (int given = 0; given < missing; given++) {
                try {
                    executor.execute(this::make);
                } catch (RejectedExecutionException e) {
                    cancel(missing - given);
                    log.warn("keys ahead not made, executor refused algorithm={}", algorithm);
                    return;
                }
            }
        }

        private void make() {
            boolean made = false;
            try {
                put(source.next(algorithm));
                made = true;
            } catch (GeneralSecurityException e) {
                log.warn("key ahead not made algorithm={}", algorithm, e);
            } finally {
                if (!made) {
                    cancel(1);
                }
            }
        }
    }

    /**
     * Gives a ready key, or makes one on the caller's thread if none is ready, and orders another.
     *
     * @param algorithm any that the source makes; those not kept ahead are made when asked for
     * @return a pair that nobody else was given
     * @throws GeneralSecurityException if none was ready and none could be made
     */
    @Override
    public KeyPair next(KeyAlgorithm algorithm) throws GeneralSecurityException {
        Shelf shelf = shelves.get(algorithm);
        if (shelf == null) {
            return source.next(algorithm);
        }
        Optional<KeyPair> ready = shelf.take();
        shelf.fill();
        return ready.isPresent() ? ready.get() : source.next(algorithm);
    }

    /** Orders all keys that are missing, so that the first callers find some; to be called once at the start. Does not wait. */
    public void fill() {
        shelves.values().forEach(Shelf::fill);
    }

    /**
     * How many keys are ready.
     *
     * @param algorithm which
     * @return 0 and up
     */
    public int ready(KeyAlgorithm algorithm) {
        Shelf shelf = shelves.get(algorithm);
        return shelf == null ? 0 : shelf.ready();
    }

    /** Drops the ready keys and keeps none any more; {@link #next} then makes each key when asked. */
    @Override
    public void close() {
        closed = true;
        shelves.values().forEach(Shelf::clear);
    }

    @Override
    public String toString() {
        return "KeyPairPool" + shelves.keySet();
    }

    /** Collects which keys to keep ready. Not thread-safe. */
    public static final class Builder {
        private final KeyPairSource source;
        private final Executor executor;
        private final Map<KeyAlgorithm, Integer> ahead = new EnumMap<>(KeyAlgorithm.class);

        private Builder(KeyPairSource source, Executor executor) {
            this.source = Objects.requireNonNull(source, "source");
            this.executor = Objects.requireNonNull(executor, "executor");
        }

        /**
         * Sets how many keys of an algorithm are kept ready.
         *
         * @param algorithm which
         * @param keys 1 to 10 000; none by default
         * @return this builder
         */
        public Builder ahead(KeyAlgorithm algorithm, int keys) {
            if (keys < 1 || keys > 10_000) {
                throw new IllegalArgumentException("keys must be 1 to 10000, got " + keys);
            }
            ahead.put(algorithm, keys);
            return this;
        }

        /**
         * Builds the pool, which is empty until {@link KeyPairPool#fill} or the first key is taken.
         *
         * @return the pool
         */
        public KeyPairPool build() {
            return new KeyPairPool(this);
        }
    }
}
