package dev.acm.ca;

import dev.acm.ca.profile.CertificateProfile;
import dev.acm.spi.Document;
import dev.acm.spi.StoredRecord;
import dev.acm.spi.Submission.Rejected;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The record of one attempt: what was planned and under which serial number, or why it was refused at once. */
final class AttemptState {
    private final String version;
    private final Document document;

    private AttemptState(String version, Document document) {
        this.version = version;
        this.document = document;
    }

    static Document planned(String digest, Issuer issuer, BigInteger serial, PlannedLeaf leaf) {
        return Document.builder()
                .put("digest", digest)
                .put("issuer", issuer.id())
                .put("serial", serial.toString(16))
                .put("leaf", leaf.toDocument())
                .build();
    }

    static Document refused(String digest, Rejected rejected) {
        return Document.builder()
                .put("digest", digest)
                .put("rejection", Rejections.toDocument(rejected))
                .build();
    }

    static AttemptState of(StoredRecord record) {
        return new AttemptState(record.version(), record.document());
    }

    static AttemptState of(String version, Document document) {
        return new AttemptState(version, document);
    }

    String version() {
        return version;
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

    BigInteger serial() {
        return new BigInteger(document.string("serial"), 16);
    }

    Document withSerial(BigInteger serial) {
        return document.toBuilder().put("serial", serial.toString(16)).build();
    }

    PlannedLeaf leaf(Map<String, CertificateProfile> profiles) {
        return PlannedLeaf.of(document.findDocument("leaf").orElseThrow(), profiles);
    }

    Instant requestedAt() {
        return document.findDocument("leaf").orElseThrow().instant("requestedAt");
    }
}
