package dev.acm.lifecycle;

import dev.acm.certificate.CertificateStatus;
import dev.acm.certificate.FailureReason;
import dev.acm.event.AuditEntry;
import dev.acm.lifecycle.CertificateRecord.Wish;
import dev.acm.spi.Document;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Writes and reads the document of a certificate. Fields that a newer version wrote and this one does not know are kept by
 * writing over the document that was read, in the record and in its parts; each kind of part has a codec of its own.
 */
public final class RecordCodec {
    /** The version of the form written here. */
    public static final long SCHEMA = 1;

    private RecordCodec() {}

    /** The record as a document, over the one it was read from. */
    public static Document encode(CertificateRecord record, Document over) {
        return WishCodec.encode(record.wish(), over.toBuilder().put("schema", SCHEMA))
                .put("status", record.status().name())
                .put("failureReason", record.failureReason().map(Enum::name))
                .put(
                        "lastDiagnoses",
                        record.lastDiagnoses().stream().map(Diagnoses::encode).toList())
                .put("attempt", record.attempt().map(attempt -> AttemptCodec.encode(attempt, over)))
                .put("endedAttempts", record.endedAttempts())
                .put("nextAttempt", record.nextAttempt())
                .put("lastRefusal", record.lastRefusal().map(Enum::name))
                .put("lastNames", NameStateCodec.encode(record.lastNames(), over.documents("lastNames")))
                .put("generations", GenerationCodec.PARTS.encode(record.generations(), over.documents("generations")))
                .put("current", record.current().map(Generation::number).orElse(0L))
                .put("deployments", DeploymentCodec.PARTS.encode(record.deployments(), over.documents("deployments")))
                .put("renewal", record.renewal().map(renewal -> RenewalCodec.encode(renewal, part(over, "renewal"))))
                .put("noticeGiven", record.noticeGiven())
                .put("renewNow", record.renewNow())
                .put(
                        "signed",
                        unless(
                                record.signed().isEmpty(),
                                record.signed().stream().map(Instant::toString).toList()))
                .put("window", record.window().map(window -> RenewalCodec.encode(window, part(over, "window"))))
                .put("nextHint", unless(record.nextHint().equals(Instant.EPOCH), record.nextHint()))
                .put("exported", record.exported())
                .put("revocations", RevocationCodec.PARTS.encode(record.revocations(), over.documents("revocations")))
                .put("doomedKeys", Keys.DOOMED.encode(record.doomedKeys(), over.documents("doomedKeys")))
                .put("outbox", record.outbox().stream().map(EventCodec::encode).toList())
                .put("revoked", record.revoked().map(revoked -> RevocationCodec.encode(revoked, part(over, "revoked"))))
                .put("compromised", Optional.of(record.compromised()).filter(keys -> !keys.isEmpty()))
                .put("lastSequence", record.lastSequence())
                .put("lastHash", record.lastHash())
                .put("nextDelivery", record.nextDelivery())
                .put(
                        "claim",
                        record.claim()
                                .map(claim -> part(over, "claim").toBuilder()
                                        .put("owner", claim.owner())
                                        .put("until", claim.until())
                                        .build()))
                .put("deletedAt", record.deletedAt())
                .put("tags", Tagging.encode(record.tags()))
                .put("expiryDays", Optional.of(record.expiryDays()).filter(days -> days != ExpiryNotices.DAYS))
                .put("expiryTold", record.expiryTold().map(ExpiryNotices.Told::encode))
                .build();
    }

    /**
     * Reads a record.
     *
     * @throws IllegalArgumentException if the document is not one of a certificate, or of a newer, incompatible form
     */
    public static CertificateRecord decode(Document document) {
        try {
            return read(document);
        } catch (DateTimeException | NoSuchElementException e) {
            throw new IllegalArgumentException("the document is not one of a certificate: " + e.getMessage(), e);
        }
    }

    private static CertificateRecord read(Document document) {
        if (document.number("schema") != SCHEMA) {
            throw new IllegalArgumentException("a certificate's document of schema " + document.number("schema")
                    + " cannot be read here; this version reads " + SCHEMA);
        }
        Wish wish = WishCodec.decode(document);
        return CertificateRecord.of(wish, draft -> {
            draft.status = CertificateStatus.valueOf(document.string("status"));
            draft.failureReason = document.findString("failureReason").map(FailureReason::valueOf);
            draft.lastDiagnoses = document.documents("lastDiagnoses").stream()
                    .map(Diagnoses::decode)
                    .toList();
            draft.attempt = document.findDocument("attempt").map(AttemptCodec::decode);
            draft.endedAttempts = document.number("endedAttempts");
            draft.nextAttempt = document.instant("nextAttempt");
            draft.lastRefusal = document.findString("lastRefusal").map(FailureReason::valueOf);
            draft.lastNames = NameStateCodec.decode(document.documents("lastNames"));
            draft.generations = document.documents("generations").stream()
                    .map(GenerationCodec::decode)
                    .toList();
            draft.current = document.number("current");
            draft.deployments = document.documents("deployments").stream()
                    .map(DeploymentCodec::decode)
                    .toList();
            draft.renewal = document.findDocument("renewal").map(RenewalCodec::decode);
            draft.noticeGiven = (int) document.number("noticeGiven");
            draft.renewNow = document.flag("renewNow");
            draft.signed =
                    document.strings("signed").stream().map(Instant::parse).toList();
            draft.window = document.findDocument("window").map(RenewalCodec::decodeWindow);
            draft.nextHint = document.findInstant("nextHint").orElse(Instant.EPOCH);
            draft.exported = document.flag("exported");
            draft.revocations = document.documents("revocations").stream()
                    .map(RevocationCodec::decode)
                    .toList();
            draft.doomedKeys =
                    document.documents("doomedKeys").stream().map(Keys::doomed).toList();
            draft.outbox = document.documents("outbox").stream()
                    .map(entry -> EventCodec.decode(wish.arn(), entry))
                    .toList();
            draft.revoked = document.findDocument("revoked").map(RevocationCodec::decodeWish);
            draft.compromised = document.strings("compromised");
            draft.lastSequence = document.number("lastSequence");
            draft.lastHash = document.findString("lastHash").orElse(AuditEntry.START);
            draft.nextDelivery = document.instant("nextDelivery");
            draft.claim = document.findDocument("claim")
                    .map(claim -> new Claim(claim.string("owner"), claim.instant("until")));
            draft.deletedAt = document.findInstant("deletedAt");
            draft.tags = Tagging.decode(document.documents("tags"));
            draft.expiryDays = document.has("expiryDays") ? (int) document.number("expiryDays") : ExpiryNotices.DAYS;
            draft.expiryTold = ExpiryNotices.Told.decode(document.findDocument("expiryTold"));
        });
    }

    private static Document part(Document record, String name) {
        return record.findDocument(name).orElse(Document.empty());
    }

    private static <T> Optional<T> unless(boolean absent, T value) {
        return absent ? Optional.empty() : Optional.of(value);
    }

    /** When the record is to be looked at, as the store indexes it. */
    public static Optional<Instant> dueAt(Action next, Instant now) {
        if (next instanceof Action.Rest) {
            return Optional.empty();
        }
        return Optional.of(next instanceof Action.SleepUntil sleep ? sleep.at() : now);
    }
}
