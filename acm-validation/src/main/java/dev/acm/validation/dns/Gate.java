package dev.acm.validation.dns;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * Lets so many exchanges through at a time; the others wait without a thread. A burst of thousands of packets overflows buffers on the
 * way, and what is lost there looks like a server that does not answer.
 */
final class Gate {
    private final int width;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int inside;

    Gate(int width) {
        this.width = width;
    }

    <T> CompletionStage<T> pass(Supplier<CompletionStage<T>> exchange, Executor executor) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Runnable entry = () -> enter(exchange, result, executor);
        synchronized (waiting) {
            if (inside == width) {
                waiting.add(entry);
                return result;
            }
            inside++;
        }
        entry.run();
        return result;
    }

    private <T> void enter(Supplier<CompletionStage<T>> exchange, CompletableFuture<T> result, Executor executor) {
        CompletionStage<T> running;
        try {
            running = exchange.get();
        } catch (RuntimeException e) {
            running = CompletableFuture.failedFuture(e);
        }
        running.whenComplete((answer, error) -> {
            leave(executor);
            if (error == null) {
                result.complete(answer);
            } else {
                result.completeExceptionally(error);
            }
        });
    }

    /** The next one enters in a task of its own, so that a row of failures does not pile up on one stack. */
    private void leave(Executor executor) {
        Runnable next;
        synchronized (waiting) {
            next = waiting.poll();
            if (next == null) {
                inside--;
                return;
            }
        }
        try {
            executor.execute(next);
        } catch (RejectedExecutionException e) {
            // the host shuts down, or its queue is full: the place must not be lost
            SharedPool.executor().execute(next);
        }
    }
}
