package dev.acm.testkit.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Does the same on many threads that start together. */
final class Race {
    static final int THREADS = 8;
    /** Only so that a deadlock ends the test. */
    private static final long PATIENCE_SECONDS = 120;

    private Race() {}

    /** Runs a task on eight threads; returns the results in the order of the threads. */
    static <T> List<T> run(Task<T> task) {
        ExecutorService executor = Executors.newFixedThreadPool(THREADS, Race::daemon);
        try {
            CyclicBarrier start = new CyclicBarrier(THREADS);
            List<Future<T>> futures = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int number = thread;
                Callable<T> racer = () -> {
                    start.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                    return task.run(number);
                };
                futures.add(executor.submit(racer));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(result(future));
            }
            return results;
        } finally {
            executor.shutdownNow();
        }
    }

    /** So that one which does not end cannot keep the tests from ending. */
    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "contract-race");
        thread.setDaemon(true);
        return thread;
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("a thread failed: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("a thread hangs", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** What each thread does. */
    interface Task<T> {
        T run(int thread) throws Exception;
    }
}
