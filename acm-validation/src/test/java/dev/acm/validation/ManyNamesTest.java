package dev.acm.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.certificate.CertificateArn;
import dev.acm.dcv.ValidationTokens;
import dev.acm.loopbackdns.LoopbackDns;
import dev.acm.loopbackdns.LoopbackZone;
import dev.acm.name.DomainName;
import dev.acm.spi.Judgement;
import dev.acm.spi.Observation;
import dev.acm.spi.ValidationRules;
import dev.acm.spi.ValidationSubject;
import dev.acm.validation.dns.DnsjavaResolver;
import dev.acm.validation.dns.TrustAnchors;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many names at once wait for DNS, and hold no threads while they wait. */
class ManyNamesTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final int NAMES = 400;
    private static final int FEW = 12;

    private final ValidationTokens tokens =
            ValidationTokens.of(List.of(new byte[32]), DomainName.parse("validation.acm.test"));
    private LoopbackDns server;

    @BeforeEach
    void start() {
        server = LoopbackDns.start(InstantSource.fixed(NOW));
        LoopbackZone zone = server.zone("example.test.");
        for (int i = 0; i < NAMES; i++) {
            zone.add(tokens.record("alice", name(i)).toZoneLine());
        }
        server.latency(Duration.ofMillis(100));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private static DomainName name(int number) {
        return DomainName.parse("n" + number + ".example.test");
    }

    private static ValidationSubject subject(int number) {
        return new ValidationSubject(new CertificateArn("acm", "local", "alice", new UUID(1, 2)), 1, name(number));
    }

    private DnsjavaResolver.Builder resolver() {
        return DnsjavaResolver.builder(
                        server.address(), TrustAnchors.none("closed test network"), InstantSource.fixed(NOW))
                .timeout(Duration.ofSeconds(20))
                .attempts(1);
    }

    /** On how many threads answers were dealt with. */
    private int threadsFor(DnsjavaResolver resolver) {
        DnsValidation validation = DnsValidation.of(resolver, tokens);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        List<CompletableFuture<Observation>> looks = new ArrayList<>();
        for (int i = 0; i < NAMES; i++) {
            looks.add(validation
                    .observe(subject(i))
                    .thenApply(seen -> {
                        threads.add(Thread.currentThread());
                        return seen;
                    })
                    .toCompletableFuture());
        }
        for (int i = 0; i < NAMES; i++) {
            assertThat(validation.judge(subject(i), looks.get(i).join(), ValidationRules.acm(), NOW))
                    .isInstanceOf(Judgement.Proven.class);
        }
        return threads.size();
    }

    @Test
    void observe_manyNames_holdsFewThreads() {
        assertThat(threadsFor(resolver().build())).isLessThanOrEqualTo(FEW);
    }

    /** The negative control: a thread for each answer is noticed. */
    @Test
    void control_threadForEachAnswer_isNoticed() {
        DnsjavaResolver wasteful =
                resolver().executor(task -> new Thread(task).start()).build();

        assertThat(threadsFor(wasteful)).isGreaterThan(FEW);
    }
}
