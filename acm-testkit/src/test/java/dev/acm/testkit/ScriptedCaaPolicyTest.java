package dev.acm.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.name.DomainName;
import dev.acm.spi.CaaDecision;
import dev.acm.spi.CaaQuestion;
import dev.acm.spi.Observation;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScriptedCaaPolicyTest {
    private static final DomainName NAME = DomainName.parse("example.com");
    private static final DomainName WILDCARD = DomainName.parse("*.example.com");

    private final MutableTime time = MutableTime.at("2026-11-23T12:00:00Z");
    private final ScriptedCaaPolicy policy = new ScriptedCaaPolicy(time);

    private Observation observe(DomainName name) {
        return policy.observe(name).toCompletableFuture().join();
    }

    private CaaDecision judge(DomainName name, Observation observation) {
        CaaQuestion question = new CaaQuestion(name, Set.of("ca.example"), Set.of(), "");
        return policy.judge(question, observation, time.instant());
    }

    @Test
    void judge_eachState_isDecidedSo() {
        assertThat(judge(NAME, observe(NAME))).isInstanceOf(CaaDecision.Permitted.class);
        policy.forbid(NAME);
        assertThat(judge(NAME, observe(NAME))).isInstanceOf(CaaDecision.Forbidden.class);
        assertThat(judge(WILDCARD, observe(WILDCARD))).isInstanceOf(CaaDecision.Permitted.class);
        policy.unknown(NAME);
        assertThat(judge(NAME, observe(NAME))).isInstanceOf(CaaDecision.Unknown.class);
        policy.permit(NAME);
        assertThat(judge(NAME, observe(NAME))).isInstanceOf(CaaDecision.Permitted.class);
        assertThat(policy.observed()).hasSize(5);
    }

    @Test
    void judge_observationOfAnotherName_isUnknown() {
        DomainName other = DomainName.parse("www.example.com");

        assertThat(judge(NAME, observe(other))).isInstanceOf(CaaDecision.Unknown.class);
    }

    @Test
    void judge_earlierObservation_isNotChangedByTheScript() {
        Observation earlier = observe(NAME);
        policy.forbid(NAME);

        assertThat(judge(NAME, earlier)).isInstanceOf(CaaDecision.Permitted.class);
    }
}
