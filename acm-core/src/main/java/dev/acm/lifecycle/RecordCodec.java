package dev.acm.lifecycle;

import dev.acm.certificate.CertificateStatus;
import dev.acm.certificate.FailureReason;
import dev.acm.event.AuditEntry;
import dev.acm.internal.Instants;
import dev.acm.lifecycle.CertificateRecord.Wish;
import dev.acm.spi.Document;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;

/**
 * Writes and reads the document of a certificate. Fields that a newer version wrote and this one does not know are kept by
 * writing over the document that was read, in the record and in its parts; each kind of part has a codec of its own.
 */
public final class RecordCodec {
    /** The version of the form written here. */
    public static final long SCHEMA = 1;

    private RecordCodec() {}

    /** The record as a document, over another: fields that are not known here stay. */
    public static Document encode(CertificateRecord record, Document over) {
        return encode(record, Optional.empty(), over);
    }

    /** The record as a document, over the one that a record was read from: what is still the same is not written anew. */
    public static Document encode(CertificateRecord record, CertificateRecord read, Document over) {
        return encode(record, Optional.of(read), over);
    }

    private static Document encode(CertificateRecord record, Optional<CertificateRecord> read, Document over) {
        boolean sameWish =
                read.filter(before -> before.wish().equals(record.wish())).isPresent();
        Document.Builder builder = over.toBuilder();
        return new ChangedFields(
                        record,
                        read,
                        sameWish ? builder : WishCodec.encode(record.wish(), builder.put("schema", SCHEMA)))
                .put("status", CertificateRecord::status, now -> now.status().name())
                .put(
                        "failureReason",
                        CertificateRecord::failureReason,
                        now -> now.failureReason().map(Enum::name))
                .put(
                        "lastDiagnoses",
                        CertificateRecord::lastDiagnoses,
                        now -> now.lastDiagnoses().stream()
                                .map(Diagnoses::encode)
                                .toList())
                .put(
                        "attempt",
                        CertificateRecord::attempt,
                        now -> now.attempt()
                                .map(attempt ->
                                        AttemptCodec.encode(attempt, read.flatMap(CertificateRecord::attempt), over)))
                .put("endedAttempts", CertificateRecord::endedAttempts)
                .put("nextAttempt", CertificateRecord::nextAttempt)
                .put(
                        "lastRefusal",
                        CertificateRecord::lastRefusal,
                        now -> now.lastRefusal().map(Enum::name))
                .put(
                        "lastNames",
                        CertificateRecord::lastNames,
                        now -> NameStateCodec.encode(
                                now.lastNames(),
                                parts(read, CertificateRecord::lastNames),
                                over.documents("lastNames")))
                .put(
                        "generations",
                        CertificateRecord::generations,
                        now -> GenerationCodec.PARTS.encode(
                                now.generations(),
                                parts(read, CertificateRecord::generations),
                                over.documents("generations")))
                .put("current", now -> now.current().map(Generation::number).orElse(0L))
                .put(
                        "deployments",
                        CertificateRecord::deployments,
                        now -> DeploymentCodec.PARTS.encode(
                                now.deployments(),
                                parts(read, CertificateRecord::deployments),
                                over.documents("deployments")))
                .put(
                        "renewal",
                        CertificateRecord::renewal,
                        now -> now.renewal().map(renewal -> RenewalCodec.encode(renewal, part(over, "renewal"))))
                .put("noticeGiven", CertificateRecord::noticeGiven)
                .put("renewNow", CertificateRecord::renewNow)
                .put(
                        "signed",
                        CertificateRecord::signed,
                        now -> unless(
                                now.signed().isEmpty(),
                                now.signed().stream().map(Instants::format).toList()))
                .put(
                        "window",
                        CertificateRecord::window,
                        now -> now.window().map(window -> RenewalCodec.encode(window, part(over, "window"))))
                .put(
                        "nextHint",
                        CertificateRecord::nextHint,
                        now -> unless(now.nextHint().equals(Instant.EPOCH), now.nextHint()))
                .put("exported", CertificateRecord::exported)
                .put(
                        "revocations",
                        CertificateRecord::revocations,
                        now -> RevocationCodec.PARTS.encode(
                                now.revocations(),
                                parts(read, CertificateRecord::revocations),
                                over.documents("revocations")))
                .put(
                        "doomedKeys",
                        CertificateRecord::doomedKeys,
                        now -> Keys.DOOMED.encode(
                                now.doomedKeys(),
                                parts(read, CertificateRecord::doomedKeys),
                                over.documents("doomedKeys")))
                .put(
                        "outbox",
                        CertificateRecord::outbox,
                        now -> now.outbox().stream().map(EventCodec::encode).toList())
                .put(
                        "namesWanted",
                        CertificateRecord::namesWanted,
                        now -> now.namesWanted().map(wanted -> WishCodec.encode(wanted, part(over, "namesWanted"))))
                .put(
                        "revoked",
                        CertificateRecord::revoked,
                        now -> now.revoked().map(revoked -> RevocationCodec.encode(revoked, part(over, "revoked"))))
                .put(
                        "compromised",
                        CertificateRecord::compromised,
                        now -> unless(now.compromised().isEmpty(), now.compromised()))
                .put("lastSequence", CertificateRecord::lastSequence)
                .put("lastHash", CertificateRecord::lastHash)
                .put("nextDelivery", CertificateRecord::nextDelivery)
                .put(
                        "claim",
                        CertificateRecord::claim,
                        now -> now.claim()
                                .map(claim -> part(over, "claim").toBuilder()
                                        .put("owner", claim.owner())
                                        .put("until", claim.until())
                                        .build()))
                .put("deletedAt", CertificateRecord::deletedAt)
                .put("tags", CertificateRecord::tags, now -> Tagging.encode(now.tags()))
                .put(
                        "expiryDays",
                        CertificateRecord::expiryDays,
                        now -> unless(now.expiryDays() == ExpiryNotices.DAYS, now.expiryDays()))
                .put(
                        "expiryTold",
                        CertificateRecord::expiryTold,
                        now -> now.expiryTold().map(ExpiryNotices.Told::encode))
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
                    document.strings("signed").stream().map(Instants::parse).toList();
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
            draft.namesWanted = document.findDocument("namesWanted").map(WishCodec::decodeNames);
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

    private static <T> List<T> parts(Optional<CertificateRecord> read, Function<CertificateRecord, List<T>> parts) {
        return read.map(parts).orElse(List.of());
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
