package dev.acm.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.acm.certificate.CertificateStatus;
import dev.acm.certificate.CertificateType;
import dev.acm.certificate.FailureReason;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.certificate.RenewalSummary;
import dev.acm.certificate.RevocationReason;
import dev.acm.dcv.ResourceRecord;
import dev.acm.dcv.ValidationMethod;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.diagnosis.Evidence;
import dev.acm.event.EventType;
import dev.acm.name.DomainName;
import dev.acm.renewal.LifecyclePolicy;
import dev.acm.renewal.RenewalStatus;
import dev.acm.spi.AttemptId;
import dev.acm.spi.Document;
import dev.acm.spi.RetryClass;
import dev.acm.tag.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The stored form of a certificate, schema 1, pinned by golden files. A file is never changed: a change of the form that
 * makes these tests fail breaks managers of the version before that share the store, and needs a new schema.
 */
class RecordCodecTest {
    private static final Instant T = Instant.parse("2026-06-01T00:00:00Z");

    private static String golden(String name) {
        try (InputStream in = RecordCodecTest.class.getResourceAsStream("/golden/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Document goldenDocument(String name) {
        return Document.of(TinyJson.read(golden(name)));
    }

    private static Diagnosis diagnosis() {
        return Diagnosis.builder("DNS_NO_RECORD", "There is no such record.")
                .subject("example.com")
                .actor(dev.acm.diagnosis.Actor.OWNER)
                .remedy("Publish the record.")
                .evidence(
                        new Evidence("CNAME _x.example.com.", "192.0.2.53 (UDP)", "NXDOMAIN", "_y.validation.example."))
                .record(new ResourceRecord("_x.example.com.", "CNAME", "_y.validation.example."))
                .nextTry(T.plusSeconds(10))
                .build();
    }

    /** A record in which every field has a value; no real certificate has all at once. */
    private static CertificateRecord full() {
        CertificateRecord.Wish wish = new CertificateRecord.Wish(
                Samples.ARN,
                List.of(DomainName.parse("example.com"), DomainName.parse("*.example.com")),
                CertificateType.AMAZON_ISSUED,
                ValidationMethod.DNS,
                KeyAlgorithm.EC_prime256v1,
                true,
                true,
                Optional.of(Duration.ofDays(90)),
                T,
                "alice");
        NameState proven = NameState.fresh(DomainName.parse("example.com"), T)
                .proven(
                        T,
                        Optional.of(Document.builder()
                                .put("target", "_y.validation.example.")
                                .build()),
                        T);
        NameState waiting = NameState.fresh(DomainName.parse("www.example.com"), T)
                .waiting(Optional.of(Document.builder().put("rcode", 3).build()), diagnosis(), T.plusSeconds(10));
        Attempt attempt = Attempt.start(
                        new AttemptId("00112233445566778899aabbccddeeff"), 3, List.of(proven, waiting), T)
                .with(draft -> {
                    draft.key = Optional.of(Samples.key(3));
                    draft.signingRequest = Optional.of(Der.of(new byte[] {0x30, 3}));
                    draft.caaCheckedAt = Optional.of(T.plusSeconds(1));
                    draft.submitted = true;
                    draft.reference =
                            Optional.of(Document.builder().put("order", "7").build());
                    draft.toPublish = List.of(new ResourceRecord("_a.example.com.", "TXT", "token"));
                    draft.diagnosis = Optional.of(diagnosis());
                    draft.refusal = Optional.of(FailureReason.CAA_ERROR);
                    draft.tries = 2;
                    draft.nextTry = T.plusSeconds(60);
                });
        return Wishes.keyUsed(
                Wishes.requested(wish, "192.0.2.1").with(draft -> {
                    draft.status = CertificateStatus.ISSUED;
                    draft.failureReason = Optional.of(FailureReason.OTHER);
                    draft.lastDiagnoses = List.of(diagnosis());
                    draft.attempt = Optional.of(attempt);
                    draft.endedAttempts = 4;
                    draft.nextAttempt = T.plusSeconds(100);
                    draft.lastNames = List.of(proven);
                    draft.generations = List.of(generation(1, Optional.empty()), generation(2, Optional.of(2)));
                    draft.current = 2;
                    draft.deployments = List.of(new DeploymentState(
                            "edge",
                            "bob",
                            T,
                            1,
                            0,
                            Optional.empty(),
                            0,
                            true,
                            new Retries(Optional.of(diagnosis()), 1, T.plusSeconds(30)),
                            Retries.from(Instant.EPOCH),
                            Optional.empty()));
                    draft.renewal = Optional.of(new RenewalSummary(
                            RenewalStatus.PENDING_VALIDATION, Optional.of(FailureReason.CAA_ERROR), T));
                    draft.noticeGiven = 30;
                    draft.renewNow = true;
                    draft.exported = true;
                    draft.revocations = List.of(new Revocation(
                            Der.of(new byte[] {0x30, 9}),
                            "issuers",
                            RevocationReason.SUPERSEDED,
                            T,
                            Optional.of(T.plusSeconds(5)),
                            false,
                            1,
                            T.plusSeconds(5)));
                    draft.doomedKeys = List.of(new CertificateRecord.DoomedKey(1, Samples.key(1)));
                    draft.nextDelivery = T.plusSeconds(30);
                    draft.claim = Optional.of(new Claim("one", T.plusSeconds(300)));
                    draft.deletedAt = Optional.of(T.plusSeconds(1000));
                }),
                "export",
                Samples.CALLER,
                T.plusSeconds(2));
    }

    private static Generation generation(long number, Optional<Integer> key) {
        return new Generation(
                number,
                "0a:ff",
                T,
                T.plus(Duration.ofDays(90)),
                Der.of(new byte[] {0x30, (byte) number}),
                "issuers",
                key.map(Samples::key),
                "ffeeddccbbaa99887766554433221100",
                T);
    }

    @Test
    void deployment_acceptedAndToBeCut_roundTrips() {
        CertificateRecord record = full().with(draft -> draft.deployments = List.of(draft.deployments
                .get(0)
                .unseen(2, T.plusSeconds(20), diagnosis(), T.plusSeconds(50))
                .cutting(1)));

        assertThat(RecordCodec.decode(RecordCodec.encode(record, Document.empty()))
                        .deployments())
                .isEqualTo(record.deployments());
    }

    @Test
    @DisplayName(
            "an older document tells of a cut that failed where it tells of deploying: once cut, nothing is told any more")
    void deployment_olderOneThatCouldNotCut_isReadAsCutting() {
        DeploymentState edge = full().deployments().get(0).serving(2, T).failed(diagnosis(), T.plusSeconds(60));
        Document without = written(edge.cutting(1));
        Document older = without.toBuilder().remove("cutting").build();

        DeploymentState read = DeploymentCodec.decode(older);

        assertThat(read.cutting().diagnosis()).contains(diagnosis());
        assertThat(read.hasCut().diagnoses()).isEmpty();
        assertThat(DeploymentCodec.decode(without).serving().diagnosis()).isPresent();
        assertThat(DeploymentCodec.decode(without).cutting().diagnosis()).isEmpty();
    }

    private static Document written(DeploymentState deployment) {
        CertificateRecord record = full().with(draft -> draft.deployments = List.of(deployment));
        return RecordCodec.encode(record, Document.empty())
                .documents("deployments")
                .get(0);
    }

    @Nested
    class Golden {
        @Test
        void encode_fullRecord_isAsItWasWrittenBySchema1() {
            assertThat(TinyJson.write(
                            RecordCodec.encode(full(), Document.empty()).asMap()))
                    .isEqualTo(golden("certificate-1.json"));
        }

        @Test
        void encode_deploymentThatWasRolledBackAndCouldNotCut_isAsItWasWrittenBySchema1() {
            Retries cutting = new Retries(Optional.empty(), 2, T.plusSeconds(60));
            DeploymentState edge = full().deployments().get(0);
            CertificateRecord record = full().with(draft -> draft.deployments = List.of(new DeploymentState(
                    edge.target(),
                    edge.actor(),
                    edge.since(),
                    2,
                    3,
                    Optional.of(T.plusSeconds(7)),
                    1,
                    false,
                    Retries.from(T),
                    cutting,
                    Optional.of(new RolledBack(3, 2, T.plusSeconds(7200), true)))));

            Document document = RecordCodec.encode(record, Document.empty());

            assertThat(TinyJson.write(document.documents("deployments").get(0).asMap()))
                    .isEqualTo(golden("deployment-1.json"));
            assertThat(RecordCodec.decode(document).deployments()).isEqualTo(record.deployments());
        }

        @Test
        void encode_freshRecord_isAsItWasWrittenBySchema1() {
            assertThat(TinyJson.write(RecordCodec.encode(Samples.requested("example.com"), Document.empty())
                            .asMap()))
                    .isEqualTo(golden("certificate-1-requested.json"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"certificate-1.json", "certificate-1-requested.json"})
        void decode_golden_encodesToTheSame(String name) {
            Document document = goldenDocument(name);

            assertThat(RecordCodec.encode(RecordCodec.decode(document), Document.empty()))
                    .isEqualTo(document);
        }

        @Test
        void decode_golden_hasEachPart() {
            CertificateRecord record = RecordCodec.decode(goldenDocument("certificate-1.json"));

            assertThat(record.wish()).isEqualTo(full().wish());
            assertThat(record.attempt()).isEqualTo(full().attempt());
            assertThat(record.generations()).isEqualTo(full().generations());
            assertThat(record.deployments()).isEqualTo(full().deployments());
            assertThat(record.revocations()).isEqualTo(full().revocations());
            assertThat(record.outbox()).isEqualTo(full().outbox());
            assertThat(record.claim()).isEqualTo(full().claim());
            assertThat(record.renewal()).isEqualTo(full().renewal());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "failureReason",
                    "validity",
                    "attempt",
                    "renewal",
                    "claim",
                    "deletedAt",
                    "lastNames",
                    "lastDiagnoses",
                    "generations",
                    "deployments",
                    "revocations",
                    "doomedKeys",
                    "outbox",
                    "endedAttempts",
                    "noticeGiven",
                    "renewNow",
                    "exported"
                })
        void decode_withoutOneField_comesBackDifferent(String field) {
            Document without = goldenDocument("certificate-1.json").toBuilder()
                    .remove(field)
                    .build();

            Document again = RecordCodec.encode(RecordCodec.decode(without), Document.empty());

            assertThat(again).isNotEqualTo(goldenDocument("certificate-1.json"));
        }

        @Test
        void encode_noPrivateKeyOpened_holdsOnlySealedOnes() {
            assertThat(golden("certificate-1.json")).contains("\"sealed\"").doesNotContain("PRIVATE KEY");
        }
    }

    @Nested
    class Reading {
        @Test
        void decode_newerSchema_isRefusedByNumber() {
            Document newer = goldenDocument("certificate-1-requested.json").toBuilder()
                    .put("schema", 2)
                    .build();

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> RecordCodec.decode(newer))
                    .withMessageContaining("schema 2")
                    .withMessageContaining("reads 1");
        }

        @Test
        void decode_fieldMissing_namesIt() {
            Document without = goldenDocument("certificate-1-requested.json").toBuilder()
                    .remove("status")
                    .build();

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> RecordCodec.decode(without))
                    .withMessageContaining("'status'");
        }

        @Test
        void encode_tags_comeBackAndAreWrittenOnlyWhenThereAreAny() {
            List<Tag> tags = List.of(Tag.of("a", ""), Tag.of("b"), Tag.of("c", "web"));
            CertificateRecord tagged = Wishes.bornWith(full(), tags);

            Document document = RecordCodec.encode(tagged, Document.empty());

            assertThat(RecordCodec.decode(document).tags()).isEqualTo(tags);
            assertThat(RecordCodec.encode(Wishes.bornWith(tagged, List.of()), document))
                    .isEqualTo(goldenDocument("certificate-1.json"));
        }

        @Test
        void encode_overANewerDocument_keepsWhatItDoesNotKnow() {
            Document newer = goldenDocument("certificate-1.json").toBuilder()
                    .put("notKnownYet", Map.of("team", "web"))
                    .build();

            Document again = RecordCodec.encode(RecordCodec.decode(newer), newer);

            assertThat(again).isEqualTo(newer);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "attempt",
                    "renewal",
                    "claim",
                    "generations",
                    "deployments",
                    "revocations",
                    "doomedKeys",
                    "lastNames"
                })
        void encode_overANewerPart_keepsWhatItDoesNotKnow(String part) {
            Document newer = withUnknownField(goldenDocument("certificate-1.json"), part);

            assertThat(RecordCodec.encode(RecordCodec.decode(newer), newer)).isEqualTo(newer);
        }

