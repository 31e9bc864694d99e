package dev.acm.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.certificate.RevocationReason;
import dev.acm.event.AuditEntry;
import dev.acm.event.CertificateEvent;
import dev.acm.event.EventType;
import dev.acm.renewal.LifecyclePolicy;
import dev.acm.spi.Document;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The daily event about a near end, and what ACM's events carry (acm-behaviour g.3). */
class ExpiryNoticesTest {
    private static Walk unused() {
        Walk walk = Walk.of("example.com", "www.example.com");
        walk.run();
        return walk;
    }

    private static List<String> told(Walk walk) {
        return walk.details(EventType.APPROACHING_EXPIRATION, "daysLeft");
    }

    private static CertificateEvent last(Walk walk, EventType type) {
        return Stream.concat(walk.delivered.stream(), walk.record.outbox().stream())
                .map(AuditEntry::event)
                .filter(event -> event.type() == type)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private static void sleepThrough(Walk walk, Instant end) {
        while (walk.next() instanceof Action.SleepUntil sleep && !sleep.at().isAfter(end)) {
            walk.at(sleep.at());
        }
    }

    @Test
    void unused_isToldDailyFrom45DaysOn() {
        Walk walk = unused();

        sleepThrough(walk, walk.current().notAfter().plusSeconds(10));

        assertThat(told(walk))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 45)
                        .map(i -> 46 - i)
                        .mapToObj(Integer::toString)
                        .toList());
        assertThat(walk.events()).endsWith(EventType.APPROACHING_EXPIRATION, EventType.EXPIRED);
    }

    @Test
    void accountsSetting_movesTheBeginning() {
        Walk walk = unused();
        Instant end = walk.current().notAfter();
        walk.wish(record -> Wishes.expiryDays(record, 3));

        assertThat(walk.at(end.minus(Duration.ofDays(4))).next())
                .isEqualTo(new Action.SleepUntil(end.minus(Duration.ofDays(3))));
        walk.wish(record -> Wishes.expiryDays(record, 90)).next();

        assertThat(told(walk)).containsExactly("4");
    }

    @Test
    void sleptThrough_onlyTheLastIsTold() {
        Walk walk = unused();

        walk.at(walk.current().notAfter().minus(Duration.ofHours(30))).next();
        walk.at(walk.current().notAfter().minus(Duration.ofSeconds(1))).next();

        assertThat(told(walk)).containsExactly("2", "1");
    }

    @Test
    void inUse_isNotToldBeforeItsRenewalHasBegun() {
        LifecyclePolicy late = LifecyclePolicy.builder()
                .renewBefore(Duration.ofDays(10))
                .spreadFraction(0)
                .build();
        Walk walk = Walk.inUse(late, "example.com");
        Instant end = walk.current().notAfter();

        walk.at(end.minus(Duration.ofDays(30))).next();
        assertThat(told(walk)).isEmpty();

        walk.at(end.minus(Duration.ofDays(9)));
        walk.take(Samples.noRecord(walk.next(Action.Observe.class), walk.now)).next();
        assertThat(told(walk)).containsExactly("9");
    }

    @Test
    void renewedGeneration_beginsAnew() {
        Walk walk = unused();
        walk.at(walk.current().notAfter().minus(Duration.ofDays(5))).next();
        walk.wish(record -> Wishes.renewNow(record, walk.now)).run();

        walk.at(walk.current().notAfter().minus(Duration.ofDays(44))).next();

        assertThat(told(walk)).containsExactly("5", "44");
    }

    @Test
    void told_isStored() {
        Walk walk = unused();
        walk.at(walk.current().notAfter().minus(Duration.ofDays(5)).plusSeconds(1))
                .next();
        walk.wish(record -> Wishes.expiryDays(record, 60));

        walk.wish(record -> RecordCodec.decode(RecordCodec.encode(record, Document.empty())));
        walk.next();

        assertThat(told(walk)).containsExactly("5");
        assertThat(walk.record.expiryDays()).isEqualTo(60);
    }

    @Test
    void issued_carriesWhatAcmsEventCarries() {
        CertificateEvent issued = last(unused(), EventType.ISSUED);

        assertThat(issued.detailType()).contains("ACM Certificate Available");
        assertThat(issued.details())
                .containsEntry("Action", "ISSUANCE")
                .containsEntry("CertificateType", "AMAZON_ISSUED")
                .containsEntry("CommonName", "example.com")
                .containsEntry("DomainValidationMethod", "DNS")
                .containsEntry("CertificateCreatedDate", Samples.START.toString())
                .containsEntry("DaysToExpiry", "395")
                .containsEntry("ValidityInDays", "395")
                .containsEntry("InUse", "false")
                .containsEntry("Exported", "false")
                .containsKey("CertificateExpirationDate");
    }

    @Test
    void eachOfAcmsEvents_hasItsDetailType_othersHaveNone() {
        Walk walk = Walk.inUse("example.com");
        assertThat(last(walk, EventType.ISSUED).details()).containsEntry("InUse", "true");
        walk.wish(record -> Wishes.renewNow(record, walk.now)).run();
        walk.sleep();
        Instant end = walk.current().notAfter();
        while (walk.now.isBefore(end)) {
            if (walk.next() instanceof Action.Observe observe) {
                walk.take(Samples.noRecord(observe, walk.now)).next();
            }
            walk.at(walk.now.plus(Duration.ofDays(1)));
        }
        walk.next();

        assertThat(last(walk, EventType.RENEWED).details()).containsEntry("Action", "RENEWAL");
        assertThat(last(walk, EventType.RENEWAL_ACTION_REQUIRED).detailType())
                .contains("ACM Certificate Renewal Action Required");
        assertThat(last(walk, EventType.RENEWAL_ACTION_REQUIRED).details())
                .containsEntry("RenewalStatusReason", "PENDING_DOMAIN_VALIDATION")
                .containsKeys("DaysToExpiry", "CertificateExpirationDate");
        assertThat(last(walk, EventType.APPROACHING_EXPIRATION).detailType())
                .contains("ACM Certificate Approaching Expiration");
        assertThat(last(walk, EventType.EXPIRED).detailType()).contains("ACM Certificate Expired");
        assertThat(walk.delivered.stream()
                        .map(entry -> entry.event())
                        .filter(event -> event.type().detailType().isEmpty()))
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.detailType()).isEmpty());
    }

    @Test
    void revoked_twoGenerations_areOneRevokedCertificate() {
        Walk walk = unused();
        walk.wish(record -> Wishes.renewNow(record, walk.now)).run();
        walk.wish(record -> Revoking.revoke(record, RevocationReason.SUPERSEDED, Samples.CALLER, walk.now))
                .run();

        assertThat(walk.events()).filteredOn(EventType.REVOKED::equals).hasSize(2);
        assertThat(walk.details(EventType.REVOKED, CertificateEvent.DETAIL_TYPE))
                .containsExactly("", "ACM Certificate Revoked");
        assertThat(last(walk, EventType.REVOKED).details())
                .containsEntry("Exportable", "false")
                .containsKey("CertificateExpirationDate");
    }

    @Test
    void revokedChainThatWasRefused_isNoRevokedCertificate() {
        Walk walk = Walk.of("example.com");
        walk.toSubmit();
        walk.take(Samples.chainRefused());
        walk.next(Action.Revoke.class);
        walk.take(new Outcome.Revoked());
        walk.next();

        assertThat(last(walk, EventType.REVOKED).detailType()).isEmpty();
    }
}
