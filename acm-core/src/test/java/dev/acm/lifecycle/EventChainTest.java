package dev.acm.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.certificate.CertificateArn;
import dev.acm.event.AuditChain;
import dev.acm.event.AuditEntry;
import dev.acm.event.CertificateEvent;
import dev.acm.event.EventType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A reader of the audit log notices whatever was changed in it. */
class EventChainTest {
    private static final CertificateEvent EVENT = new CertificateEvent(
            Samples.ARN,
            7,
            Samples.START,
            EventType.KEY_USED,
            "alice",
            "192.0.2.1",
            Map.of("reason", "export", "a", "b"));
    private static final String BEFORE = "1".repeat(64);

    private static CertificateEvent event(
            CertificateArn arn, long sequence, Instant at, EventType type, String actor, String source) {
        return new CertificateEvent(arn, sequence, at, type, actor, source, EVENT.details());
    }

    private static CertificateEvent details(Map<String, String> details) {
        return new CertificateEvent(
                EVENT.arn(), EVENT.sequence(), EVENT.at(), EVENT.type(), EVENT.actor(), EVENT.source(), details);
    }

    static Stream<CertificateEvent> tampered() {
        CertificateArn other =
                new CertificateArn(Samples.ARN.partition(), Samples.ARN.region(), "another", Samples.ARN.id());
        return Stream.of(
                event(other, 7, EVENT.at(), EVENT.type(), "alice", "192.0.2.1"),
                event(EVENT.arn(), 8, EVENT.at(), EVENT.type(), "alice", "192.0.2.1"),
                event(EVENT.arn(), 7, EVENT.at().plusNanos(1), EVENT.type(), "alice", "192.0.2.1"),
                event(EVENT.arn(), 7, EVENT.at(), EventType.DELETED, "alice", "192.0.2.1"),
                event(EVENT.arn(), 7, EVENT.at(), EVENT.type(), "mallory", "192.0.2.1"),
                event(EVENT.arn(), 7, EVENT.at(), EVENT.type(), "alice", "192.0.2.2"),
                event(EVENT.arn(), 7, EVENT.at(), EVENT.type(), "alice1", "92.0.2.1"),
                details(Map.of()),
                details(Map.of("reason", "deploy", "a", "b")),
                details(Map.of("reason", "export")),
                details(Map.of("reason", "export", "a", "b", "c", "d")),
                details(Map.of("reason", "export", "ab", "")));
    }

    @ParameterizedTest
    @MethodSource("tampered")
    void hash_anyPartChanged_isAnother(CertificateEvent changed) {
        assertThat(AuditChain.hash(BEFORE, changed)).isNotEqualTo(AuditChain.hash(BEFORE, EVENT));
    }

    @Test
    void hash_otherPredecessor_isAnother() {
        assertThat(AuditChain.hash("2".repeat(64), EVENT)).isNotEqualTo(AuditChain.hash(BEFORE, EVENT));
    }

    @Test
    void hash_sameContent_isTheSame() {
        CertificateEvent same = details(Map.of("a", "b", "reason", "export"));

        assertThat(AuditChain.hash(BEFORE, same)).isEqualTo(AuditChain.hash(BEFORE, EVENT));
    }

    @Test
    void hash_isPinned() {
        // readers outside recompute it, so it must not change: SHA-256 of the parts, each behind its length
        assertThat(AuditChain.hash(AuditEntry.START, EVENT))
                .isEqualTo("0bd70cbb2aacc48627c0afd675867e2e9f868519d48c40b51ef12211f7db6673");
    }

    @Test
    void chain_entryLeftOut_showsAtTheNext() {
        Walk walk = Walk.of("example.com");
        walk.run();
        List<AuditEntry> log = new ArrayList<>(walk.delivered);

        assertThat(firstBroken(log)).isEqualTo(-1);
        log.remove(3);
        assertThat(firstBroken(log)).isEqualTo(3);
    }

    @Test
    void chain_entriesSwapped_showsAtTheFirst() {
        Walk walk = Walk.of("example.com");
        walk.run();
        List<AuditEntry> log = new ArrayList<>(walk.delivered);

        log.add(2, log.remove(3));

        assertThat(firstBroken(log)).isEqualTo(2);
    }

    private static int firstBroken(List<AuditEntry> log) {
        String hash = AuditEntry.START;
        for (int i = 0; i < log.size(); i++) {
            AuditEntry entry = log.get(i);
            if (!entry.previousHash().equals(hash) || !entry.hash().equals(AuditChain.hash(hash, entry.event()))) {
                return i;
            }
            hash = entry.hash();
        }
        return -1;
    }
}
