package dev.acm.lifecycle;

import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateStatus;
import dev.acm.certificate.CertificateType;
import dev.acm.certificate.FailureReason;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.certificate.RenewalSummary;
import dev.acm.certificate.RevocationReason;
import dev.acm.dcv.ValidationMethod;
import dev.acm.dcv.ValidationStatus;
import dev.acm.event.AuditEntry;
import dev.acm.lifecycle.CertificateRecord.DoomedKey;
import dev.acm.lifecycle.CertificateRecord.Wish;
import dev.acm.name.DomainName;
import dev.acm.renewal.RenewalStatus;
import dev.acm.spi.AttemptId;
import dev.acm.spi.Document;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Writes and reads the document of a certificate. Fields that a newer version wrote and this one does not know are kept by
 * writing over the document that was read.
 */
public final class RecordCodec {
    /** The version of the form written here. */
    public static final long SCHEMA = 1;

    private RecordCodec() {}

    /** A record that was just asked for. */
    public static CertificateRecord requested(Wish wish, String source) {
        return CertificateRecord.of(
                wish,
                draft -> EventChain.append(
                        draft,
                        wish.arn(),
                        wish.createdAt(),
                        dev.acm.event.EventType.REQUESTED,
                        wish.actor(),
                        source,
                        Map.of(
                                "names",
                                String.join(
                                        " ",
                                        wish.names().stream()
                                                .map(DomainName::value)
                                                .toList()),
                                "keyAlgorithm",
                                wish.keyAlgorithm().name(),
                                "method",
                                wish.method().name())));
    }

    /** The record as a document, over the one it was read from. */
    public static Document encode(CertificateRecord record, Document over) {
        Wish wish = record.wish();
        return over.toBuilder()
                .put("schema", SCHEMA)
                .put("arn", wish.arn().toString())
                .put("names", wish.names().stream().map(DomainName::value).toList())
                .put("type", wish.type().name())
                .put("method", wish.method().name())
                .put("keyAlgorithm", wish.keyAlgorithm().name())
                .put("commonName", wish.commonName())
                .put("exportable", wish.exportable())
                .put("validity", wish.validity().map(Duration::toString))
                .put("createdAt", wish.createdAt())
                .put("actor", wish.actor())
                .put("status", record.status().name())
                .put("failureReason", record.failureReason().map(Enum::name))
                .put(
                        "lastDiagnoses",
                        record.lastDiagnoses().stream().map(Diagnoses::encode).toList())
                .put("attempt", record.attempt().map(RecordCodec::attempt))
                .put("endedAttempts", record.endedAttempts())
                .put("nextAttempt", record.nextAttempt())
                .put("lastRefusal", record.lastRefusal().map(Enum::name))
                .put("lastNames", names(record.lastNames()))
                .put(
                        "generations",
                        record.generations().stream()
                                .map(RecordCodec::generation)
                                .toList())
                .put("current", record.current().map(Generation::number).orElse(0L))
                .put(
                        "deployments",
                        record.deployments().stream()
                                .map(RecordCodec::deployment)
                                .toList())
                .put("renewal", record.renewal().map(RecordCodec::renewal))
                .put("noticeGiven", record.noticeGiven())
                .put("renewNow", record.renewNow())
                .put("exported", record.exported())
                .put(
                        "revocations",
                        record.revocations().stream()
                                .map(RecordCodec::revocation)
                                .toList())
                .put(
                        "doomedKeys",
                        record.doomedKeys().stream().map(RecordCodec::doomed).toList())
                .put("outbox", record.outbox().stream().map(EventCodec::encode).toList())
                .put("lastSequence", record.lastSequence())
                .put("lastHash", record.lastHash())
                .put("nextDelivery", record.nextDelivery())
                .put(
                        "claim",
                        record.claim()
                                .map(claim -> Document.builder()
                                        .put("owner", claim.owner())
                                        .put("until", claim.until())
                                        .build()))
                .put("deletedAt", record.deletedAt())
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
        CertificateArn arn = CertificateArn.parse(document.string("arn"));
        Wish wish = new Wish(
                arn,
                document.strings("names").stream().map(DomainName::parsePLabels).toList(),
                CertificateType.valueOf(document.string("type")),
                ValidationMethod.valueOf(document.string("method")),
                KeyAlgorithm.valueOf(document.string("keyAlgorithm")),
                document.flag("commonName"),
                document.flag("exportable"),
                document.findString("validity").map(Duration::parse),
                document.instant("createdAt"),
                document.string("actor"));
        return CertificateRecord.of(wish, draft -> {
            draft.status = CertificateStatus.valueOf(document.string("status"));
            draft.failureReason = document.findString("failureReason").map(FailureReason::valueOf);
            draft.lastDiagnoses = document.documents("lastDiagnoses").stream()
                    .map(Diagnoses::decode)
                    .toList();
            draft.attempt = document.findDocument("attempt").map(RecordCodec::attempt);
            draft.endedAttempts = document.number("endedAttempts");
            draft.nextAttempt = document.instant("nextAttempt");
            draft.lastRefusal = document.findString("lastRefusal").map(FailureReason::valueOf);
            draft.lastNames = document.documents("lastNames").stream()
                    .map(RecordCodec::name)
                    .toList();
            draft.generations = document.documents("generations").stream()
                    .map(RecordCodec::generation)
                    .toList();
            draft.current = document.number("current");
            draft.deployments = document.documents("deployments").stream()
                    .map(RecordCodec::deployment)
                    .toList();
            draft.renewal = document.findDocument("renewal").map(RecordCodec::renewal);
            draft.noticeGiven = (int) document.number("noticeGiven");
            draft.renewNow = document.flag("renewNow");
            draft.exported = document.flag("exported");
            draft.revocations = document.documents("revocations").stream()
                    .map(RecordCodec::revocation)
                    .toList();
            draft.doomedKeys = document.documents("doomedKeys").stream()
                    .map(doomed -> new DoomedKey(
                            doomed.number("generation"),
                            Keys.decode(doomed),
                            (int) doomed.number("tries"),
                            doomed.findInstant("nextTry").orElse(Instant.EPOCH)))
                    .toList();
            draft.outbox = document.documents("outbox").stream()
                    .map(entry -> EventCodec.decode(arn, entry))
                    .toList();
            draft.lastSequence = document.number("lastSequence");
            draft.lastHash = document.findString("lastHash").orElse(AuditEntry.START);
            draft.nextDelivery = document.instant("nextDelivery");
            draft.claim = document.findDocument("claim")
                    .map(claim -> new Claim(claim.string("owner"), claim.instant("until")));
            draft.deletedAt = document.findInstant("deletedAt");
        });
    }

