package dev.acm.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.CertificateManager;
import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateStatus;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.dcv.ResourceRecord;
import dev.acm.dcv.ValidationTokens;
import dev.acm.event.Caller;
import dev.acm.loopbackdns.LoopbackDns;
import dev.acm.loopbackdns.LoopbackZone;
import dev.acm.memory.InMemoryRecordStore;
import dev.acm.name.DomainName;
import dev.acm.name.NameLimits;
import dev.acm.request.CertificateRequest;
import dev.acm.spi.RecordKey;
import dev.acm.testkit.FakeAuthority;
import dev.acm.testkit.MutableTime;
import dev.acm.testkit.ScriptedCaaPolicy;
import dev.acm.validation.dns.DnsjavaResolver;
import dev.acm.validation.dns.TrustAnchors;
import dev.acm.vault.HostKey;
import dev.acm.vault.JdkKeyPairSource;
import dev.acm.vault.SoftwareKeyVault;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("S8: a record stays under 256 KiB")
class HundredLongNamesTest {
    private static final Instant NOW = Instant.parse("2025-12-22T10:00:00Z");
    private static final int BOUND = 256 * 1024;

    /** A name that leaves just enough room for its record. */
    private static String longName(int i) {
        return String.format("c%03d-", i) + "a".repeat(58) + ("." + "b".repeat(63)).repeat(2)
                + ".very-long.example.test";
    }

    /** The size as JSON, with nothing left out. */
    private static long size(Object value) {
        if (value instanceof Map<?, ?> map) {
            return 2
                    + map.entrySet().stream()
                            .mapToLong(entry -> size(entry.getKey()) + size(entry.getValue()) + 2)
                            .sum();
        }
        if (value instanceof List<?> list) {
            return 2 + list.stream().mapToLong(item -> size(item) + 1).sum();
        }
        return value.toString().getBytes(StandardCharsets.UTF_8).length + 2L;
    }

    @Test
    void hundredLongNames_wrongInEveryWay_andNoAuditLog() throws Exception {
        ValidationTokens tokens = ValidationTokens.of(List.of(new byte[32]), DomainName.parse("validation.acm.test"));
        MutableTime time = new MutableTime(NOW);
        InMemoryRecordStore store = new InMemoryRecordStore();
        try (LoopbackDns server = LoopbackDns.start(InstantSource.fixed(NOW))) {
            LoopbackZone top = server.signedZone("test.");
            LoopbackZone zone = server.signedZone("example.test.");
            top.delegate(zone);
            List<String> names = IntStream.range(0, 100)
                    .mapToObj(HundredLongNamesTest::longName)
                    .toList();
            for (int i = 0; i < 75; i++) {
                ResourceRecord wanted = tokens.record("alice", DomainName.parse(names.get(i)));
                if (i % 3 == 0) {
                    zone.add(wanted.name() + " 300 IN CNAME _0123456789abcdef0123456789abcdef.validation.acm.test.");
                } else if (i % 3 == 1) {
                    zone.add(wanted.name() + " 300 IN TXT \"" + wanted.value() + "\"");
                } else {
                    zone.add(wanted.name() + " 300 IN CNAME " + wanted.name());
                }
            }
            SecureRandom random = new SecureRandom();
            CertificateManager manager = CertificateManager.builder(store, time)
                    .authority(FakeAuthority.create(NOW.minus(Duration.ofDays(1))))
                    .validator(DnsValidation.of(
                            DnsjavaResolver.builder(
                                            server.address(),
                                            TrustAnchors.of(List.of(top.ds())),
                                            InstantSource.fixed(NOW))
                                    .build(),
                            tokens))
                    .caaPolicy(new ScriptedCaaPolicy(time))
                    .vault(new SoftwareKeyVault(
                            List.of(HostKey.of("first", new byte[32])), new JdkKeyPairSource(random), random))
                    .nameLimits(NameLimits.acm().withMaxNames(100).withoutCommonName())
                    .auditLog(entry -> {
                        throw new dev.acm.spi.AuditException(
                                "down", dev.acm.spi.PortException.Effect.NONE, dev.acm.spi.RetryClass.TRANSIENT, null);
                    })
                    .defaultCaller(new Caller("alice", "alice", "192.0.2.7"))
                    .build();
            CertificateArn arn = manager.request(CertificateRequest.builder(names.get(0))
                            .alternativeNames(names.subList(1, 100))
                            .commonName(false)
                            .keyAlgorithm(KeyAlgorithm.EC_prime256v1)
                            .build())
                    .arn();
            long most = 0;
            for (int i = 0; i < 2; i++) {
                manager.runDue(10);
                most = Math.max(
                        most,
                        size(store.find(new RecordKey("certificate", arn.toString()))
                                .orElseThrow()
                                .document()
                                .asMap()));
                time.advance(Duration.ofHours(1));
            }

            assertThat(manager.explain(arn).diagnoses()).hasSize(100);
            assertThat(manager.describe(arn).status()).isEqualTo(CertificateStatus.PENDING_VALIDATION);
            // and not because nothing was kept
            assertThat(most).isBetween(BOUND / 2L, (long) BOUND);
        }
    }
}
