package dev.acm.validation.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GateTest {
    private final List<CompletableFuture<String>> running = new ArrayList<>();
    private final Gate gate = new Gate(2);

    private CompletionStage<String> pass() {
        return gate.pass(
                () -> {
                    CompletableFuture<String> exchange = new CompletableFuture<>();
                    running.add(exchange);
                    return exchange;
                },
                Runnable::run);
    }

    @Test
    void pass_moreThanTheWidth_waitForTheirTurn() {
        pass();
        pass();
        CompletableFuture<String> third = pass().toCompletableFuture();
        assertThat(running).hasSize(2);

        running.get(1).complete("second");

        assertThat(running).hasSize(3);
        running.get(2).complete("third");
        assertThat(third).isCompletedWithValue("third");
    }

    @Test
    void pass_failures_leaveToo() {
        for (int i = 0; i < 5; i++) {
            gate.pass(() -> CompletableFuture.failedFuture(new IllegalStateException("failed")), Runnable::run);
            gate.pass(
                    () -> {
                        throw new IllegalStateException("thrown");
                    },
                    Runnable::run);
        }

        CompletableFuture<String> next = pass().toCompletableFuture();

        assertThat(running).hasSize(1);
        running.get(0).complete("next");
        assertThat(next).isCompletedWithValue("next");
    }

    @Test
    void pass_executorRefuses_losesNoPlace() {
        Executor full = task -> {
            throw new RejectedExecutionException("full");
        };
        Gate narrow = new Gate(1);
        CompletableFuture<String> first = new CompletableFuture<>();
        CompletionStage<String> one = narrow.pass(() -> first, full);
        CompletionStage<String> two = narrow.pass(() -> CompletableFuture.completedFuture("two"), full);

        first.complete("one");

        assertThat(one).isCompletedWithValue("one");
        assertThat(two.toCompletableFuture().join()).isEqualTo("two");
        CompletionStage<String> three = narrow.pass(() -> CompletableFuture.completedFuture("three"), Runnable::run);
        assertThat(three).isCompletedWithValue("three");
    }

    @Test
    void pass_many_allArriveOnce() {
        AtomicInteger most = new AtomicInteger();
        AtomicInteger inside = new AtomicInteger();
        List<CompletableFuture<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            int number = i;
            all.add(gate.pass(
                            () -> {
                                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                                return CompletableFuture.supplyAsync(() -> {
                                    inside.decrementAndGet();
                                    return number;
                                });
                            },
                            command -> CompletableFuture.runAsync(command))
                    .toCompletableFuture());
        }

        for (int i = 0; i < all.size(); i++) {
            assertThat(all.get(i).join()).isEqualTo(i);
        }
        assertThat(most.get()).isLessThanOrEqualTo(2);
    }
}
