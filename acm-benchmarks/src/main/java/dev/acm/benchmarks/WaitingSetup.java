package dev.acm.benchmarks;

import dev.acm.CertificateManager;
import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.event.Caller;
import dev.acm.memory.InMemoryRecordStore;
import dev.acm.renewal.LifecyclePolicy;
import dev.acm.request.CertificateRequest;
import dev.acm.spi.Document;
import dev.acm.spi.RecordKey;
import dev.acm.spi.StoredRecord;
import dev.acm.spi.Write;
import dev.acm.testkit.FakeAuthority;
import dev.acm.testkit.MutableTime;
import dev.acm.testkit.ScriptedCaaPolicy;
import dev.acm.testkit.ScriptedValidator;
import dev.acm.vault.HostKey;
import dev.acm.vault.JdkKeyPairSource;
import dev.acm.vault.SoftwareKeyVault;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * A manager whose certificates all wait for their owners' DNS records, for a century: what runs is the lifecycle, its record
 * and the store, without any cryptography but the hash of events.
 */
final class WaitingSetup {
    private static final String SPACE = "certificate";
    private static final int BATCH = 1000;
    private static final Duration CENTURY = Duration.ofDays(36_500);
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(31);

    private final MutableTime time = MutableTime.at("2026-06-01T00:00:00Z");
    private final InMemoryRecordStore store = new InMemoryRecordStore();
    private final CertificateManager manager;
    private final int waiting;

    WaitingSetup(int waiting) {
        SecureRandom random = new SecureRandom();
        this.waiting = waiting;
        this.manager = CertificateManager.builder(store, time)
                .authority(FakeAuthority.create(time.instant()))
                .validator(new ScriptedValidator(time))
                .caaPolicy(new ScriptedCaaPolicy(time))
                .vault(new SoftwareKeyVault(
                        List.of(HostKey.of("first", new byte[32])), new JdkKeyPairSource(random), random))
                .lifecyclePolicy(
                        LifecyclePolicy.builder().validationWindow(CENTURY).build())
                .defaultCaller(new Caller("123456789012", "benchmark", "local"))
                .build();
        for (int i = 0; i < waiting; i++) {
            manager.request(CertificateRequest.builder("shop" + i + ".example.test")
                    .alternativeName("www.shop" + i + ".example.test")
                    .keyAlgorithm(KeyAlgorithm.EC_prime256v1)
                    .build());
        }
        look();
        // beyond the first hour all are looked at every half hour
        time.advance(Duration.ofHours(1));
        look();
    }

    /** Adds certificates that are never due while anybody measures. */
    WaitingSetup among(int others) {
        StoredRecord pattern = store.scan(SPACE, Optional.empty(), Optional.empty(), 1)
                .records()
                .get(0);
        CertificateArn arn = CertificateArn.parse(pattern.key().id());
        SplittableRandom random = new SplittableRandom(1);
        Instant start = time.instant().plus(CENTURY);
        for (int i = 0; i < others; i += BATCH) {
            List<Write> batch = new ArrayList<>();
            for (int k = i; k < Math.min(i + BATCH, others); k++) {
                String id = new CertificateArn(
                                arn.partition(),
                                arn.region(),
                                arn.account(),
                                new UUID(random.nextLong(), random.nextLong()))
                        .toString();
                Document document =
                        pattern.document().toBuilder().put("arn", id).build();
                Optional<Instant> dueAt = Optional.of(start.plusSeconds(random.nextLong(CENTURY.toSeconds())));
                batch.add(new Write.Insert(new RecordKey(SPACE, id), pattern.partition(), dueAt, document));
            }
            store.write(batch);
        }
        return this;
    }

    /** All that wait are due once more; each takes one step. */
    int look() {
        time.advance(BETWEEN_LOOKS);
        int steps = manager.runDue(waiting).steps().size();
        if (steps < waiting) {
            throw new IllegalStateException("only " + steps + " steps");
        }
        return steps;
    }
}
