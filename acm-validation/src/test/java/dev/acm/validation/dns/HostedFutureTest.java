package dev.acm.validation.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.loopbackdns.LoopbackDns;
import dev.acm.loopbackdns.LoopbackZone;
import dev.acm.spi.DnsAnswer.Security;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/** On which threads the chain of trust is fetched. */
class HostedFutureTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-23T12:00:00Z"));
    private static final Name NAME = Name.fromConstantString("x.a.b.test.");

    private final ExecutorService host = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "host");
        thread.setDaemon(true);
        return thread;
    });
    private final List<String> askedFrom = new CopyOnWriteArrayList<>();
    private LoopbackDns server;
    private Exchange exchange;
    private Dnssec dnssec;

    @BeforeEach
    void start() {
        server = LoopbackDns.start(CLOCK);
        LoopbackZone top = server.signedZone("test.");
        LoopbackZone middle = server.signedZone("b.test.");
        LoopbackZone zone = server.signedZone("a.b.test.").add(NAME + " 60 IN TXT \"x\"");
        top.delegate(middle);
        middle.delegate(zone);
        exchange = new Upstream(
                List.of(server.address()), new Wire(Duration.ofSeconds(5), 1, 1232, true, true, new Gate(8)));
        Exchange watched = (name, type, executor) -> {
            askedFrom.add(Thread.currentThread().getName());
            return exchange.ask(name, type, executor);
        };
        dnssec = new Dnssec(TrustAnchors.of(List.of(top.ds())), watched, CLOCK);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        host.shutdownNow();
    }

    private Security judge(Executor executor) {
        Message answer = exchange.ask(NAME, Type.TXT, Runnable::run)
                .toCompletableFuture()
                .join()
                .message()
                .orElseThrow();
        return CompletableFuture.supplyAsync(
                        () -> dnssec.judge(NAME, Type.TXT, AnswerSections.of(answer, NAME, Type.TXT), executor), host)
                .thenCompose(verdict -> verdict)
                .join()
                .security();
    }

    @Test
    @DisplayName("keys are asked for on the host's executor, which may have one thread only")
    void keys_areFetchedOnTheHostsThread() {
        assertThat(judge(host)).isEqualTo(Security.SECURE);

        assertThat(askedFrom).hasSizeGreaterThanOrEqualTo(5).containsOnly("host");
    }

    @Test
    void directExecutor_isGoodEnough() {
        assertThat(judge(Runnable::run)).isEqualTo(Security.SECURE);
    }

    @Test
    @DisplayName("an executor that takes no more tasks makes an answer unproven, and no judgement hangs")
    void executorThatRefuses_provesNothing() {
        Executor full = task -> {
            throw new RejectedExecutionException("full");
        };

        assertThat(judge(full)).isEqualTo(Security.INDETERMINATE);
    }

    @Test
    void outcome_isHandedOn() {
        CompletableFuture<String> failed = CompletableFuture.failedFuture(new IOException("x"));

        assertThat(HostedFuture.of(CompletableFuture.completedFuture("a"), host))
                .isCompletedWithValue("a");
        assertThat(HostedFuture.of(failed, host)).isCompletedExceptionally();
        assertThat(HostedFuture.of(CompletableFuture.completedFuture("a"), host)
                        .thenApplyAsync(value -> Thread.currentThread().getName())
                        .join())
                .isEqualTo("host");
    }
}
