package dev.acm.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.certificate.CertificateArn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The verification of an audit log finds whatever was done to it. */
class AuditChainTest {
    private static final CertificateArn ONE = new CertificateArn("acm", "test-1", "a", new UUID(0, 1));
    private static final CertificateArn OTHER = new CertificateArn("acm", "test-1", "a", new UUID(0, 2));

    private static List<AuditEntry> chain(CertificateArn arn, int length) {
        List<AuditEntry> chain = new ArrayList<>();
        String hash = AuditEntry.START;
        for (int i = 1; i <= length; i++) {
            CertificateEvent event = new CertificateEvent(
                    arn, i, Instant.EPOCH.plusSeconds(i), EventType.KEY_USED, "alice", "here", Map.of("n", "" + i));
            chain.add(new AuditEntry(event, hash, AuditChain.hash(hash, event)));
            hash = chain.get(i - 1).hash();
        }
        return chain;
    }

    private static void assertBreaksAt(long sequence, UnaryOperator<List<AuditEntry>> change) {
        assertThat(AuditChain.firstBreak(change.apply(chain(ONE, 6)))).hasValueSatisfying(found -> {
            assertThat(found.arn()).isEqualTo(ONE);
            assertThat(found.sequence()).isEqualTo(sequence);
            assertThat(found.why()).isNotEmpty();
        });
    }

    @Test
    void firstBreak_wholeLogs_haveNone() {
        List<AuditEntry> mixed = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            mixed.add(chain(ONE, 5).get(i));
            mixed.add(chain(OTHER, 5).get(i));
        }

        assertThat(AuditChain.firstBreak(List.of())).isEmpty();
        assertThat(AuditChain.firstBreak(mixed)).isEmpty();
    }

    @Test
    void firstBreak_entriesThatCameTwice_areNone() {
        List<AuditEntry> log = chain(ONE, 4);
        log.add(1, log.get(0));
        log.addAll(chain(ONE, 4));

        assertThat(AuditChain.firstBreak(log)).isEmpty();
    }

    @Test
    void firstBreak_entryMissing_showsAtTheNext() {
        assertBreaksAt(4, log -> {
            log.remove(2);
            return log;
        });
        assertBreaksAt(2, log -> {
            log.remove(0);
            return log;
        });
    }

    @Test
    void firstBreak_entriesSwapped_showsAtTheFirst() {
        assertBreaksAt(4, log -> {
            log.add(2, log.remove(3));
            return log;
        });
    }

    @Test
    void firstBreak_contentChanged_showsThere() {
        assertBreaksAt(3, log -> {
            AuditEntry entry = log.get(2);
            CertificateEvent event = entry.event();
            CertificateEvent forged = new CertificateEvent(
                    event.arn(), 3, event.at(), event.type(), "mallory", event.source(), event.details());
            log.set(2, new AuditEntry(forged, entry.previousHash(), entry.hash()));
            return log;
        });
    }

    @Test
    void firstBreak_contentChangedAndHashedAnew_showsAtTheNext() {
        assertBreaksAt(4, log -> {
            AuditEntry entry = log.get(2);
            CertificateEvent event = entry.event();
            CertificateEvent forged = new CertificateEvent(
                    event.arn(), 3, event.at(), event.type(), "mallory", event.source(), event.details());
            log.set(2, new AuditEntry(forged, entry.previousHash(), AuditChain.hash(entry.previousHash(), forged)));
            return log;
        });
    }

    @Test
    void firstBreak_secondEntryOfOneNumber_shows() {
        assertBreaksAt(6, log -> {
            CertificateEvent event = log.get(5).event();
            CertificateEvent forged = new CertificateEvent(
                    event.arn(), 6, event.at(), EventType.DELETED, "mallory", event.source(), event.details());
            String previous = log.get(5).previousHash();
            log.add(new AuditEntry(forged, previous, AuditChain.hash(previous, forged)));
            return log;
        });
    }
}
