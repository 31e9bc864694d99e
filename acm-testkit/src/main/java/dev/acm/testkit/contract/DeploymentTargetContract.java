package dev.acm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.acm.certificate.CertificateArn;
import dev.acm.name.DomainName;
import dev.acm.spi.DeploymentException;
import dev.acm.spi.DeploymentTarget;
import dev.acm.spi.RetryClass;
import dev.acm.spi.ServingMaterial;
import dev.acm.testkit.FakeAuthority;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The contract of {@link DeploymentTarget}, P1 to P4. */
public interface DeploymentTargetContract {
    /** A certificate of the tests. */
    CertificateArn ARN =
            new CertificateArn("acm", "eu-1", "111122223333", UUID.fromString("6b1d3f0c-3f5e-4c86-9d57-0a8f0f5f2c11"));

    /** Another certificate of the tests. */
    CertificateArn OTHER =
            new CertificateArn("acm", "eu-1", "111122223333", UUID.fromString("6b1d3f0c-3f5e-4c86-9d57-0a8f0f5f2c12"));

    /**
     * Makes a target that serves nothing; called once for each test.
     *
     * @return a target
     * @throws Exception if none can be made
     */
    DeploymentTarget newTarget() throws Exception;

    /**
     * The time of the tests; certificates begin an hour before.
     *
     * @return noon of 2026-11-23 in UTC unless overridden
     */
    default Instant now() {
        return Instant.parse("2026-11-23T12:00:00Z");
    }

    /**
     * Makes the next activation fail, as a full disk or a lost connection does.
     *
     * @param target from {@link #newTarget}
     * @return false if that cannot be brought about, as by default; the tests that need it are then skipped
     * @throws Exception if it fails
     */
    default boolean breakNextActivation(DeploymentTarget target) throws Exception {
        return false;
    }

    /**
     * Makes key and chain of a generation.
     *
     * @param arn the certificate
     * @param generation the generation
     * @return on P-256, below an authority of the test kit's
     */
    default ServingMaterial material(CertificateArn arn, long generation) {
        Instant from = now().minus(Duration.ofHours(1));
        List<DomainName> names = List.of(DomainName.parse("g" + arn.id().hashCode() + ".contract.example.com"));
        return FakeAuthority.create(from).material(arn, generation, names, from);
    }

    /**
     * Makes a generation that no target may serve.
     *
     * @param arn the certificate
     * @param generation the generation
     * @return one whose key is not that of its chain, unless overridden; empty if the target does not check
     */
    default Optional<ServingMaterial> unfitMaterial(CertificateArn arn, long generation) {
        ServingMaterial one = material(arn, generation);
        ServingMaterial other = material(arn, generation);
        return Optional.of(new ServingMaterial(arn, generation, one.names(), one.chain(), other.privateKey()));
    }

    private ServingMaterial serve(DeploymentTarget target, CertificateArn arn, long generation)
            throws DeploymentException {
        ServingMaterial material = material(arn, generation);
        target.prepare(material);
        target.activate(material);
        return material;
    }

    /**
     * The id lasts, and has the form of the port.
     *
     * @throws Exception if the target fails
     */
    @Test
    default void p5_id_isAnId() throws Exception {
        DeploymentTarget target = newTarget();

        assertThat(target.id()).matches("[0-9A-Za-z._:/-]{1,200}").isEqualTo(target.id());
    }

    /**
     * Preparing has no effect on what is served.
     *
     * @throws Exception if the target fails
     */
    @Test
    default void p1_prepare_changesNothing() throws Exception {
        DeploymentTarget target = newTarget();
        target.prepare(material(ARN, 1));
        assertThat(target.observe(ARN)).isEmpty();

        serve(target, ARN, 2);
        target.prepare(material(ARN, 3));

        assertThat(target.observe(ARN)).hasValue(2);
    }

    /**
     * A key that is not the chain's is refused at the latest when activated, and the previous generation serves on.
     *
     * @throws Exception if the target fails
     */
    @Test
    default void p1_unfitMaterial_leavesThePreviousServing() throws Exception {
        DeploymentTarget target = newTarget();
        Optional<ServingMaterial> unfit = unfitMaterial(ARN, 2);
        assumeTrue(unfit.isPresent(), "the target does not check what it is given");
        serve(target, ARN, 1);

        Throwable refused = catchThrowable(() -> {
            target.prepare(unfit.orElseThrow());
            target.activate(unfit.orElseThrow());
        });

        assertThat(refused).isInstanceOf(DeploymentException.class);
        assertThat(target.observe(ARN)).hasValue(1);
    }

    /**
     * An activation that fails leaves the previous generation serving, and can be tried again.
     *
     * @throws Exception if the target fails otherwise
     */
    @Test
    default void p1_failedActivation_leavesThePreviousServing() throws Exception {
        DeploymentTarget target = newTarget();
        serve(target, ARN, 1);
        ServingMaterial next = material(ARN, 2);
        target.prepare(next);
        assumeTrue(breakNextActivation(target), "no activation can be made to fail");

        assertThatThrownBy(() -> target.activate(next)).isInstanceOf(DeploymentException.class);
        assertThat(target.observe(ARN)).hasValue(1);

        target.prepare(next);
        target.activate(next);
        assertThat(target.observe(ARN)).hasValue(2);
    }

