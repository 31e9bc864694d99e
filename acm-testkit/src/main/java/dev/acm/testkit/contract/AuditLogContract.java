package dev.acm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.certificate.CertificateArn;
import dev.acm.event.AuditEntry;
import dev.acm.event.CertificateEvent;
import dev.acm.event.EventType;
import dev.acm.spi.AuditLog;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What {@link AuditLog} promises: every entry is kept, in order, and a repeated one is no failure. */
public interface AuditLogContract {
    /**
     * Makes an empty log.
     *
     * @return a log
     * @throws Exception if none can be made
     */
    AuditLog newLog() throws Exception;

    /**
     * Reads back what a log has kept.
     *
     * @param log from {@link #newLog}
     * @return in the order kept; repeated entries may be there once or as often as offered
     * @throws Exception if the log cannot be read
     */
    List<AuditEntry> read(AuditLog log) throws Exception;

    private static AuditEntry entry(int certificate, int sequence) {
        CertificateArn arn =
                new CertificateArn("acm", "eu-1", "111122223333", new UUID(0x4000L, 0x8000L + certificate));
        CertificateEvent event = new CertificateEvent(
                arn,
                sequence,
                Instant.parse("2026-11-23T12:00:00Z").plusSeconds(sequence),
                EventType.KEY_USED,
                "actor \u00e4 \"quoted\"",
                "192.0.2.1",
                Map.of("reason", "line one\nline two, with a comma"));
        String previous = sequence == 1 ? AuditEntry.START : hash(certificate, sequence - 1);
        return new AuditEntry(event, previous, hash(certificate, sequence));
    }

    private static String hash(int certificate, int sequence) {
        return String.format(Locale.ROOT, "%032x%032x", certificate, sequence);
    }

    /**
     * E1: entries are kept whole, in the order they came.
     *
     * @throws Exception if the log fails
     */
    @Test
    default void e1_entries_areKeptInOrder() throws Exception {
        AuditLog log = newLog();
        for (int sequence = 1; sequence <= 5; sequence++) {
            log.append(entry(1, sequence));
        }

        assertThat(read(log)).containsExactly(entry(1, 1), entry(1, 2), entry(1, 3), entry(1, 4), entry(1, 5));
    }

    /**
     * E2: an entry that is offered again is no failure, and loses nothing.
     *
     * @throws Exception if the log fails
     */
    @Test
    default void e2_repeatedEntry_isNoFailure() throws Exception {
        AuditLog log = newLog();
        log.append(entry(1, 1));
        log.append(entry(1, 2));
        log.append(entry(1, 2));
        log.append(entry(1, 3));

        assertThat(read(log).stream().distinct()).containsExactly(entry(1, 1), entry(1, 2), entry(1, 3));
    }

    /**
     * E3: entries of many certificates on many threads are all kept, those of each in order.
     *
     * @throws Exception if the log fails
     */
    @Test
    default void e3_manyThreads_loseNothing() throws Exception {
        AuditLog log = newLog();

        Race.run(thread -> {
            for (int sequence = 1; sequence <= 20; sequence++) {
                log.append(entry(thread, sequence));
            }
            return thread;
        });

        List<AuditEntry> kept = read(log);
        for (int thread = 0; thread < Race.THREADS; thread++) {
            CertificateArn arn = entry(thread, 1).event().arn();
            assertThat(kept.stream()
                            .filter(e -> e.event().arn().equals(arn))
                            .map(e -> e.event().sequence()))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 20).boxed().toList());
        }
    }
}
