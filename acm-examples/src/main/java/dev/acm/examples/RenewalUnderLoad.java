package dev.acm.examples;

import dev.acm.RequestResult;
import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.dcv.ValidationTokens;
import dev.acm.deploy.InProcessTls;
import dev.acm.loopbackdns.LoopbackDns;
import dev.acm.loopbackdns.LoopbackZone;
import dev.acm.name.DomainName;
import dev.acm.request.CertificateRequest;
import dev.acm.spi.DeploymentTarget;
import dev.acm.validation.dns.DnsjavaResolver;
import dev.acm.validation.dns.TrustAnchors;
import java.io.IOException;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What the server examples have in common: a certificate that was issued 336 days ago and is renewed now, while clients ask one
 * page after the other. The clock begins in the past, so that ordinary clients on the real clock accept both generations.
 */
final class RenewalUnderLoad {
    static final String HOST = "shop.example.test";

    /** A server that runs, however it was started. */
    interface RunningServer extends AutoCloseable {
        int port();

        @Override
        void close() throws IOException;
    }

    /** Starts a server with a certificate that is there already. */
    interface Start {
        RunningServer start(Embedded acm) throws Exception;
    }

    /** What asks the server for its page. */
    interface Clients {
        Load.Client open(Embedded acm, int port) throws Exception;
    }

    private static final int BEFORE = 40;
    private static final int AFTER = 40;

    private final Instant present = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final DemoClock clock = new DemoClock(present.minus(Duration.ofDays(336)));
    private final String server;
    private final PrintStream out;
    private final Optional<DeploymentTarget> target;

    /** @param target where it is served, if it is not served by the key manager of this process */
    RenewalUnderLoad(String server, PrintStream out, Optional<DeploymentTarget> target) {
        this.server = server;
        this.out = out;
        this.target = target;
    }

    /** With a server whose key manager is the library's. */
    static Load.Result tell(String server, PrintStream out, Start start) throws Exception {
        return new RenewalUnderLoad(server, out, Optional.empty()).tell(start, Load.Client::https);
    }

    Load.Result tell(Start start, Clients clients) throws Exception {
        try (LoopbackDns dns = LoopbackDns.start(clock)) {
            List<LoopbackZone> zones = List.of(dns.signedZone("test."), dns.signedZone("localhost."));
            List<String> anchors = zones.stream().map(LoopbackZone::ds).toList();
            DnsjavaResolver resolver = DnsjavaResolver.builder(dns.address(), TrustAnchors.of(anchors), clock)
                    .build();
            byte[] secret = new byte[32];
            new SecureRandom().nextBytes(secret);
            ValidationTokens tokens = ValidationTokens.of(List.of(secret), DomainName.parse("validation.example"));
            Embedded acm = new Embedded(resolver, tokens, clock, target.stream().toList());
            CertificateArn arn = issue(acm, zones);
            try (RunningServer running = start.start(acm);
                    Load load = new Load(clients.open(acm, running.port()))) {
                load.awaitConnections(BEFORE);
                clock.set(present);
                acm.manager.runDue(10);
                load.awaitConnections(AFTER);
                Load.Result result = load.stop();
                out.println(server + ": generation "
                        + acm.manager.describe(arn).generation().orElse(0) + " serves; " + result);
                return result;
            }
        }
    }

    private CertificateArn issue(Embedded acm, List<LoopbackZone> zones) {
        RequestResult request = acm.manager.request(CertificateRequest.builder(HOST)
                .alternativeName("localhost")
                .keyAlgorithm(KeyAlgorithm.EC_prime256v1)
                .build());
        request.records()
                .forEach(record ->
                        zones.get(record.name().endsWith("localhost.") ? 1 : 0).add(record.toZoneLine()));
        acm.manager
                .deployments()
                .associate(request.arn(), target.map(DeploymentTarget::id).orElse(InProcessTls.DEFAULT_ID));
        acm.manager.runDue(10);
        return request.arn();
    }
}
