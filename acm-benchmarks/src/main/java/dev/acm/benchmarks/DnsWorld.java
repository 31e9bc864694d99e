package dev.acm.benchmarks;

import dev.acm.loopbackdns.LoopbackDns;
import dev.acm.loopbackdns.LoopbackZone;
import dev.acm.validation.dns.DnsjavaResolver;
import dev.acm.validation.dns.TrustAnchors;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;
import org.xbill.DNS.dnssec.ValidatingResolver;

/** A signed zone of many names below a signed top, and two ways to ask it, which read answers on the same few threads. */
final class DnsWorld implements AutoCloseable {
    private static final int NAMES = 1000;
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-23T12:00:00Z"));

    private final LoopbackDns server = LoopbackDns.start(CLOCK);
    private final ExecutorService executor =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), task -> {
                Thread thread = new Thread(task, "answers");
                thread.setDaemon(true);
                return thread;
            });
    private final LoopbackZone top = server.signedZone("test.");

    DnsWorld() {
        LoopbackZone zone = server.signedZone("example.test.");
        top.delegate(zone);
        for (int i = 0; i < NAMES; i++) {
            zone.add(name(i) + " 60 IN TXT \"" + i + "\"");
        }
    }

    String name(int number) {
        return "t" + number % NAMES + ".example.test.";
    }

    void latency(int millis) {
        server.latency(Duration.ofMillis(millis));
    }

    /** Ours, with nothing known yet. */
    DnsjavaResolver resolver() {
        return DnsjavaResolver.builder(server.address(), TrustAnchors.of(List.of(top.ds())), CLOCK)
                .executor(executor)
                .build();
    }

    /** dnsjava's validator over dnsjava's resolver. */
    Resolver bare() throws IOException {
        SimpleResolver head = new SimpleResolver(server.address());
        ValidatingResolver validator = new ValidatingResolver(head, CLOCK.withZone(ZoneOffset.UTC));
        validator.loadTrustAnchors(new ByteArrayInputStream((top.ds() + "\n").getBytes(StandardCharsets.US_ASCII)));
        return validator;
    }

    CompletionStage<Message> askBare(Resolver bare, int number) {
        return bare.sendAsync(query(number), executor);
    }

    private Message query(int number) {
        return Message.newQuery(Record.newRecord(Name.fromConstantString(name(number)), Type.TXT, DClass.IN));
    }

    @Override
    public void close() throws IOException {
        server.close();
        executor.shutdownNow();
    }
}
