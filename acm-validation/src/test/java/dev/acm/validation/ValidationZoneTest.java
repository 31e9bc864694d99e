package dev.acm.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acm.certificate.CertificateArn;
import dev.acm.dcv.Challenge;
import dev.acm.dcv.ResourceRecord;
import dev.acm.dcv.ValidationTokens;
import dev.acm.diagnosis.Actor;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.loopbackdns.LoopbackDns;
import dev.acm.loopbackdns.LoopbackDns.Fault;
import dev.acm.loopbackdns.LoopbackZone;
import dev.acm.name.DomainName;
import dev.acm.spi.DnsAnswer;
import dev.acm.spi.DnsQuestion;
import dev.acm.spi.DnsRecord;
import dev.acm.spi.DnsResolver;
import dev.acm.spi.Document;
import dev.acm.spi.DomainValidator;
import dev.acm.spi.Judgement;
import dev.acm.spi.Observation;
import dev.acm.spi.ValidationRules;
import dev.acm.spi.ValidationSubject;
import dev.acm.spi.ValidationZone;
import dev.acm.testkit.contract.DomainValidatorContract;
import dev.acm.testkit.contract.ValidationZoneContract;
import dev.acm.validation.dns.DnsjavaResolver;
import dev.acm.validation.dns.DynamicUpdateZone;
import dev.acm.validation.dns.TrustAnchors;
import dev.acm.validation.dns.TsigKey;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The second half of ACM's design over real packets: dynamic updates with TSIG, and a fresh value for each look. */
class ValidationZoneTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);
    private static final DomainName APEX = DomainName.parse("validation.test");
    private static final byte[] SECRET = new byte[32];
    private static final ValidationSubject SUBJECT = new ValidationSubject(
            new CertificateArn("acm", "local", "alice", new UUID(1, 2)), 1, DomainName.parse("shop.example.test"));

    private final ValidationTokens tokens = ValidationTokens.of(List.of(new byte[32]), APEX);
    private final ResourceRecord record = tokens.record("alice", SUBJECT.name());
    private LoopbackDns server;
    private LoopbackZone top;
    private LoopbackZone owners;
    private DnsjavaResolver resolver;

    @BeforeEach
    void start() {
        server = LoopbackDns.start(CLOCK);
        server.takeUpdates("acm-key", SECRET);
        top = server.signedZone("test.");
        owners = server.signedZone("example.test.");
        top.delegate(owners).delegate(server.signedZone("validation.test."));
        resolver = DnsjavaResolver.builder(server.address(), TrustAnchors.of(List.of(top.ds())), CLOCK)
                .timeout(Duration.ofSeconds(5))
                .attempts(1)
                .build();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private DynamicUpdateZone zone() {
        return zone(TsigKey.of("acm-key", TsigKey.Algorithm.HMAC_SHA256, SECRET));
    }

    private DynamicUpdateZone zone(TsigKey key) {
        return DynamicUpdateZone.of(server.address(), APEX, key, CLOCK).withTimeout(Duration.ofSeconds(5));
    }

    private DnsValidation validation(ValidationZone zone) {
        return DnsValidation.of(resolver, tokens).withZone(zone, new SecureRandom());
    }

    private List<String> texts(String name) {
        return resolver.ask(new DnsQuestion(name, "TXT")).toCompletableFuture().join().records().stream()
                .map(r -> String.join("", ((DnsRecord.Txt) r).strings()))
                .toList();
    }

    private static Observation observe(DomainValidator validation) {
        return validation.observe(SUBJECT).toCompletableFuture().join();
    }

    private static Judgement judge(DomainValidator validation, Observation observation) {
        return validation.judge(SUBJECT, observation, ValidationRules.acm(), NOW);
    }

    private static Diagnosis diagnose(DomainValidator validation) {
        return ((Judgement.NotYet) judge(validation, observe(validation))).diagnosis();
    }

    private static String value(Observation observation) {
        return observation.facts().findDocument("fresh").orElseThrow().string("value");
    }

    @Nested
    class UpdatedZone implements ValidationZoneContract {
        @Override
        public ValidationZone newZone() {
            return zone();
        }

        @Override
        public List<String> answers(ValidationZone zone, String name) {
            return texts(name);
        }

        @Override
        public void breakDown(ValidationZone zone) {
            server.fault("validation.test.", "SOA", Fault.REFUSED);
        }
    }

    @Nested
    class Validator implements DomainValidatorContract {
        @Override
        public DomainName name() {
            return DomainName.parse("contract.example.test");
        }

        @Override
        public DomainValidator newValidator() {
            return validation(zone());
        }

        @Override
        public void act(DomainValidator validator, ValidationSubject subject, Challenge challenge) {
            owners.add(((Challenge.PublishRecord) challenge).record().toZoneLine());
        }

        @Override
        public void undo(DomainValidator validator, ValidationSubject subject) {
            owners.remove(
                    ((Challenge.PublishRecord) validator.challenge(subject))
                            .record()
                            .name(),
                    "CNAME");
        }
    }

    @Test
    void observe_eachTime_writesAnotherValueAndRemovesIt() {
        owners.add(record.toZoneLine());
        DnsValidation validation = validation(zone());

        Observation first = observe(validation);
        Observation second = observe(validation);

        assertThat(List.of(judge(validation, first), judge(validation, second)))
                .containsOnly(new Judgement.Proven(List.of(SUBJECT.name()), NOW));
        assertThat(value(first)).matches("[0-9a-f]{40}").isNotEqualTo(value(second));
        assertThat(texts(record.value())).isEmpty();
        assertThat(server.asked()).contains("UDP TXT " + record.name()).contains("UPDATE validation.test.");
    }

    @Test
    void observe_ownersValueWithoutUnderscore_writesWhereItLeads() {
        owners.add(record.name() + " 60 IN CNAME " + record.value().substring(1));

        assertThat(judge(validation(zone()), observe(validation(zone())))).isInstanceOf(Judgement.Proven.class);
    }

    @Test
    void observe_noRecordOfTheOwner_writesNothing() {
        assertThat(diagnose(validation(zone())).code()).isEqualTo("DNS_NO_RECORD");
        assertThat(server.asked()).noneMatch(asked -> asked.startsWith("UPDATE"));
    }

    @Test
    void judge_zoneTakesNoUpdate_isForTheHostToMend() {
        owners.add(record.toZoneLine());
        server.fault("validation.test.", "SOA", Fault.SERVFAIL);

        Diagnosis diagnosis = diagnose(validation(zone()));

        assertThat(diagnosis.code()).isEqualTo("DNS_ZONE_NOT_WRITTEN");
        assertThat(diagnosis.actor()).isEqualTo(Actor.HOST);
        assertThat(diagnosis.summary()).contains("SERVFAIL");
        server.heal();
        assertThat(judge(validation(zone()), observe(validation(zone())))).isInstanceOf(Judgement.Proven.class);
    }

    @Test
    void judge_zoneElsewhere_isForTheHostToMend() throws IOException {
        owners.add(record.toZoneLine());
        try (LoopbackDns hidden = LoopbackDns.start(CLOCK)) {
            hidden.takeUpdates("acm-key", SECRET);
            hidden.zone("validation.test.");
            ValidationZone unseen = DynamicUpdateZone.of(
                    hidden.address(), APEX, TsigKey.of("acm-key", TsigKey.Algorithm.HMAC_SHA256, SECRET), CLOCK);

            Diagnosis diagnosis = diagnose(validation(unseen));

            assertThat(diagnosis.code()).isEqualTo("DNS_ZONE_NOT_SEEN");
            assertThat(diagnosis.actor()).isEqualTo(Actor.HOST);
        }
    }

    @Test
    void judge_evidenceWithoutAValue_isNoProof() {
        owners.add(record.toZoneLine());
        Observation withoutZone = observe(DnsValidation.of(resolver, tokens));

        assertThat(judge(DnsValidation.of(resolver, tokens), withoutZone)).isInstanceOf(Judgement.Proven.class);
        assertThat(judge(validation(zone()), withoutZone)).isInstanceOf(Judgement.NotYet.class);
    }

    @Test
    void judge_anotherLooksValue_isNoProof() {
        owners.add(record.toZoneLine());
        DnsValidation validation = validation(zone());
        Observation seen = observe(validation);
        Document fresh = seen.facts().findDocument("fresh").orElseThrow();
        Document replayed = seen.facts().toBuilder()
                .put("fresh", fresh.toBuilder().put("value", "0".repeat(40)).build())
                .build();

        assertThat(judge(validation, new Observation(NOW, replayed))).isInstanceOf(Judgement.NotYet.class);
    }

    private void leaveOver(int count) {
        for (int i = 0; i < count; i++) {
            zone().add(record.value(), String.format("%040x", i))
                    .toCompletableFuture()
                    .join();
        }
    }

    @Test
    void observe_looksThatWereBrokenOff_areClearedAwayAnHourLater() {
        owners.add(record.toZoneLine());
        leaveOver(20);
        zone().add(record.value(), "somebody else's").toCompletableFuture().join();
        ShiftedResolver shifted = new ShiftedResolver(resolver);
        DnsValidation validation = DnsValidation.of(shifted, tokens).withZone(zone(), new SecureRandom());

        assertThat(judge(validation, observe(validation))).isInstanceOf(Judgement.Proven.class);
        assertThat(texts(record.value())).hasSize(21);
        shifted.by = Duration.ofMinutes(59);
        observe(validation);
        assertThat(texts(record.value())).hasSize(21);
        shifted.by = Duration.ofHours(1);
        observe(validation);
        assertThat(texts(record.value())).containsExactly("somebody else's");
    }

    @Test
    void observe_manyLeftOver_areClearedAwayInParts() {
        owners.add(record.toZoneLine());
        leaveOver(60);
        ShiftedResolver shifted = new ShiftedResolver(resolver);
        DnsValidation validation = DnsValidation.of(shifted, tokens).withZone(zone(), new SecureRandom());

        observe(validation);
        shifted.by = Duration.ofHours(1);
        assertThat(judge(validation, observe(validation))).isInstanceOf(Judgement.Proven.class);
        assertThat(texts(record.value())).hasSize(28);
        observe(validation);
        assertThat(texts(record.value())).isEmpty();
    }

    /** The worst order: all values are there, and each look is over before the next one asks. */
    @Test
    void observe_manyLooksAtOneName_leaveEachOthersValuesAlone() {
        owners.add(record.toZoneLine());
        List<CompletableFuture<Void>> gates = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> allWritten = new CompletableFuture<>();
        DnsResolver held = new ShiftedResolver(resolver) {
            @Override
            public CompletionStage<DnsAnswer> ask(DnsQuestion question) {
                if (!question.type().equals("TXT")) {
                    return super.ask(question);
                }
                CompletableFuture<Void> gate = new CompletableFuture<>();
                gates.add(gate);
                if (gates.size() == 40) {
                    allWritten.complete(null);
                }
                return gate.thenCompose(open -> super.ask(question));
            }
        };
        DnsValidation validation = DnsValidation.of(held, tokens).withZone(zone(), new SecureRandom());
        List<CompletableFuture<Observation>> looks = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            looks.add(validation.observe(SUBJECT).toCompletableFuture());
        }
        allWritten.join();

        List<CompletableFuture<Observation>> running = new ArrayList<>(looks);
        for (CompletableFuture<Void> gate : gates) {
            gate.complete(null);
            CompletableFuture.anyOf(running.toArray(CompletableFuture[]::new)).join();
            running.removeIf(CompletableFuture::isDone);
        }

        assertThat(looks)
                .allSatisfy(look -> assertThat(judge(validation, look.join())).isInstanceOf(Judgement.Proven.class));
        assertThat(texts(record.value())).isEmpty();
    }

    /** The same resolver with a clock of its own. */
    private static class ShiftedResolver implements DnsResolver {
        private final DnsResolver resolver;
        private Duration by = Duration.ZERO;

        ShiftedResolver(DnsResolver resolver) {
            this.resolver = resolver;
        }

        @Override
        public String vantagePoint() {
            return resolver.vantagePoint();
        }

        @Override
        public CompletionStage<DnsAnswer> ask(DnsQuestion question) {
            return resolver.ask(question)
                    .thenApply(a -> new DnsAnswer(
                            a.question(),
                            a.status(),
                            a.aliases(),
                            a.records(),
                            a.security(),
                            a.server(),
                            a.detail(),
                            a.negativeTtl(),
                            a.at().plus(by)));
        }
    }

    @Test
    @DisplayName("an owner with many texts elsewhere causes no updates but the look's own two")
    void observe_ownersTextsElsewhere_areLeftAlone() {
        owners.add(record.toZoneLine());
        DnsResolver elsewhere = resolverThatAnswersTexts(100);

        Observation seen = observe(DnsValidation.of(elsewhere, tokens).withZone(zone(), new SecureRandom()));

        assertThat(judge(validation(zone()), seen)).isInstanceOf(Judgement.NotYet.class);
        assertThat(server.asked().stream().filter(asked -> asked.startsWith("UPDATE")))
                .hasSize(2);
    }

    /** CNAME questions go to the zone; a TXT question is answered at the name itself. */
    private DnsResolver resolverThatAnswersTexts(int count) {
        return new DnsResolver() {
            @Override
            public String vantagePoint() {
                return "elsewhere";
            }

            @Override
            public CompletionStage<DnsAnswer> ask(DnsQuestion question) {
                if (!question.type().equals("TXT")) {
                    return resolver.ask(question);
                }
                List<DnsRecord> texts = IntStream.range(0, count)
                        .<DnsRecord>mapToObj(i -> new DnsRecord.Txt(question.name(), 60, List.of("text-" + i)))
                        .toList();
                return CompletableFuture.completedFuture(new DnsAnswer(
                        question,
                        DnsAnswer.Status.NOERROR,
                        List.of(),
                        texts,
                        DnsAnswer.Security.SECURE,
                        "elsewhere",
                        Optional.empty(),
                        Optional.empty(),
                        NOW));
            }
        };
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"DROP", "REFUSED"})
    void add_fault_isToldWithTheServer(Fault fault) {
        server.fault("validation.test.", "SOA", fault);
        Duration timeout = fault == Fault.DROP ? Duration.ofMillis(250) : Duration.ofSeconds(5);

        ValidationZone.Change change = zone().withTimeout(timeout)
                .add(record.value(), "x")
                .toCompletableFuture()
                .join();

        assertThat(change)
                .isInstanceOfSatisfying(
                        ValidationZone.Failed.class,
                        failed -> assertThat(failed.server())
                                .isEqualTo("127.0.0.1:" + server.address().getPort()));
    }

    @Test
    void add_anotherSecret_isRefused() {
        byte[] other = SECRET.clone();
        other[0] = 1;

        ValidationZone.Change change = zone(TsigKey.of("acm-key", TsigKey.Algorithm.HMAC_SHA256, other))
                .add(record.value(), "x")
                .toCompletableFuture()
                .join();

        assertThat(change).isInstanceOf(ValidationZone.Failed.class);
        assertThat(texts(record.value())).isEmpty();
    }

    /** RFC 8945 section 5.3: who cannot authenticate the answer has not been answered. */
    @Test
    void add_answerWithoutTsig_isNotDone() throws IOException {
        try (LoopbackDns forger = LoopbackDns.start(CLOCK)) {
            forger.answerUpdatesUnsigned();
            DynamicUpdateZone zone = DynamicUpdateZone.of(
                    forger.address(), APEX, TsigKey.of("acm-key", TsigKey.Algorithm.HMAC_SHA256, SECRET), CLOCK);

            assertThat(zone.add(record.value(), "x").toCompletableFuture().join())
                    .isInstanceOfSatisfying(
                            ValidationZone.Failed.class,
                            failed -> assertThat(failed.detail()).contains("not authenticated"));
        }
    }

    @Test
    void options_outOfRange_areRefused() {
        assertThatThrownBy(() -> TsigKey.of("k", TsigKey.Algorithm.HMAC_SHA512, new byte[31]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TsigKey.of("a..b", TsigKey.Algorithm.HMAC_SHA256, SECRET))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> zone().withTimeout(Duration.ofMinutes(2)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DynamicUpdateZone.of(
                        InetSocketAddress.createUnresolved("dns.example", 53),
                        APEX,
                        TsigKey.of("k", TsigKey.Algorithm.HMAC_SHA256, SECRET),
                        CLOCK))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DnsValidation.of(
                                resolver, ValidationTokens.of(List.of(SECRET), DomainName.parse("other.test")))
                        .withZone(zone(), new SecureRandom()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void toString_key_showsNoSecret() {
        byte[] secret = new byte[32];
        Arrays.fill(secret, (byte) 'S');

        assertThat(TsigKey.of("acm-key", TsigKey.Algorithm.HMAC_SHA256, secret))
                .hasToString("TsigKey[acm-key., HMAC_SHA256]");
    }
}
