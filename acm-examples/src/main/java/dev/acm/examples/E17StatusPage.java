package dev.acm.examples;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.acm.RequestResult;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.dcv.ResourceRecord;
import dev.acm.dcv.ValidationTokens;
import dev.acm.deploy.InProcessTls;
import dev.acm.loopbackdns.LoopbackDns;
import dev.acm.loopbackdns.LoopbackZone;
import dev.acm.name.DomainName;
import dev.acm.request.CertificateRequest;
import dev.acm.validation.dns.DnsjavaResolver;
import dev.acm.validation.dns.TrustAnchors;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;

/**
 * A page to look at: the certificates of a small fleet, served under one of them.
 *
 * <p>Shows what a host can show its people: how each certificate stands, when it ends, what waits and why. Needs a browser that
 * trusts the root it writes, and that is told where the name leads. Prints how to start one; runs until it is stopped.
 */
public final class E17StatusPage implements AutoCloseable {
    static final String HOST = "status.example.test";

    private final Instant present = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final DemoClock clock = new DemoClock(present.minus(Duration.ofDays(336)));
    private final LoopbackDns dns = LoopbackDns.start(clock);
    private final LoopbackZone zone = dns.signedZone("test.");
    private final Embedded acm;
    private final HttpsServer server;

    E17StatusPage() throws Exception {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        acm = new Embedded(
                DnsjavaResolver.builder(dns.address(), TrustAnchors.of(List.of(zone.ds())), clock)
                        .build(),
                ValidationTokens.of(List.of(secret), DomainName.parse("validation.example")),
                clock);
        fleet();
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(acm.sslContext));
        server.createContext("/", exchange -> {
            byte[] page = new StatusPage(acm.manager, clock.instant()).html().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
            exchange.getResponseHeaders()
                    .add("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
    }

    /**
     * Runs the example.
     *
     * @param args none
     * @throws Exception if anything fails
     */
    public static void main(String[] args) throws Exception {
        E17StatusPage page = new E17StatusPage();
        Path root = Files.createTempFile("acm-demo-root", ".pem");
        Files.writeString(root, page.rootPem());
        System.out.println(page.url());
        System.out.println(
                "  the name leads to 127.0.0.1: chromium --host-resolver-rules='MAP " + HOST + " 127.0.0.1'");
        System.out.println("  the root to trust: certutil -d sql:$HOME/.pki/nssdb -A -n acm-demo -t C,, -i " + root);
    }

    /** Begins 336 days ago: one certificate is renewed, one is a year from its end, one lost its record, one never had it. */
    private void fleet() {
        request(HOST, true);
        ResourceRecord lost = request("shop.example.test", true);
        clock.set(present.minus(Duration.ofDays(90)));
        request("blog.example.test", true);
        zone.remove(lost.name(), lost.type());
        clock.set(present);
        request("new.example.test", false);
        acm.manager.runDue(10);
    }

    private ResourceRecord request(String name, boolean publish) {
        RequestResult requested = acm.manager.request(CertificateRequest.builder(name)
                .keyAlgorithm(KeyAlgorithm.EC_prime256v1)
                .build());
        ResourceRecord record = requested.records().get(0);
        if (publish) {
            zone.add(record.toZoneLine());
        }
        acm.manager.deployments().associate(requested.arn(), InProcessTls.DEFAULT_ID);
        acm.manager.runDue(10);
        return record;
    }

    String url() {
        return "https://" + HOST + ":" + server.getAddress().getPort() + "/";
    }

    String rootPem() throws Exception {
        X509Certificate root = acm.authority.roots().get(0);
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(root.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    @Override
    public void close() throws IOException {
        server.stop(0);
        dns.close();
    }
}
