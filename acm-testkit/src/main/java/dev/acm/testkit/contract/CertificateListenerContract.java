package dev.acm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.acm.certificate.CertificateArn;
import dev.acm.event.CertificateEvent;
import dev.acm.event.EventType;
import dev.acm.spi.CertificateListener;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a {@link CertificateListener} must bear, L1 to L3: events come at least once, and newer versions have new ones. */
public interface CertificateListenerContract {
    /**
     * Makes a listener that has heard nothing.
     *
     * @return a listener
     * @throws Exception if none can be made
     */
    CertificateListener newListener() throws Exception;

    /**
     * What a listener has brought about, in whatever form can be compared: rows, calls, messages.
     *
     * @param listener from {@link #newListener}
     * @return equal values for equal effects
     * @throws Exception if it cannot be seen
     */
    List<?> effects(CertificateListener listener) throws Exception;

    /** One event of each type, in order. */
    private static List<CertificateEvent> life(int certificate) {
        CertificateArn arn =
                new CertificateArn("acm", "eu-1", "111122223333", new UUID(0x4000L, 0x8000L + certificate));
        List<CertificateEvent> events = new ArrayList<>();
        for (EventType type : EventType.values()) {
            long sequence = events.size() + 1L;
            events.add(new CertificateEvent(
                    arn,
                    sequence,
                    Instant.parse("2026-11-23T12:00:00Z").plusSeconds(sequence),
                    type,
                    "manager",
                    "manager",
                    Map.of("generation", "1")));
        }
        return events;
    }

    /**
     * L1: what is heard twice takes effect once. The certificate and the sequence number tell.
     *
     * @throws Exception if the listener fails
     */
    @Test
    default void l1_repeatedEvent_takesEffectOnce() throws Exception {
        CertificateListener once = newListener();
        CertificateListener twice = newListener();
        for (CertificateEvent event : life(1)) {
            once.onEvent(event);
            twice.onEvent(event);
            twice.onEvent(event);
        }

        assertThat(effects(twice)).isEqualTo(effects(once));
    }

    /**
     * L1: the same sequence number of another certificate is another event.
     *
     * @throws Exception if the listener fails
     */
    @Test
    default void l1_sameNumberOfAnotherCertificate_isAnotherEvent() throws Exception {
        CertificateListener one = newListener();
        CertificateListener two = newListener();
        life(1).forEach(one::onEvent);
        life(1).forEach(two::onEvent);
        life(2).forEach(two::onEvent);

        assertThat(effects(two).size()).isEqualTo(2 * effects(one).size());
    }

    /**
     * L2: no type of event makes it throw, also one it does nothing about.
     *
     * @throws Exception if the listener cannot be made
     */
    @Test
    default void l2_everyTypeOfEvent_isBorne() throws Exception {
        CertificateListener listener = newListener();

        for (CertificateEvent event : life(1)) {
            assertThatCode(() -> listener.onEvent(event))
                    .as(event.type().name())
                    .doesNotThrowAnyException();
        }
    }

    /**
     * L3: several runs may tell it of several certificates at once, and none is lost.
     *
     * @throws Exception if the listener fails
     */
    @Test
    default void l3_manyThreads_noneIsLost() throws Exception {
        CertificateListener alone = newListener();
        CertificateListener crowded = newListener();
        life(0).forEach(alone::onEvent);

        Race.run(thread -> {
            life(thread).forEach(crowded::onEvent);
            return thread;
        });

        assertThat(effects(crowded).size())
                .isEqualTo(Race.THREADS * effects(alone).size());
    }
}
