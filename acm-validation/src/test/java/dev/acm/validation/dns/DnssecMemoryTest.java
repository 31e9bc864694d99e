package dev.acm.validation.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.loopbackdns.LoopbackDns;
import dev.acm.loopbackdns.LoopbackZone;
import dev.acm.spi.DnsAnswer.Security;
import dev.acm.testkit.MutableTime;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.Section;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** That a signature is verified once, and never taken for verified where anything at all is different. */
class DnssecMemoryTest {
    private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
    private static final Name EXISTING = Name.fromConstantString("x.signed.test.");
    private static final Name ABSENT = Name.fromConstantString("nowhere.signed.test.");

    private final MutableTime clock = new MutableTime(START);
    private final List<Message> given = new ArrayList<>();
    private LoopbackDns server;
    private LoopbackZone zone;
    private Exchange exchange;
    private Dnssec dnssec;

    @BeforeEach
    void start() {
        // the signatures stay while the clock moves
        server = LoopbackDns.start(() -> START);
        LoopbackZone top = server.signedZone("test.");
        zone = server.signedZone("signed.test.").add("x.signed.test. 600 IN TXT \"true\"");
        top.delegate(zone);
        Wire wire = new Wire(Duration.ofSeconds(5), 1, 1232, true, true, new Gate(8));
        exchange = new Upstream(List.of(server.address()), wire);
        dnssec = new Dnssec(
                TrustAnchors.of(List.of(top.ds())), exchange, clock, validator -> new Watched(validator, given));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private Message answer(Name name, int type) {
        return exchange.ask(name, type, Runnable::run)
                .toCompletableFuture()
                .join()
                .message()
                .orElseThrow();
    }

    private Security judge(Name name, int type, Message answer) {
        return dnssec.judge(name, type, AnswerSections.of(answer, name, type), Runnable::run)
                .toCompletableFuture()
                .join()
                .security();
    }

    private static Message changed(Message answer, int section, UnaryOperator<Record> change) {
        Message changed = answer.clone();
        changed.removeAllRecords(section);
        answer.getSection(section).forEach(record -> changed.addRecord(change.apply(record), section));
        return changed;
    }

    private static RRSIGRecord signature(RRSIGRecord s, Instant expire, Instant begin, byte[] octets, long ttl) {
        return new RRSIGRecord(
                s.getName(),
                s.getDClass(),
                ttl,
                s.getTypeCovered(),
                s.getAlgorithm(),
                s.getOrigTTL(),
                expire,
                begin,
                s.getFootprint(),
                s.getSigner(),
                octets);
    }

    private static Record spoiled(Record record) {
        if (!(record instanceof RRSIGRecord s)) {
            return record;
        }
        byte[] octets = s.getSignature().clone();
        octets[5] ^= 1;
        return signature(s, s.getExpire(), s.getTimeSigned(), octets, s.getTTL());
    }

    private static Record inOneSecond(Record record) {
        if (record instanceof RRSIGRecord s) {
            return signature(s, s.getExpire(), s.getTimeSigned(), s.getSignature(), s.getTTL() - 1);
        }
        return Record.newRecord(
                record.getName(),
                record.getType(),
                record.getDClass(),
                record.getTTL() - 1,
                record.rdataToWireCanonical());
    }

    @Nested
    class TheSameAnswer {
        @ParameterizedTest
        @ValueSource(strings = {"x.signed.test.", "nowhere.signed.test.", "signed.test."})
        void isVerifiedOnce(String text) {
            Name name = Name.fromConstantString(text);

            assertThat(judge(name, Type.TXT, answer(name, Type.TXT))).isEqualTo(Security.SECURE);
            assertThat(judge(name, Type.TXT, answer(name, Type.TXT))).isEqualTo(Security.SECURE);

            assertThat(given).hasSize(1);
        }

        @Test
        @DisplayName("a forwarder counts TTLs down: that makes no other answer")
        void withOtherTtls_isVerifiedOnce() {
            Message first = answer(EXISTING, Type.TXT);
            judge(EXISTING, Type.TXT, first);

            Message later = changed(first, Section.ANSWER, DnssecMemoryTest::inOneSecond);
            assertThat(later.getSection(Section.ANSWER).get(0).getTTL()).isEqualTo(599);
            assertThat(judge(EXISTING, Type.TXT, later)).isEqualTo(Security.SECURE);

            assertThat(given).hasSize(1);
        }

        @Test
        void thatWasBogus_isVerifiedEachTime() {
            zone.signing(LoopbackZone.Signing.CORRUPT);
            for (int i = 0; i < 2; i++) {
                assertThat(judge(EXISTING, Type.TXT, answer(EXISTING, Type.TXT)))
                        .isEqualTo(Security.BOGUS);
            }
            assertThat(given).hasSize(2);
        }

        @Test
        void thatWasInsecure_isVerifiedEachTime() {
            LoopbackZone open = server.zone("open.signed.test.").add("open.signed.test. 60 IN TXT \"open\"");
            zone.delegate(open);
            Name name = Name.fromConstantString("open.signed.test.");
            for (int i = 0; i < 2; i++) {
                assertThat(judge(name, Type.TXT, answer(name, Type.TXT))).isEqualTo(Security.INSECURE);
            }
            assertThat(given).hasSize(2);
        }
    }

    @Nested
    class AnotherAnswer {
        private Message proven;

        @BeforeEach
        void prove() {
            proven = answer(EXISTING, Type.TXT);
            assertThat(judge(EXISTING, Type.TXT, proven)).isEqualTo(Security.SECURE);
            given.clear();
        }

        @Test
        void withOneOctetOfData_isRefused() {
            Message lie = changed(
                    proven,
                    Section.ANSWER,
                    record -> record instanceof TXTRecord ? new TXTRecord(EXISTING, DClass.IN, 600, "trud") : record);

            assertThat(judge(EXISTING, Type.TXT, lie)).isEqualTo(Security.BOGUS);
        }

        @Test
        void withOneOctetOfTheSignature_isRefused() {
            assertThat(judge(EXISTING, Type.TXT, changed(proven, Section.ANSWER, DnssecMemoryTest::spoiled)))
                    .isEqualTo(Security.BOGUS);
        }

        @Test
        void withOneMoreRecord_isRefused() {
            Message more = proven.clone();
            more.addRecord(new TXTRecord(EXISTING, DClass.IN, 600, "more"), Section.ANSWER);

            assertThat(judge(EXISTING, Type.TXT, more)).isEqualTo(Security.BOGUS);
        }

        @Test
        void withoutItsSignature_isRefused() {
            Message bare = proven.clone();
            bare.removeAllRecords(Section.ANSWER);
            bare.addRecord(proven.getSection(Section.ANSWER).get(0), Section.ANSWER);

            assertThat(judge(EXISTING, Type.TXT, bare)).isEqualTo(Security.BOGUS);
        }

        @Test
        void atAnotherName_isRefused() {
            Name other = Name.fromConstantString("y.signed.test.");
            Message moved = changed(proven, Section.ANSWER, record -> record.withName(other));

            assertThat(judge(other, Type.TXT, moved)).isEqualTo(Security.BOGUS);
        }

        @Test
        void toAnotherTypeOfQuestion_isRefused() {
            assertThat(judge(EXISTING, Type.CAA, proven)).isEqualTo(Security.BOGUS);
        }

        @Test
        @DisplayName("a proven denial of a name is none of another, nor of data at it")
        void denial_ofAnotherNameOrKind_isRefused() {
            Message denial = answer(ABSENT, Type.TXT);
            assertThat(judge(ABSENT, Type.TXT, denial)).isEqualTo(Security.SECURE);
            given.clear();

            assertThat(judge(EXISTING, Type.TXT, denial)).isEqualTo(Security.BOGUS);
            Message otherRcode = denial.clone();
            otherRcode.getHeader().setRcode(Rcode.NOERROR);
            judge(ABSENT, Type.TXT, otherRcode);
            assertThat(given).hasSize(2);
        }
    }

    @Nested
    @DisplayName("RFC 4035 section 5.3.3: how long a proof holds")
    class Time {
        @BeforeEach
        void prove() {
            judge(EXISTING, Type.TXT, answer(EXISTING, Type.TXT));
            assertThat(given).hasSize(1);
        }

        private void judgeAt(Instant now) {
            clock.set(now);
            judge(EXISTING, Type.TXT, answer(EXISTING, Type.TXT));
        }

        @Test
        void untilTheTtlIsOver() {
            judgeAt(START.plusSeconds(599));
            assertThat(given).hasSize(1);

            judgeAt(START.plusSeconds(600));
            assertThat(given).hasSize(2);
        }

        @Test
        void notBeforeItWasGiven() {
            judgeAt(START.minusSeconds(1));

            assertThat(given).hasSize(2);
        }

        @Test
        void notWithOtherKeys() {
            judgeAt(START.plus(Duration.ofMinutes(31)));

            assertThat(given).hasSize(2);
        }
    }

    @Nested
    class Signatures {
        private final Proven proven = new Proven();

        /** An answer with one signature of these dates, and a TTL of a day. */
        private Message dated(Instant begin, Instant expire) {
            Message answer = changed(
                    answer(EXISTING, Type.TXT),
                    Section.ANSWER,
                    record -> record instanceof RRSIGRecord s
                            ? new RRSIGRecord(
                                    EXISTING,
                                    DClass.IN,
                                    86_400,
                                    Type.TXT,
                                    s.getAlgorithm(),
                                    86_400,
                                    expire,
                                    begin,
                                    s.getFootprint(),
                                    s.getSigner(),
                                    s.getSignature())
                            : new TXTRecord(EXISTING, DClass.IN, 86_400, "true"));
            return answer;
        }

        private boolean holds(Message message, Instant proof, Instant now) {
            proven.remember(Proven.answer(message, proof), proof);
            return proven.holds(Proven.answer(message, now), now);
        }

        @Test
        void expired_provesNothingMore() {
            Message message = dated(START.minusSeconds(60), START.plusSeconds(60));

            assertThat(holds(message, START, START.plusSeconds(59))).isTrue();
            assertThat(holds(message, START, START.plusSeconds(60))).isFalse();
        }

        @Test
        void notYetValid_isNotRemembered() {
            Message message = dated(START.plusSeconds(1), START.plusSeconds(60));

            assertThat(holds(message, START, START.plusSeconds(2))).isFalse();
            assertThat(holds(message, START.plusSeconds(1), START.plusSeconds(2)))
                    .isTrue();
        }

        @Test
        void none_isNotRemembered() {
            Message message = dated(START.minusSeconds(60), START.plusSeconds(60));
            message.removeRecord(message.getSection(Section.ANSWER).get(1), Section.ANSWER);

            assertThat(holds(message, START, START)).isFalse();
        }

        @Test
        @DisplayName("4 096 proofs are kept, those used last")
        void tooMany_theOldestAreForgotten() {
            Message message = dated(START.minusSeconds(60), START.plusSeconds(60));
            Message question = message.clone();
            for (int i = 0; i < 4097; i++) {
                question.removeAllRecords(Section.QUESTION);
                Name name = Name.fromConstantString(i + ".test.");
                question.addRecord(Record.newRecord(name, Type.TXT, DClass.IN), Section.QUESTION);
                proven.remember(Proven.answer(question, START), START);
                // the first is used, the second is not
                question.removeAllRecords(Section.QUESTION);
                question.addRecord(Record.newRecord(Name.fromConstantString("0.test."), Type.TXT, DClass.IN), 0);
                assertThat(proven.holds(Proven.answer(question, START), START)).isTrue();
            }

            question.removeAllRecords(Section.QUESTION);
            question.addRecord(Record.newRecord(Name.fromConstantString("1.test."), Type.TXT, DClass.IN), 0);
            assertThat(proven.holds(Proven.answer(question, START), START)).isFalse();
        }
    }

    @Nested
    @DisplayName("The SOA of a zone, the same in all its denials")
    class Soa {
        private final Name another = Name.fromConstantString("elsewhere.signed.test.");

        private List<Integer> authorityGiven(int number) {
            return given.get(number).getSection(Section.AUTHORITY).stream()
                    .map(Record::getType)
                    .toList();
        }

        @Test
        void isProvenOnce_andTheDenialEachTime() {
            judge(ABSENT, Type.CAA, answer(ABSENT, Type.CAA));
            assertThat(authorityGiven(0)).contains(Type.SOA, Type.NSEC, Type.RRSIG);

            assertThat(judge(another, Type.CAA, answer(another, Type.CAA))).isEqualTo(Security.SECURE);

            assertThat(authorityGiven(1)).contains(Type.NSEC, Type.RRSIG).doesNotContain(Type.SOA);
        }

        @Test
        void proven_doesNotMakeUpForTheDenial() {
            judge(ABSENT, Type.CAA, answer(ABSENT, Type.CAA));
            Message denial = answer(another, Type.CAA);
            Message soaOnly = denial.clone();
            soaOnly.removeAllRecords(Section.AUTHORITY);
            denial.getSection(Section.AUTHORITY).stream()
                    .filter(r ->
                            r.getType() == Type.SOA || (r instanceof RRSIGRecord s && s.getTypeCovered() == Type.SOA))
                    .forEach(r -> soaOnly.addRecord(r, Section.AUTHORITY));

            assertThat(judge(another, Type.CAA, soaOnly)).isEqualTo(Security.BOGUS);
            assertThat(judge(another, Type.CAA, changed(denial, Section.AUTHORITY, Soa::withoutSignedNsec)))
                    .isEqualTo(Security.BOGUS);
            assertThat(judge(another, Type.CAA, denial)).isEqualTo(Security.SECURE);
        }

        private static Record withoutSignedNsec(Record record) {
            return record instanceof RRSIGRecord s && s.getTypeCovered() == Type.NSEC ? spoiled(s) : record;
        }

        @ParameterizedTest
        @EnumSource
        void withAnythingElse_isProvenAnew(Change change) {
            judge(ABSENT, Type.CAA, answer(ABSENT, Type.CAA));
            Message denial = changed(answer(another, Type.CAA), Section.AUTHORITY, change.change);

            assertThat(judge(another, Type.CAA, denial)).isEqualTo(Security.BOGUS);

            assertThat(authorityGiven(1)).contains(Type.SOA);
        }

        enum Change {
            SERIAL(record -> record.getType() == Type.SOA ? serial(record) : record),
            SIGNATURE(
                    record -> record instanceof RRSIGRecord s && s.getTypeCovered() == Type.SOA ? spoiled(s) : record);

            private final UnaryOperator<Record> change;

            Change(UnaryOperator<Record> change) {
                this.change = change;
            }

            private static Record serial(Record record) {
                byte[] rdata = record.rdataToWireCanonical();
                rdata[rdata.length - 17] ^= 1;
                return Record.newRecord(record.getName(), Type.SOA, DClass.IN, record.getTTL(), rdata);
            }
        }
    }

    /** Takes down what the validator is given; it gets the answer through the head, so the judgement tells. */
    private record Watched(Resolver validator, List<Message> given) implements Resolver {
        @Override
        public CompletionStage<Message> sendAsync(Message query, Executor executor) {
            given.add(((Judging) executor).answer.get().orElseThrow());
            return validator.sendAsync(query, executor);
        }

        @Override
        public Duration getTimeout() {
            return Duration.ZERO;
        }

        @Override
        public void setPort(int port) {}

        @Override
        public void setTCP(boolean flag) {}

        @Override
        public void setIgnoreTruncation(boolean flag) {}

        @Override
        public void setEDNS(int version, int payloadSize, int flags, List<EDNSOption> options) {}

        @Override
        public void setTSIGKey(TSIG key) {}

        @Override
        public void setTimeout(Duration timeout) {}
    }
}
