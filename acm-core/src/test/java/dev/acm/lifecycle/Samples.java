package dev.acm.lifecycle;

import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateChain;
import dev.acm.certificate.CertificateType;
import dev.acm.certificate.FailureReason;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.certificate.TestCertificates;
import dev.acm.dcv.ValidationMethod;
import dev.acm.diagnosis.Actor;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.event.Caller;
import dev.acm.key.SealedKey;
import dev.acm.name.DomainName;
import dev.acm.spi.Document;
import dev.acm.spi.Judgement;
import dev.acm.spi.Observation;
import dev.acm.spi.RetryClass;
import dev.acm.spi.Submission;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Values that tests of the lifecycle share. */
final class Samples {
    static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
    static final Duration VALIDITY = Duration.ofDays(395);
    static final Caller CALLER = new Caller("111122223333", "alice", "192.0.2.1");
    static final CertificateArn ARN = new CertificateArn(
            "acm", "test-1", "111122223333", UUID.fromString("00000000-0000-4000-8000-000000000001"));
    static final CertificateChain CHAIN = CertificateChain.fromDer(List.of(
            TestCertificates.of("wrong.example.com", TestCertificates.keys()).der()));

    private Samples() {}

    static CertificateRecord requested(String... names) {
        return requested(CertificateType.AMAZON_ISSUED, names);
    }

    static CertificateRecord requested(CertificateType type, String... names) {
        return Wishes.requested(wish(type, names), CALLER.source());
    }

    static CertificateRecord.Wish wish(CertificateType type, String... names) {
        return new CertificateRecord.Wish(
                ARN,
                List.of(names).stream().map(DomainName::parse).toList(),
                type,
                ValidationMethod.DNS,
                KeyAlgorithm.EC_prime256v1,
                true,
                false,
                Optional.empty(),
                START,
                CALLER.actor());
    }

    static SealedKey key(int number) {
        return new SealedKey(
                "host-key",
                ("public " + number).getBytes(StandardCharsets.US_ASCII),
                ("sealed " + number).getBytes(StandardCharsets.US_ASCII));
    }

    static Outcome.KeyMade keyMade(int number) {
        return new Outcome.KeyMade(key(number), Der.of(new byte[] {0x30, (byte) number}));
    }

    static Outcome.Issued issued(Attempt attempt, Instant now) {
        return issued(attempt, now, VALIDITY);
    }

    static Outcome.Issued issued(Attempt attempt, Instant now, Duration validity) {
        return new Outcome.Issued(new Generation(
                attempt.generation(),
                "0a:0" + attempt.generation() % 10,
                now,
                now.plus(validity).minusSeconds(1),
                Der.of(("leaf " + attempt.id()).getBytes(StandardCharsets.US_ASCII)),
                "issuers",
                attempt.key(),
                attempt.id().value(),
                now));
    }

    static Diagnosis diagnosis(String code) {
        return Diagnosis.builder(code, "Something is the matter.")
                .actor(Actor.OWNER)
                .remedy("Do something about it.")
                .build();
    }

    static Outcome.Sight sight(DomainName name, Judgement judgement, Instant now) {
        return new Outcome.Sight(
                name,
                new Observation(
                        now, Document.builder().put("seen", name.value()).build()),
                judgement);
    }

    static Outcome.Observed observed(Action.Observe action, Judgement judgement, Instant now) {
        return new Outcome.Observed(
                action.names().stream().map(name -> sight(name, judgement, now)).toList());
    }

    static Outcome.Observed proven(Action.Observe action, Instant now) {
        return observed(action, new Judgement.Proven(action.names(), now), now);
    }

    static Outcome.Observed noRecord(Action.Observe action, Instant now) {
        return observed(action, new Judgement.NotYet(diagnosis("DNS_NO_RECORD"), RetryClass.HUMAN), now);
    }

    static Outcome.Stalled stalled(String code, RetryClass retryClass) {
        return new Outcome.Stalled(diagnosis(code), retryClass, false);
    }

    static Outcome.Stalled unknown() {
        return new Outcome.Stalled(diagnosis("AUTHORITY_OUTCOME_UNKNOWN"), RetryClass.TRANSIENT, true);
    }

    static Outcome.Answered rejected(FailureReason reason, RetryClass retryClass) {
        return new Outcome.Answered(new Submission.Rejected(reason, diagnosis("REJECTED"), retryClass));
    }

    static Outcome.Answered pending(Instant notBefore) {
        return new Outcome.Answered(
                new Submission.Pending(Document.builder().put("order", "7").build(), notBefore, List.of()));
    }

    static Outcome.ChainRefused chainRefused() {
        return new Outcome.ChainRefused(CHAIN, "issuers", diagnosis("CHAIN_REFUSED"));
    }
}
