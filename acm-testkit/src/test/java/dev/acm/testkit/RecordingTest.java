package dev.acm.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.acm.certificate.CertificateArn;
import dev.acm.event.AuditEntry;
import dev.acm.event.CertificateEvent;
import dev.acm.event.EventType;
import dev.acm.spi.AuditException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecordingTest {
    private static final CertificateArn ARN = new CertificateArn("acm", "eu-1", "1", new UUID(0x4000L, 1));
    private static final CertificateEvent EVENT =
            new CertificateEvent(ARN, 1, Instant.EPOCH, EventType.REQUESTED, "a", "s", Map.of());

    @Test
    void listener_toldToThrow_takesNoteAllTheSame() {
        RecordingListener listener = new RecordingListener();
        listener.throwNext(1);

        assertThatIllegalStateException().isThrownBy(() -> listener.onEvent(EVENT));
        listener.onEvent(EVENT);

        assertThat(listener.events()).containsExactly(EVENT, EVENT);
        assertThat(listener.typesOf(ARN)).containsExactly(EventType.REQUESTED, EventType.REQUESTED);
        listener.clear();
        assertThat(listener.events()).isEmpty();
    }

    @Test
    void auditLog_answerLost_hasTakenTheEntry() throws Exception {
        AuditEntry entry = new AuditEntry(EVENT, AuditEntry.START, "1".repeat(64));
        RecordingAuditLog log = new RecordingAuditLog().onAppend(1, Fault.ANSWER_LOST);

        assertThatExceptionOfType(AuditException.class).isThrownBy(() -> log.append(entry));
        log.append(entry);

        assertThat(log.entries()).containsExactly(entry, entry);
        assertThat(log.chainOf(ARN)).containsExactly(entry);
    }

    @Test
    void fault_atNoCall_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RecordingAuditLog().onAppend(0, Fault.NOT_DONE));
    }
}
