package dev.acm.validation.perspective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acm.diagnosis.Diagnosis;
import dev.acm.diagnosis.Evidence;
import dev.acm.name.DomainName;
import dev.acm.spi.CaaDecision;
import dev.acm.spi.CaaPolicy;
import dev.acm.spi.CaaQuestion;
import dev.acm.spi.DnsAnswer;
import dev.acm.spi.Observation;
import dev.acm.testkit.FakeDns;
import dev.acm.validation.caa.DnsCaaPolicy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CAA-27 and DCV-20 with the real policy at each vantage point. */
class CorroboratedCaaTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);
    private static final CaaQuestion QUESTION = new CaaQuestion(
            DomainName.parse("www.example.com"), Set.of("amazon.com", "amazonaws.com"), Set.of(), "dns-01");

    private final FakeDns primary = new FakeDns("primary", CLOCK);
    private final List<FakeDns> remotes = new ArrayList<>();
    private CorroboratedCaa policy;

    @BeforeEach
    void start() {
        List<Perspective<CaaPolicy>> perspectives = new ArrayList<>();
        for (Region region : List.of(Region.ARIN, Region.RIPE, Region.APNIC, Region.ARIN)) {
            FakeDns remote = new FakeDns("remote " + remotes.size(), CLOCK);
            perspectives.add(new Perspective<>("remote " + remotes.size(), region, DnsCaaPolicy.of(remote)));
            remotes.add(remote);
        }
        policy = CorroboratedCaa.of(DnsCaaPolicy.of(primary), perspectives, Quorum::on);
        primary.caa("example.com.", 0, "issue", "amazon.com");
        remotes.forEach(remote -> remote.caa("example.com.", 0, "issue", "amazon.com"));
    }

    private Observation observe() {
        return policy.observe(QUESTION.name()).toCompletableFuture().join();
    }

    private CaaDecision decide() {
        return policy.judge(QUESTION, observe(), NOW);
    }

    private Diagnosis refused() {
        return ((CaaDecision.Unknown) decide()).diagnosis();
    }

    @Test
    void judge_allAlike_isPermitted() {
        assertThat(decide()).isInstanceOf(CaaDecision.Permitted.class);
    }

    @Test
    @DisplayName("CAA-27: a remote answer counts by what it decides, not by its octets or where it stands")
    void judge_otherRecordsThatPermit_corroborate() {
        remotes.get(0).remove("example.com.").caa("www.example.com.", 0, "issue", "AmazonAWS.com");
        remotes.get(1).remove("example.com.");
        remotes.get(2).caa("example.com.", 0, "issue", "other.example");

        assertThat(decide()).isInstanceOf(CaaDecision.Permitted.class);
    }

    @ParameterizedTest
    @CsvSource({"1, true", "2, false", "4, false"})
    @DisplayName("BR 3.2.2.9: one of four may fail or forbid")
    void judge_remotesThatDiffer(int count, boolean permitted) {
        for (int i = 0; i < count; i++) {
            if (i % 2 == 0) {
                remotes.get(i).fail("www.example.com.", "CAA", DnsAnswer.Status.SERVFAIL);
            } else {
                remotes.get(i).remove("example.com.").caa("example.com.", 0, "issue", ";");
            }
        }

        assertThat(decide() instanceof CaaDecision.Permitted).isEqualTo(permitted);
    }

    @Test
    void judge_dissent_isVisible() {
        remotes.get(1).fail("www.example.com.", "CAA", DnsAnswer.Status.TIMEOUT);
        remotes.get(3).remove("example.com.").caa("example.com.", 0, "issue", ";");

        Diagnosis diagnosis = refused();

        assertThat(diagnosis.code()).isEqualTo("CAA_NOT_CORROBORATED");
        assertThat(diagnosis.evidence()).extracting(Evidence::observer).containsExactly("remote 1", "remote 3");
        assertThat(diagnosis.evidence().get(0).got()).contains("CAA_").contains("www.example.com");
        assertThat(diagnosis.evidence().get(1).got()).contains("CAA_FORBIDDEN");
    }

    @Test
    @DisplayName("those that agree lie in two regions")
    void judge_oneRegionOnly_isNot() {
        List<Perspective<CaaPolicy>> near = new ArrayList<>();
        for (FakeDns remote : remotes) {
            near.add(new Perspective<>(remote.vantagePoint(), Region.ARIN, DnsCaaPolicy.of(remote)));
        }
        policy = CorroboratedCaa.of(DnsCaaPolicy.of(primary), near, Quorum::on);

        assertThat(refused().code()).isEqualTo("CAA_NOT_CORROBORATED");
    }

    @Test
    void judge_primaryForbids_isForbiddenWhateverTheOthersSee() {
        primary.remove("example.com.").caa("example.com.", 0, "issue", "other.example");

        assertThat(decide()).isInstanceOf(CaaDecision.Forbidden.class);
    }

    @Test
    void judge_primaryFails_isUnknownWhateverTheOthersSee() {
        primary.fail("www.example.com.", "CAA", DnsAnswer.Status.SERVFAIL);

        assertThat(refused().code()).isNotEqualTo("CAA_NOT_CORROBORATED");
    }

    @Test
    @DisplayName("SCH-6: the day of judging picks the rule, also for evidence gathered the day before")
    void judge_ruleTightensMeanwhile_isObeyed() {
        Instant midnight = Instant.parse("2026-12-15T00:00:00Z");
        Observation seen = at(midnight.minusSeconds(1));

        assertThat(policy.judge(QUESTION, seen, midnight.minusSeconds(1))).isInstanceOf(CaaDecision.Permitted.class);
        assertThat(policy.judge(QUESTION, seen, midnight)).isInstanceOf(CaaDecision.Unknown.class);
    }

    /** What is seen at another time. */
    private Observation at(Instant then) {
        InstantSource clock = InstantSource.fixed(then);
        List<Perspective<CaaPolicy>> later = new ArrayList<>();
        for (Region region : List.of(Region.ARIN, Region.RIPE, Region.APNIC, Region.ARIN)) {
            FakeDns remote = new FakeDns("later", clock);
            later.add(new Perspective<>("remote " + later.size(), region, DnsCaaPolicy.of(remote)));
        }
        return CorroboratedCaa.of(DnsCaaPolicy.of(new FakeDns("later", clock)), later, Quorum::on)
                .observe(QUESTION.name())
                .toCompletableFuture()
                .join();
    }

    @Test
    @DisplayName("one vantage point under one name counts once, so a name that comes twice is refused")
    void of_sameNameTwice_isRefused() {
        Perspective<CaaPolicy> one = new Perspective<>("Oregon", Region.ARIN, DnsCaaPolicy.of(remotes.get(0)));
        Perspective<CaaPolicy> other = new Perspective<>("Oregon", Region.RIPE, DnsCaaPolicy.of(remotes.get(1)));

        assertThatThrownBy(() -> CorroboratedCaa.of(DnsCaaPolicy.of(primary), List.of(one, other), Quorum::on))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Oregon");
    }
}
