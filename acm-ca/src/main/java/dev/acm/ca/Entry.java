package dev.acm.ca;

import dev.acm.spi.AttemptId;
import dev.acm.spi.Document;
import dev.acm.spi.StoredRecord;
import dev.acm.spi.Submission.Rejected;

/** The record of one serial number, from its reservation on. It is never removed, so no serial number is used twice. */
final class Entry {
    private final String version;
    private final Document document;

    private Entry(String version, Document document) {
        this.version = version;
        this.document = document;
    }

    /** How far it has come. */
    enum State {
        /** The serial number is taken; nothing else is decided. */
        RESERVED,
        /** The octets to be signed are fixed; a signature may exist. */
        INTENT,
        /** Signed. */
        ISSUED,
        /** Nothing is signed for this serial number, or at least nothing left the process, and nothing will be. */
        REFUSED
    }

    static Document reserved(AttemptId attempt) {
        return Document.builder()
                .put("state", State.RESERVED.name())
                .put("attempt", attempt.value())
                .build();
    }

    /** What the authority certifies for itself, without an attempt; the serial number is taken by the same write. */
    static Document intentOfAuthority(String purpose, byte[] toBeSigned) {
        return Document.builder()
                .put("state", State.INTENT.name())
                .put("attempt", purpose)
                .put("toBeSigned", toBeSigned)
                .build();
    }

    /** A serial number that is refused before it was reserved. */
    static Document refused(AttemptId attempt, Rejected rejected) {
        return new Entry("", reserved(attempt)).refused(rejected);
    }

    Document intent(byte[] toBeSigned) {
        return document.toBuilder()
                .put("state", State.INTENT.name())
                .put("toBeSigned", toBeSigned)
                .build();
    }

    Document issued(byte[] certificate) {
        return document.toBuilder()
                .put("state", State.ISSUED.name())
                .put("certificate", certificate)
                .remove("toBeSigned")
                .build();
    }

    /** The octets to be signed are kept, if there were any: they may have been signed. */
    Document refused(Rejected rejected) {
        if (state() == State.ISSUED) {
            throw new IllegalStateException("a signed certificate cannot be refused any more");
        }
        return document.toBuilder()
                .put("state", State.REFUSED.name())
                .put("rejection", Rejections.toDocument(rejected))
                .build();
    }

    static Entry of(StoredRecord record) {
        return new Entry(record.version(), record.document());
    }

    static Entry of(String version, Document document) {
        return new Entry(version, document);
    }

    String version() {
        return version;
    }

    State state() {
        return State.valueOf(document.string("state"));
    }

    boolean isOf(AttemptId attempt) {
        return document.string("attempt").equals(attempt.value());
    }

    byte[] toBeSigned() {
        return document.bytes("toBeSigned");
    }

    byte[] certificate() {
        return document.bytes("certificate");
    }

    Rejected rejection() {
        return Rejections.of(document.findDocument("rejection").orElseThrow());
    }
}