    /**
     * Preparing and activating the same generation again changes nothing and does not fail.
     *
     * @throws Exception if the target fails
     */
    @Test
    default void p2_sameGenerationAgain_isNoFailure() throws Exception {
        DeploymentTarget target = newTarget();
        ServingMaterial material = material(ARN, 1);
        for (int i = 0; i < 2; i++) {
            target.prepare(material);
            target.prepare(material);
            target.activate(material);
            target.activate(material);
        }

        assertThat(target.observe(ARN)).hasValue(1);
    }

    /**
     * An older generation than the serving one is refused.
     *
     * @throws Exception if the target fails
     */
    @Test
    default void p2_olderGeneration_isRefused() throws Exception {
        DeploymentTarget target = newTarget();
        ServingMaterial older = serve(target, ARN, 1);
        serve(target, ARN, 2);

        Throwable refused = catchThrowable(() -> {
            target.prepare(older);
            target.activate(older);
        });

        assertThat(refused).isInstanceOf(DeploymentException.class);
        assertThat(target.observe(ARN)).hasValue(2);
    }

    /**
     * The named roll-back serves an older generation, any number of times, and the newer one may come back after it.
     *
     * @throws Exception if the target fails
     */
    @Test
    default void p2_namedRollBack_servesTheOlder() throws Exception {
        DeploymentTarget target = newTarget();
        ServingMaterial older = serve(target, ARN, 1);
        ServingMaterial newer = serve(target, ARN, 2);

        target.rollBack(older, 2);
        target.rollBack(older, 2);
        assertThat(target.observe(ARN)).hasValue(1);

        target.prepare(newer);
        target.activate(newer);
        assertThat(target.observe(ARN)).hasValue(2);
    }

    /**
     * A roll-back that names another generation than the serving one is refused.
     *
     * @throws Exception if the target fails
     */
    @Test
    default void p2_rollBackOfAnother_isRefused() throws Exception {
        DeploymentTarget target = newTarget();
        ServingMaterial older = serve(target, ARN, 1);
        serve(target, ARN, 3);

        assertThatThrownBy(() -> target.rollBack(older, 2)).isInstanceOf(DeploymentException.class);

        assertThat(target.observe(ARN)).hasValue(3);
    }

    /**
     * A roll-back to a key that is not the chain's is refused, and what served serves on.
     *
     * @throws Exception if the target fails
     */
    @Test
    default void p1_rollBackToUnfitMaterial_leavesThePresentServing() throws Exception {
        DeploymentTarget target = newTarget();
        Optional<ServingMaterial> unfit = unfitMaterial(ARN, 1);
        assumeTrue(unfit.isPresent(), "the target does not check what it is given");
        serve(target, ARN, 2);

        assertThatThrownBy(() -> target.rollBack(unfit.orElseThrow(), 2)).isInstanceOf(DeploymentException.class);

        assertThat(target.observe(ARN)).hasValue(2);
    }

    /**
     * A cut changes nothing about what is served; a target that cannot cut says so. Whether sessions end is to be tested with
     * the server itself.
     *
     * @throws Exception if the target fails otherwise
     */
    @Test
    default void p4_cut_servesOn() throws Exception {
        DeploymentTarget target = newTarget();
        serve(target, ARN, 1);
        serve(target, OTHER, 7);
        serve(target, ARN, 2);

        for (int i = 0; i < 2; i++) {
            Throwable failed = catchThrowable(() -> target.cut(ARN));
            if (failed != null) {
                assertThat(failed).isInstanceOfSatisfying(DeploymentException.class, e -> {
                    assertThat(e.retryClass()).isEqualTo(RetryClass.NEVER);
                    assertThat(e.getMessage()).isNotBlank();
                });
            }
        }

        assertThat(target.observe(ARN)).hasValue(2);
        assertThat(target.observe(OTHER)).hasValue(7);
    }

    /**
     * Whatever the order in which many threads activate, the newest generation serves in the end.
     *
     * @throws Exception if the target fails
     */
    @Test
    default void p2_activationsAtOnce_theNewestServes() throws Exception {
        DeploymentTarget target = newTarget();

        Race.run(thread -> {
            // all but the newest may be refused
            return Optional.ofNullable(catchThrowable(() -> serve(target, ARN, thread + 1L)));
        });

        assertThat(target.observe(ARN)).hasValue(Race.THREADS);
    }

    /**
     * What is served is told for each certificate by itself.
     *
     * @throws Exception if the target fails
     */
    @Test
    default void p3_observe_tellsWhatIsServed() throws Exception {
        DeploymentTarget target = newTarget();
        assertThat(target.observe(ARN)).isEqualTo(OptionalLong.empty());

        serve(target, ARN, 1);
        serve(target, OTHER, 7);
        serve(target, ARN, 2);

        assertThat(target.observe(ARN)).hasValue(2);
        assertThat(target.observe(OTHER)).hasValue(7);
    }

    /**
     * What was retired, once or twice, is not served, and others are.
     *
     * @throws Exception if the target fails
     */
    @Test
    default void p3_retired_isNotServed() throws Exception {
        DeploymentTarget target = newTarget();
        serve(target, ARN, 1);
        serve(target, OTHER, 7);

        target.retire(ARN);
        target.retire(ARN);

        assertThat(target.observe(ARN)).isEmpty();
        assertThat(target.observe(OTHER)).hasValue(7);
    }
}
