package dev.acm.tls;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;
import java.util.function.LongConsumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * Full handshakes on two threads while the certificate is swapped all the time, one swap per 200 µs. Every handshake has a
 * client context of its own, so that none is a resumption. One connection is made before the storm and used after it.
 */
final class HandshakeStorm {
    /** How much a storm does at least; a torn key manager may need up to {@code mostSwaps} to be caught. */
    record Size(int swaps, int handshakes, int mostSwaps) {
        /** As long as {@code -Dacm.storm=full} or the ordinary test run wants it. */
        static Size configured() {
            return "full".equals(System.getProperty("acm.storm"))
                    ? new Size(100_000, 5_000, 100_000)
                    : new Size(10_000, 500, 100_000);
        }
    }

    /** What happened. */
    record Outcome(int swaps, int handshakes, int failures, Throwable firstFailure) {
        @Override
        public String toString() {
            return swaps + " swaps, " + handshakes + " handshakes, " + failures + " failures, first: " + firstFailure;
        }
    }

    private static final int THREADS = 2;
    private static final long PACE_NANOS = 200_000;

    /** So much delay is made up for by faster swaps afterwards, and no more: more than retention bears is no storm. */
    private static final long MOST_BEHIND_NANOS = 10 * PACE_NANOS;

    private static final String HOST = "storm.example.test";

    private final String protocol;
    private final SSLContext server;
    private final Set<X509Certificate> genuine;
    private final AtomicInteger handshakes = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicReference<Throwable> firstFailure = new AtomicReference<>();
    private volatile boolean over;

    HandshakeStorm(String protocol, X509ExtendedKeyManager keyManager, Set<X509Certificate> genuine) {
        this.protocol = protocol;
        this.server = TlsPeers.context(keyManager);
        this.genuine = genuine;
    }

    /** Runs until {@code size} is reached on both counts. */
    Outcome run(Size size, LongConsumer swap) throws Exception {
        return run(swap, swaps -> swaps >= size.swaps && handshakes.get() >= size.handshakes);
    }

    /** Runs until something fails, or the most swaps are done. */
    Outcome runUntilFailure(Size size, LongConsumer swap) throws Exception {
        return run(swap, swaps -> failures.get() > 0 || swaps >= size.mostSwaps);
    }

    private Outcome run(LongConsumer swap, IntPredicate enough) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        CountDownLatch warm = new CountDownLatch(THREADS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                running.add(threads.submit(() -> handshakeUntilOver(warm)));
            }
            warm.await();
            EngineHandshake kept = connect();
            int swaps = 0;
            long next = System.nanoTime();
            while (!enough.test(swaps)) {
                swap.accept(++swaps);
                long now = System.nanoTime();
                next = Math.max(next + PACE_NANOS, now - MOST_BEHIND_NANOS);
                LockSupport.parkNanos(next - now);
            }
            over = true;
            kept.exchange();
            for (Future<?> thread : running) {
                thread.get();
            }
            return new Outcome(swaps, handshakes.get(), failures.get(), firstFailure.get());
        } finally {
            over = true;
            threads.shutdownNow();
        }
    }

    private EngineHandshake connect() throws SSLException {
        return EngineHandshake.open(TlsPeers.client(TlsPeers.context(), protocol, HOST), server.createSSLEngine());
    }

    private void handshakeUntilOver(CountDownLatch warm) {
        while (!over) {
            try {
                X509Certificate shown = connect().shown();
                if (!genuine.contains(shown)) {
                    throw new SSLException("unknown certificate shown: " + shown.getSerialNumber());
                }
                handshakes.incrementAndGet();
            } catch (SSLException e) {
                failures.incrementAndGet();
                firstFailure.compareAndSet(null, e);
            } finally {
                warm.countDown();
            }
        }
    }
}
