package dev.acm.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.certificate.CertificateArn;
import dev.acm.dcv.Challenge;
import dev.acm.dcv.ResourceRecord;
import dev.acm.dcv.ValidationTokens;
import dev.acm.diagnosis.Actor;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.loopbackdns.LoopbackDns;
import dev.acm.loopbackdns.LoopbackDns.Fault;
import dev.acm.loopbackdns.LoopbackZone;
import dev.acm.loopbackdns.LoopbackZone.Signing;
import dev.acm.name.DomainName;
import dev.acm.spi.Document;
import dev.acm.spi.Judgement;
import dev.acm.spi.Observation;
import dev.acm.spi.RetryClass;
import dev.acm.spi.ValidationRules;
import dev.acm.spi.ValidationSubject;
import dev.acm.validation.dns.DnsjavaResolver;
import dev.acm.validation.dns.TrustAnchors;
import dev.acm.validation.internal.Sizes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The validator over real packets: signed zones below a signed top. */
class DnsValidationTest {
    private static final Instant NOW = Instant.parse("2025-12-22T10:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);

    private final ValidationTokens tokens =
            ValidationTokens.of(List.of(secret(2), secret(1)), DomainName.parse("validation.acm.test"));
    private LoopbackDns server;
    private LoopbackZone zone;
    private LoopbackZone top;
    private DnsValidation validation;

    private static byte[] secret(int fill) {
        byte[] secret = new byte[32];
        Arrays.fill(secret, (byte) fill);
        return secret;
    }

    @BeforeEach
    void start() {
        server = LoopbackDns.start(CLOCK);
        top = server.signedZone("test.");
        zone = server.signedZone("example.test.");
        top.delegate(zone);
        validation = validation(Duration.ofSeconds(5));
    }

    private DnsValidation validation(Duration timeout) {
        return DnsValidation.of(
                DnsjavaResolver.builder(server.address(), TrustAnchors.of(List.of(top.ds())), CLOCK)
                        .timeout(timeout)
                        .build(),
                tokens);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private static ValidationSubject subject(String account, String name) {
        CertificateArn arn = new CertificateArn("acm", "local", account, new UUID(1, 2));
        return new ValidationSubject(arn, 1, DomainName.parse(name));
    }

    private static ValidationSubject subject(String name) {
        return subject("alice", name);
    }

    private ResourceRecord record(String name) {
        return tokens.record("alice", DomainName.parse(name));
    }

    private Observation observe(String name) {
        return validation.observe(subject(name)).toCompletableFuture().join();
    }

    private Judgement judge(String name) {
        return validation.judge(subject(name), observe(name), ValidationRules.acm(), NOW);
    }

    private Diagnosis diagnose(String name) {
        Judgement judgement = judge(name);
        assertThat(judgement).isInstanceOf(Judgement.NotYet.class);
        Diagnosis diagnosis = ((Judgement.NotYet) judgement).diagnosis();
        assertThat(diagnosis.evidence()).isNotEmpty();
        return diagnosis;
    }

    private static void assertProven(Judgement judgement, String name) {
        assertThat(judgement).isEqualTo(new Judgement.Proven(List.of(DomainName.parse(name)), NOW));
    }

    @Nested
    @DisplayName("ACM (d): what proves control")
    class Proofs {
        @Test
        void judge_recordPublished_isProven() {
            zone.add(record("shop.example.test").toZoneLine());

            assertProven(judge("shop.example.test"), "shop.example.test");
        }

        @Test
        void judge_wildcard_sharesTheRecordOfItsBase() {
            zone.add(record("shop.example.test").toZoneLine());

            assertThat(validation.challenge(subject("*.shop.example.test")))
                    .isEqualTo(new Challenge.PublishRecord(record("shop.example.test")));
            assertProven(judge("*.shop.example.test"), "*.shop.example.test");
        }

        @Test
        void judge_recordOfAnotherSecret_isProven() {
            ResourceRecord old =
                    tokens.accepted("alice", DomainName.parse("example.test")).get(1);
            zone.add(old.toZoneLine());

            assertProven(judge("example.test"), "example.test");
        }

        @Test
        void judge_valueWithoutUnderscore_isProven() {
            ResourceRecord record = record("example.test");
            zone.add(record.name() + " 60 IN CNAME " + record.value().substring(1));

            assertProven(judge("example.test"), "example.test");
        }

        @Test
        void judge_upperCase_isProven() {
            ResourceRecord record = record("example.test");
            zone.add(record.name().toUpperCase(java.util.Locale.ROOT) + " 60 IN CNAME "
                    + record.value().toUpperCase(java.util.Locale.ROOT));

            assertProven(judge("example.test"), "example.test");
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 5})
        void judge_atMostFiveChained_isProven(int length) {
            chain(length);

            assertProven(judge("example.test"), "example.test");
        }

        @ParameterizedTest
        @ValueSource(ints = {6, 8, 12})
        void judge_moreThanFiveChained_isTooLong(int length) {
            chain(length);

            assertThat(diagnose("example.test").code()).isEqualTo("DNS_CHAIN_TOO_LONG");
        }

        @Test
        void judge_rulesAllowMore_followsMore() {
            chain(6);

            Judgement judgement = validation.judge(
                    subject("example.test"), observe("example.test"), new ValidationRules(6, true), NOW);

            assertProven(judgement, "example.test");
        }

        private void chain(int length) {
            ResourceRecord record = record("example.test");
            String from = record.name();
            for (int i = 1; i < length; i++) {
                zone.add(from + " 60 IN CNAME hop" + i + ".example.test.");
                from = "hop" + i + ".example.test.";
            }
            zone.add(from + " 60 IN CNAME " + record.value());
        }

        @Test
        @DisplayName("D1: while the site itself is down, validation goes on")
        void judge_siteDown_isProven() {
            zone.add(record("example.test").toZoneLine());
            server.fault("example.test.", "A", Fault.DROP);

            assertProven(judge("example.test"), "example.test");
        }

        @Test
        @DisplayName("V3: evidence of one name or account proves no other")
        void judge_evidenceOfAnother_provesNothing() {
            zone.add(record("example.test").toZoneLine());
            Observation seen = observe("example.test");

            Judgement otherName = validation.judge(subject("www.example.test"), seen, ValidationRules.acm(), NOW);
            Judgement otherAccount = validation.judge(subject("bob", "example.test"), seen, ValidationRules.acm(), NOW);

            assertThat(otherName).isInstanceOf(Judgement.NotYet.class);
            assertThat(otherAccount).isInstanceOf(Judgement.NotYet.class);
        }

        @Test
        @DisplayName("V2: evidence that was stored and read again is judged the same")
        void judge_storedEvidence_isJudgedAgain() {
            zone.add(record("example.test").toZoneLine());
            Observation seen = observe("example.test");
            Observation again =
                    new Observation(seen.at(), Document.of(seen.facts().asMap()));

            assertProven(validation.judge(subject("example.test"), again, ValidationRules.acm(), NOW), "example.test");
        }

        @Test
        void judge_foreignEvidence_provesNothing() {
            for (Document facts : List.of(
                    Document.empty(),
                    Document.builder().put("form", "dns-1").put("chains", "x").build(),
                    Document.builder().put("form", "dns-2").build())) {
                Judgement judgement = validation.judge(
                        subject("example.test"), new Observation(NOW, facts), ValidationRules.acm(), NOW);

                assertThat(judgement).isInstanceOf(Judgement.NotYet.class);
            }
        }
    }

    @Nested
    @DisplayName("Every wait is explained")
    class Diagnoses {
        @Test
        void judge_noRecord_saysSoWithTheLineToPublish() {
            Diagnosis diagnosis = diagnose("example.test");

            assertThat(diagnosis.code()).isEqualTo("DNS_NO_RECORD");
            assertThat(diagnosis.actor()).isEqualTo(Actor.OWNER);
            assertThat(diagnosis.record()).contains(record("example.test"));
            assertThat(diagnosis.remedy()).contains(record("example.test").toZoneLine());
            assertThat(diagnosis.nextTry()).contains(NOW.plusSeconds(60));
            assertThat(diagnosis.evidence().get(0).got()).contains("NXDOMAIN").contains("SECURE");
            assertThat(((Judgement.NotYet) judge("example.test")).retryClass()).isEqualTo(RetryClass.HUMAN);
        }

        @Test
        void judge_otherDataAtTheName_isNoData() {
            zone.add(record("example.test").name() + " 60 IN A 192.0.2.1");

            assertThat(diagnose("example.test").code()).isEqualTo("DNS_NO_DATA");
        }

        @ParameterizedTest
        @CsvSource({"shop.example.test, example.test", "example.test, example.test"})
        void judge_zoneAppended_isNamed(String name, String appended) {
            ResourceRecord record = record(name);
            zone.add(record.name() + appended + ". 60 IN CNAME " + record.value());

            Diagnosis diagnosis = diagnose(name);

            assertThat(diagnosis.code()).isEqualTo("DNS_NAME_DOUBLED");
            String relative = record.name().substring(0, record.name().length() - appended.length() - 2);
            assertThat(diagnosis.remedy()).contains("enter only " + relative + " as the name");
        }

        @Test
        void judge_txtInPlace_isNamed() {
            ResourceRecord record = record("example.test");
            zone.add(record.name() + " 60 IN TXT \"" + record.value() + "\"");

            assertThat(diagnose("example.test").code()).isEqualTo("DNS_TXT_INSTEAD");
        }

        @Test
        void judge_nameWithoutUnderscore_isNamed() {
            ResourceRecord record = record("example.test");
            zone.add(record.name().substring(1) + " 60 IN CNAME " + record.value());

            assertThat(diagnose("example.test").code()).isEqualTo("DNS_NO_UNDERSCORE");
        }

        @Test
        void judge_recordAtTheDomainItself_isNamed() {
            zone.add("www.example.test. 60 IN CNAME "
                    + record("www.example.test").value());

            assertThat(diagnose("www.example.test").code()).isEqualTo("DNS_AT_BASE");
        }

        @Test
        void judge_unrelatedAliasAtTheDomain_isNoHint() {
            zone.add("www.example.test. 60 IN CNAME cdn.elsewhere.test.");

            assertThat(diagnose("www.example.test").code()).isEqualTo("DNS_NO_RECORD");
        }

        @Test
        void judge_valueOfAnotherAccount_isNamed() {
            ResourceRecord bobs = tokens.record("bob", DomainName.parse("example.test"));
            zone.add(record("example.test").name() + " 60 IN CNAME " + bobs.value());

            Diagnosis diagnosis = diagnose("example.test");

            assertThat(diagnosis.code()).isEqualTo("DNS_OTHER_TOKEN");
            assertThat(diagnosis.nextTry()).contains(NOW.plusSeconds(60));
        }

        @Test
        void judge_valueElsewhere_isWrong() {
            zone.add(record("example.test").name() + " 600 IN CNAME shop.elsewhere.example.test.");

            assertThat(diagnose("example.test").code()).isEqualTo("DNS_WRONG_VALUE");
        }

        @Test
        void judge_zoneAppendedToTheValue_isNamed() {
            ResourceRecord record = record("example.test");
            zone.add(record.toZoneLine() + "example.test.");

            assertThat(diagnose("example.test").code()).isEqualTo("DNS_VALUE_DOUBLED");
        }

        @ParameterizedTest
        @ValueSource(strings = {"parking.example.test.", "parking.elsewhere.test."})
        void judge_wildcardAnswers_isNamed(String target) {
            zone.add("*.example.test. 60 IN CNAME " + target);

            assertThat(diagnose("example.test").code()).isEqualTo("DNS_WILDCARD_COVERS");
        }

        @Test
        void judge_severalCnames_isNamed() {
            ResourceRecord record = record("example.test");
            zone.add(record.toZoneLine()).add(record.name() + " 300 IN CNAME other.example.test.");

            assertThat(diagnose("example.test").code()).isEqualTo("DNS_SEVERAL_CNAMES");
        }

        @Test
        void judge_domainMissing_isNamed() {
            assertThat(diagnose("www.exmaple.test").code()).isEqualTo("DNS_NO_DOMAIN");
        }

        @Test
        void judge_aliasesInACircle_isALoop() {
            zone.add(record("example.test").name() + " 60 IN CNAME a.example.test.")
                    .add("a.example.test. 60 IN CNAME " + record("example.test").name());

            assertThat(diagnose("example.test").code()).isEqualTo("DNS_CNAME_LOOP");
        }

        @ParameterizedTest
        @CsvSource({
            "DROP, DNS_TIMEOUT, OWNER, TRANSIENT",
            "SERVFAIL, DNS_SERVFAIL, OWNER, TRANSIENT",
            "REFUSED, DNS_REFUSED, HOST, HUMAN",
            "FORMERR, DNS_ERROR, OWNER, TRANSIENT",
            "TRUNCATE_NO_TCP, DNS_TRUNCATED, HOST, TRANSIENT",
            "GARBAGE, DNS_MALFORMED, OWNER, TRANSIENT",
            "LAME, DNS_LAME, OWNER, HUMAN"
        })
        void judge_trouble_isNamed(Fault fault, String code, Actor actor, RetryClass retryClass) {
            zone.add(record("example.test").toZoneLine());
            validation = validation(Duration.ofMillis(fault == Fault.DROP ? 250 : 5000));
            server.fault(record("example.test").name(), "CNAME", fault);
            server.fault(
                    tokens.accepted("alice", DomainName.parse("example.test"))
                            .get(1)
                            .name(),
                    "CNAME",
                    fault);

            Judgement.NotYet judgement = (Judgement.NotYet) judge("example.test");

            assertThat(judgement.diagnosis().code()).isEqualTo(code);
            assertThat(judgement.diagnosis().actor()).isEqualTo(actor);
            assertThat(judgement.retryClass()).isEqualTo(retryClass);
        }

        @ParameterizedTest
        @CsvSource({
            "EXPIRED, DNSSEC_EXPIRED",
            "FUTURE, DNSSEC_NOT_YET_VALID",
            "CORRUPT, DNSSEC_BOGUS",
            "MISSING, DNSSEC_BOGUS"
        })
        void judge_badlySigned_isNamed(Signing signing, String code) {
            zone.add(record("example.test").toZoneLine()).signing(signing);

            assertThat(diagnose("example.test").code()).isEqualTo(code);
        }

        @Test
        void judge_unsignedZone_isProvenUnlessTheRulesAskForDnssec() {
            LoopbackZone open = server.zone("open.test.");
            top.delegate(open);
            open.add(record("open.test").toZoneLine());
            Observation seen = observe("open.test");

            Judgement asked = validation.judge(subject("open.test"), seen, new ValidationRules(5, true), NOW);

            assertProven(validation.judge(subject("open.test"), seen, ValidationRules.acm(), NOW), "open.test");
            assertThat(((Judgement.NotYet) asked).diagnosis().code()).isEqualTo("DNSSEC_REQUIRED");
        }

        @Test
        @DisplayName("ACM (d) 9: a record that is removed withdraws the permission")
        void judge_recordRemoved_isNotProvenAnyMore() {
            ResourceRecord record = record("example.test");
            zone.add(record.toZoneLine());
            assertProven(judge("example.test"), "example.test");

            zone.remove(record.name(), "CNAME");

            assertThat(diagnose("example.test").code()).isEqualTo("DNS_NO_RECORD");
        }

        @Test
        void judge_nameWithoutRoom_isRefused() {
            String label = "a".repeat(60);
            String name = label + "." + label + "." + label + "." + label + ".test";

            assertThat(judge(name)).isInstanceOf(Judgement.Refused.class);
        }

        @Test
        @DisplayName("evidence stays under 16 KiB, also of the longest chain of the longest names")
        void observe_longNames_staysSmall() {
            String from = record("example.test").name();
            for (int i = 0; i < 9; i++) {
                String label = "\\007".repeat(60);
                String to = label + "." + label + "." + label + ".h" + i + ".example.test.";
                zone.add(from + " 60 IN CNAME " + to);
                from = to;
            }

            Observation seen = observe("example.test");

            assertThat(Sizes.of(seen.facts())).isLessThan(16 * 1024);
            assertThat(validation.judge(subject("example.test"), seen, ValidationRules.acm(), NOW))
                    .isInstanceOf(Judgement.NotYet.class);
        }
    }
}