    private static List<Document> names(List<NameState> names) {
        return names.stream().map(name -> name(name, names.size())).toList();
    }

    private static Document name(NameState name, int names) {
        return Document.builder()
                .put("name", name.name().value())
                .put("status", name.status().name())
                .put("provenAt", name.provenAt())
                .put("facts", name.facts())
                .put("diagnosis", name.diagnosis().map(why -> Diagnoses.encodeOneOf(names, why)))
                .put("tries", name.tries())
                .put("nextTry", name.nextTry())
                .build();
    }

    private static NameState name(Document document) {
        return new NameState(
                DomainName.parsePLabels(document.string("name")),
                ValidationStatus.valueOf(document.string("status")),
                document.findInstant("provenAt"),
                document.findDocument("facts"),
                document.findDocument("diagnosis").map(Diagnoses::decode),
                (int) document.number("tries"),
                document.instant("nextTry"));
    }

    private static Document attempt(Attempt attempt) {
        return Document.builder()
                .put("id", attempt.id().value())
                .put("generation", attempt.generation())
                .put("startedAt", attempt.startedAt())
                .put("names", names(attempt.names()))
                .put("key", attempt.key().map(Keys::encode))
                .put("signingRequest", attempt.signingRequest().map(Keys::base64))
                .put("caaCheckedAt", attempt.caaCheckedAt())
                .put("submitted", attempt.submitted())
                .put("reference", attempt.reference())
                .put(
                        "toPublish",
                        attempt.toPublish().stream().map(Diagnoses::record).toList())
                .put("diagnosis", attempt.diagnosis().map(Diagnoses::encode))
                .put("refusal", attempt.refusal().map(Enum::name))
                .put("tries", attempt.tries())
                .put("nextTry", attempt.nextTry())
                .build();
    }

