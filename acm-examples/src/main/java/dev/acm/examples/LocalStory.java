package dev.acm.examples;

import dev.acm.CertificateDetail;
import dev.acm.RequestResult;
import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateStatus;
import dev.acm.dcv.ResourceRecord;
import dev.acm.dcv.ValidationTokens;
import dev.acm.deploy.InProcessTls;
import dev.acm.event.EventType;
import dev.acm.loopbackdns.LoopbackDns;
import dev.acm.loopbackdns.LoopbackZone;
import dev.acm.name.DomainName;
import dev.acm.request.CertificateRequest;
import dev.acm.validation.dns.DnsjavaResolver;
import dev.acm.validation.dns.TrustAnchors;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The story on one machine: a signed DNS zone on loopback, and a clock that begins 336 days in the past and comes to the
 * present, so that ordinary clients on the real clock accept both generations.
 */
final class LocalStory {
    private static final String HOST = "shop.example.test";

    private final PrintStream out;
    private final Instant present = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final DemoClock clock = new DemoClock(present.minus(Duration.ofDays(336)));
    private final Story story;

    LocalStory(PrintStream out) {
        this.out = out;
        this.story = new Story(out, clock);
    }

    void tell() throws Exception {
        try (LoopbackDns dns = LoopbackDns.start(clock)) {
            LoopbackZone zone =
                    dns.signedZone("test.").add("example.test. 300 IN CAA 0 issue \"" + Embedded.CAA_IDENTITY + "\"");
            DnsjavaResolver resolver = DnsjavaResolver.builder(
                            dns.address(), TrustAnchors.of(List.of(zone.ds())), clock)
                    .build();
            byte[] secret = new byte[32];
            new SecureRandom().nextBytes(secret);
            ValidationTokens tokens = ValidationTokens.of(List.of(secret), DomainName.parse("validation.example"));
            tell(new Embedded(resolver, tokens, clock), zone, dns);
        }
    }

    private void tell(Embedded acm, LoopbackZone zone, LoopbackDns dns) throws Exception {
        story.step("A certificate is requested, 336 days ago");
        story.say("DNS: the signed zone test. on " + dns.address() + " (UDP and TCP)");
        RequestResult result = acm.manager.request(
                CertificateRequest.builder(HOST).alternativeName("*." + HOST).build());
        CertificateArn arn = result.arn();
        acm.manager.deployments().associate(arn, InProcessTls.DEFAULT_ID);
        story.say("names   " + HOST + " and *." + HOST);
        story.say("handle  " + arn);
        story.say("publish this one record, once and for good:");
        ResourceRecord record = result.records().get(0);
        result.records().forEach(each -> story.say("  " + each.toZoneLine()));

        story.step("The record is not there yet: why does it wait?");
        acm.manager.runDue(10);
        story.say(acm.manager.explain(arn).toText());

        story.step("The owner publishes the record");
        zone.add(record.toZoneLine());
        clock.set(acm.manager.explain(arn).nextTry().orElseThrow());

        story.step("It is validated, CAA-checked, issued and deployed");
        acm.manager.runDue(10).steps().forEach(step -> story.say(step.action() + " -> " + step.outcome()));
        require(acm.manager.describe(arn).status() == CertificateStatus.ISSUED, "it is issued");
        story.say("CAA     permitted by " + detailOf(acm, EventType.CAA_PERMITTED, "deciding") + " for "
                + Embedded.CAA_IDENTITY);
        describe(acm, arn);

        try (DemoServer server = new DemoServer(acm.sslContext)) {
            TlsClient client = new TlsClient(acm.authority.roots().get(0), server.address(), HOST);
            renew(acm, arn, client, server);
            withdraw(acm, arn, zone, record, client);
        }

        out.println();
        out.println("The audit trail of " + arn);
        story.auditTrail(acm.audit);
        out.println();
        out.println("The certificate's time");
        story.timeline(acm.audit);
    }

    private void renew(Embedded acm, CertificateArn arn, TlsClient client, DemoServer server) throws Exception {
        story.step("An HTTPS server serves it, and a client on the real clock checks it against the root");
        try (TlsClient.Connection old = client.connect()) {
            story.say("https://" + HOST + ":" + server.address().getPort() + "  " + old.protocol() + "  serial "
                    + old.serial());
            story.say("first connection, kept open: " + old.get());

            story.step("336 days pass");
            Instant due = acm.manager.describe(arn).renewalDue().orElseThrow();
            clock.set(present);
            story.say("renewal has been due since " + due);

            story.step("It is renewed: the same handle, a new key, a new chain, and the owner did nothing");
            acm.manager.runDue(10).steps().forEach(step -> story.say(step.action() + " -> " + step.outcome()));
            require(acm.manager.describe(arn).generation().orElse(0) == 2, "generation 2 is there");
            describe(acm, arn);
            String kept = old.serial();
            story.say("first connection, still open: " + old.get() + "  serial " + kept);
            try (TlsClient.Connection fresh = client.connect()) {
                story.say("second connection:            " + fresh.get() + "  serial " + fresh.serial());
                require(!fresh.serial().equals(kept), "a new handshake shows the new serial");
            }
        }
    }

    private void withdraw(Embedded acm, CertificateArn arn, LoopbackZone zone, ResourceRecord record, TlsClient client)
            throws Exception {
        story.step("The owner withdraws permission: the record is removed, and a renewal is asked for");
        zone.remove(record.name(), record.type());
        clock.advance(Duration.ofMinutes(5));
        acm.manager.renew(arn);
        acm.manager.runDue(10);
        require(acm.manager.describe(arn).generation().orElse(0) == 2, "no third generation is made");
        story.say(acm.manager.explain(arn).toText());
        try (TlsClient.Connection still = client.connect()) {
            story.say("what was issued serves on: " + still.get() + "  serial " + still.serial());
        }
    }

    private void describe(Embedded acm, CertificateArn arn) {
        CertificateDetail detail = acm.manager.describe(arn);
        story.say("status  " + detail.status() + ", generation "
                + detail.generation().orElse(0) + ", " + detail.keyAlgorithm());
        story.say("serial  " + detail.serial().orElse("none"));
        story.say("valid   " + detail.notBefore().orElseThrow() + " to "
                + detail.notAfter().orElseThrow());
        story.say("renewal begins " + detail.renewalDue().orElseThrow());
    }

    private static String detailOf(Embedded acm, EventType type, String name) {
        return acm.audit.stream()
                .filter(entry -> entry.event().type() == type)
                .map(entry -> entry.event().details().getOrDefault(name, ""))
                .findFirst()
                .orElse("nothing");
    }

    /** A story that goes another way than it is told is a defect, and must not end well. */
    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new IllegalStateException("the story went wrong; it was to be so that " + what);
        }
    }
}
