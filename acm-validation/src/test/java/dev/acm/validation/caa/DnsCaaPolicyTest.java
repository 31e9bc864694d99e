package dev.acm.validation.caa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.dcv.ResourceRecord;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.name.DomainName;
import dev.acm.spi.CaaDecision;
import dev.acm.spi.CaaQuestion;
import dev.acm.spi.DnsAnswer;
import dev.acm.spi.DnsAnswer.Security;
import dev.acm.spi.DnsAnswer.Status;
import dev.acm.spi.DnsQuestion;
import dev.acm.spi.DnsRecord;
import dev.acm.spi.DnsResolver;
import dev.acm.spi.Document;
import dev.acm.spi.Observation;
import dev.acm.validation.internal.Sizes;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DnsCaaPolicyTest {
    private static final Instant NOW = VectorWorld.NOW;
    private static final String OTHER_CA = "other-ca.example";

    /** One record of a world. */
    private record Entry(Map<String, Object> fields) {}

    private static Entry caa(String name, long flags, String tag, String value, long ttl) {
        return new Entry(Map.of("name", name, "type", "CAA", "ttl", ttl, "flags", flags, "tag", tag, "value", value));
    }

    private static Entry caa(String name, String tag, String value) {
        return caa(name, 0, tag, value, 300);
    }

    private static VectorWorld world(Entry... records) {
        return world(List.of(records));
    }

    private static VectorWorld world(List<Entry> records) {
        return new VectorWorld(
                Map.of("records", records.stream().map(Entry::fields).toList()));
    }

    private static CaaQuestion question(String name) {
        return new CaaQuestion(DomainName.parse(name), CaaIdentities.amazon(), Set.of(), "ca-acm-dns");
    }

    private static Observation observe(DnsResolver resolver, String name) {
        return DnsCaaPolicy.of(resolver)
                .observe(DomainName.parse(name))
                .toCompletableFuture()
                .join();
    }

    private static CaaDecision decide(DnsResolver resolver, String name) {
        return DnsCaaPolicy.of(resolver).judge(question(name), observe(resolver, name), NOW);
    }

    private static Diagnosis forbidden(CaaDecision decision) {
        assertThat(decision).isInstanceOf(CaaDecision.Forbidden.class);
        return ((CaaDecision.Forbidden) decision).diagnosis();
    }

    private static Diagnosis unknown(CaaDecision decision) {
        assertThat(decision).isInstanceOf(CaaDecision.Unknown.class);
        return ((CaaDecision.Unknown) decision).diagnosis();
    }

    @Nested
    @DisplayName("ACM (f): Amazon's identities")
    class Amazon {
        @ParameterizedTest
        @ValueSource(strings = {"amazon.com", "amazontrust.com", "awstrust.com", "amazonaws.com", "AMAZON.COM"})
        void judge_anyOfTheFour_isPermitted(String identity) {
            CaaDecision decision = decide(world(caa("example.com", "issue", identity)), "www.example.com");

            assertThat(decision).isEqualTo(new CaaDecision.Permitted(Optional.of("example.com")));
        }

        @ParameterizedTest
        @ValueSource(strings = {"amazon.com.evil.example", "xamazon.com", "amazon", ";", "", "amazon.com."})
        void judge_another_isForbidden(String identity) {
            assertThat(forbidden(decide(world(caa("example.com", "issue", identity)), "example.com"))
                            .code())
                    .isIn("CAA_FORBIDDEN", "CAA_MALFORMED");
        }

        @Test
        void judge_none_isPermitted() {
            assertThat(decide(world(), "www.example.com")).isEqualTo(new CaaDecision.Permitted(Optional.empty()));
        }
    }

    @Nested
    @DisplayName("RFC 8659 section 3: the climb")
    class Climb {
        @Test
        @DisplayName("CAA-14: what lies above the deciding set is not waited for")
        void observe_decidedBelow_doesNotWaitForTheTop() {
            VectorWorld world = world(caa("example.com", "issue", "amazon.com"));
            DnsResolver silentAbove = new DnsResolver() {
                @Override
                public CompletionStage<DnsAnswer> ask(DnsQuestion question) {
                    return question.name().equals("com.") ? new CompletableFuture<>() : world.ask(question);
                }

                @Override
                public String vantagePoint() {
                    return "silent above";
                }
            };

            CompletableFuture<Observation> seen = DnsCaaPolicy.of(silentAbove)
                    .observe(DomainName.parse("www.example.com"))
                    .toCompletableFuture();

            assertThat(seen).isDone();
            assertThat(DnsCaaPolicy.of(silentAbove).judge(question("www.example.com"), seen.join(), NOW))
                    .isEqualTo(new CaaDecision.Permitted(Optional.of("example.com")));
        }

        @Test
        @DisplayName("a record that a resolver hands on unread may forbid, so nothing is concluded")
        void judge_recordNotReadAsCaa_isUnknown() {
            DnsRecord unread = new DnsRecord.Other("example.com.", 300, "CAA", "0 issue \";\"");
            DnsRecord read = new DnsRecord.Caa("example.com.", 300, 0, "issue", "amazon.com");

            for (List<DnsRecord> set : List.of(List.of(unread), List.of(read, unread))) {
                DnsResolver resolver = resolver(question -> CompletableFuture.completedFuture(new DnsAnswer(
                        question,
                        Status.NOERROR,
                        List.of(),
                        set,
                        Security.INSECURE,
                        "test",
                        Optional.empty(),
                        Optional.empty(),
                        NOW)));

                assertThat(unknown(decide(resolver, "example.com")).code()).isEqualTo("CAA_LOOKUP_FAILED");
            }
        }

        @Test
        void observe_asksEveryLevelButTheRoot() {
            VectorWorld world = world();

            observe(world, "*.a.b.example.com");

            assertThat(world.asked).containsExactly("a.b.example.com", "b.example.com", "example.com", "com");
        }

        @Test
        @DisplayName("all levels are asked before any answers: a climb takes one slowest answer")
        void observe_asksInParallel() {
            List<DnsQuestion> asked = new ArrayList<>();
            List<CompletableFuture<DnsAnswer>> open = new ArrayList<>();
            DnsResolver slow = resolver(question -> {
                asked.add(question);
                CompletableFuture<DnsAnswer> answer = new CompletableFuture<>();
                open.add(answer);
                return answer;
            });

            CompletableFuture<Observation> observing = DnsCaaPolicy.of(slow)
                    .observe(DomainName.parse("a.b.c.example.com"))
                    .toCompletableFuture();

            assertThat(asked).hasSize(5);
            assertThat(observing).isNotDone();
            for (int i = open.size() - 1; i >= 0; i--) {
                open.get(i).complete(answer(asked.get(i), Status.NOERROR, Security.INSECURE));
            }
            assertThat(DnsCaaPolicy.of(slow).judge(question("a.b.c.example.com"), observing.join(), NOW))
                    .isEqualTo(new CaaDecision.Permitted(Optional.empty()));
        }

        @ParameterizedTest
        @EnumSource(
                value = Status.class,
                names = {"NOERROR", "NXDOMAIN"},
                mode = EnumSource.Mode.EXCLUDE)
        @DisplayName("CAA-16: failure is never permission, and says which lookup")
        void judge_failure_isUnknown(Status status) {
            DnsResolver resolver = resolver(q -> CompletableFuture.completedFuture(
                    answer(q, q.name().equals("example.com.") ? status : Status.NOERROR, Security.INSECURE)));

            Diagnosis diagnosis = unknown(decide(resolver, "www.example.com"));

            assertThat(diagnosis.code()).isEqualTo("CAA_LOOKUP_FAILED");
            assertThat(diagnosis.evidence().get(0).asked()).isEqualTo("CAA example.com.");
        }

        @ParameterizedTest
        @EnumSource(
                value = Security.class,
                names = {"BOGUS", "INDETERMINATE"})
        @DisplayName("CAA-17: neither is a bogus absence")
        void judge_unproven_isUnknown(Security security) {
            DnsResolver resolver =
                    resolver(q -> CompletableFuture.completedFuture(answer(q, Status.NXDOMAIN, security)));

            assertThat(unknown(decide(resolver, "example.com")).code())
                    .isEqualTo(security == Security.BOGUS ? "CAA_DNSSEC_BOGUS" : "CAA_DNSSEC_INDETERMINATE");
        }

        @Test
        @DisplayName("D1: a resolver that breaks its contract is a failed lookup")
        void judge_resolverThrows_isUnknown() {
            DnsResolver throwing = resolver(q -> {
                throw new IllegalStateException("broken");
            });
            DnsResolver failing = resolver(q -> CompletableFuture.failedFuture(new IllegalStateException("broken")));

            assertThat(unknown(decide(throwing, "example.com")).code()).isEqualTo("CAA_LOOKUP_FAILED");
            assertThat(unknown(decide(failing, "example.com")).code()).isEqualTo("CAA_LOOKUP_FAILED");
        }
    }

    @Nested
    @DisplayName("Denials are explained")
    class Denials {
        @Test
        void judge_otherIssuer_namesTheRecordToAdd() {
            Diagnosis diagnosis = forbidden(decide(world(caa("example.com", "issue", OTHER_CA)), "www.example.com"));

            assertThat(diagnosis.code()).isEqualTo("CAA_FORBIDDEN");
            assertThat(diagnosis.record())
                    .contains(new ResourceRecord("example.com.", "CAA", "0 issue \"amazon.com\""));
            assertThat(diagnosis.evidence().get(0).got()).contains(OTHER_CA);
            assertThat(diagnosis.subject()).contains("www.example.com");
        }

        @Test
        void judge_wildcardForbiddenByIssuewild_namesIssuewild() {
            VectorWorld world = world(caa("example.com", "issue", "amazon.com"), caa("example.com", "issuewild", ";"));

            assertThat(forbidden(decide(world, "*.example.com")).record())
                    .contains(new ResourceRecord("example.com.", "CAA", "0 issuewild \"amazon.com\""));
            assertThat(decide(world, "example.com")).isInstanceOf(CaaDecision.Permitted.class);
        }

        @Test
        void judge_otherAccount_saysSo() {
            VectorWorld world = world(caa("example.com", "issue", "amazon.com; accounturi=https://ca.example/acct/1"));

            assertThat(forbidden(decide(world, "example.com")).code()).isEqualTo("CAA_ACCOUNT_FORBIDDEN");
        }

        @Test
        void judge_otherMethod_saysSo() {
            VectorWorld world = world(caa("example.com", "issue", "amazon.com; validationmethods=http-01"));

            Diagnosis diagnosis = forbidden(decide(world, "example.com"));

            assertThat(diagnosis.code()).isEqualTo("CAA_METHOD_FORBIDDEN");
            assertThat(diagnosis.remedy()).contains("ca-acm-dns");
        }

        @Test
        void judge_ourMethodAndAccount_isPermitted() {
            VectorWorld world = world(caa(
                    "example.com",
                    "issue",
                    "amazon.com; validationmethods=http-01,ca-acm-dns; accounturi=https://ca.example/acct/1"));
            CaaQuestion question = new CaaQuestion(
                    DomainName.parse("example.com"),
                    CaaIdentities.amazon(),
                    Set.of(URI.create("https://ca.example/acct/1")),
                    "ca-acm-dns");

            assertThat(DnsCaaPolicy.of(world).judge(question, observe(world, "example.com"), NOW))
                    .isInstanceOf(CaaDecision.Permitted.class);
        }

        @Test
        void judge_malformedValueWithOurName_saysSo() {
            VectorWorld world = world(caa("example.com", "issue", "amazon.com; a"));

            assertThat(forbidden(decide(world, "example.com")).code()).isEqualTo("CAA_MALFORMED");
        }

        @Test
        void judge_unknownCritical_namesTheTag() {
            VectorWorld world =
                    world(caa("example.com", 128, "tbs", "x", 60), caa("example.com", "issue", "amazon.com"));

            Diagnosis diagnosis = forbidden(decide(world, "example.com"));

            assertThat(diagnosis.code()).isEqualTo("CAA_UNKNOWN_CRITICAL");
            assertThat(diagnosis.summary()).contains("'tbs'");
        }

        @Test
        void judge_tagMadeKnown_isNotCriticalAnyMore() {
            VectorWorld world = world(caa("example.com", 128, "tbs", "x", 60));

            CaaDecision decision = DnsCaaPolicy.of(world)
                    .withKnownTags(Set.of("TBS"))
                    .judge(question("example.com"), observe(world, "example.com"), NOW);

            assertThat(decision).isInstanceOf(CaaDecision.Permitted.class);
        }

        @Test
        @DisplayName("CAA-24: iodef is reported in the denial and never asked for")
        void judge_iodef_isShownAndNotFetched() {
            VectorWorld world = world(
                    caa("example.com", "issue", ";"), caa("example.com", "iodef", "https://report.example.net/caa"));

            Diagnosis diagnosis = forbidden(decide(world, "example.com"));

            assertThat(diagnosis.remedy()).contains("https://report.example.net/caa");
            assertThat(world.asked).noneMatch(name -> name.contains("report"));
        }
    }

    @Nested
    @DisplayName("Evidence is judged again later")
    class Stored {
        @Test
        void judge_storedEvidence_isTheSame() {
            VectorWorld world = world(caa("example.com", "issue", "\u0000\u00ff;\\ \"x\n"));
            Observation seen = observe(world, "example.com");
            Observation again =
                    new Observation(seen.at(), Document.of(seen.facts().asMap()));
            DnsCaaPolicy policy = DnsCaaPolicy.of(world);

            assertThat(policy.judge(question("example.com"), again, NOW))
                    .isEqualTo(policy.judge(question("example.com"), seen, NOW));
        }

        @Test
        @DisplayName("BR 3.2.2.8: no longer than max(TTL, 8 hours)")
        void judge_old_isUnknown() {
            VectorWorld world = world(caa("example.com", 0, "issue", "amazon.com", 60));
            VectorWorld lasting = world(caa("example.com", 0, "issue", "amazon.com", 86_400));
            DnsCaaPolicy policy = DnsCaaPolicy.of(world);
            Instant limit = NOW.plus(Duration.ofHours(8));

            assertThat(policy.judge(question("example.com"), observe(world, "example.com"), limit))
                    .isInstanceOf(CaaDecision.Permitted.class);
            assertThat(unknown(policy.judge(
                                    question("example.com"), observe(world, "example.com"), limit.plusSeconds(1)))
                            .code())
                    .isEqualTo("CAA_STALE");
            assertThat(policy.judge(question("example.com"), observe(lasting, "example.com"), limit.plusSeconds(1)))
                    .isInstanceOf(CaaDecision.Permitted.class);
        }

        @Test
        @DisplayName(
                "LIB-1, RFC 8659 section 4.1: a record without a tag cannot be read, alone or beside others, wherever it came from")
        void judge_emptyTag_isUnknown() {
            VectorWorld alone = world(caa("www.example.com", 0, "", "x", 60), caa("example.com", 0, "issue", ";", 60));
            VectorWorld beside =
                    world(caa("example.com", 0, "issue", "amazon.com", 60), caa("example.com", 0, "", "", 60));

            assertThat(DnsCaaPolicy.of(alone)
                            .judge(question("www.example.com"), observe(alone, "www.example.com"), NOW))
                    .isInstanceOf(CaaDecision.Unknown.class);
            assertThat(DnsCaaPolicy.of(beside).judge(question("example.com"), observe(beside, "example.com"), NOW))
                    .isInstanceOf(CaaDecision.Unknown.class);
        }

        @Test
        @DisplayName("a check dated ahead, by more than clocks may differ, is of unknown age")
        void judge_fromTheFuture_isUnknown() {
            VectorWorld world = world(caa("example.com", 0, "issue", "amazon.com", 86_400));
            DnsCaaPolicy policy = DnsCaaPolicy.of(world);
            Observation seen = observe(world, "example.com");
            Instant earlier = NOW.minus(Duration.ofMinutes(20));

            assertThat(policy.judge(question("example.com"), seen, earlier)).isInstanceOf(CaaDecision.Permitted.class);
            Diagnosis refused = unknown(policy.judge(question("example.com"), seen, earlier.minusSeconds(1)));
            assertThat(refused.code()).isEqualTo("CAA_STALE");
            assertThat(refused.summary()).contains("dated ahead");
        }

        @Test
        void judge_evidenceOfAnotherName_isUnknown() {
            VectorWorld world = world();

            CaaDecision decision =
                    DnsCaaPolicy.of(world).judge(question("example.org"), observe(world, "example.com"), NOW);

            assertThat(unknown(decision).code()).isEqualTo("CAA_NOT_OBSERVED");
        }

        @Test
        void judge_damagedEvidence_isUnknown() {
            Document whole = observe(world(caa("example.com", "issue", ";")), "example.com")
                    .facts();
            DnsCaaPolicy policy = DnsCaaPolicy.of(world());

            for (Document damaged : List.of(
                    Document.empty(),
                    whole.toBuilder().remove("properties").build(),
                    whole.toBuilder().put("properties", ".issue").build(),
                    whole.toBuilder().put("properties", "").build(),
                    whole.toBuilder().remove("decisive").build(),
                    whole.toBuilder().remove("form").build(),
                    whole.toBuilder().remove("properties").put("packed", "AAAA").build(),
                    whole.toBuilder().put("decisive", "x").build())) {
                CaaDecision decision = policy.judge(question("example.com"), new Observation(NOW, damaged), NOW);

                assertThat(decision).as("%s", damaged.asMap()).isInstanceOf(CaaDecision.Unknown.class);
            }
        }

        @Test
        @DisplayName("CAA-12: evidence of 1 001 properties stays under 16 KiB and decides")
        void observe_bigSet_isPacked() {
            List<Entry> records = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                records.add(caa("example.com", "issue", "ca" + i + ".example; accounturi=https://ca.example/" + i));
            }
            VectorWorld denying = world(records);
            records.add(caa("example.com", "issue", "amazon.com"));
            VectorWorld permitting = world(records);

            assertThat(Sizes.of(observe(permitting, "example.com").facts())).isLessThan(16 * 1024);
            assertThat(decide(permitting, "example.com")).isInstanceOf(CaaDecision.Permitted.class);
            assertThat(decide(denying, "example.com")).isInstanceOf(CaaDecision.Forbidden.class);
        }

        @Test
        void observe_setThatCannotBePacked_isUnknown() {
            java.util.Random chance = new java.util.Random(1);
            List<Entry> records = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String noise = chance.ints(200, 0x21, 0x7f)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
                records.add(caa("example.com", "issue", noise));
            }
            VectorWorld world = world(records);

            assertThat(Sizes.of(observe(world, "example.com").facts())).isLessThan(16 * 1024);
            assertThat(unknown(decide(world, "example.com")).code()).isEqualTo("CAA_TOO_LARGE");
        }
    }

    private interface Answering {
        CompletionStage<DnsAnswer> ask(DnsQuestion question);
    }

    private static DnsResolver resolver(Answering answering) {
        return new DnsResolver() {
            @Override
            public CompletionStage<DnsAnswer> ask(DnsQuestion question) {
                return answering.ask(question);
            }

            @Override
            public String vantagePoint() {
                return "fake";
            }
        };
    }

    private static DnsAnswer answer(DnsQuestion question, Status status, Security security) {
        return new DnsAnswer(
                question,
                status,
                List.of(),
                List.<DnsRecord>of(),
                security,
                "fake",
                Optional.empty(),
                Optional.empty(),
                NOW);
    }
}
