package example.consumer;

import dev.acm.CertificateDetail;
import dev.acm.CertificateManager;
import dev.acm.RequestResult;
import dev.acm.ca.AuthorityOptions;
import dev.acm.ca.EmbeddedAuthority;
import dev.acm.certificate.CertificateStatus;
import dev.acm.dcv.ValidationTokens;
import dev.acm.deploy.InProcessTls;
import dev.acm.event.Caller;
import dev.acm.memory.InMemoryRecordStore;
import dev.acm.name.DomainName;
import dev.acm.request.CertificateRequest;
import dev.acm.spi.DnsResolver;
import dev.acm.spi.RequestPolicy;
import dev.acm.tls.ServingKeyManager;
import dev.acm.tls.ServingSslContext;
import dev.acm.validation.DnsValidation;
import dev.acm.validation.caa.DnsCaaPolicy;
import dev.acm.validation.dns.DnsjavaResolver;
import dev.acm.validation.dns.TrustAnchors;
import dev.acm.vault.HostKey;
import dev.acm.vault.JdkKeyPairSource;
import dev.acm.vault.SoftwareKeyVault;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** Embeds the library as the README shows, and checks that it came by the path named in the argument. */
final class Main {
    private static final List<String> MODULES = List.of("dev.acm.core", "dev.acm.validation", "dev.acm.ca");

    private Main() {}

    public static void main(String[] args) throws Exception {
        boolean modules = args[0].equals("module-path");
        expect(Main.class.getModule().isNamed() == modules, "this program is on the " + args[0]);
        expect(DomainName.class.getModule().isNamed() == modules, "the library is on the " + args[0]);
        for (String module : MODULES) {
            expect(ModuleLayer.boot().findModule(module).isPresent() == modules, module + " is on the " + args[0]);
        }
        embed();
        System.out.println("consumer on the " + args[0] + ", Java " + Runtime.version().feature() + ": as expected");
    }

    private static void embed() throws Exception {
        SecureRandom random = new SecureRandom();
        var store = new InMemoryRecordStore();
        var vault = new SoftwareKeyVault(
                List.of(HostKey.of("2026", random.generateSeed(32))), new JdkKeyPairSource(random), random);
        var options = AuthorityOptions.builder("my-ca", store, vault, random).caaIdentities(Set.of("ca.example.com"));
        var tokens = ValidationTokens.of(List.of(random.generateSeed(32)), DomainName.parse("validation.example.com"));
        // nobody answers on this port: what needs DNS waits, and what does not is issued
        InetSocketAddress nowhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);
        DnsResolver dns = DnsjavaResolver.builder(nowhere, TrustAnchors.iana(), InstantSource.system())
                .timeout(java.time.Duration.ofMillis(500))
                .build();
        var keys = ServingKeyManager.create(InstantSource.system());
        CertificateManager manager = CertificateManager.builder(store, InstantSource.system())
                .authority(EmbeddedAuthority.open(options.build(), Instant.now()))
                .validator(DnsValidation.of(dns, tokens))
                .caaPolicy(DnsCaaPolicy.of(dns))
                .vault(vault)
                .target(new InProcessTls(keys))
                .requestPolicy((caller, request) -> new RequestPolicy.Allowed(
                        !request.domainNames().get(0).value().endsWith(".internal.example")))
                .defaultCaller(Caller.application("main"))
                .build();

        RequestResult outside = manager.request(
                CertificateRequest.builder("shop.example.com").build());
        RequestResult inside = manager.request(
                CertificateRequest.builder("db.internal.example").build());
        manager.deployments().associate(inside.arn(), InProcessTls.DEFAULT_ID);
        manager.runDue(10);

        expect(outside.records().size() == 1, "one record is to be published");
        expect(
                manager.describe(outside.arn()).status() == CertificateStatus.PENDING_VALIDATION,
                "without DNS nothing is proven");
        expect(!manager.explain(outside.arn()).diagnoses().isEmpty(), "and it says why");
        CertificateDetail detail = manager.describe(inside.arn());
        expect(detail.status() == CertificateStatus.ISSUED, "what needs no validation is issued");
        expect(keys.generation(inside.arn()).orElse(0) == 1, "and served");
        expect(ServingSslContext.of(keys).createSSLEngine() != null, "a TLS server can be made of it");
    }

    private static void expect(boolean condition, String expectation) {
        if (!condition) {
            throw new IllegalStateException("not so: " + expectation);
        }
    }
}
