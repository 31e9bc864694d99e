package dev.acm.lifecycle;

import dev.acm.certificate.FailureReason;
import dev.acm.spi.AttemptId;
import dev.acm.spi.Document;
import java.util.List;
import java.util.Optional;

/** Writes and reads an attempt. */
final class AttemptCodec {
    private AttemptCodec() {}

    /** The attempt, over the record's one if that is the same attempt; what it shares with that one is not written anew. */
    static Document encode(Attempt attempt, Optional<Attempt> read, Document record) {
        Optional<Attempt> before = read.filter(known -> known.id().equals(attempt.id()));
        Document over = Parts.same(record, "attempt", "id", attempt.id().value());
        return over.toBuilder()
                .put("id", attempt.id().value())
                .put("generation", attempt.generation())
                .put("startedAt", attempt.startedAt())
                .put(
                        "names",
                        NameStateCodec.encode(
                                attempt.names(), before.map(Attempt::names).orElse(List.of()), over.documents("names")))
                .put("certified", attempt.certified().map(WishCodec::texts))
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

    static Attempt decode(Document document) {
        return Attempt.start(
                        new AttemptId(document.string("id")),
                        document.number("generation"),
                        NameStateCodec.decode(document.documents("names")),
                        document.instant("startedAt"))
                .with(draft -> {
                    draft.certified = document.has("certified")
                            ? Optional.of(WishCodec.names(document, "certified"))
                            : Optional.empty();
                    draft.key = document.findDocument("key").map(Keys::decode);
                    draft.signingRequest =
                            document.findString("signingRequest").map(text -> Der.read(document, "signingRequest"));
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
}
