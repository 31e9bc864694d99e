package dev.acm.ca;

import dev.acm.ca.profile.CertificateProfile;
import dev.acm.spi.Document;
import dev.acm.spi.StoredRecord;
import dev.acm.spi.Submission.Rejected;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The record of one attempt: what was planned and under which serial number, or why it was refused at once. */
final class AttemptState {
    private static final String UNWRITTEN = "";

    private final String version;
    private final Document document;
    // what the document has as text, if it was just put there
    private final @Nullable SerialNumber serial;
    private final @Nullable PlannedLeaf leaf;

    private AttemptState(String version, Document document, @Nullable SerialNumber serial, @Nullable PlannedLeaf leaf) {
        this.version = version;
        this.document = document;
        this.serial = serial;
        this.leaf = leaf;
    }

    static AttemptState planned(String digest, Issuer issuer, SerialNumber serial, PlannedLeaf leaf) {
        Document document = Document.builder()
                .put("digest", digest)
                .put("issuer", issuer.id())
                .put("serial", serial.hex())
                .put("leaf", leaf.toDocument())
                .build();
        return new AttemptState(UNWRITTEN, document, serial, leaf);
    }

    static AttemptState refused(String digest, Rejected rejected) {
        Document document = Document.builder()
                .put("digest", digest)
                .put("rejection", Rejections.toDocument(rejected))
                .build();
        return new AttemptState(UNWRITTEN, document, null, null);
    }

    static AttemptState of(StoredRecord record) {
        return new AttemptState(record.version(), record.document(), null, null);
    }

    /** The same, as it is in the store now. */
    AttemptState at(String written) {
        return new AttemptState(written, document, serial, leaf);
    }

    /** The version it has in the store. */
    String version() {
        return version;
    }

    Document document() {
        return document;
    }

    String digest() {
        return document.string("digest");
    }

    Optional<Rejected> rejection() {
        return document.findDocument("rejection").map(Rejections::of);
    }

    String issuerId() {
        return document.string("issuer");
    }

    SerialNumber serial() {
        return serial == null ? SerialNumber.parse(document.string("serial")) : serial;
    }

    Document withSerial(SerialNumber other) {
        return document.toBuilder().put("serial", other.hex()).build();
    }

    PlannedLeaf leaf(Map<String, CertificateProfile> profiles) {
        return leaf == null ? PlannedLeaf.of(document.findDocument("leaf").orElseThrow(), profiles) : leaf;
    }

    Instant requestedAt() {
        return document.findDocument("leaf").orElseThrow().instant("requestedAt");
    }
}
