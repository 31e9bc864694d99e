package dev.acm.tls;

import static dev.acm.tls.Deployments.arn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.spi.ServingMaterial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Two threads ask for names while a third changes which certificate has them. Bounded by counts, not by time. */
@DisplayName("all names of a generation change together")
class NamesTogetherTest {
    private static final int LEAST_CHANGES = 5_000;
    private static final int QUESTIONS = 20_000;
    private static final ServingMaterial ANY = Deployments.material(arn(0), 1, "P-256", "any.test");

    private final ServingKeyManager keys = ServingKeyManager.builder(new SteppingClock())
            .withoutDefault()
            .onEviction((arn, n) -> {})
            .build();
    private final AtomicReference<String> firstWrong = new AtomicReference<>("nothing");
    private final AtomicInteger wrong = new AtomicInteger();

    /** The generation that serves a host; 0 if none does. */
    private long served(String host) {
        return keys.serverAlias(host, "EC")
                .map(alias -> Long.parseLong(alias.substring(alias.indexOf('#') + 1, alias.lastIndexOf('.'))))
                .orElse(0L);
    }

    private void wrong(String what) {
        wrong.incrementAndGet();
        firstWrong.compareAndSet("nothing", what);
    }

    private void race(LongConsumer change, Runnable question) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        CountDownLatch askedEnough = new CountDownLatch(2);
        try {
            List<Future<?>> asking = new ArrayList<>();
            for (int thread = 0; thread < 2; thread++) {
                Callable<Void> ask = () -> {
                    try {
                        for (int i = 0; i < QUESTIONS; i++) {
                            question.run();
                        }
                    } finally {
                        askedEnough.countDown();
                    }
                    return null;
                };
                asking.add(threads.submit(ask));
            }
            for (long n = 1; n <= LEAST_CHANGES || askedEnough.getCount() > 0; n++) {
                change.accept(n);
            }
            for (Future<?> future : asking) {
                future.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @DisplayName("a name that comes, one that goes and one that stays: no generation is seen under a name it has not")
    void changingNames_ofOneCertificate_switchTogether() throws Exception {
        publish(1, 1, "stays.test", "odd.test");

        race(n -> publish(1, n + 1, "stays.test", n % 2 == 0 ? "odd.test" : "even.test"), () -> judge(this::served));

        assertThat(wrong).as(firstWrong.get()).hasValue(0);
    }

    // odd generations have odd.test, even ones have even.test
    private void judge(ToLongFunction<String> served) {
        long before = served.applyAsLong("stays.test");
        long odd = served.applyAsLong("odd.test");
        long even = served.applyAsLong("even.test");
        long after = served.applyAsLong("stays.test");
        if (before == 0 || after == 0) {
            wrong("stays.test was served by nobody");
        }
        if (odd != 0 && odd % 2 == 0 || even % 2 == 1) {
            wrong("odd.test by " + odd + ", even.test by " + even);
        }
        if (odd != 0 && (odd < before || odd > after) || even != 0 && (even < before || even > after)) {
            wrong("odd.test by " + odd + ", even.test by " + even + " between " + before + " and " + after);
        }
        if (before == after && (before % 2 == 1 ? odd : even) != before) {
            wrong("generation " + before + " served the whole time but not under all its names");
        }
    }

    @Test
    @DisplayName("negative control: names switched one by one are caught")
    void namesSwitchedOneByOne_areCaught() throws Exception {
        Map<String, Long> table = new ConcurrentHashMap<>(Map.of("stays.test", 1L, "odd.test", 1L));
        AtomicLong generation = new AtomicLong(1);

        for (int round = 0; round < 1_000 && wrong.get() == 0; round++) {
            race(
                    n -> {
                        long next = generation.incrementAndGet();
                        table.put("stays.test", next);
                        table.remove(next % 2 == 0 ? "odd.test" : "even.test");
                        table.put(next % 2 == 0 ? "even.test" : "odd.test", next);
                    },
                    () -> judge(host -> table.getOrDefault(host, 0L)));
        }

        assertThat(wrong).hasPositiveValue();
    }

    @Test
    @DisplayName("a name that moves from certificate to certificate is never without one")
    void nameMovingBetweenCertificates_isAlwaysServed() throws Exception {
        publish(1, 1, "moving.test", "one.test");
        publish(2, 1, "two.test");

        race(
                n -> {
                    int to = n % 2 == 0 ? 1 : 2;
                    publish(to, n + 1, "moving.test", to == 1 ? "one.test" : "two.test");
                    publish(3 - to, n + 1, to == 1 ? "two.test" : "one.test");
                },
                () -> {
                    if (served("moving.test") == 0) {
                        wrong("moving.test was served by nobody");
                    }
                });

        assertThat(wrong).as(firstWrong.get()).hasValue(0);
    }

    @Test
    @DisplayName("a certificate that is retired and deployed anew while another has its name too: always served")
    void retiringOneOfTwo_isAlwaysServed() throws Exception {
        publish(1, 1, "both.test");

        race(
                n -> {
                    int next = n % 2 == 0 ? 1 : 2;
                    publish(next, 1, "both.test");
                    keys.retire(arn(3 - next));
                },
                () -> {
                    if (served("both.test") == 0) {
                        wrong("both.test was served by nobody");
                    }
                });

        assertThat(wrong).as(firstWrong.get()).hasValue(0);
    }

    @Test
    @DisplayName("the default is never missing while the certificate deployed first is retired")
    void default_whileTheFirstIsRetired_isAlwaysThere() throws Exception {
        ServingKeyManager withDefault = ServingKeyManager.create(new SteppingClock());
        withDefault.publish(Deployments.relabel(ANY, arn(1), 1, "one.test"));

        race(
                n -> {
                    withDefault.publish(Deployments.relabel(ANY, arn(n + 1), 1, "n" + n + ".test"));
                    withDefault.retire(arn(n));
                },
                () -> {
                    if (withDefault.serverAlias("elsewhere.org", "EC").isEmpty()) {
                        wrong("no default");
                    }
                });

        assertThat(wrong).as(firstWrong.get()).hasValue(0);
    }

    private void publish(long certificate, long generation, String... names) {
        keys.publish(Deployments.relabel(ANY, arn(certificate), generation, names));
    }
}
