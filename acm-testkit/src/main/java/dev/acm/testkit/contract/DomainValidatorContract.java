package dev.acm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.certificate.CertificateArn;
import dev.acm.dcv.Challenge;
import dev.acm.name.DomainName;
import dev.acm.spi.Document;
import dev.acm.spi.DomainValidator;
import dev.acm.spi.Judgement;
import dev.acm.spi.Observation;
import dev.acm.spi.ValidationRules;
import dev.acm.spi.ValidationSubject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The contract of {@link DomainValidator}, V1 to V3. That a certificate uses one method (V4) is the manager's to see to. */
public interface DomainValidatorContract {
    /** The account whose names can be proven. */
    String ACCOUNT = "111122223333";

    /**
     * Makes a validator in a world where nothing is proven; called once for each test.
     *
     * @return a validator
     * @throws Exception if none can be made
     */
    DomainValidator newValidator() throws Exception;

    /**
     * Does what the owner is asked to do, so that control is proven from then on.
     *
     * @param validator from {@link #newValidator}
     * @param subject whose control of what
     * @param challenge what the owner is asked to do
     * @throws Exception if it fails
     */
    void act(DomainValidator validator, ValidationSubject subject, Challenge challenge) throws Exception;

    /**
     * Takes back what {@link #act} did.
     *
     * @param validator from {@link #newValidator}
     * @param subject whose control of what
     * @throws Exception if it fails
     */
    void undo(DomainValidator validator, ValidationSubject subject) throws Exception;

    /**
     * The name whose control is proven.
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

    private static ValidationSubject subject(String account, DomainName name) {
        UUID id = UUID.fromString("6b1d3f0c-3f5e-4c86-9d57-0a8f0f5f2c11");
        return new ValidationSubject(new CertificateArn("acm", "eu-1", account, id), 1, name);
    }

    private static Observation observe(DomainValidator validator, ValidationSubject subject) throws Exception {
        return validator.observe(subject).toCompletableFuture().get(120, TimeUnit.SECONDS);
    }

    private Judgement judge(DomainValidator validator, ValidationSubject subject, Observation observation) {
        return validator.judge(subject, observation, ValidationRules.acm(), now());
    }

    /**
     * The challenge is the same at every call.
     *
     * @throws Exception if the validator fails
     */
    @Test
    default void v1_challenge_isTheSameEachTime() throws Exception {
        DomainValidator validator = newValidator();
        ValidationSubject subject = subject(ACCOUNT, name());

        assertThat(validator.challenge(subject)).isEqualTo(validator.challenge(subject));
    }

    /**
     * Showing the challenge proves nothing.
     *
     * @throws Exception if the validator fails
     */
    @Test
    default void v1_challenge_hasNoSideEffect() throws Exception {
        DomainValidator validator = newValidator();
        ValidationSubject subject = subject(ACCOUNT, name());

        Judgement before = judge(validator, subject, observe(validator, subject));
        validator.challenge(subject);
        Judgement after = judge(validator, subject, observe(validator, subject));

        assertThat(List.of(before, after)).noneMatch(Judgement.Proven.class::isInstance);
    }

    /**
     * The method is named as ACM and as CAA name it.
     *
     * @throws Exception if the validator fails
     */
    @Test
    default void v4_method_hasNames() throws Exception {
        DomainValidator validator = newValidator();

        assertThat(validator.method()).isEqualTo(validator.method()).isNotNull();
        // RFC 8657 section 4: methods are letters, digits and hyphens
        assertThat(validator.caaMethodLabel()).matches("[A-Za-z0-9-]+");
    }

    /**
     * Judging the same observation gives the same, whatever the world has come to, and also after it was stored.
     *
     * @throws Exception if the validator fails
     */
    @Test
    default void v2_judge_isAFunctionOfItsArguments() throws Exception {
        DomainValidator validator = newValidator();
        ValidationSubject subject = subject(ACCOUNT, name());
        Observation without = observe(validator, subject);
        Judgement first = judge(validator, subject, without);

        act(validator, subject, validator.challenge(subject));
        Observation with = observe(validator, subject);
        Judgement proven = judge(validator, subject, with);
        undo(validator, subject);

        assertThat(judge(validator, subject, stored(without))).isEqualTo(first);
        assertThat(judge(validator, subject, stored(with))).isEqualTo(proven);
    }