    private static Attempt attempt(Document document) {
        return Attempt.start(
                        new AttemptId(document.string("id")),
                        document.number("generation"),
                        document.documents("names").stream()
                                .map(RecordCodec::name)
                                .toList(),
                        document.instant("startedAt"))
                .with(draft -> {
                    draft.key = document.findDocument("key").map(Keys::decode);
                    draft.signingRequest =
                            document.findString("signingRequest").map(text -> Der.of(document.bytes("signingRequest")));
                    draft.caaCheckedAt = document.findInstant("caaCheckedAt");
                    draft.submitted = document.flag("submitted");
                    draft.reference = document.findDocument("reference");
                    draft.toPublish = document.documents("toPublish").stream()
                            .map(Diagnoses::record)
                            .toList();
                    draft.diagnosis = document.findDocument("diagnosis").map(Diagnoses::decode);
                    draft.refusal = document.findString("refusal").map(FailureReason::valueOf);
                    draft.tries = (int) document.number("tries");
                    draft.nextTry = document.instant("nextTry");
                });
    }

    private static Document generation(Generation generation) {
        return Document.builder()
                .put("number", generation.number())
                .put("serial", generation.serial())
                .put("notBefore", generation.notBefore())
                .put("notAfter", generation.notAfter())
                .put("leaf", generation.leaf().bytes())
                .put("issuers", generation.issuersId())
                .put("key", generation.key().map(Keys::encode))
                .put("attempt", generation.attempt())
                .put("issuedAt", generation.issuedAt())
                .build();
    }

    private static Generation generation(Document document) {
        return new Generation(
                document.number("number"),
                document.string("serial"),
                document.instant("notBefore"),
                document.instant("notAfter"),
                Der.of(document.bytes("leaf")),
                document.string("issuers"),
                document.findDocument("key").map(Keys::decode),
                document.string("attempt"),
                document.instant("issuedAt"));
    }

    private static Document deployment(DeploymentState deployment) {
        return Document.builder()
                .put("target", deployment.target())
                .put("actor", deployment.actor())
                .put("since", deployment.since())
                .put("served", deployment.served())
                .put("accepted", deployment.accepted())
                .put("acceptedAt", deployment.acceptedAt())
                .put("cut", deployment.cut())
                .put("leaving", deployment.leaving())
                .put("diagnosis", deployment.diagnosis().map(Diagnoses::encode))
                .put("tries", deployment.tries())
                .put("nextTry", deployment.nextTry())
                .build();
    }

    private static DeploymentState deployment(Document document) {
        return new DeploymentState(
                document.string("target"),
                document.string("actor"),
                document.instant("since"),
                document.number("served"),
                document.number("accepted"),
                document.findInstant("acceptedAt"),
                document.number("cut"),
                document.flag("leaving"),
                document.findDocument("diagnosis").map(Diagnoses::decode),
                (int) document.number("tries"),
                document.instant("nextTry"));
    }

    private static Document renewal(RenewalSummary renewal) {
        return Document.builder()
                .put("status", renewal.status().name())
                .put("reason", renewal.reason().map(Enum::name))
                .put("updatedAt", renewal.updatedAt())
                .build();
    }

    private static RenewalSummary renewal(Document document) {
        return new RenewalSummary(
                RenewalStatus.valueOf(document.string("status")),
                document.findString("reason").map(FailureReason::valueOf),
                document.instant("updatedAt"));
    }

    private static Document revocation(Revocation revocation) {
        return Document.builder()
                .put("leaf", revocation.leaf().bytes())
                .put("issuers", revocation.issuersId())
                .put("reason", revocation.reason().name())
                .put("requestedAt", revocation.requestedAt())
                .put("doneAt", revocation.doneAt())
                .put("tries", revocation.tries())
                .put("nextTry", revocation.nextTry())
                .build();
    }

    private static Revocation revocation(Document document) {
        return new Revocation(
                Der.of(document.bytes("leaf")),
                document.string("issuers"),
                RevocationReason.valueOf(document.string("reason")),
                document.instant("requestedAt"),
                document.findInstant("doneAt"),
                (int) document.number("tries"),
                document.instant("nextTry"));
    }

    private static Document doomed(DoomedKey doomed) {
        return Keys.encode(doomed.key()).toBuilder()
                .put("generation", doomed.generation())
                .put("tries", doomed.tries() == 0 ? Optional.empty() : Optional.of(doomed.tries()))
                .put("nextTry", doomed.tries() == 0 ? Optional.empty() : Optional.of(doomed.nextTry()))
                .build();
    }

    /** When the record is to be looked at, as the store indexes it. */
    public static Optional<Instant> dueAt(Action next, Instant now) {
        if (next instanceof Action.Rest) {
            return Optional.empty();
        }
        return Optional.of(next instanceof Action.SleepUntil sleep ? sleep.at() : now);
    }
}
