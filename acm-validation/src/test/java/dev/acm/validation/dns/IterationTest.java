package dev.acm.validation.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acm.loopbackdns.LoopbackDns;
import dev.acm.loopbackdns.LoopbackDns.Fault;
import dev.acm.loopbackdns.LoopbackZone;
import dev.acm.spi.DnsAnswer;
import dev.acm.spi.DnsAnswer.Security;
import dev.acm.spi.DnsAnswer.Status;
import dev.acm.spi.DnsQuestion;
import dev.acm.spi.DnsRecord;
import dev.acm.spi.DnsResolver;
import dev.acm.testkit.contract.DnsResolverContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;

/** From the root down, each zone on an address of its own: 127.0.0.2 the root, 3 test., 4 and 5 example.test., 6 other.test. */
class IterationTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T12:00:00Z"));
    private final InstantSource clock = now::get;
    private final List<LoopbackDns> servers = new ArrayList<>();
    private int port;
    private LoopbackDns rootServer;
    private LoopbackDns topServer;
    private LoopbackDns first;
    private LoopbackDns second;
    private LoopbackZone root;
    private LoopbackZone top;
    private LoopbackZone zone;
    private LoopbackZone other;
    private DnsjavaResolver resolver;

    @BeforeEach
    void start() throws UnknownHostException {
        rootServer = add(LoopbackDns.start(clock, address(2, 0)));
        port = rootServer.address().getPort();
        topServer = add(LoopbackDns.start(clock, address(3, port)));
        first = add(LoopbackDns.start(clock, address(4, port)));
        second = add(LoopbackDns.start(clock, address(5, port)));
        root = rootServer.signedZone(".");
        top = topServer.signedZone("test.");
        zone = first.signedZone("example.test.");
        second.serve(zone);
        other = add(LoopbackDns.start(clock, address(6, port))).signedZone("other.test.");
        delegate(root, "test.", "ns.test.", 3).add(top.ds());
        delegate(top, "example.test.", "ns1.example.test.", 4).add(zone.ds());
        delegate(top, "example.test.", "ns2.example.test.", 5);
        delegate(top, "other.test.", "ns.other.test.", 6).add(other.ds());
        zone.add("x.example.test. 60 IN TXT \"x\"").add("a.example.test. 60 IN CNAME b.other.test.");
        other.add("b.other.test. 60 IN TXT \"b\"");
        resolver = resolver(Duration.ofSeconds(5));
    }

    private LoopbackDns add(LoopbackDns server) {
        servers.add(server);
        return server;
    }

    private static InetSocketAddress address(int last, int port) throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByName("127.0.0." + last), port);
    }

    private static LoopbackZone delegate(LoopbackZone zone, String apex, String server, int last) {
        return zone.add(apex + " 300 IN NS " + server).add(server + " 300 IN A 127.0.0." + last);
    }

    @AfterEach
    void stop() throws IOException {
        for (LoopbackDns server : servers) {
            server.close();
        }
    }

    private DnsjavaResolver resolver(Duration timeout) {
        return DnsjavaResolver.iterative(
                        RootHints.inClosedNetwork(
                                port, List.of(rootServer.address().getAddress())),
                        TrustAnchors.of(List.of(root.ds())),
                        clock)
                .timeout(timeout)
                .attempts(1)
                .build();
    }

    private DnsAnswer ask(String name, String type) {
        return resolver.ask(new DnsQuestion(name, type)).toCompletableFuture().join();
    }

    private long asked(LoopbackDns server) {
        return server.asked().size();
    }

    @Nested
    class Contract implements DnsResolverContract {
        @Override
        public DnsResolver resolver() {
            first.fault("bad.example.test.", "TXT", Fault.SERVFAIL);
            second.fault("bad.example.test.", "TXT", Fault.SERVFAIL);
            return resolver;
        }

        @Override
        public DnsQuestion existing() {
            return new DnsQuestion("x.example.test.", "TXT");
        }

        @Override
        public DnsQuestion missing() {
            return new DnsQuestion("nowhere.example.test.", "TXT");
        }

        @Override
        public Optional<DnsQuestion> noData() {
            return Optional.of(new DnsQuestion("x.example.test.", "CAA"));
        }

        @Override
        public Optional<DnsQuestion> aliased() {
            zone.add("aa.example.test. 60 IN CNAME a.example.test.");
            return Optional.of(new DnsQuestion("aa.example.test.", "TXT"));
        }

        @Override
        public Map<DnsQuestion, Status> troubles() {
            return Map.of(new DnsQuestion("bad.example.test.", "TXT"), Status.SERVFAIL);
        }
    }

    @Test
    void ask_fromTheRoot_endsAtTheZonesServer() {
        DnsAnswer answer = ask("x.example.test.", "TXT");

        assertThat(answer.security()).as("%s", answer).isEqualTo(Security.SECURE);
        assertThat(answer.records()).containsExactly(new DnsRecord.Txt("x.example.test.", 60, List.of("x")));
        assertThat(answer.server()).startsWith("127.0.0.4:");
        assertThat(rootServer.asked()).startsWith("UDP TXT x.example.test.");
    }

    @ParameterizedTest
    @CsvSource({
        "nowhere.example.test., CAA, NXDOMAIN",
        "x.example.test., CAA, NOERROR",
        "example.test., CAA, NOERROR",
        "test., CAA, NOERROR",
        "nowhere.test., CAA, NXDOMAIN"
    })
    void ask_absent_isSecure(String name, String type, Status status) {
        DnsAnswer answer = ask(name, type);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.security()).as("%s", answer).isEqualTo(Security.SECURE);
    }

    @Test
    void ask_aliasIntoAnotherZone_asksItsServers() {
        DnsAnswer answer = ask("a.example.test.", "TXT");

        assertThat(answer.security()).as("%s", answer).isEqualTo(Security.SECURE);
        assertThat(answer.aliases()).extracting(DnsRecord.Cname::target).containsExactly("b.other.test.");
        assertThat(answer.server()).startsWith("127.0.0.6:");
    }

    @Test
    void ask_unsignedDelegation_isInsecure() throws UnknownHostException {
        add(LoopbackDns.start(clock, address(7, port))).zone("open.test.").add("open.test. 60 IN TXT \"open\"");
        delegate(top, "open.test.", "ns.open.test.", 7);

        assertThat(ask("open.test.", "TXT").security()).isEqualTo(Security.INSECURE);
    }

    @Test
    @DisplayName("what a zone's servers are is remembered, for as long as its TTL says; answers are not")
    void ask_again_goesToTheZoneAtOnce() {
        ask("x.example.test.", "TXT");
        long root = asked(rootServer);
        long zones = asked(first) + asked(second);

        ask("x.example.test.", "TXT");
        assertThat(asked(rootServer)).isEqualTo(root);
        assertThat(asked(first) + asked(second)).isGreaterThan(zones);

        now.set(now.get().plusSeconds(301));
        ask("x.example.test.", "TXT");
        assertThat(asked(rootServer)).isGreaterThan(root);
    }

    @Nested
    class Servers {
        @ParameterizedTest
        @ValueSource(strings = {"REFUSED", "SERVFAIL", "LAME", "GARBAGE", "WRONG_ID", "DROP"})
        void firstOneBroken_theNextIsAsked(Fault fault) {
            first.fault("x.example.test.", "TXT", fault);
            resolver = resolver(fault == Fault.DROP ? Duration.ofMillis(300) : Duration.ofSeconds(5));

            DnsAnswer answer = ask("x.example.test.", "TXT");

            assertThat(answer.records()).as("%s", answer).hasSize(1);
            assertThat(answer.server()).startsWith("127.0.0.5:");
        }

        @Test
        void answerWithoutAuthority_isLame() {
            for (LoopbackDns server : List.of(first, second)) {
                server.change("x.example.test.", "TXT", message -> {
                    message.getHeader().unsetFlag(Flags.AA);
                    return message;
                });
            }

            DnsAnswer answer = ask("x.example.test.", "TXT");

            assertThat(answer.isConclusive()).isFalse();
            assertThat(answer.detail())
                    .hasValueSatisfying(text -> assertThat(text).startsWith("lame"));
        }

        @Test
        void namesInAnotherZone_areLookedUp() {
            top.remove("example.test.", "NS").add("example.test. 300 IN NS ns.far.other.test.");
            other.add("ns.far.other.test. 60 IN A 127.0.0.4");

            assertThat(ask("x.example.test.", "TXT").records()).hasSize(1);
        }

        @Test
        @DisplayName("an address for a name outside of the zone asked is a stranger's word")
        void addressOfAnotherZonesServer_isNotTaken() {
            top.remove("example.test.", "NS").add("example.test. 300 IN NS ns.elsewhere.");
            topServer.change("x.example.test.", "TXT", message -> {
                message.addRecord(
                        new ARecord(
                                Name.fromConstantString("ns.elsewhere."),
                                DClass.IN,
                                60,
                                first.address().getAddress()),
                        Section.ADDITIONAL);
                return message;
            });

            DnsAnswer answer = ask("x.example.test.", "TXT");

            assertThat(answer.isConclusive()).as("%s", answer).isFalse();
            assertThat(first.asked()).isEmpty();
        }

        @Test
        void zonesThatNeedEachOther_endInTrouble() {
            for (String[] pair : new String[][] {{"one.test.", "ns.two.test."}, {"two.test.", "ns.one.test."}}) {
                top.add(pair[0] + " 300 IN NS " + pair[1]);
            }

            DnsAnswer answer = ask("x.one.test.", "TXT");

            assertThat(answer.status()).isEqualTo(Status.UNREACHABLE);
            assertThat(asked(rootServer) + asked(topServer)).isLessThan(100);
        }

        @Test
        @DisplayName("a zone with very many servers nobody has costs a bounded number of questions")
        void manyServersWithoutAddress_costLittle() {
            for (int i = 0; i < 50; i++) {
                top.add("wide.test. 300 IN NS ns" + i + ".nowhere.other.test.");
            }

            DnsAnswer answer = ask("x.wide.test.", "TXT");

            assertThat(answer.status()).isEqualTo(Status.UNREACHABLE);
            assertThat(servers.stream().mapToLong(IterationTest.this::asked).sum())
                    .isLessThan(40);
        }

        @Test
        @DisplayName("RFC 2308 section 2.2: name servers without an SOA refer, whatever authority is claimed")
        void referralWithAuthority_isFollowed() {
            first.zone("open.test.").add("x.open.test. 60 IN CAA 0 issue \";\"");
            delegate(top, "open.test.", "ns.open.test.", 4);
            topServer.change("x.open.test.", "CAA", message -> {
                message.getHeader().setFlag(Flags.AA);
                return message;
            });

            assertThat(ask("x.open.test.", "CAA").records()).hasSize(1);
        }

        @Test
        void referralUpwardsWithAuthority_isNoAnswer() {
            first.zone("open.test.");
            delegate(top, "open.test.", "ns.open.test.", 4);
            first.change("x.open.test.", "CAA", message -> {
                message.getHeader().setRcode(Rcode.NOERROR);
                message.removeAllRecords(Section.AUTHORITY);
                message.addRecord(
                        new org.xbill.DNS.NSRecord(
                                Name.fromConstantString("test."), DClass.IN, 60, Name.fromConstantString("ns.test.")),
                        Section.AUTHORITY);
                return message;
            });

            DnsAnswer answer = ask("x.open.test.", "CAA");

            assertThat(answer.isConclusive()).as("%s", answer).isFalse();
        }

        @Test
        void referralUpwards_isNoAnswer() {
            for (LoopbackDns server : List.of(first, second)) {
                server.change("x.example.test.", "TXT", message -> {
                    message.removeAllRecords(Section.ANSWER);
                    message.removeAllRecords(Section.AUTHORITY);
                    message.getHeader().unsetFlag(Flags.AA);
                    message.addRecord(
                            new org.xbill.DNS.NSRecord(
                                    Name.fromConstantString("test."),
                                    DClass.IN,
                                    60,
                                    Name.fromConstantString("ns.test.")),
                            Section.AUTHORITY);
                    return message;
                });
            }

            assertThat(ask("x.example.test.", "TXT").isConclusive()).isFalse();
        }
    }

    @Nested
    class Options {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.1",
                    "224.0.0.1", "255.255.255.255", "::1", "fe80::1", "fc00::1", "ff02::1", "::ffff:10.0.0.1"
                })
        @DisplayName("a stranger's zone cannot lead questions into the host's own network")
        void localAddresses_areNotAskedInThePublicNetwork(String address) {
            assertThat(Reach.GLOBAL.parse(address)).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"198.41.0.4", "2001:503:ba3e::2:30"})
        void globalAddresses_areAsked(String address) {
            assertThat(Reach.GLOBAL.parse(address)).isPresent();
        }

        @Test
        void iana_all_areGlobal() {
            assertThat(RootHints.iana().servers()).hasSize(26).allMatch(server -> server.getPort() == 53);
        }

        @Test
        void builder_nonsense_isRefused() throws UnknownHostException {
            InetAddress server = InetAddress.getByName("127.0.0.1");

            assertThatThrownBy(() -> RootHints.inClosedNetwork(0, List.of(server)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> RootHints.inClosedNetwork(53, List.of()))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> DnsjavaResolver.iterative(RootHints.iana(), TrustAnchors.iana(), clock)
                            .server(new InetSocketAddress(server, 53)))
                    .isInstanceOf(IllegalStateException.class);
        }

        @Test
        void vantagePoint_default_saysHow() {
            assertThat(resolver.vantagePoint()).isEqualTo("iterative");
        }
    }
}
