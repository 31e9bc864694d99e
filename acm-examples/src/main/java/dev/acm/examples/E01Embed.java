package dev.acm.examples;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.acm.CertificateManager;
import dev.acm.DueRunner;
import dev.acm.RequestResult;
import dev.acm.ca.AuthorityOptions;
import dev.acm.ca.EmbeddedAuthority;
import dev.acm.dcv.ValidationTokens;
import dev.acm.deploy.InProcessTls;
import dev.acm.event.Caller;
import dev.acm.memory.InMemoryRecordStore;
import dev.acm.name.DomainName;
import dev.acm.request.CertificateRequest;
import dev.acm.spi.DnsResolver;
import dev.acm.spi.RecordStore;
import dev.acm.tls.ServingKeyManager;
import dev.acm.tls.ServingSslContext;
import dev.acm.validation.DnsValidation;
import dev.acm.validation.caa.DnsCaaPolicy;
import dev.acm.validation.dns.DnsjavaResolver;
import dev.acm.validation.dns.TrustAnchors;
import dev.acm.vault.HostKey;
import dev.acm.vault.JdkKeyPairSource;
import dev.acm.vault.SoftwareKeyVault;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;

/**
 * The README's example: a program with a certificate of its own.
 *
 * <p>Shows a manager with every port filled, a request, and an HTTPS server. Needs a resolver that returns DNSSEC records.
 * Prints the DNS record to publish.
 */
public final class E01Embed {
    private E01Embed() {}

    /**
     * Runs the program.
     *
     * @param args the resolver's address, 1.1.1.1 by default
     * @throws Exception if anything fails
     */
    public static void main(String[] args) throws Exception {
        InetSocketAddress resolver = new InetSocketAddress(args.length > 0 ? args[0] : "1.1.1.1", 53);
        DnsResolver dns = DnsjavaResolver.builder(resolver, TrustAnchors.iana(), InstantSource.system())
                .build();
        serve(dns, new byte[32], new byte[32]);
    }

    /** What an application writes; the secrets come from its own configuration. */
    static HttpsServer serve(DnsResolver dns, byte[] hostKey, byte[] tokenSecret) throws Exception {
        // @start region="embed"
        SecureRandom random = new SecureRandom();
        RecordStore store = new InMemoryRecordStore(); // in production: your database
        var vault = new SoftwareKeyVault(List.of(HostKey.of("2026", hostKey)), new JdkKeyPairSource(random), random);
        var options = AuthorityOptions.builder("my-ca", store, vault, random).caaIdentities(Set.of("ca.example.com"));
        var tokens = ValidationTokens.of(List.of(tokenSecret), DomainName.parse("validation.example.com"));
        var keys = ServingKeyManager.create(InstantSource.system());
        CertificateManager manager = CertificateManager.builder(store, InstantSource.system())
                .authority(EmbeddedAuthority.open(options.build(), Instant.now()))
                .validator(DnsValidation.of(dns, tokens))
                .caaPolicy(DnsCaaPolicy.of(dns))
                .vault(vault)
                .target(new InProcessTls(keys))
                .defaultCaller(Caller.application("main"))
                .build();

        RequestResult shop =
                manager.request(CertificateRequest.builder("shop.example.com").build());
        shop.records().forEach(record -> System.out.println("publish once: " + record.toZoneLine()));
        manager.deployments().associate(shop.arn(), InProcessTls.DEFAULT_ID);
        DueRunner.start(manager, Executors.newSingleThreadScheduledExecutor());

        HttpsServer server = HttpsServer.create(new InetSocketAddress(0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(ServingSslContext.of(keys)));
        server.start();
        // @end
        return server;
    }
}