    private static Observation stored(Observation observation) {
        return new Observation(observation.at(), Document.of(observation.facts().asMap()));
    }

    /**
     * Who does what is asked is proven; who undoes it is not proven by the next look.
     *
     * @throws Exception if the validator fails
     */
    @Test
    default void v2_judge_followsWhatTheOwnerDoes() throws Exception {
        DomainValidator validator = newValidator();
        ValidationSubject subject = subject(ACCOUNT, name());
        assertThat(judge(validator, subject, observe(validator, subject))).isInstanceOf(Judgement.NotYet.class);

        act(validator, subject, validator.challenge(subject));
        Observation seen = observe(validator, subject);
        assertThat(judge(validator, subject, seen)).isInstanceOf(Judgement.Proven.class);

        undo(validator, subject);
        assertThat(judge(validator, subject, observe(validator, subject))).isNotInstanceOf(Judgement.Proven.class);
    }

    /**
     * What is not proven is explained: of which name, what is the matter, and what to do.
     *
     * @throws Exception if the validator fails
     */
    @Test
    default void v2_notYet_isExplained() throws Exception {
        DomainValidator validator = newValidator();
        ValidationSubject subject = subject(ACCOUNT, name());

        Judgement judgement = judge(validator, subject, observe(validator, subject));

        assertThat(judgement).isInstanceOfSatisfying(Judgement.NotYet.class, notYet -> {
            assertThat(notYet.diagnosis().subject()).contains(name().value());
            assertThat(notYet.diagnosis().summary()).isNotBlank();
            assertThat(notYet.diagnosis().remedy()).isNotBlank();
        });
    }

    /**
     * Evidence names the name asked for, and is of the time it was seen.
     *
     * @throws Exception if the validator fails
     */
    @Test
    default void v3_proven_namesExactlyTheName() throws Exception {
        DomainValidator validator = newValidator();
        ValidationSubject subject = subject(ACCOUNT, name());
        act(validator, subject, validator.challenge(subject));
        Observation seen = observe(validator, subject);

        Judgement judgement = judge(validator, subject, seen);

        assertThat(judgement).isEqualTo(new Judgement.Proven(List.of(name()), seen.at()));
    }

    /**
     * Evidence for one name proves no other name: not one beside it, not one above or below it.
     *
     * @throws Exception if the validator fails
     */
    @Test
    default void v3_evidenceOfOneName_provesNoOther() throws Exception {
        DomainValidator validator = newValidator();
        ValidationSubject subject = subject(ACCOUNT, name());
        act(validator, subject, validator.challenge(subject));
        Observation seen = observe(validator, subject);

        for (String other : List.of("other." + name(), "x" + name(), "other.example.net")) {
            Judgement judgement = judge(validator, subject(ACCOUNT, DomainName.parse(other)), seen);

            assertThat(judgement).as(other).isNotInstanceOf(Judgement.Proven.class);
        }
    }

    /**
     * Evidence for one account proves nothing for another.
     *
     * @throws Exception if the validator fails
     */
    @Test
    default void v3_evidenceOfOneAccount_provesNothingForAnother() throws Exception {
        DomainValidator validator = newValidator();
        ValidationSubject subject = subject(ACCOUNT, name());
        act(validator, subject, validator.challenge(subject));

        Judgement judgement = judge(validator, subject("444455556666", name()), observe(validator, subject));

        assertThat(judgement).isNotInstanceOf(Judgement.Proven.class);
    }

    /**
     * An observation fits in a record: it is under 16 KiB.
     *
     * @throws Exception if the validator fails
     */
    @Test
    default void v3_observation_isSmall() throws Exception {
        DomainValidator validator = newValidator();
        ValidationSubject subject = subject(ACCOUNT, name());

        String text = observe(validator, subject).facts().asMap().toString();

        assertThat(text.getBytes(StandardCharsets.UTF_8).length).isLessThan(16 * 1024);
    }
}
