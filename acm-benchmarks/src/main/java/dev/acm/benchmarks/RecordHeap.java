package dev.acm.benchmarks;

import dev.acm.CertificateManager;
import dev.acm.ca.AuthorityOptions;
import dev.acm.ca.EmbeddedAuthority;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.event.Caller;
import dev.acm.memory.InMemoryRecordStore;
import dev.acm.request.CertificateRequest;
import dev.acm.testkit.MutableTime;
import dev.acm.testkit.RecordingTarget;
import dev.acm.testkit.ScriptedCaaPolicy;
import dev.acm.testkit.ScriptedValidator;
import dev.acm.vault.HostKey;
import dev.acm.vault.JdkKeyPairSource;
import dev.acm.vault.SoftwareKeyVault;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/**
 * How much heap an issued P-256 certificate of two names takes in the store in memory (at most 8 KiB): the heap that is used
 * with a store of some thousand, less what is used once the store is gone, divided by their number. The authority keeps its own
 * records in a store that stays. Prints one line.
 */
final class RecordHeap {
    private static final int CERTIFICATES = 4000;
    private static final int COLLECTIONS = 5;

    private RecordHeap() {}

    public static void main(String[] arguments) throws Exception {
        SecureRandom random = new SecureRandom();
        MutableTime time = MutableTime.at("2026-06-01T00:00:00Z");
        SoftwareKeyVault vault =
                new SoftwareKeyVault(List.of(HostKey.of("first", new byte[32])), new JdkKeyPairSource(random), random);
        AuthorityOptions options = AuthorityOptions.builder("heap", new InMemoryRecordStore(), vault, random)
                .keyAlgorithm(KeyAlgorithm.EC_prime256v1)
                .build();
        EmbeddedAuthority authority = EmbeddedAuthority.open(options, time.instant());
        Optional<InMemoryRecordStore> store = Optional.of(new InMemoryRecordStore());
        fill(store.get(), time, vault, authority);
        long with = used();
        // the store is reachable to here and no further
        store = Optional.empty();
        long without = used();
        System.out.printf("%d certificates, %d octets of heap each%n", CERTIFICATES, (with - without) / CERTIFICATES);
        if (authority.describe().name().isEmpty() || store.isPresent()) {
            throw new IllegalStateException("the authority must outlive the measurement");
        }
    }

    private static void fill(
            InMemoryRecordStore store, MutableTime time, SoftwareKeyVault vault, EmbeddedAuthority authority) {
        CertificateManager manager = CertificateManager.builder(store, time)
                .authority(authority)
                .validator(new ScriptedValidator(time).proveAll())
                .caaPolicy(new ScriptedCaaPolicy(time))
                .vault(vault)
                .target(new RecordingTarget("server"))
                .defaultCaller(new Caller("123456789012", "benchmark", "local"))
                .build();
        for (int i = 0; i < CERTIFICATES; i++) {
            manager.request(CertificateRequest.builder("shop" + i + ".example.test")
                    .alternativeName("www.shop" + i + ".example.test")
                    .keyAlgorithm(KeyAlgorithm.EC_prime256v1)
                    .build());
        }
        if (manager.runDue(CERTIFICATES).steps().isEmpty()) {
            throw new IllegalStateException("nothing was issued");
        }
    }

    private static long used() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
