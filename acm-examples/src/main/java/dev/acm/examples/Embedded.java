package dev.acm.examples;

import dev.acm.CertificateManager;
import dev.acm.CertificateManagerBuilder;
import dev.acm.ca.AuthorityOptions;
import dev.acm.ca.EmbeddedAuthority;
import dev.acm.ca.profile.CertificateProfile;
import dev.acm.dcv.ValidationTokens;
import dev.acm.deploy.InProcessTls;
import dev.acm.event.AuditEntry;
import dev.acm.event.Caller;
import dev.acm.memory.InMemoryRecordStore;
import dev.acm.renewal.LifecyclePolicy;
import dev.acm.spi.AuthorityException;
import dev.acm.spi.DeploymentTarget;
import dev.acm.spi.DnsResolver;
import dev.acm.spi.RecordStore;
import dev.acm.tls.ServingKeyManager;
import dev.acm.tls.ServingSslContext;
import dev.acm.validation.DnsValidation;
import dev.acm.validation.caa.DnsCaaPolicy;
import dev.acm.vault.HostKey;
import dev.acm.vault.JdkKeyPairSource;
import dev.acm.vault.SoftwareKeyVault;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** The library as the quickstart and the server examples embed it: every port filled, everything in memory. */
final class Embedded {
    /** By this name CAA records permit the demo's authority. */
    static final String CAA_IDENTITY = "ca.quickstart.example";

    final List<AuditEntry> audit = new CopyOnWriteArrayList<>();
    final EmbeddedAuthority authority;
    final ServingKeyManager keys;
    final ServingSslContext sslContext;
    final CertificateManager manager;

    Embedded(DnsResolver resolver, ValidationTokens tokens, InstantSource clock) throws AuthorityException {
        this(resolver, tokens, clock, List.of());
    }

    /** With further targets, beside the key manager of this process. */
    Embedded(DnsResolver resolver, ValidationTokens tokens, InstantSource clock, List<DeploymentTarget> targets)
            throws AuthorityException {
        SecureRandom random = new SecureRandom();
        byte[] hostKey = new byte[32];
        random.nextBytes(hostKey);
        RecordStore store = new InMemoryRecordStore();
        SoftwareKeyVault vault =
                new SoftwareKeyVault(List.of(HostKey.of("demo", hostKey)), new JdkKeyPairSource(random), random);
        authority = EmbeddedAuthority.open(
                AuthorityOptions.builder("quickstart", store, vault, random)
                        .caaIdentities(Set.of(CAA_IDENTITY))
                        // the mutual TLS example shows its certificate to servers, too
                        .defaultProfile(CertificateProfile.tlsServerAndClient())
                        .build(),
                clock.instant());
        keys = ServingKeyManager.create(clock);
        sslContext = ServingSslContext.of(keys);
        CertificateManagerBuilder builder = CertificateManager.builder(store, clock)
                .authority(authority)
                .validator(DnsValidation.of(resolver, tokens))
                .caaPolicy(DnsCaaPolicy.of(resolver))
                .vault(vault)
                .target(new InProcessTls(InProcessTls.DEFAULT_ID, keys, List.of(sslContext)))
                .auditLog(audit::add)
                // one certificate needs no spreading, and the story its date
                .lifecyclePolicy(LifecyclePolicy.builder().spreadFraction(0).build())
                .defaultCaller(new Caller("123456789012", "quickstart", "local"));
        targets.forEach(builder::target);
        manager = builder.build();
    }
}
