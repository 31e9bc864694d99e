package dev.acm.examples;

import dev.acm.Explanation;
import dev.acm.RequestResult;
import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateStatus;
import dev.acm.dcv.ValidationTokens;
import dev.acm.deploy.InProcessTls;
import dev.acm.name.DomainName;
import dev.acm.request.CertificateRequest;
import dev.acm.validation.dns.DnsjavaResolver;
import dev.acm.validation.dns.TrustAnchors;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** The first half of the story for a real domain: the record, the waiting, the certificate, served on loopback. */
final class RealDomain {
    private final InstantSource clock = InstantSource.system();
    private final String domain;
    private final InetSocketAddress resolver;
    private final TrustAnchors anchors;
    private final Path secret;
    private final Duration wait;
    private final PrintStream out;
    private final Story story;

    RealDomain(
            PrintStream out,
            String domain,
            InetSocketAddress resolver,
            List<String> anchors,
            Path secret,
            Duration wait) {
        this.out = out;
        this.domain = domain;
        this.resolver = resolver;
        this.anchors = anchors.isEmpty() ? TrustAnchors.iana() : TrustAnchors.of(anchors);
        this.secret = secret;
        this.wait = wait;
        this.story = new Story(out, clock);
    }

    void tell() throws Exception {
        DnsjavaResolver dns = DnsjavaResolver.builder(resolver, anchors, clock).build();
        ValidationTokens tokens = ValidationTokens.of(List.of(secret()), DomainName.parse("validation.example"));
        Embedded acm = new Embedded(dns, tokens, clock);

        story.step("A certificate is requested");
        RequestResult result =
                acm.manager.request(CertificateRequest.builder(domain).build());
        CertificateArn arn = result.arn();
        acm.manager.deployments().associate(arn, InProcessTls.DEFAULT_ID);
        story.say("publish this one record, once and for good:");
        result.records().forEach(record -> story.say("  " + record.toZoneLine()));
        story.say("a CAA record, if there is one, must permit " + Embedded.CAA_IDENTITY);

        story.step("Its record is looked for, at " + resolver);
        Instant end = clock.instant().plus(wait);
        String told = "";
        acm.manager.runDue(10);
        while (acm.manager.describe(arn).status() == CertificateStatus.PENDING_VALIDATION) {
            Explanation why = acm.manager.explain(arn);
            String causes = why.diagnoses().stream().map(each -> each.code()).toList() + "";
            if (!causes.equals(told)) {
                story.say(why.toText());
                told = causes;
            }
            Instant next = why.nextTry().orElse(end);
            if (next.isAfter(end)) {
                story.say(
                        "the next try lies beyond --wait; run it again with the same --secret, the record stays the same");
                return;
            }
            // the program is the host here, so it is the one that waits
            Thread.sleep(Math.max(0, Duration.between(clock.instant(), next).toMillis()));
            acm.manager.runDue(10);
        }
        story.say(acm.manager.explain(arn).toText());
        if (acm.manager.describe(arn).status() == CertificateStatus.ISSUED) {
            serve(acm);
        }
        out.println();
        out.println("The audit trail of " + arn);
        story.auditTrail(acm.audit);
    }

    private void serve(Embedded acm) throws Exception {
        story.step("An HTTPS server on loopback serves it");
        String host = domain.startsWith("*.") ? "www." + domain.substring(2) : domain;
        try (DemoServer server = new DemoServer(acm.sslContext)) {
            TlsClient client = new TlsClient(acm.authority.roots().get(0), server.address(), host);
            try (TlsClient.Connection connection = client.connect()) {
                story.say(connection.protocol() + " as " + host + ", serial " + connection.serial() + ": "
                        + connection.get());
            }
        }
    }

    private byte[] secret() throws IOException {
        if (!Files.exists(secret)) {
            byte[] fresh = new byte[32];
            new SecureRandom().nextBytes(fresh);
            Files.write(secret, fresh);
        }
        return Files.readAllBytes(secret);
    }
}
