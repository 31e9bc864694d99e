package dev.acm.examples;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Clients that ask a server one page after the other: two by a new connection each time, one over a connection kept open. */
final class Load implements AutoCloseable {
    /** One way to ask. */
    interface Client {
        /** Opens a connection by a full handshake. */
        Visit connect() throws Exception;

        /** The examples' ordinary client, which checks chain, dates and host name. */
        static Client https(Embedded acm, int port) throws Exception {
            TlsClient client = new TlsClient(
                    acm.authority.roots().get(0),
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                    RenewalUnderLoad.HOST);
            return () -> {
                TlsClient.Connection connection = client.connect();
                return new Visit() {
                    @Override
                    public String get() throws IOException {
                        return connection.get();
                    }

                    @Override
                    public String serial() throws IOException {
                        return connection.serial();
                    }

                    @Override
                    public void close() throws IOException {
                        connection.close();
                    }
                };
            };
        }
    }

    /** One connection. */
    interface Visit extends AutoCloseable {
        /** Asks for the page; the answer begins with the status. */
        String get() throws Exception;

        /** The serial number that was shown. */
        String serial() throws Exception;

        @Override
        void close() throws IOException;
    }

    /**
     * What happened.
     *
     * @param requests how many pages came
     * @param failures how many did not
     * @param serials the certificates that were shown
     * @param reconnects how often the kept connection had to be opened again
     * @param firstFailure why the first one failed
     */
    record Result(int requests, int failures, Set<String> serials, int reconnects, Optional<Throwable> firstFailure) {
        @Override
        public String toString() {
            return requests + " requests, " + failures + " failed, certificates shown: " + serials
                    + ", kept connection lost " + reconnects + " times"
                    + firstFailure.map(why -> ", first failure: " + why).orElse("");
        }
    }

    private static final int NEW_CONNECTIONS = 2;

    private final Client client;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<?>> running = new ArrayList<>();
    private final Semaphore done = new Semaphore(0);
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger keptConnections = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> firstFailure = new AtomicReference<>();
    private final Set<String> serials = ConcurrentHashMap.newKeySet();
    private volatile boolean over;

    Load(Client client) {
        this.client = client;
        for (int i = 0; i < NEW_CONNECTIONS; i++) {
            running.add(threads.submit(() -> visit(false)));
        }
        running.add(threads.submit(() -> visit(true)));
    }

    private void visit(boolean keepsOpen) {
        while (!over) {
            try (Visit visit = client.connect()) {
                keptConnections.addAndGet(keepsOpen ? 1 : 0);
                serials.add(visit.serial());
                do {
                    ask(visit);
                } while (keepsOpen && !over);
                done.release();
            } catch (Exception e) {
                failures.incrementAndGet();
                firstFailure.compareAndSet(null, e);
                done.release();
            }
        }
    }

    private void ask(Visit visit) throws Exception {
        String answer = visit.get();
        if (!answer.startsWith("200")) {
            throw new IOException("the server answered " + answer);
        }
        requests.incrementAndGet();
    }

    /** Waits until so many more connections were tried, well or not. */
    void awaitConnections(int more) throws InterruptedException {
        done.drainPermits();
        done.acquire(more);
    }

    Result stop() throws Exception {
        over = true;
        for (Future<?> thread : running) {
            thread.get();
        }
        return new Result(
                requests.get(),
                failures.get(),
                Set.copyOf(serials),
                Math.max(0, keptConnections.get() - 1),
                Optional.ofNullable(firstFailure.get()));
    }

    @Override
    public void close() {
        over = true;
        threads.shutdownNow();
    }
}
