package dev.acm.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.certificate.CertificateArn;
import dev.acm.dcv.ResourceRecord;
import dev.acm.dcv.ValidationTokens;
import dev.acm.diagnosis.Actor;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.loopbackdns.LoopbackDns;
import dev.acm.loopbackdns.LoopbackDns.Fault;
import dev.acm.loopbackdns.LoopbackZone;
import dev.acm.name.DomainName;
import dev.acm.spi.DnsQuestion;
import dev.acm.spi.Judgement;
import dev.acm.spi.Observation;
import dev.acm.spi.ValidationRules;
import dev.acm.spi.ValidationSubject;
import dev.acm.validation.dns.AuthoritativeView;
import dev.acm.validation.dns.DnsjavaResolver;
import dev.acm.validation.dns.TrustAnchors;
import dev.acm.validation.internal.Sizes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A resolver, the server of the zone above, and two name servers of the zone, each on an address of its own. */
class NameServersTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);
    private static final ValidationSubject SUBJECT = new ValidationSubject(
            new CertificateArn("acm", "local", "alice", new UUID(1, 2)), 1, DomainName.parse("example.test"));

    private final ValidationTokens tokens =
            ValidationTokens.of(List.of(new byte[32]), DomainName.parse("validation.acm.test"));
    private final ResourceRecord record = tokens.record("alice", SUBJECT.name());
    private LoopbackDns recursive;
    private LoopbackDns above;
    private LoopbackDns first;
    private LoopbackDns second;
    private LoopbackZone seen;
    private LoopbackZone parent;
    private LoopbackZone one;
    private LoopbackZone two;
    private AuthoritativeView view;
    private DnsValidation validation;

    @BeforeEach
    void start() throws UnknownHostException {
        recursive = LoopbackDns.start(CLOCK);
        int port = recursive.address().getPort();
        above = at("127.0.0.2", port);
        first = at("127.0.0.3", port);
        second = at("127.0.0.4", port);
        recursive
                .zone("test.")
                .remove("test.", "NS")
                .add("test. 60 IN NS ns.test.")
                .add("ns.test. 60 IN A 127.0.0.2");
        seen = zone(recursive).add("ns1.example.test. 60 IN A 127.0.0.3").add("ns2.example.test. 60 IN A 127.0.0.4");
        parent = above.zone("test.")
                .add("example.test. 60 IN NS ns1.example.test.")
                .add("example.test. 60 IN NS ns2.example.test.");
        one = zone(first);
        two = zone(second);
        DnsjavaResolver resolver = DnsjavaResolver.builder(
                        recursive.address(), TrustAnchors.none("closed test network"), CLOCK)
                .timeout(Duration.ofSeconds(5))
                .attempts(1)
                .build();
        view = AuthoritativeView.of(resolver, CLOCK).inClosedNetwork(port).withTimeout(Duration.ofSeconds(5));
        validation = DnsValidation.of(resolver, tokens).withServers(view);
    }

    private static LoopbackDns at(String address, int port) throws UnknownHostException {
        return LoopbackDns.start(CLOCK, new InetSocketAddress(InetAddress.getByName(address), port));
    }

    private static LoopbackZone zone(LoopbackDns server) {
        return server.zone("example.test.")
                .remove("example.test.", "NS")
                .add("example.test. 60 IN NS ns1.example.test.")
                .add("example.test. 60 IN NS ns2.example.test.");
    }

    @AfterEach
    void stop() throws IOException {
        for (LoopbackDns server : List.of(recursive, above, first, second)) {
            server.close();
        }
    }

    private Judgement judge() {
        Observation observation =
                validation.observe(SUBJECT).toCompletableFuture().join();
        assertThat(Sizes.of(observation.facts())).isLessThan(16 * 1024);
        return validation.judge(SUBJECT, observation, ValidationRules.acm(), NOW);
    }

    private Diagnosis diagnose() {
        return ((Judgement.NotYet) judge()).diagnosis();
    }

    @Test
    void judge_nowhere_isPlainlyNoRecord() {
        assertThat(diagnose().code()).isEqualTo("DNS_NO_RECORD");
    }

    @Test
    void judge_onlyOneServerHasIt_namesTheOther() {
        one.add(record.toZoneLine());

        Diagnosis diagnosis = diagnose();

        assertThat(diagnosis.code()).isEqualTo("DNS_PARTIAL");
        assertThat(diagnosis.summary()).contains("missing at ns2.example.test.");
        assertThat(diagnosis.evidence()).hasSize(3);
    }

    @Test
    void judge_allServersHaveIt_isToBeWaitedFor() {
        one.add(record.toZoneLine());
        two.add(record.toZoneLine());

        Diagnosis diagnosis = diagnose();

        assertThat(diagnosis.code()).isEqualTo("DNS_NOT_YET_VISIBLE");
        assertThat(diagnosis.actor()).isEqualTo(Actor.NOBODY);
        assertThat(diagnosis.nextTry()).contains(NOW.plusSeconds(60));
    }

    @Test
    void judge_delegatedElsewhere_isAMismatch() {
        parent.remove("example.test.", "NS").add("example.test. 60 IN NS ns1.old-provider.test.");

        Diagnosis diagnosis = diagnose();

        assertThat(diagnosis.code()).isEqualTo("DNS_DELEGATION_MISMATCH");
        assertThat(diagnosis.summary()).contains("ns1.old-provider.test.").contains("ns2.example.test.");
    }

    @Test
    void judge_mistakeInTheRecord_saysMoreThanTheMismatch() {
        parent.remove("example.test.", "NS").add("example.test. 60 IN NS ns1.old-provider.test.");
        seen.add(record.name() + " 60 IN TXT \"" + record.value() + "\"");

        assertThat(diagnose().code()).isEqualTo("DNS_TXT_INSTEAD");
    }

    @Test
    void judge_serverDoesNotHoldTheZone_isLame() {
        recursive.fault(record.name(), "CNAME", Fault.SERVFAIL);
        first.fault(record.name(), "CNAME", Fault.REFUSED);
        second.fault(record.name(), "CNAME", Fault.LAME);

        Diagnosis diagnosis = diagnose();

        assertThat(diagnosis.code()).isEqualTo("DNS_LAME");
        assertThat(diagnosis.summary()).contains("ns1.example.test.").contains("ns2.example.test.");
    }

    @Test
    void judge_visible_isProvenWithoutAskingTheServers() {
        seen.add(record.toZoneLine());

        assertThat(judge()).isInstanceOf(Judgement.Proven.class);
        assertThat(first.asked()).isEmpty();
    }

    @Test
    void judge_serversSayYesAndTheResolverNo_isNeverProof() {
        one.add(record.toZoneLine());
        two.add(record.toZoneLine());

        assertThat(judge()).isInstanceOf(Judgement.NotYet.class);
    }

    @Test
    void askEach_addressesOfTheHostsOwnNetwork_areNotAskedByDefault() {
        AuthoritativeView open = AuthoritativeView.of(
                DnsjavaResolver.builder(recursive.address(), TrustAnchors.none("test"), CLOCK)
                        .build(),
                CLOCK);

        assertThat(open.askEach(new DnsQuestion(record.name(), "CNAME"))
                        .toCompletableFuture()
                        .join())
                .isEmpty();
        assertThat(view.askEach(new DnsQuestion(record.name(), "CNAME"))
                        .toCompletableFuture()
                        .join())
                .hasSize(2);
    }
}
