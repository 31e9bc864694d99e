package dev.acm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.diagnosis.Diagnosis;
import dev.acm.name.DomainName;
import dev.acm.spi.CaaDecision;
import dev.acm.spi.CaaPolicy;
import dev.acm.spi.CaaQuestion;
import dev.acm.spi.Document;
import dev.acm.spi.Observation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The contract of {@link CaaPolicy}, C1 to C4. */
public interface CaaPolicyContract {
    /** The authority that would issue. */
    String ISSUER = "ca.contract.example";

    /** Another one. */
    String OTHER_ISSUER = "other.contract.example";

    /**
     * Makes a policy in a world without CAA records; called once for each test.
     *
     * @return a policy
     * @throws Exception if none can be made
     */
    CaaPolicy newPolicy() throws Exception;

    /**
     * Publishes a CAA record that names an authority, in place of what is there.
     *
     * @param policy from {@link #newPolicy}
     * @param name a name without wildcard
     * @param issuer whom the record names
     * @throws Exception if it fails
     */
    void publish(CaaPolicy policy, DomainName name, String issuer) throws Exception;

    /**
     * Lets look-ups at a name fail from now on.
     *
     * @param policy from {@link #newPolicy}
     * @param name a name without wildcard
     * @throws Exception if it fails
     */
    void fail(CaaPolicy policy, DomainName name) throws Exception;

    /**
     * The name to issue for.
     *
     * @return a name without wildcard, {@code contract.example.com} unless overridden
     */
    default DomainName name() {
        return DomainName.parse("contract.example.com");
    }

    /**
     * The time of the tests.
     *
     * @return noon of 2026-11-23 in UTC unless overridden
     */
    default Instant now() {
        return Instant.parse("2026-11-23T12:00:00Z");
    }

    private static Observation observe(CaaPolicy policy, DomainName name) throws Exception {
        return policy.observe(name).toCompletableFuture().get(120, TimeUnit.SECONDS);
    }

    private CaaDecision judge(CaaPolicy policy, DomainName name, Observation observation) {
        return policy.judge(new CaaQuestion(name, Set.of(ISSUER), Set.of(), "dns-01"), observation, now());
    }

    /**
     * The decision follows the records: none permit, one that names the authority permits, one that names another does not.
     *
     * @throws Exception if the policy fails
     */
    @Test
    default void c1_judge_followsTheRecords() throws Exception {
        CaaPolicy policy = newPolicy();
        assertThat(judge(policy, name(), observe(policy, name()))).isInstanceOf(CaaDecision.Permitted.class);

        publish(policy, name(), OTHER_ISSUER);
        assertThat(judge(policy, name(), observe(policy, name()))).isInstanceOf(CaaDecision.Forbidden.class);

        publish(policy, name(), ISSUER);
        assertThat(judge(policy, name(), observe(policy, name()))).isInstanceOf(CaaDecision.Permitted.class);
    }

    /**
     * Judging the same observation gives the same, whatever the world has come to, and also after it was stored.
     *
     * @throws Exception if the policy fails
     */
    @Test
    default void c1_judge_isAFunctionOfItsArguments() throws Exception {
        CaaPolicy policy = newPolicy();
        Observation without = observe(policy, name());
        CaaDecision first = judge(policy, name(), without);
        publish(policy, name(), OTHER_ISSUER);
        Observation with = observe(policy, name());
        CaaDecision second = judge(policy, name(), with);
        publish(policy, name(), ISSUER);

        assertThat(judge(policy, name(), stored(without)).getClass()).isEqualTo(first.getClass());
        assertThat(judge(policy, name(), stored(with)).getClass()).isEqualTo(second.getClass());
    }

    private static Observation stored(Observation observation) {
        return new Observation(observation.at(), Document.of(observation.facts().asMap()));
    }

    /**
     * A look-up that fails is no absence of records.
     *
     * @throws Exception if the policy fails
     */
    @Test
    default void c2_failure_isNoPermission() throws Exception {
        CaaPolicy policy = newPolicy();
        fail(policy, name());

        assertThat(judge(policy, name(), observe(policy, name()))).isInstanceOf(CaaDecision.Unknown.class);
    }

    /**
     * Evidence that cannot be read permits nothing.
     *
     * @throws Exception if the policy fails
     */
    @Test
    default void c2_unreadableEvidence_isNoPermission() throws Exception {
        CaaPolicy policy = newPolicy();
        Document strange = Document.builder().put("form", "of-another-make").build();

        for (Document facts : List.of(Document.empty(), strange)) {
            CaaDecision decision = judge(policy, name(), new Observation(now(), facts));

            assertThat(decision).isNotInstanceOf(CaaDecision.Permitted.class);
        }
    }

    /**
     * What was seen of one name permits no other: not one beside it, not one above or below it.
     *
     * @throws Exception if the policy fails
     */
    @Test
    default void c3_evidenceOfOneName_servesNoOther() throws Exception {
        CaaPolicy policy = newPolicy();
        Observation seen = observe(policy, name());

        for (String other : List.of("other." + name(), "x" + name(), "other.example.net")) {
            CaaDecision decision = judge(policy, DomainName.parse(other), seen);

            assertThat(decision).as(other).isNotInstanceOf(CaaDecision.Permitted.class);
        }
    }

    /**
     * What was seen of a name serves its wildcard (RFC 8659 section 4.3: {@code issue} governs where there is no
     * {@code issuewild}).
     *
     * @throws Exception if the policy fails
     */
    @Test
    default void c3_evidenceOfAName_servesItsWildcard() throws Exception {
        CaaPolicy policy = newPolicy();
        DomainName wildcard = DomainName.parse("*." + name());
        assertThat(judge(policy, wildcard, observe(policy, name()))).isInstanceOf(CaaDecision.Permitted.class);

        publish(policy, name(), OTHER_ISSUER);
        assertThat(judge(policy, wildcard, observe(policy, name()))).isInstanceOf(CaaDecision.Forbidden.class);
    }

    /**
     * What is not permitted is explained: what is the matter, with which name, and what to do.
     *
     * @throws Exception if the policy fails
     */
    @Test
    default void c4_refusal_isExplained() throws Exception {
        CaaPolicy policy = newPolicy();
        publish(policy, name(), OTHER_ISSUER);
        CaaDecision forbidden = judge(policy, name(), observe(policy, name()));
        fail(policy, name());
        CaaDecision unknown = judge(policy, name(), observe(policy, name()));

        for (CaaDecision decision : List.of(forbidden, unknown)) {
            Diagnosis diagnosis = decision instanceof CaaDecision.Forbidden f
                    ? f.diagnosis()
                    : decision instanceof CaaDecision.Unknown u
                            ? u.diagnosis()
                            : Diagnosis.builder("PERMITTED", "It is permitted.").build();
            assertThat(diagnosis.subject()).contains(name().value());
            assertThat(diagnosis.summary()).isNotBlank();
            assertThat(diagnosis.remedy()).isNotBlank();
        }
    }

    /**
     * An observation fits in a record: it is under 16 KiB.
     *
     * @throws Exception if the policy fails
     */
    @Test
    default void c4_observation_isSmall() throws Exception {
        CaaPolicy policy = newPolicy();
        publish(policy, name(), OTHER_ISSUER);

        String text = observe(policy, name()).facts().asMap().toString();

        assertThat(text.getBytes(StandardCharsets.UTF_8).length).isLessThan(16 * 1024);
    }
}