        @Test
        void encode_overAnotherAttempt_takesNothingOfIt() {
            Document newer = withUnknownField(goldenDocument("certificate-1.json"), "attempt");
            CertificateRecord next = RecordCodec.decode(newer)
                    .with(draft -> draft.attempt = Optional.of(
                            Attempt.start(new AttemptId("ffffffffffffffffffffffffffffffff"), 3, List.of(), T)));

            Document again = RecordCodec.encode(next, newer);

            assertThat(again.findDocument("attempt").orElseThrow().has("later")).isFalse();
        }

        private static Document withUnknownField(Document document, String part) {
            Object value = document.asMap().get(part);
            Object changed = value instanceof List<?> list
                    ? list.stream()
                            .map(element -> withUnknownField((Map<?, ?>) element))
                            .toList()
                    : withUnknownField((Map<?, ?>) value);
            return document.toBuilder().put(part, changed).build();
        }

        private static Map<Object, Object> withUnknownField(Map<?, ?> part) {
            Map<Object, Object> more = new LinkedHashMap<>(part);
            more.put("later", Map.of("version", "two"));
            return more;
        }

        @Test
        void encode_valueGone_removesItFromTheDocument() {
            Document claimed = goldenDocument("certificate-1.json");

            Document released = RecordCodec.encode(Transitions.release(RecordCodec.decode(claimed)), claimed);

            assertThat(claimed.has("claim")).isTrue();
            assertThat(released.has("claim")).isFalse();
        }
    }

    @Nested
    class Due {
        @Test
        void dueAt_rest_isNever() {
            assertThat(RecordCodec.dueAt(new Action.Rest(), T)).isEmpty();
        }

        @Test
        void dueAt_sleep_isItsEnd() {
            assertThat(RecordCodec.dueAt(new Action.SleepUntil(T.plusSeconds(9)), T))
                    .contains(T.plusSeconds(9));
        }

        @Test
        void dueAt_somethingToDo_isNow() {
            assertThat(RecordCodec.dueAt(new Action.Deliver(), T)).contains(T);
        }
    }

    @Nested
    class Size {
        private static final int BOUND = 256 * 1024;

        private int size(CertificateRecord record) {
            return TinyJson.write(RecordCodec.encode(record, Document.empty()).asMap())
                    .replaceAll("\n *", "")
                    .getBytes(StandardCharsets.UTF_8)
                    .length;
        }

        private String[] hundredNames() {
            return IntStream.range(0, 100)
                    .mapToObj(i -> "customer-" + i + "." + "label-of-twenty-char.".repeat(4) + "example.com")
                    .toArray(String[]::new);
        }

        private Outcome.Observed sights(Action.Observe observe, Instant now, int octets) {
            Document facts =
                    Document.builder().put("answers", "x".repeat(octets)).build();
            List<Outcome.Sight> sights = new ArrayList<>();
            for (DomainName name : observe.names()) {
                Diagnosis.Builder why = diagnosis().toBuilder().subject(name.value());
                IntStream.range(0, 4)
                        .forEach(i -> why.evidence(new Evidence(
                                "CNAME _0123456789abcdef." + name + ".",
                                "192.0.2.5" + i + " (UDP)",
                                "NXDOMAIN",
                                "_fedcba9876543210.validation.example.")));
                sights.add(new Outcome.Sight(
                        name,
                        new dev.acm.spi.Observation(now, facts),
                        new dev.acm.spi.Judgement.NotYet(why.build(), RetryClass.HUMAN)));
            }
            return new Outcome.Observed(sights);
        }

        @ParameterizedTest
        @ValueSource(ints = {500, 16_000})
        void encode_hundredNamesWaitingAndNoLog_staysUnderTheBound(int octets) {
            CertificateRecord record = Samples.requested(hundredNames());
            Lifecycle lifecycle = new Lifecycle(LifecyclePolicy.acm());
            Instant now = T;
            for (int i = 0; i < 500; i++) {
                Action action = lifecycle.decide(record, now);
                if (action instanceof Action.Settle settle) {
                    record = Transitions.apply(record, action, settle.outcome(), now);
                } else if (action instanceof Action.Observe observe) {
                    record = Transitions.apply(record, action, sights(observe, now, octets), now);
                } else if (action instanceof Action.Deliver) {
                    record = Transitions.apply(
                            record, action, Samples.stalled("AUDIT_FAILED", RetryClass.TRANSIENT), now);
                } else if (action instanceof Action.SleepUntil sleep) {
                    now = sleep.at();
                }
            }

            assertThat(size(record)).isLessThan(BOUND);
        }

        @Test
        void encode_authorityReturnsWrongChainsForMonths_staysUnderTheBound() {
            Walk walk = Walk.inUse("example.com");
            for (int i = 0; i < 200; i++) {
                walk.wish(record -> Wishes.renewNow(record, walk.now)).toSubmit();
                walk.take(Samples.chainRefused());
                walk.run();
            }

            assertThat(walk.record.revocations()).hasSizeLessThan(10);
            assertThat(size(walk.record)).isLessThan(BOUND / 8);
        }

        @Test
        void encode_tenYearsOfRenewals_doesNotGrow() {
            Walk walk = Walk.inUse("example.com", "www.example.com");
            int first = size(walk.record);

            Stream.generate(() -> 0).limit(11).forEach(i -> walk.sleep().run());

            assertThat(walk.current().number()).isEqualTo(12);
            assertThat(size(walk.record)).isLessThan(first * 3);
        }
    }

    @Nested
    class Outbox {
        @Test
        void requested_firstEvent_namesWhoAndFromWhere() {
            CertificateRecord record = Samples.requested("example.com", "www.example.com");

            assertThat(record.outbox()).singleElement().satisfies(entry -> {
                assertThat(entry.event().type()).isEqualTo(EventType.REQUESTED);
                assertThat(entry.event().actor()).isEqualTo("alice");
                assertThat(entry.event().source()).isEqualTo("192.0.2.1");
                assertThat(entry.event().details()).containsEntry("names", "example.com www.example.com");
            });
        }
    }
}
