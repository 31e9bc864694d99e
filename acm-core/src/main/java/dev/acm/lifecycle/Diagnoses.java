package dev.acm.lifecycle;

import dev.acm.dcv.ResourceRecord;
import dev.acm.diagnosis.Actor;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.diagnosis.Evidence;
import dev.acm.internal.Checks;
import dev.acm.spi.Document;

/** Writes and reads diagnoses. */
final class Diagnoses {
    /** Evidence is bounded, so that the record is: for one diagnosis, and for all names of a certificate together. */
    private static final int EVIDENCE_KEPT = 12;

    private static final int EVIDENCE_KEPT_OF_ALL = 100;

    /** Of more names than these each has less to say. */
    static final int FEW = 10;

    /** So much is kept of what one of many names was asked for, and of what came back. */
    private static final int SHORT = 300;

    private Diagnoses() {}

    static Document encode(Diagnosis diagnosis) {
        return encodeOneOf(1, diagnosis);
    }

    static Document encodeOneOf(int names, Diagnosis diagnosis) {
        return Document.builder()
                .put("code", diagnosis.code())
                .put("summary", diagnosis.summary())
                .put("subject", diagnosis.subject())
                .put("actor", diagnosis.actor().name())
                .put("remedy", diagnosis.remedy())
                .put(
                        "evidence",
                        diagnosis.evidence().stream()
                                .limit(Math.min(EVIDENCE_KEPT, Math.max(1, EVIDENCE_KEPT_OF_ALL / names)))
                                .map(evidence -> names > FEW ? shortened(evidence) : evidence)
                                .map(Diagnoses::evidence)
                                .toList())
                .put("record", diagnosis.record().map(Diagnoses::record))
                .put("nextTry", diagnosis.nextTry())
                .build();
    }

    static Diagnosis decode(Document document) {
        Diagnosis.Builder builder = Diagnosis.builder(document.string("code"), document.string("summary"))
                .actor(Actor.valueOf(document.string("actor")))
                .remedy(document.string("remedy"));
        document.findString("subject").ifPresent(builder::subject);
        document.documents("evidence").stream()
                .map(item -> new Evidence(
                        item.string("asked"), item.string("observer"), item.string("got"), item.string("wanted")))
                .forEach(builder::evidence);
        document.findDocument("record").map(Diagnoses::record).ifPresent(builder::record);
        document.findInstant("nextTry").ifPresent(builder::nextTry);
        return builder.build();
    }

    private static Evidence shortened(Evidence evidence) {
        return new Evidence(
                Checks.shorten(evidence.asked(), SHORT),
                Checks.shorten(evidence.observer(), SHORT / 4),
                Checks.shorten(evidence.got(), SHORT / 2),
                Checks.shorten(evidence.wanted(), SHORT / 2));
    }

    private static Document evidence(Evidence evidence) {
        return Document.builder()
                .put("asked", evidence.asked())
                .put("observer", evidence.observer())
                .put("got", evidence.got())
                .put("wanted", evidence.wanted())
                .build();
    }

    static Document record(ResourceRecord record) {
        return Document.builder()
                .put("name", record.name())
                .put("type", record.type())
                .put("value", record.value())
                .build();
    }

    static ResourceRecord record(Document document) {
        return new ResourceRecord(document.string("name"), document.string("type"), document.string("value"));
    }
}
