package dev.acm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.acm.certificate.CertificateArn;
import dev.acm.event.CertificateEvent;
import dev.acm.event.EventType;
import dev.acm.spi.CertificateListener;
import java.time.Instant;
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

    private static CertificateEvent event(int certificate, long sequence, EventType type) {
        CertificateArn arn =
                new CertificateArn("acm", "eu-1", "111122223333", new UUID(0x4000L, 0x8000L + certificate));
        return new CertificateEvent(
                arn,
                sequence,
                Instant.parse("2026-11-23T12:00:00Z").plusSeconds(sequence),
                type,
                "manager",
                "manager",
                Map.of("generation", "1"));
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
        for (EventType type : EventType.values()) {
            CertificateEvent event = event(1, type.ordinal() + 1L, type);
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
        for (EventType type : EventType.values()) {
            one.onEvent(event(1, type.ordinal() + 1L, type));
            two.onEvent(event(1, type.ordinal() + 1L, type));
            two.onEvent(event(2, type.ordinal() + 1L, type));
        }

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

        for (EventType type : EventType.values()) {
            assertThatCode(() -> listener.onEvent(event(1, type.ordinal() + 1L, type)))
                    .as(type.name())
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
        int each = EventType.values().length;
        for (EventType type : EventType.values()) {
            alone.onEvent(event(0, type.ordinal() + 1L, type));
        }

        Race.run(thread -> {
            for (int i = 0; i < each; i++) {
                crowded.onEvent(event(thread, i + 1L, EventType.values()[i]));
            }
            return thread;
        });

        assertThat(effects(crowded).size()).isEqualTo(Race.THREADS * effects(alone).size());
    }
}
