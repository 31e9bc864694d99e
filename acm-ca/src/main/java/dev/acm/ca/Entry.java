package dev.acm.ca;

import dev.acm.spi.AttemptId;
import dev.acm.spi.Document;
import dev.acm.spi.RecordKey;
import dev.acm.spi.StoredRecord;
import dev.acm.spi.Submission.Rejected;
import org.jspecify.annotations.Nullable;

/** The record of one serial number, from its reservation on. It is never removed, so no serial number is used twice. */
final class Entry {
    private static final String UNWRITTEN = "";

    private final String version;
    private final State state;
    private final Document document;
    // what the document has as text, if it was just put there
    private final byte @Nullable [] signed;

    private Entry(String version, State state, Document document, byte @Nullable [] signed) {
        this.version = version;
        this.state = state;
        this.document = document;
        this.signed = signed;
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

    static RecordKey key(String issuerId, SerialNumber serial) {
        return new RecordKey(Ledger.CERTIFICATES, issuerId + ":" + serial.hex());
    }

    private static Entry unwritten(State state, Document.Builder fields) {
        return new Entry(UNWRITTEN, state, fields.put("state", state.name()).build(), null);
    }

    static Entry reserved(AttemptId attempt) {
        return unwritten(State.RESERVED, Document.builder().put("attempt", attempt.value()));
    }

    /** What the authority certifies for itself, without an attempt; the serial number is taken by the same write. */
    static Entry intentOfAuthority(String purpose, byte[] toBeSigned) {
        return unwritten(
                State.INTENT, Document.builder().put("attempt", purpose).put("toBeSigned", toBeSigned));
    }

    Entry intent(byte[] toBeSigned) {
        return unwritten(State.INTENT, document.toBuilder().put("toBeSigned", toBeSigned));
    }

    Entry issued(byte[] certificate) {
        Entry issued = unwritten(
                State.ISSUED,
                document.toBuilder().put("certificate", certificate).remove("toBeSigned"));
        return new Entry(UNWRITTEN, State.ISSUED, issued.document, certificate);
    }

    /** The octets to be signed are kept, if there were any: they may have been signed. */
    Entry refused(Rejected rejected) {
        if (state == State.ISSUED) {
            throw new IllegalStateException("a signed certificate cannot be refused any more");
        }
        return unwritten(State.REFUSED, document.toBuilder().put("rejection", Rejections.toDocument(rejected)));
    }

    static Entry of(StoredRecord record) {
        Document document = record.document();
        return new Entry(record.version(), State.valueOf(document.string("state")), document, null);
    }

    /** The same, as it is in the store now. */
    Entry at(String written) {
        return new Entry(written, state, document, signed);
    }

    /** The version it has in the store. */
    String version() {
        return version;
    }

    State state() {
        return state;
    }

    Document document() {
        return document;
    }

    boolean isOf(AttemptId attempt) {
        return document.string("attempt").equals(attempt.value());
    }

    byte[] toBeSigned() {
        return document.bytes("toBeSigned");
    }

    /** Not to be written to. */
    byte[] certificate() {
        return signed == null ? document.bytes("certificate") : signed;
    }

    Rejected rejection() {
        return Rejections.of(document.findDocument("rejection").orElseThrow());
    }
}
