package dev.acm.validation.dns;

import dev.acm.validation.internal.SuppressForbidden;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

/** Where answers are read when the host names no executor: the pool the JVM has anyway. */
final class SharedPool {
    private SharedPool() {}

    /** Not the pool itself: given that, a CompletableFuture makes a thread for each task where there are few processors. */
    @SuppressForbidden(reason = "the JVM's own pool, which the host configures; no thread of ours")
    static Executor executor() {
        return ForkJoinPool.getCommonPoolParallelism() > 0
                ? task -> ForkJoinPool.commonPool().execute(task)
                : Runnable::run;
    }
}
