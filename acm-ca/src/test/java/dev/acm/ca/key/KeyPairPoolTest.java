package dev.acm.ca.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acm.certificate.KeyAlgorithm;
import dev.acm.spi.KeyPairSource;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A pool makes keys ahead of need")
class KeyPairPoolTest {
    private static final KeyAlgorithm POOLED = KeyAlgorithm.RSA_2048;

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final AtomicInteger made = new AtomicInteger();
    private boolean broken;
    // pairs told apart by identity; making real ones is the source's test
    private final KeyPairSource source = algorithm -> {
        if (broken) {
            throw new GeneralSecurityException("broken");
        }
        made.incrementAndGet();
        return new KeyPair(null, null);
    };
    private final KeyPairPool pool =
            KeyPairPool.builder(source, tasks::add).ahead(POOLED, 2).build();

    private void runTasks() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    @Test
    void fill_keysAreMadeByTheExecutorOnly() {
        pool.fill();
        pool.fill();

        assertThat(made).hasValue(0);
        assertThat(tasks).hasSize(2);
        runTasks();
        assertThat(pool.ready(POOLED)).isEqualTo(2);
    }

    @Test
    void next_keysReady_takesOneAndOrdersOne() throws Exception {
        pool.fill();
        runTasks();

        KeyPair first = pool.next(POOLED);
        KeyPair second = pool.next(POOLED);

        assertThat(made).hasValue(2);
        assertThat(first).isNotSameAs(second);
        assertThat(tasks).hasSize(2);
        runTasks();
        assertThat(pool.ready(POOLED)).isEqualTo(2);
    }

    @Test
    void next_noneReady_makesOneAtOnceAndDoesNotWait() throws Exception {
        KeyPair key = pool.next(POOLED);

        assertThat(key).isNotNull();
        assertThat(made).hasValue(1);
        assertThat(tasks).hasSize(2);
    }

    @Test
    void next_algorithmNotKept_isMadeWhenAsked() throws Exception {
        pool.next(KeyAlgorithm.EC_prime256v1);

        assertThat(made).hasValue(1);
        assertThat(tasks).isEmpty();
        assertThat(pool.ready(KeyAlgorithm.EC_prime256v1)).isZero();
    }

    @Test
    void fill_sourceBroken_nextOrdersAgainAfterwards() throws Exception {
        broken = true;
        pool.fill();
        runTasks();
        assertThat(pool.ready(POOLED)).isZero();
        assertThatThrownBy(() -> pool.next(POOLED)).isInstanceOf(GeneralSecurityException.class);
        runTasks();

        broken = false;
        pool.next(POOLED);
        runTasks();

        assertThat(pool.ready(POOLED)).isEqualTo(2);
    }

    @Test
    void next_executorOnTheCallersThreadAndABrokenSource_ends() {
        broken = true;
        KeyPairPool direct =
                KeyPairPool.builder(source, Runnable::run).ahead(POOLED, 2).build();

        assertThatThrownBy(() -> direct.next(POOLED)).isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void next_executorRefuses_makesOneAtOnce() throws Exception {
        List<Runnable> taken = new ArrayList<>();
        KeyPairPool refused = KeyPairPool.builder(source, task -> {
                    if (!taken.isEmpty()) {
                        throw new RejectedExecutionException("full");
                    }
                    taken.add(task);
                })
                .ahead(POOLED, 3)
                .build();

        assertThat(refused.next(POOLED)).isNotNull();
        taken.remove(0).run();
        refused.fill();

        // one task at a time goes through: what was refused is ordered again
        assertThat(taken).hasSize(1);
        assertThat(refused.ready(POOLED)).isEqualTo(1);
    }

    @Test
    void close_readyAndOrderedKeys_areDropped() throws Exception {
        pool.fill();
        tasks.remove().run();
        pool.close();
        runTasks();

        assertThat(pool.ready(POOLED)).isZero();
        assertThat(pool.next(POOLED)).isNotNull();
        assertThat(tasks).isEmpty();
    }

    @Test
    void next_manyThreads_nobodyGetsAnothersKey() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            KeyPairPool shared =
                    KeyPairPool.builder(source, threads).ahead(POOLED, 8).build();
            List<Future<List<KeyPair>>> takers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                takers.add(threads.submit(() -> {
                    List<KeyPair> keys = new ArrayList<>();
                    for (int n = 0; n < 500; n++) {
                        keys.add(shared.next(POOLED));
                    }
                    return keys;
                }));
            }
            Map<KeyPair, Boolean> seen = new IdentityHashMap<>();
            for (Future<List<KeyPair>> taker : takers) {
                taker.get().forEach(key -> seen.put(key, true));
            }

            assertThat(seen).hasSize(2000);
            assertThat(shared.ready(POOLED)).isLessThanOrEqualTo(8);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void ahead_outOfRange_isRefused() {
        KeyPairPool.Builder builder = KeyPairPool.builder(source, tasks::add);

        assertThatThrownBy(() -> builder.ahead(POOLED, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.ahead(POOLED, 10_001)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void toString_pool_namesAlgorithmsOnly() throws Exception {
        KeyPairPool real = KeyPairPool.builder(ProviderKeyPairSource.ofDefaults(new SecureRandom()), Runnable::run)
                .ahead(KeyAlgorithm.EC_prime256v1, 1)
                .build();
        real.fill();

        assertThat(real).hasToString("KeyPairPool[EC_prime256v1]");
    }
}
