package dev.acm.testkit;

import dev.acm.certificate.CertificateChain;
import dev.acm.certificate.FailureReason;
import dev.acm.certificate.RevocationReason;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.spi.AttemptId;
import dev.acm.spi.AuthorityException;
import dev.acm.spi.Document;
import dev.acm.spi.Page;
import dev.acm.spi.RecordKey;
import dev.acm.spi.RecordStore;
import dev.acm.spi.RetryClass;
import dev.acm.spi.StoreException;
import dev.acm.spi.StoredRecord;
import dev.acm.spi.Submission;
import dev.acm.spi.Write;
import dev.acm.spi.WriteResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the fake authority keeps: itself, attempts, and revocations. */
final class AuthorityState {
    private static final RecordKey SELF = new RecordKey("fake-authority", "self");
    private static final String ATTEMPTS = "fake-attempt";
    private static final String REVOCATIONS = "fake-revocation";
    private static final String PARTITION = "fake-authority";

    private final RecordStore store;
    private final IssuingCa ca;

    private AuthorityState(RecordStore store, IssuingCa ca) {
        this.store = store;
        this.ca = ca;
    }

    static AuthorityState load(RecordStore store, Instant validFrom, Instant validTo) {
        try {
            if (store.find(SELF).isEmpty()) {
                // who comes second finds the first one's
                Document self = IssuingCa.generate(validFrom, validTo).toDocument();
                store.write(List.of(new Write.Insert(SELF, PARTITION, Optional.empty(), self)));
            }
            return new AuthorityState(
                    store, IssuingCa.from(store.find(SELF).orElseThrow().document()));
        } catch (StoreException e) {
            throw new IllegalStateException("the fake authority's store does not answer", e);
        }
    }

    IssuingCa ca() {
        return ca;
    }

    Optional<Submission> find(AttemptId attempt) throws AuthorityException {
        return read(attempt).map(AuthorityState::toSubmission);
    }

    /** Keeps the first answer to an attempt, and returns it. */
    Submission insert(AttemptId attempt, Submission answer) throws AuthorityException {
        return write(new Write.Insert(key(attempt), PARTITION, Optional.empty(), toDocument(answer)), attempt, answer);
    }

    /** Replaces a pending answer, unless another call was faster, and returns what is kept. */
    Submission update(AttemptId attempt, Submission answer) throws AuthorityException {
        StoredRecord present = read(attempt).orElseThrow();
        return write(
                new Write.Update(key(attempt), present.version(), Optional.empty(), toDocument(answer)),
                attempt,
                answer);
    }

    private Submission write(Write write, AttemptId attempt, Submission answer) throws AuthorityException {
        try {
            return store.write(List.of(write)) instanceof WriteResult.Written
                    ? answer
                    : find(attempt).orElse(answer);
        } catch (StoreException e) {
            throw failure(e);
        }
    }

    private Optional<StoredRecord> read(AttemptId attempt) throws AuthorityException {
        try {
            return store.find(key(attempt));
        } catch (StoreException e) {
            throw failure(e);
        }
    }

    /** Returns whether it was new. */
    boolean revoke(CertificateChain chain, RevocationReason reason, Instant at) throws AuthorityException {
        Document document =
                Document.builder().put("reason", reason.name()).put("at", at).build();
        try {
            return store.write(List.of(new Write.Insert(
                            new RecordKey(REVOCATIONS, chain.id()), PARTITION, Optional.empty(), document)))
                    instanceof WriteResult.Written;
        } catch (StoreException e) {
            throw failure(e);
        }
    }

    Map<AttemptId, CertificateChain> issued() {
        Map<AttemptId, CertificateChain> chains = new LinkedHashMap<>();
        for (StoredRecord record : all(ATTEMPTS)) {
            if (toSubmission(record) instanceof Submission.Issued issued) {
                chains.put(new AttemptId(record.key().id()), issued.chain());
            }
        }
        return chains;
    }

    Map<String, RevocationReason> revoked() {
        Map<String, RevocationReason> reasons = new LinkedHashMap<>();
        for (StoredRecord record : all(REVOCATIONS)) {
            reasons.put(
                    record.key().id(),
                    RevocationReason.valueOf(record.document().string("reason")));
        }
        return reasons;
    }

    private List<StoredRecord> all(String space) {
        List<StoredRecord> records = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        try {
            do {
                Page page = store.scan(space, Optional.of(PARTITION), cursor, 1000);
                records.addAll(page.records());
                cursor = page.next();
            } while (cursor.isPresent());
            return records;
        } catch (StoreException e) {
            throw new IllegalStateException("the fake authority's store does not answer", e);
        }
    }

    private static RecordKey key(AttemptId attempt) {
        return new RecordKey(ATTEMPTS, attempt.value());
    }

    private static AuthorityException failure(StoreException cause) {
        return new AuthorityException("the authority's store failed", cause.effect(), cause.retryClass(), cause);
    }

    private static Document toDocument(Submission answer) {
        if (answer instanceof Submission.Issued issued) {
            List<String> chain = issued.chain().toDer().stream()
                    .map(Base64.getEncoder()::encodeToString)
                    .toList();
            return Document.builder().put("chain", chain).build();
        }
        if (answer instanceof Submission.Pending pending) {
            return Document.builder()
                    .put("reference", pending.reference())
                    .put("notBefore", pending.notBefore())
                    .build();
        }
        Submission.Rejected rejected = (Submission.Rejected) answer;
        return Document.builder()
                .put("reason", rejected.reason().name())
                .put("summary", rejected.diagnosis().summary())
                .put("retry", rejected.retryClass().name())
                .build();
    }

    private static Submission toSubmission(StoredRecord record) {
        Document document = record.document();
        if (document.has("chain")) {
            return new Submission.Issued(CertificateChain.fromDer(document.strings("chain").stream()
                    .map(Base64.getDecoder()::decode)
                    .toList()));
        }
        if (document.has("notBefore")) {
            return new Submission.Pending(
                    document.findDocument("reference").orElseThrow(), document.instant("notBefore"), List.of());
        }
        return rejection(
                FailureReason.valueOf(document.string("reason")),
                RetryClass.valueOf(document.string("retry")),
                document.string("summary"));
    }

    static Submission rejection(FailureReason reason, RetryClass retryClass, String why) {
        Diagnosis diagnosis = Diagnosis.builder("AUTHORITY_REJECTED", why)
                .remedy("Ask for something else.")
                .build();
        return new Submission.Rejected(reason, diagnosis, retryClass);
    }
}
