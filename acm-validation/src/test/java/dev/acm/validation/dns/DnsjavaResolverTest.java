package dev.acm.validation.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acm.loopbackdns.LoopbackDns;
import dev.acm.loopbackdns.LoopbackDns.Fault;
import dev.acm.loopbackdns.LoopbackZone;
import dev.acm.loopbackdns.LoopbackZone.Signing;
import dev.acm.spi.DnsAnswer;
import dev.acm.spi.DnsAnswer.Security;
import dev.acm.spi.DnsAnswer.Status;
import dev.acm.spi.DnsQuestion;
import dev.acm.spi.DnsRecord;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Real packets: UDP and TCP on loopback. */
class DnsjavaResolverTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2025-12-22T10:00:00Z"));
    private final InstantSource clock = now::get;
    private LoopbackDns server;

    @BeforeEach
    void start() {
        server = LoopbackDns.start(clock);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private DnsjavaResolver resolver(TrustAnchors anchors) {
        return resolver(anchors, Duration.ofSeconds(5));
    }

    private DnsjavaResolver resolver(TrustAnchors anchors, Duration timeout) {
        return DnsjavaResolver.builder(server.address(), anchors, clock)
                .timeout(timeout)
                .build();
    }

    private DnsAnswer ask(DnsjavaResolver resolver, String name, String type) {
        return resolver.ask(new DnsQuestion(name, type)).toCompletableFuture().join();
    }

    private DnsAnswer ask(String name, String type) {
        return ask(resolver(TrustAnchors.none("closed test network")), name, type);
    }

    @Nested
    @DisplayName("Answers without DNSSEC")
    class Plain {
        private LoopbackZone zone;

        @BeforeEach
        void zone() {
            zone = server.zone("example.test.");
        }

        @Test
        void ask_cnameItself_isARecordAndNotFollowed() {
            zone.add("_x.example.test. 60 IN CNAME _y.elsewhere.test.");

            DnsAnswer answer = ask("_x.example.test.", "CNAME");

            assertThat(answer.status()).isEqualTo(Status.NOERROR);
            assertThat(answer.aliases()).isEmpty();
            assertThat(answer.records())
                    .containsExactly(new DnsRecord.Cname("_x.example.test.", 60, "_y.elsewhere.test."));
            assertThat(answer.security()).isEqualTo(Security.INSECURE);
            assertThat(answer.server()).endsWith("(UDP)");
            assertThat(answer.at()).isEqualTo(now.get());
        }

        @Test
        void ask_otherTypeAtAlias_listsEachHop() {
            zone.add("a.example.test. 60 IN CNAME b.example.test.").add("b.example.test. 60 IN CNAME c.other.test.");
            server.zone("other.test.").add("c.other.test. 60 IN TXT \"hello\" \"world\"");

            DnsAnswer answer = ask("a.example.test.", "TXT");

            assertThat(answer.aliases())
                    .extracting(DnsRecord.Cname::target)
                    .containsExactly("b.example.test.", "c.other.test.");
            assertThat(answer.records())
                    .containsExactly(new DnsRecord.Txt("c.other.test.", 60, List.of("hello", "world")));
        }

        @Test
        @DisplayName("RFC 6672 section 3: a DNAME's synthesised alias is a hop")
        void ask_belowDname_listsTheSynthesisedHop() {
            zone.add("d.example.test. 60 IN DNAME t.example.test.").add("x.t.example.test. 60 IN TXT \"here\"");

            DnsAnswer answer = ask("x.d.example.test.", "TXT");

            assertThat(answer.aliases())
                    .containsExactly(new DnsRecord.Cname("x.d.example.test.", 60, "x.t.example.test."));
            assertThat(answer.records()).hasSize(1);
        }

        @Test
        @DisplayName("RFC 2308: no name, and no data, with how long that may be kept")
        void ask_absent_tellsNxdomainFromNoData() {
            zone.add("here.example.test. 60 IN TXT \"x\"");

            DnsAnswer noName = ask("nowhere.example.test.", "CNAME");
            DnsAnswer noData = ask("here.example.test.", "CNAME");

            assertThat(noName.status()).isEqualTo(Status.NXDOMAIN);
            assertThat(noName.negativeTtl()).contains(Duration.ofSeconds(60));
            assertThat(noData.status()).isEqualTo(Status.NOERROR);
            assertThat(noData.records()).isEmpty();
            assertThat(noData.negativeTtl()).contains(Duration.ofSeconds(60));
            assertThat(noData.isConclusive()).isTrue();
        }

        @Test
        @DisplayName("CAA-12: a set of 1 001 records comes over TCP")
        void ask_bigSet_usesTcp() {
            for (int i = 0; i < 1000; i++) {
                zone.add("example.test. 60 IN CAA 0 t" + i + " \"test\"");
            }
            zone.add("example.test. 60 IN CAA 128 issue \"ca.example\\059 a=b\"");

            DnsAnswer answer = ask("example.test.", "CAA");

            assertThat(answer.records()).hasSize(1001);
            assertThat(answer.records())
                    .contains(new DnsRecord.Caa("example.test.", 60, 128, "issue", "ca.example; a=b"));
            assertThat(answer.server()).endsWith("(TCP)");
        }

        @ParameterizedTest
        @CsvSource({
            "DROP, TIMEOUT",
            "DELAY, TIMEOUT",
            "SERVFAIL, SERVFAIL",
            "REFUSED, REFUSED",
            "FORMERR, FORMERR",
            "NOTIMP, NOTIMP",
            "TRUNCATE_NO_TCP, TRUNCATED",
            "WRONG_ID, MALFORMED",
            "GARBAGE, MALFORMED",
            "LAME, OTHER_RCODE"
        })
        @DisplayName("D1: trouble is an answer that proves nothing")
        void ask_fault_isReported(Fault fault, Status status) {
            zone.add("x.example.test. 60 IN TXT \"x\"");
            server.fault("x.example.test.", "TXT", fault);

            boolean silent = fault == Fault.DROP || fault == Fault.DELAY;
            Duration timeout = Duration.ofMillis(silent ? 250 : 5000);
            DnsAnswer answer = DnsjavaResolverTest.this.ask(
                    resolver(TrustAnchors.none("closed test network"), timeout), "x.example.test.", "TXT");

            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.isConclusive()).isFalse();
            assertThat(answer.records()).isEmpty();
            assertThat(answer.detail()).isPresent();
        }

        @Test
        void ask_afterTheFaultIsGone_answers() {
            zone.add("x.example.test. 60 IN TXT \"x\"");
            server.fault("x.example.test.", "TXT", Fault.SERVFAIL);
            DnsjavaResolver resolver = resolver(TrustAnchors.none("test"));
            ask(resolver, "x.example.test.", "TXT");
            server.heal();

            assertThat(ask(resolver, "x.example.test.", "TXT").records()).hasSize(1);
        }

        @Test
        void ask_truncated_isRepeatedOverTcp() {
            zone.add("x.example.test. 60 IN TXT \"x\"");
            server.fault("x.example.test.", "TXT", Fault.TRUNCATE);

            DnsAnswer answer = ask("x.example.test.", "TXT");

            assertThat(answer.records()).hasSize(1);
            assertThat(server.asked()).containsExactly("UDP TXT x.example.test.", "TCP TXT x.example.test.");
        }

        @Test
        void ask_loopingAliases_isALoop() {
            zone.add("a.example.test. 60 IN CNAME b.example.test.").add("b.example.test. 60 IN CNAME a.example.test.");

            assertThat(ask("a.example.test.", "CAA").status()).isEqualTo(Status.ALIAS_LOOP);
        }

        @Test
        void ask_loopAcrossZones_isALoop() {
            zone.add("a.example.test. 60 IN CNAME b.other.test.");
            server.zone("other.test.").add("b.other.test. 60 IN CNAME a.example.test.");

            assertThat(ask("a.example.test.", "CAA").status()).isEqualTo(Status.ALIAS_LOOP);
        }

        @Test
        @DisplayName("RFC 2308 section 2.2: a referral is no proof of absence")
        void ask_referral_isNoAnswer() {
            zone.add("sub.example.test. 60 IN NS ns.elsewhere.test.");

            DnsAnswer answer = ask("x.sub.example.test.", "CAA");

            assertThat(answer.isConclusive()).isFalse();
            assertThat(answer.detail())
                    .hasValueSatisfying(text -> assertThat(text).startsWith("lame"));
        }

        @Test
        @DisplayName("RFC 2308 section 2.2: nor is one whose server claims authority")
        void ask_referralWithAuthority_isNoAnswer() {
            zone.add("sub.example.test. 60 IN NS ns.elsewhere.test.");
            server.change("x.sub.example.test.", "CAA", message -> {
                message.getHeader().setFlag(Flags.AA);
                return message;
            });

            DnsAnswer answer = ask("x.sub.example.test.", "CAA");

            assertThat(answer.isConclusive()).as("%s", answer).isFalse();
        }

        @Test
        void ask_secondServer_isTriedAfterTheFirstFails() {
            zone.add("x.example.test. 60 IN TXT \"x\"");
            LoopbackDns broken = LoopbackDns.start(clock);
            DnsjavaResolver resolver = DnsjavaResolver.builder(broken.address(), TrustAnchors.none("test"), clock)
                    .server(server.address())
                    .timeout(Duration.ofMillis(250))
                    .build();

            assertThat(ask(resolver, "x.example.test.", "TXT").records()).hasSize(1);
        }

        @Test
        void ask_hostileNames_areAnswersToo() {
            assertThat(ask("a..b.", "TXT").status()).isEqualTo(Status.MALFORMED);
            assertThat(ask("x".repeat(64) + ".", "TXT").status()).isEqualTo(Status.MALFORMED);
            assertThat(ask("x.", "NO-SUCH-TYPE").status()).isEqualTo(Status.NOTIMP);
            assertThat(ask("x.", "AXFR").status()).isEqualTo(Status.NOTIMP);
        }
    }

    @Nested
    @DisplayName("RFC 4035 section 4.3: what DNSSEC says")
    class Dnssec {
        private LoopbackZone root;
        private LoopbackZone signed;
        private DnsjavaResolver resolver;

        @BeforeEach
        void zones() {
            root = server.signedZone("test.");
            signed = server.signedZone("signed.test.");
            LoopbackZone open = server.zone("open.test.");
            root.delegate(signed).delegate(open);
            signed.add("x.signed.test. 60 IN CNAME y.elsewhere.test.")
                    .add("signed.test. 60 IN CAA 0 issue \"ca.example\"")
                    .add("deep.ent.signed.test. 60 IN TXT \"x\"")
                    .add("to-open.signed.test. 60 IN CNAME caa.open.test.");
            open.add("x.open.test. 60 IN CNAME y.elsewhere.test.").add("caa.open.test. 60 IN CAA 0 issue \";\"");
            resolver = resolver(TrustAnchors.of(List.of(root.ds())));
        }

        private DnsAnswer ask(String name, String type) {
            return DnsjavaResolverTest.this.ask(resolver, name, type);
        }

        @ParameterizedTest
        @CsvSource({
            "x.signed.test., CNAME, NOERROR, SECURE",
            "signed.test., CAA, NOERROR, SECURE",
            "nowhere.signed.test., CAA, NXDOMAIN, SECURE",
            "x.nowhere.signed.test., CAA, NXDOMAIN, SECURE",
            "deep.ent.signed.test., CAA, NOERROR, SECURE",
            "ent.signed.test., CAA, NOERROR, SECURE",
            "x.open.test., CNAME, NOERROR, INSECURE",
            "nowhere.open.test., CAA, NXDOMAIN, INSECURE",
            "open.test., CAA, NOERROR, INSECURE",
            "to-open.signed.test., CAA, NOERROR, INSECURE",
            "test., CAA, NOERROR, SECURE"
        })
        void ask_intactZones_areJudged(String name, String type, Status status, Security security) {
            DnsAnswer answer = ask(name, type);

            assertThat(answer.security()).as("%s", answer).isEqualTo(security);
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.isConclusive()).isTrue();
        }

        @ParameterizedTest
        @CsvSource({
            "x.signed.test., CNAME, NOERROR, SECURE",
            "nowhere.signed.test., CAA, NXDOMAIN, SECURE",
            "x.y.nowhere.signed.test., CAA, NXDOMAIN, SECURE",
            "deep.ent.signed.test., CAA, NOERROR, SECURE",
            "ent.signed.test., CAA, NOERROR, SECURE",
            "nowhere.open.test., CAA, NXDOMAIN, INSECURE",
            "nowhere.test., CAA, NXDOMAIN, SECURE"
        })
        @DisplayName("RFC 5155: denials by hashed names")
        void ask_hashedDenial_isJudged(String name, String type, Status status, Security security) {
            root.hashedDenial();
            signed.hashedDenial();

            DnsAnswer answer = ask(name, type);

            assertThat(answer.security()).as("%s", answer).isEqualTo(security);
            assertThat(answer.status()).isEqualTo(status);
        }

        @ParameterizedTest
        @EnumSource(
                value = Signing.class,
                names = {"GOOD"},
                mode = EnumSource.Mode.EXCLUDE)
        @DisplayName("RFC 5155: and badly signed ones")
        void ask_badlySignedHashedDenial_isBogus(Signing signing) {
            root.hashedDenial();
            signed.hashedDenial().signing(signing);

            assertThat(ask("nowhere.signed.test.", "CAA").security()).isEqualTo(Security.BOGUS);
        }

        @Test
        @DisplayName("RFC 4592: an answer from a wildcard")
        void ask_wildcard_isJudged() {
            signed.add("*.signed.test. 60 IN TXT \"any\"");

            DnsAnswer answer = ask("some.signed.test.", "TXT");

            assertThat(answer.security()).as("%s", answer).isEqualTo(Security.SECURE);
            assertThat(answer.records()).hasSize(1);
        }

        @ParameterizedTest
        @EnumSource(
                value = Signing.class,
                names = {"GOOD"},
                mode = EnumSource.Mode.EXCLUDE)
        void ask_badlySignedDenial_isBogus(Signing signing) {
            signed.signing(signing);

            DnsAnswer answer = ask("nowhere.signed.test.", "CAA");

            assertThat(answer.security()).isEqualTo(Security.BOGUS);
            assertThat(answer.isConclusive()).isFalse();
            assertThat(answer.records()).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({"EXPIRED, EDE 7", "FUTURE, EDE 8", "CORRUPT, ''", "MISSING, ''"})
        void ask_badlySignedRecord_isBogusWithReason(Signing signing, String reason) {
            signed.signing(signing);

            DnsAnswer answer = ask("x.signed.test.", "CNAME");

            assertThat(answer.security()).isEqualTo(Security.BOGUS);
            assertThat(answer.records()).isEmpty();
            assertThat(answer.detail())
                    .hasValueSatisfying(
                            text -> assertThat(text).startsWith("DNSSEC bogus").contains(reason));
        }

        @Test
        @DisplayName("signatures are dated by the injected clock, also long in the past")
        void ask_clockMoves_signaturesFollow() {
            assertThat(ask("x.signed.test.", "CNAME").security()).isEqualTo(Security.SECURE);

            now.set(now.get().plus(Duration.ofDays(336)));

            assertThat(ask("x.signed.test.", "CNAME").security()).isEqualTo(Security.SECURE);
        }

        @Test
        @DisplayName("CAA-23: a parent with a DS and a zone without signatures is bogus, not unsigned")
        void ask_zoneLostItsSignatures_isBogus() {
            signed.signing(Signing.MISSING);

            assertThat(ask("signed.test.", "CAA").security()).isEqualTo(Security.BOGUS);
        }

        @Test
        @DisplayName("RFC 4033 section 5: without an anchor above it is indeterminate, not insecure")
        void ask_outsideTheAnchors_isIndeterminate() {
            DnsjavaResolver narrow = resolver(TrustAnchors.of(List.of(signed.ds())));

            assertThat(DnsjavaResolverTest.this
                            .ask(narrow, "x.signed.test.", "CNAME")
                            .security())
                    .isEqualTo(Security.SECURE);
            assertThat(DnsjavaResolverTest.this
                            .ask(narrow, "x.open.test.", "CNAME")
                            .security())
                    .isEqualTo(Security.INDETERMINATE);
        }

        @Test
        @DisplayName("an alias that leads out from under the anchors is indeterminate, whoever sends what lies there")
        void ask_aliasOutOfTheAnchors_isIndeterminate() {
            DnsjavaResolver narrow = resolver(TrustAnchors.of(List.of(signed.ds())));

            DnsAnswer whole = DnsjavaResolverTest.this.ask(narrow, "to-open.signed.test.", "CAA");
            DnsAnswer absent = DnsjavaResolverTest.this.ask(narrow, "x.signed.test.", "CAA");

            assertThat(List.of(whole.security(), absent.security())).containsOnly(Security.INDETERMINATE);
            assertThat(whole.records()).isEmpty();
        }

        @Test
        void ask_anchorOfAnotherKey_isBogus() {
            DnsjavaResolver other =
                    resolver(TrustAnchors.of(List.of(server.signedZone("test.").ds())));

            assertThat(DnsjavaResolverTest.this
                            .ask(other, "x.signed.test.", "CNAME")
                            .security())
                    .isEqualTo(Security.BOGUS);
        }

        @ParameterizedTest
        @CsvSource({"x.signed.test., CNAME", "nowhere.signed.test., CAA", "signed.test., TXT", "x.open.test., CNAME"})
        @DisplayName("a chain of trust that cannot be fetched is never taken for an unsigned zone")
        void ask_keysUnreachable_isIndeterminate(String name, String type) {
            for (Fault fault : List.of(Fault.REFUSED, Fault.SERVFAIL)) {
                server.fault("test.", "DNSKEY", fault);

                DnsAnswer answer =
                        DnsjavaResolverTest.this.ask(resolver(TrustAnchors.of(List.of(root.ds()))), name, type);

                assertThat(answer.security()).isEqualTo(Security.INDETERMINATE);
                assertThat(answer.isConclusive()).isFalse();
            }
        }

        @ParameterizedTest
        @CsvSource({"nowhere.signed.test., CAA", "signed.test., TXT"})
        void ask_dsUnreachable_isIndeterminate(String name, String type) {
            server.fault("signed.test.", "DS", Fault.DROP);
            resolver = resolver(TrustAnchors.of(List.of(root.ds())), Duration.ofMillis(250));

            assertThat(ask(name, type).security()).isEqualTo(Security.INDETERMINATE);
        }
    }

    @Nested
    @DisplayName("A forger on the path cannot make a signed name look unsigned")
    class Forged {
        private LoopbackZone root;
        private DnsjavaResolver resolver;

        @BeforeEach
        void zones() {
            root = server.signedZone("test.");
            LoopbackZone signed = server.signedZone("signed.test.");
            LoopbackZone open = server.zone("open.test.");
            root.delegate(signed).delegate(open);
            signed.add("signed.test. 60 IN CAA 0 issue \"ca.example\"");
            resolver = resolver(TrustAnchors.of(List.of(root.ds())));
        }

        private DnsAnswer forged(String... answerThenAuthority) {
            server.change("signed.test.", "CAA", message -> forge(message, answerThenAuthority));
            return ask(resolver, "signed.test.", "CAA");
        }

        private Message forge(Message message, String... lines) {
            message.removeAllRecords(Section.ANSWER);
            message.removeAllRecords(Section.AUTHORITY);
            message.getHeader().setRcode(Rcode.NOERROR);
            message.getHeader().setFlag(Flags.AA);
            for (String line : lines) {
                boolean authority = line.startsWith("@");
                Record record = parse(authority ? line.substring(1) : line);
                message.addRecord(record, authority ? Section.AUTHORITY : Section.ANSWER);
            }
            return message;
        }

        private Record parse(String line) {
            try (org.xbill.DNS.Master master = new org.xbill.DNS.Master(
                    new java.io.ByteArrayInputStream(line.getBytes(java.nio.charset.StandardCharsets.US_ASCII)),
                    Name.root)) {
                return master.nextRecord();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        @Test
        void forgedRecord_isBogus() {
            assertThat(forged("signed.test. 60 IN CAA 0 issue \"evil.example\"").isConclusive())
                    .isFalse();
        }

        @Test
        void strangersSetInFront_isBogus() {
            DnsAnswer answer =
                    forged("junk.open.test. 60 IN TXT \"unsigned\"", "signed.test. 60 IN CAA 0 issue \"evil.example\"");

            assertThat(answer.security()).isEqualTo(Security.BOGUS);
            assertThat(answer.records()).isEmpty();
        }

        @Test
        void absenceWithStrangersSoa_isBogus() {
            DnsAnswer answer = forged("@open.test. 60 IN SOA ns.open.test. h.open.test. 1 2 3 4 5");

            assertThat(answer.security()).isEqualTo(Security.BOGUS);
        }

        @Test
        void absenceWithTheZonesUnsignedSoa_isBogus() {
            DnsAnswer answer = forged("@signed.test. 60 IN SOA ns.signed.test. h.signed.test. 1 2 3 4 5");

            assertThat(answer.security()).isEqualTo(Security.BOGUS);
        }

        @Test
        void signerFromAnUnsignedZone_isBogus() {
            server.change("signed.test.", "CAA", message -> {
                Message forged = forge(message, "signed.test. 60 IN CAA 0 issue \"evil.example\"");
                forged.addRecord(
                        new RRSIGRecord(
                                LoopbackName.of("signed.test."),
                                1,
                                60,
                                Type.CAA,
                                13,
                                60,
                                now.get().plusSeconds(3600),
                                now.get().minusSeconds(3600),
                                1,
                                LoopbackName.of("open.test."),
                                new byte[64]),
                        Section.ANSWER);
                return forged;
            });

            assertThat(ask(resolver, "signed.test.", "CAA").security()).isEqualTo(Security.BOGUS);
        }

        @Test
        void strippedDsAtTheParent_isBogus() {
            server.change(
                    "signed.test.", "DS", message -> forge(message, "@test. 60 IN SOA ns.test. h.test. 1 2 3 4 5"));

            assertThat(ask(resolver, "signed.test.", "CAA").isConclusive()).isFalse();
        }
    }

    @Nested
    @DisplayName("Trust anchors")
    class Anchors {
        @Test
        @DisplayName("LIB-4: no anchors is no argument, and never the default")
        void of_nothing_isRefused() {
            assertThatThrownBy(() -> TrustAnchors.of(List.of())).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> TrustAnchors.of(List.of("example.test. IN TXT \"x\"")))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> TrustAnchors.of(List.of("no record")))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> TrustAnchors.none(" ")).isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void iana_ownRoot_isBogus() {
            server.signedZone(".").add("x.test. 60 IN TXT \"x\"");

            DnsAnswer answer = ask(resolver(TrustAnchors.iana()), "x.test.", "TXT");

            assertThat(answer.security()).isEqualTo(Security.BOGUS);
        }

        @Test
        void builder_unresolvedServer_isRefused() {
            InetSocketAddress name = InetSocketAddress.createUnresolved("dns.example", 53);

            assertThatThrownBy(() -> DnsjavaResolver.builder(name, TrustAnchors.iana(), clock))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static final class LoopbackName {
        static Name of(String text) {
            return Name.fromConstantString(text);
        }
    }
}
