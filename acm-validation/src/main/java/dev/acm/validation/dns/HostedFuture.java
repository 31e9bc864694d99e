package dev.acm.validation.dns;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * A future whose asynchronous steps run where the host wants them. dnsjava's validator names no executor, and then a {@link
 * CompletableFuture} takes the common pool, or a thread for each step where there are few processors.
 */
final class HostedFuture<T> extends CompletableFuture<T> {
    private final Executor executor;

    private HostedFuture(Executor executor) {
        this.executor = executor;
    }

    /** The same outcome, with steps that run on this executor. */
    static <T> HostedFuture<T> of(CompletionStage<T> stage, Executor executor) {
        HostedFuture<T> future = new HostedFuture<>(executor);
        stage.whenComplete((value, error) -> {
            if (error == null) {
                future.complete(value);
            } else {
                future.completeExceptionally(error);
            }
        });
        return future;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new HostedFuture<>(executor);
    }

    @Override
    public Executor defaultExecutor() {
        return executor;
    }
}
