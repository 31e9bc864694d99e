package dev.acm.testkit.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.acm.CertificateManager;
import dev.acm.DueRunner;
import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateStatus;
import dev.acm.spi.PortException.Effect;
import dev.acm.spi.RecordStore;
import dev.acm.spi.RetryClass;
import dev.acm.spi.StoreException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The runner on a scheduler whose time is the test's. */
class DueRunnerTest {
    private final World world = new World();
    private final CertificateManager manager = world.manager();
    private final ScheduledExecutorService scheduler = mock(ScheduledExecutorService.class);
    private final Deque<Runnable> scheduled = new ArrayDeque<>();
    private Duration delay = Duration.ZERO;

    @BeforeEach
    void schedule() {
        when(scheduler.schedule(any(Runnable.class), anyLong(), any())).thenAnswer(call -> {
            scheduled.add(call.getArgument(0));
            delay = Duration.of(
                    call.<Long>getArgument(1), call.<TimeUnit>getArgument(2).toChronoUnit());
            return null;
        });
    }

    private CertificateArn requested() {
        world.validator.proveAll();
        return manager.request(World.request()).arn();
    }

    private CertificateStatus status(CertificateArn arn) {
        return manager.describe(arn).status();
    }

    @Test
    void start_runsAtOnce_andComesAgainWithinAMinute() {
        CertificateArn arn = requested();

        DueRunner.start(manager, scheduler);
        assertThat(delay).isZero();
        scheduled.remove().run();

        assertThat(status(arn)).isEqualTo(CertificateStatus.ISSUED);
        assertThat(scheduled).hasSize(1);
        assertThat(delay).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void somethingDueSooner_isComeBackForThen() {
        world.validator.unprove(World.SHOP);
        manager.request(World.request());

        DueRunner.start(manager, scheduler);
        scheduled.remove().run();

        assertThat(delay).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void close_endsTheCalls() {
        CertificateArn arn = requested();
        DueRunner runner = DueRunner.start(manager, scheduler);

        runner.close();
        scheduled.remove().run();

        assertThat(scheduled).isEmpty();
        assertThat(status(arn)).isEqualTo(CertificateStatus.PENDING_VALIDATION);
    }

    @Test
    void close_whileARunIsUnderWay_endsTheStepAndLeavesTheRest() {
        CertificateArn arn = requested();
        DueRunner[] runner = new DueRunner[1];
        CertificateManager closing = world.builder(world.store)
                .executor(port -> {
                    runner[0].close();
                    port.run();
                })
                .build();
        runner[0] = DueRunner.start(closing, scheduler);

        scheduled.remove().run();

        assertThat(scheduled).isEmpty();
        assertThat(status(arn)).isEqualTo(CertificateStatus.PENDING_VALIDATION);
        DueRunner.start(manager, scheduler);
        world.time.advance(Duration.ofMinutes(10));
        scheduled.remove().run();
        assertThat(status(arn)).as("another goes on with it").isEqualTo(CertificateStatus.ISSUED);
    }

    @Test
    void runThatFails_isLogged_andTheNextComes() {
        RecordStore down = mock(RecordStore.class, call -> {
            throw new StoreException("down", Effect.NONE, RetryClass.TRANSIENT, null);
        });
        DueRunner.start(world.manager(down), scheduler);

        scheduled.remove().run();

        assertThat(scheduled).hasSize(1);
        assertThat(delay).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void schedulerThatIsShutDown_endsTheCallsQuietly() {
        when(scheduler.schedule(any(Runnable.class), anyLong(), any()))
                .thenThrow(new RejectedExecutionException("down"));

        DueRunner.start(manager, scheduler);

        assertThat(scheduled).isEmpty();
    }
}
