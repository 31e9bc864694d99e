package dev.acm.validation.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.loopbackdns.LoopbackDns;
import dev.acm.loopbackdns.LoopbackZone;
import dev.acm.spi.DnsAnswer;
import dev.acm.spi.DnsAnswer.Security;
import dev.acm.spi.DnsAnswer.Status;
import dev.acm.spi.DnsQuestion;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * What RFC 6840, RFC 5155 and RFC 9276 warn of: records that are rightly signed, and handed out where they prove nothing. The forger
 * here can replay anything a zone ever signed.
 */
class DnssecRulesTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-23T12:00:00Z"));
    private static final String CHILD_SOA =
            "signed.test. 300 IN SOA ns.signed.test. host.signed.test. 1 3600 600 86400 60";
    private static final String PARENT_SOA = "test. 300 IN SOA ns.test. host.test. 1 3600 600 86400 60";

    private LoopbackDns server;
    private LoopbackZone top;
    private LoopbackZone zone;

    @BeforeEach
    void start() {
        server = LoopbackDns.start(CLOCK);
        top = server.signedZone("test.");
        zone = server.signedZone("signed.test.");
        top.delegate(zone);
        zone.add("x.signed.test. 60 IN TXT \"true\"").add("a.signed.test. 60 IN CNAME x.signed.test.");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    /** Asks one that knows nothing, and one that has keys and denials of both zones, whose signed SOA it need not prove again. */
    private DnsAnswer ask(String name, String type) {
        DnsAnswer answer = ask(resolver(), name, type);
        DnsjavaResolver knowing = resolver();
        List.of("warm-up.signed.test.", "warm-up.test.").forEach(other -> ask(knowing, other, "SRV"));
        DnsAnswer again = ask(knowing, name, type);
        assertThat(again.security()).as("%s", again).isEqualTo(answer.security());
        assertThat(again.records()).isEqualTo(answer.records());
        return answer;
    }

    private static DnsAnswer ask(DnsjavaResolver resolver, String name, String type) {
        return resolver.ask(new DnsQuestion(name, type)).toCompletableFuture().join();
    }

    private DnsjavaResolver resolver() {
        return DnsjavaResolver.builder(server.address(), TrustAnchors.of(List.of(top.ds())), CLOCK)
                .timeout(Duration.ofSeconds(5))
                .attempts(1)
                .build();
    }

    private void assertRefused(String name, String type) {
        DnsAnswer answer = ask(name, type);
        assertThat(answer.isConclusive()).as("%s", answer).isFalse();
        assertThat(answer.records()).isEmpty();
    }

    /** Answers with these records only: the first list in the answer, the second in the authority section. */
    private void replay(String name, String type, int rcode, List<Record> answer, List<Record> authority) {
        server.change(name, type, message -> {
            for (int section : new int[] {Section.ANSWER, Section.AUTHORITY}) {
                message.removeAllRecords(section);
            }
            message.getHeader().setRcode(rcode);
            message.getHeader().setFlag(Flags.AA);
            answer.forEach(record -> message.addRecord(record, Section.ANSWER));
            authority.forEach(record -> message.addRecord(record, Section.AUTHORITY));
            return message;
        });
    }

    @SafeVarargs
    private static List<Record> join(List<Record>... lists) {
        List<Record> all = new ArrayList<>();
        for (List<Record> list : lists) {
            all.addAll(list);
        }
        return all;
    }

    private static UnaryOperator<Message> without(int type) {
        return message -> {
            for (int section : new int[] {Section.ANSWER, Section.AUTHORITY}) {
                for (Record record : List.copyOf(message.getSection(section))) {
                    boolean covers = record instanceof RRSIGRecord signature && signature.getTypeCovered() == type;
                    if (record.getType() == type || covers) {
                        message.removeRecord(record, section);
                    }
                }
            }
            return message;
        };
    }

    @Nested
    @DisplayName("RFC 6840 section 4.4: what proves an unsigned delegation")
    class InsecureDelegation {
        @Test
        void unsignedRecordAtASignedName_isRefused() {
            server.change("x.signed.test.", "TXT", without(Type.RRSIG).andThen(DnssecRulesTest::lie)::apply);

            assertRefused("x.signed.test.", "TXT");
        }

        @Test
        void unsignedRecordBelowASignedName_isRefused() {
            replay("deep.x.signed.test.", "TXT", Rcode.NOERROR, List.of(text("deep.x.signed.test.")), List.of());

            assertRefused("deep.x.signed.test.", "TXT");
        }

        @ParameterizedTest
        @ValueSource(booleans = {false, true})
        void absenceOfDsAtANameThatIsNoDelegation_provesNothing(boolean hashed) {
            if (hashed) {
                zone.hashedDenial();
            }
            replay("x.signed.test.", "TXT", Rcode.NOERROR, List.of(text("x.signed.test.")), List.of());

            assertRefused("x.signed.test.", "TXT");
        }

        @Test
        void absenceOfDsByTheChildsOwnNsec_provesNothing() {
            List<Record> nsec = zone.signed("signed.test. 60 IN NSEC a.signed.test. NS SOA RRSIG NSEC DNSKEY");
            replay("signed.test.", "DS", Rcode.NOERROR, List.of(), join(zone.signed(CHILD_SOA), nsec));
            replay(
                    "signed.test.",
                    "CAA",
                    Rcode.NOERROR,
                    List.of(),
                    List.of(zone.signed(CHILD_SOA).get(0)));

            assertRefused("signed.test.", "CAA");
        }

        @Test
        void absenceOfDsWithoutTheBitOfADelegation_provesNothing() {
            List<Record> nsec = top.signed("signed.test. 60 IN NSEC z.test. TXT RRSIG NSEC");
            replay("signed.test.", "DS", Rcode.NOERROR, List.of(), join(top.signed(PARENT_SOA), nsec));
            replay("x.signed.test.", "TXT", Rcode.NOERROR, List.of(text("x.signed.test.")), List.of());

            assertRefused("x.signed.test.", "TXT");
        }

        @Test
        void control_delegationThatSaysSo_isInsecure() {
            List<Record> nsec = top.signed("signed.test. 60 IN NSEC z.test. NS RRSIG NSEC");
            replay("signed.test.", "DS", Rcode.NOERROR, List.of(), join(top.signed(PARENT_SOA), nsec));
            replay("x.signed.test.", "TXT", Rcode.NOERROR, List.of(text("x.signed.test.")), List.of());

            assertThat(ask("x.signed.test.", "TXT").security()).isEqualTo(Security.INSECURE);
        }
    }

    @Nested
    @DisplayName("RFC 6840 section 4.1: denials from the parent's side of a zone cut")
    class AncestorDelegation {
        private final String cut = "signed.test. 60 IN NSEC z.test. NS DS RRSIG NSEC";

        @Test
        void noDataAtTheChildsApex_isRefused() {
            replay("signed.test.", "CAA", Rcode.NOERROR, List.of(), join(top.signed(PARENT_SOA), top.signed(cut)));

            assertRefused("signed.test.", "CAA");
        }

        @Test
        void noNameBelowTheCut_isRefused() {
            List<Record> apex = top.signed("test. 60 IN NSEC signed.test. NS SOA RRSIG NSEC DNSKEY");
            replay(
                    "x.signed.test.",
                    "CAA",
                    Rcode.NXDOMAIN,
                    List.of(),
                    join(top.signed(PARENT_SOA), top.signed(cut), apex));

            assertRefused("x.signed.test.", "CAA");
        }

        @Test
        void noNameBelowTheCut_hashed_isRefused() {
            top.hashedDenial();
            server.change("x.signed.test.", "CAA", message -> askParent("x.signed.test.", message));

            assertRefused("x.signed.test.", "CAA");
        }

        @Test
        void noNameBelowADname_isRefused() {
            List<Record> dname = zone.signed("d.signed.test. 60 IN NSEC x.signed.test. DNAME RRSIG NSEC");
            List<Record> apex = zone.signed("signed.test. 60 IN NSEC a.signed.test. NS SOA RRSIG NSEC DNSKEY");
            replay("y.d.signed.test.", "CAA", Rcode.NXDOMAIN, List.of(), join(zone.signed(CHILD_SOA), dname, apex));

            assertRefused("y.d.signed.test.", "CAA");
        }

        /** The parent's hashed denial of a name that its child holds. */
        private Message askParent(String name, Message message) {
            List<Record> denial = top.denial(name);
            for (int section : new int[] {Section.ANSWER, Section.AUTHORITY}) {
                message.removeAllRecords(section);
            }
            message.getHeader().setRcode(Rcode.NXDOMAIN);
            join(top.signed(PARENT_SOA), denial).forEach(record -> message.addRecord(record, Section.AUTHORITY));
            return message;
        }
    }

    @Nested
    @DisplayName("RFC 6840 section 4.3 and RFC 4035 section 5.4: denials and aliases")
    class Aliases {
        @Test
        void noDataWhereTheBitmapHasAnAlias_isRefused() {
            List<Record> nsec = zone.signed("a.signed.test. 60 IN NSEC x.signed.test. CNAME RRSIG NSEC");
            replay("a.signed.test.", "CAA", Rcode.NOERROR, List.of(), join(zone.signed(CHILD_SOA), nsec));

            assertRefused("a.signed.test.", "CAA");
        }

        @Test
        void noDataWhereTheBitmapHasTheType_isRefused() {
            List<Record> nsec = zone.signed("x.signed.test. 60 IN NSEC signed.test. TXT RRSIG NSEC");
            replay("x.signed.test.", "TXT", Rcode.NOERROR, List.of(), join(zone.signed(CHILD_SOA), nsec));

            assertRefused("x.signed.test.", "TXT");
        }

        @Test
        void aliasWithoutDenialAtItsEnd_isRefused() {
            server.change("a.signed.test.", "CAA", without(Type.NSEC));

            assertRefused("a.signed.test.", "CAA");
        }
    }

    @Nested
    @DisplayName("RFC 4035 section 5.3.4: answers from wildcards need a denial of the name")
    class Wildcards {
        @BeforeEach
        void wildcards() {
            zone.add("*.signed.test. 60 IN TXT \"any\"").add("*.w.signed.test. 60 IN CNAME x.signed.test.");
        }

        @ParameterizedTest
        @CsvSource({"some.signed.test., TXT", "_y.w.signed.test., CNAME"})
        void withDenial_isSecure(String name, String type) {
            assertThat(ask(name, type).security()).isEqualTo(Security.SECURE);

            zone.hashedDenial();
            assertThat(ask(name, type).security()).isEqualTo(Security.SECURE);
        }

        @ParameterizedTest
        @CsvSource({"some.signed.test., TXT", "_y.w.signed.test., CNAME"})
        void withoutDenial_isRefused(String name, String type) {
            server.change(name, type, without(Type.NSEC).andThen(without(Type.NSEC3))::apply);

            assertRefused(name, type);
            zone.hashedDenial();
            assertRefused(name, type);
        }

        @Test
        void inPlaceOfANameThatExists_isRefused() {
            List<Record> any = zone.signed("*.signed.test. 60 IN TXT \"any\"").stream()
                    .map(record -> record.withName(Name.fromConstantString("x.signed.test.")))
                    .toList();
            List<Record> nsec = zone.signed("a.signed.test. 60 IN NSEC x.signed.test. CNAME RRSIG NSEC");
            replay("x.signed.test.", "TXT", Rcode.NOERROR, any, nsec);

            assertRefused("x.signed.test.", "TXT");
        }

        @Test
        void noDataAtAWildcard_isSecure() {
            DnsAnswer answer = ask("some.signed.test.", "CAA");

            assertThat(answer.security()).as("%s", answer).isEqualTo(Security.SECURE);
            assertThat(answer.status()).isEqualTo(Status.NOERROR);
        }
    }

    @Nested
    @DisplayName("RFC 5155 section 6: unsigned delegations may be left out")
    class OptOut {
        @Test
        void unsignedDelegation_isInsecure() {
            LoopbackZone open = server.zone("open.test.").add("open.test. 60 IN CAA 0 issue \"ca.example\"");
            top.delegate(open).hashedDenial(0, true);

            assertThat(ask("open.test.", "CAA").security()).isEqualTo(Security.INSECURE);
        }

        @Test
        @DisplayName("RFC 5155 section 9.2: and so a name that is denied by such a record is not proven absent")
        void absentName_isNotSecure() {
            top.hashedDenial(0, true);

            assertThat(ask("nowhere.test.", "CAA").security()).isNotEqualTo(Security.SECURE);
        }

        @Test
        void signedDelegation_cannotBeLeftOut() {
            top.hashedDenial(0, true);
            replay("x.signed.test.", "TXT", Rcode.NOERROR, List.of(text("x.signed.test.")), List.of());

            assertRefused("x.signed.test.", "TXT");
        }
    }

    @Nested
    @DisplayName("RFC 9276 section 3.2: iterations")
    class Iterations {
        @ParameterizedTest
        @ValueSource(ints = {0, 1, 100})
        void few_areFollowed(int iterations) {
            zone.hashedDenial(iterations, false);

            assertThat(ask("nowhere.signed.test.", "CAA").security()).isEqualTo(Security.SECURE);
        }

        @ParameterizedTest
        @ValueSource(ints = {101, 500, 2500})
        void many_proveNothing(int iterations) {
            zone.hashedDenial(iterations, false);

            assertRefused("nowhere.signed.test.", "CAA");
            assertRefused("signed.test.", "CAA");
        }

        @Test
        void manyAboveAnUnsignedDelegation_proveNothing() {
            top.hashedDenial(101, false).delegate(server.zone("open.test."));

            assertRefused("open.test.", "CAA");
        }
    }

    @Nested
    @DisplayName("A chain of trust that failed is fetched again")
    class Memory {
        private DnsjavaResolver resolver;

        @BeforeEach
        void remember() {
            resolver = resolver();
        }

        private Security ask(String name, String type) {
            return resolver.ask(new DnsQuestion(name, type))
                    .toCompletableFuture()
                    .join()
                    .security();
        }

        @ParameterizedTest
        @CsvSource({"test., DNSKEY", "signed.test., DNSKEY", "signed.test., DS"})
        void afterTheFault_isSecure(String name, String type) {
            server.fault(name, type, LoopbackDns.Fault.SERVFAIL);
            assertThat(ask("x.signed.test.", "TXT")).isEqualTo(Security.INDETERMINATE);
            assertThat(ask("x.signed.test.", "TXT")).isEqualTo(Security.INDETERMINATE);
            server.heal();

            assertThat(ask("x.signed.test.", "TXT")).isEqualTo(Security.SECURE);
        }

        @Test
        void afterTheRepair_isSecure() {
            zone.signing(LoopbackZone.Signing.EXPIRED);
            assertThat(ask("x.signed.test.", "TXT")).isEqualTo(Security.BOGUS);
            zone.signing(LoopbackZone.Signing.GOOD);

            assertThat(ask("x.signed.test.", "TXT")).isEqualTo(Security.SECURE);
        }
    }

    @Nested
    @DisplayName("RFC 4035 section 5.2 and RFC 6840 section 5.2: unknown algorithms")
    class Algorithms {
        @ParameterizedTest
        @CsvSource({"200, 2", "13, 200", "1, 2", "12, 3"})
        void onlyUnknownOnes_areAnUnsignedZone(int algorithm, int digest) {
            String hex = "00".repeat(32);
            top.remove("signed.test.", "DS").add("signed.test. 60 IN DS 1 " + algorithm + " " + digest + " " + hex);

            assertThat(ask("x.signed.test.", "TXT").security()).isEqualTo(Security.INSECURE);
        }

        @Test
        void unknownBesideAKnownOne_isStillSigned() {
            top.add("signed.test. 60 IN DS 1 200 2 " + "00".repeat(32));

            assertThat(ask("x.signed.test.", "TXT").security()).isEqualTo(Security.SECURE);
            server.change("x.signed.test.", "TXT", without(Type.RRSIG));
            assertRefused("x.signed.test.", "TXT");
        }

        @ParameterizedTest
        @ValueSource(ints = {DNSSEC.Algorithm.RSASHA1, DNSSEC.Algorithm.RSASHA256, DNSSEC.Algorithm.RSASHA512})
        @DisplayName("LIB-7: RSA of all ages is checked")
        void rsa_isChecked(int algorithm) {
            LoopbackZone old = server.signedZone("old.test.", algorithm).add("x.old.test. 60 IN TXT \"x\"");
            top.delegate(old);

            assertThat(ask("x.old.test.", "TXT").security()).isEqualTo(Security.SECURE);
            old.signing(LoopbackZone.Signing.CORRUPT);
            assertRefused("x.old.test.", "TXT");
        }

        @Test
        @DisplayName("RFC 4509 section 3: SHA-1 does not count beside SHA-256")
        void weakerDigest_cannotStandInForTheStronger() {
            top.remove("signed.test.", "DS")
                    .add(zone.ds(DNSSEC.Digest.SHA1))
                    .add(zone.ds().replaceAll("[0-9A-F]{64}$", "00".repeat(32)));

            assertRefused("x.signed.test.", "TXT");
        }
    }

    @Nested
    @DisplayName("RFC 6840 sections 5.4 and 5.12: several signatures")
    class Signatures {
        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void oneGood_suffices(boolean badFirst) {
            server.change("x.signed.test.", "TXT", message -> {
                List<Record> set = List.copyOf(message.getSection(Section.ANSWER));
                message.removeAllRecords(Section.ANSWER);
                RRSIGRecord good = (RRSIGRecord) set.get(1);
                List<Record> sent =
                        badFirst ? List.of(set.get(0), bad(good), good) : List.of(set.get(0), good, bad(good));
                sent.forEach(record -> message.addRecord(record, Section.ANSWER));
                return message;
            });

            assertThat(ask("x.signed.test.", "TXT").security()).isEqualTo(Security.SECURE);
        }

        @Test
        void bothBad_areRefused() {
            server.change("x.signed.test.", "TXT", message -> {
                List<Record> set = List.copyOf(message.getSection(Section.ANSWER));
                message.removeAllRecords(Section.ANSWER);
                message.addRecord(set.get(0), Section.ANSWER);
                message.addRecord(bad((RRSIGRecord) set.get(1)), Section.ANSWER);
                return message;
            });

            assertRefused("x.signed.test.", "TXT");
        }

        private static RRSIGRecord bad(RRSIGRecord s) {
            byte[] octets = s.getSignature().clone();
            octets[10] ^= 1;
            return new RRSIGRecord(
                    s.getName(),
                    s.getDClass(),
                    s.getTTL(),
                    s.getTypeCovered(),
                    s.getAlgorithm(),
                    s.getOrigTTL(),
                    s.getExpire(),
                    s.getTimeSigned(),
                    s.getFootprint(),
                    s.getSigner(),
                    octets);
        }
    }

    private static Message lie(Message message) {
        message.removeAllRecords(Section.ANSWER);
        message.addRecord(text("x.signed.test."), Section.ANSWER);
        return message;
    }

    private static Record text(String name) {
        return new org.xbill.DNS.TXTRecord(Name.fromConstantString(name), org.xbill.DNS.DClass.IN, 60, "a lie");
    }
}
