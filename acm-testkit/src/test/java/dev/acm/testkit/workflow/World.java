package dev.acm.testkit.workflow;

import dev.acm.CertificateManager;
import dev.acm.CertificateManagerBuilder;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.event.Caller;
import dev.acm.memory.InMemoryRecordStore;
import dev.acm.name.DomainName;
import dev.acm.renewal.LifecyclePolicy;
import dev.acm.request.CertificateRequest;
import dev.acm.spi.RecordStore;
import dev.acm.spi.StoredRecord;
import dev.acm.testkit.FakeAuthority;
import dev.acm.testkit.MutableTime;
import dev.acm.testkit.RecordingAuditLog;
import dev.acm.testkit.RecordingListener;
import dev.acm.testkit.RecordingTarget;
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

/** Everything around a manager, made of fakes on a virtual clock; managers come and go, the rest stays. */
final class World {
    static final Caller CALLER = new Caller("123456789012", "alice", "192.0.2.7");
    static final DomainName SHOP = DomainName.parse("shop.example.test");
    static final String TARGET = "server";

    final MutableTime time = MutableTime.at("2026-01-10T09:00:00Z");
    final InMemoryRecordStore store = new InMemoryRecordStore();
    final ScriptedValidator validator = new ScriptedValidator(time);
    final ScriptedCaaPolicy caa = new ScriptedCaaPolicy(time);
    final FakeAuthority authority =
            FakeAuthority.create(Instant.parse("2025-01-01T00:00:00Z"), Instant.parse("2049-01-01T00:00:00Z"));
    final RecordingTarget target = new RecordingTarget(TARGET);
    final RecordingAuditLog audit = new RecordingAuditLog();
    final RecordingListener listener = new RecordingListener();
    private final SecureRandom random = new SecureRandom();
    final SoftwareKeyVault vault =
            new SoftwareKeyVault(List.of(HostKey.of("first", new byte[32])), new JdkKeyPairSource(random), random);

    CertificateManager manager() {
        return manager(store);
    }

    /** A manager as after a restart, over a store that may fail. */
    CertificateManager manager(RecordStore faulty) {
        return builder(faulty).build();
    }

    CertificateManagerBuilder builder(RecordStore over) {
        return CertificateManager.builder(over, time)
                .authority(authority)
                .validator(validator)
                .caaPolicy(caa)
                .vault(vault)
                .certificateCodec(new FakeCodec())
                .keyCheck(new FakeKeyCheck())
                .target(target)
                .auditLog(audit)
                .listener(listener)
                .lifecyclePolicy(LifecyclePolicy.acm())
                .defaultCaller(CALLER);
    }

    static CertificateRequest request() {
        return CertificateRequest.builder("shop.example.test")
                .alternativeName("*.shop.example.test")
                .keyAlgorithm(KeyAlgorithm.EC_prime256v1)
                .build();
    }

    /** All that is stored, to be compared: a refused call changes nothing. */
    List<StoredRecord> stored() {
        List<StoredRecord> all = new ArrayList<>();
        for (String space : List.of("certificate", "chain", "token", "account", "compromise")) {
            all.addAll(
                    store.scan(space, Optional.empty(), Optional.empty(), 1000).records());
        }
        return all;
    }

    /** Runs whatever is due until the given time has come, jumping from one due time to the next. */
    void runUntil(CertificateManager manager, Instant end) {
        for (int i = 0; i < 10_000; i++) {
            Instant next = manager.runDue(100).nextRun().orElse(Instant.MAX);
            if (next.isAfter(end)) {
                time.set(end);
                return;
            }
            time.set(next.isAfter(time.instant()) ? next : time.instant().plusSeconds(1));
        }
        throw new AssertionError("it never came to rest");
    }

    void run(CertificateManager manager) {
        runUntil(manager, time.instant());
    }

    void pass(CertificateManager manager, Duration duration) {
        runUntil(manager, time.instant().plus(duration));
    }
}
