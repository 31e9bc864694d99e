package dev.acm.testkit.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.CertificateManager;
import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateStatus;
import dev.acm.testkit.Fault;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A clock that was ahead for one run costs nothing once it is right again. */
class ClockAheadTest {
    private final World world = new World();
    private final CertificateManager manager = world.manager();

    /** Lets a deployment fail by a clock that is ahead. */
    private CertificateArn failedAhead(Duration error) {
        world.validator.proveAll();
        CertificateArn arn = manager.request(World.request()).arn();
        world.run(manager);
        manager.deployments().associate(arn, World.TARGET);
        world.target.onPrepare(1, Fault.NOT_DONE);
        ahead(error);
        assertThat(world.target.served(arn)).isEmpty();
        return arn;
    }

    private void ahead(Duration error) {
        Instant real = world.time.instant();
        world.time.set(real.plus(error));
        manager.runDue(10);
        world.time.set(real);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT48H", "P60D", "P200D"})
    void deploymentFailedByAClockAhead_isTriedAgainAtOnce(String error) {
        CertificateArn arn = failedAhead(Duration.parse(error));

        world.run(manager);

        assertThat(world.target.served(arn)).isPresent();
    }

    @Test
    void deploymentFailedByAClockAhead_isFoundByTheRefreshOfAnotherManager() {
        CertificateArn arn = failedAhead(Duration.ofDays(60));
        CertificateManager other = world.manager();
        world.pass(other, Duration.ofDays(1));
        assertThat(world.target.served(arn)).isEmpty();

        other.fleet().refresh();
        world.run(other);

        assertThat(world.target.served(arn)).isPresent();
    }

    @Test
    @DisplayName("what sleeps as long as it needs to is not written by a refresh")
    void nothingSleepsTooLong_refresh_writesNothing() {
        CertificateArn arn = failedAhead(Duration.ofDays(60));
        world.run(manager);
        assertThat(world.target.served(arn)).isPresent();
        var before = world.stored();

        manager.fleet().refresh();

        assertThat(world.stored()).isEqualTo(before);
    }

    @Test
    void waitsForDnsByAClockAhead_theHoursAreNotLost() {
        CertificateArn arn = manager.request(World.request()).arn();
        world.run(manager);
        ahead(Duration.ofHours(60));
        world.validator.proveAll();

        world.run(manager);

        assertThat(manager.describe(arn).status()).isEqualTo(CertificateStatus.ISSUED);
    }
}
