package dev.acm.benchmarks;

import dev.acm.CertificateManager;
import dev.acm.ca.AuthorityOptions;
import dev.acm.ca.EmbeddedAuthority;
import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateChain;
import dev.acm.certificate.CertificateStatus;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.event.Caller;
import dev.acm.memory.InMemoryRecordStore;
import dev.acm.request.CertificateRequest;
import dev.acm.spi.AuthorityException;
import dev.acm.spi.KeyPairSource;
import dev.acm.testkit.MutableTime;
import dev.acm.testkit.ScriptedCaaPolicy;
import dev.acm.testkit.ScriptedValidator;
import dev.acm.vault.HostKey;
import dev.acm.vault.JdkKeyPairSource;
import dev.acm.vault.SoftwareKeyVault;
import java.security.SecureRandom;
import java.util.List;

/**
 * A manager that has all it needs in the process: an authority with P-256 keys, a software vault, a store in memory, and
 * names that are proven and permitted without asking anybody. Its clock stands still.
 */
final class IssuingSetup {
    final InMemoryRecordStore store = new InMemoryRecordStore();
    final MutableTime time = MutableTime.at("2026-01-10T09:00:00Z");
    final CertificateManager manager;

    private final KeyAlgorithm algorithm;

    IssuingSetup(SecureRandom random) throws AuthorityException {
        this(random, KeyAlgorithm.EC_prime256v1, new JdkKeyPairSource(random));
    }

    /** Certificates for keys of this algorithm, from this source. */
    IssuingSetup(SecureRandom random, KeyAlgorithm algorithm, KeyPairSource keys) throws AuthorityException {
        this.algorithm = algorithm;
        SoftwareKeyVault vault = new SoftwareKeyVault(List.of(HostKey.of("first", new byte[32])), keys, random);
        AuthorityOptions options = AuthorityOptions.builder("benchmark", store, vault, random)
                .keyAlgorithm(KeyAlgorithm.EC_prime256v1)
                .build();
        manager = CertificateManager.builder(store, time)
                .authority(EmbeddedAuthority.open(options, time.instant()))
                .validator(new ScriptedValidator(time).proveAll())
                .caaPolicy(new ScriptedCaaPolicy(time))
                .vault(vault)
                .random(random)
                .defaultCaller(new Caller("123456789012", "benchmark", "local"))
                .build();
    }

    /** From the request to the issued certificate. */
    CertificateArn issue() {
        CertificateArn arn = manager.request(CertificateRequest.builder("shop.example.test")
                        .alternativeName("*.shop.example.test")
                        .keyAlgorithm(algorithm)
                        .build())
                .arn();
        manager.runDue(1);
        return arn;
    }

    /** The certificate, which must have been issued. */
    CertificateChain issued(CertificateArn arn) {
        if (manager.describe(arn).status() != CertificateStatus.ISSUED) {
            throw new IllegalStateException(manager.explain(arn).toText());
        }
        return manager.get(arn);
    }
}
