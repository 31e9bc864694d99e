package dev.acm.lifecycle;

import dev.acm.certificate.FailureReason;
import dev.acm.dcv.ResourceRecord;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.key.SealedKey;
import dev.acm.name.DomainName;
import dev.acm.spi.AttemptId;
import dev.acm.spi.Document;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One try to produce a generation. Its id, and later its key, are stored before anything leaves the process.
 *
 * @param id fixed at the start
 * @param generation what it is to produce
 * @param startedAt when it began
 * @param names how far control of each name is proven; empty when validation was waived
 * @param certified the names it is for, if they are not the certificate's: the owner wants others
 * @param key the one key of the attempt (K1)
 * @param signingRequest the PKCS#10 made with it
 * @param caaCheckedAt when CAA last permitted all names
 * @param submitted whether the authority may know of it
 * @param reference what the authority needs to go on
 * @param toPublish what the authority itself wants to see published
 * @param diagnosis why the attempt as a whole waits
 * @param refusal what the certificate fails for, should it time out while this is refused
 * @param tries how often its last step failed in a row
 * @param nextTry when to go on
 */
public record Attempt(
        AttemptId id,
        long generation,
        Instant startedAt,
        List<NameState> names,
        Optional<List<DomainName>> certified,
        Optional<SealedKey> key,
        Optional<Der> signingRequest,
        Optional<Instant> caaCheckedAt,
        boolean submitted,
        Optional<Document> reference,
        List<ResourceRecord> toPublish,
        Optional<Diagnosis> diagnosis,
        Optional<FailureReason> refusal,
        int tries,
        Instant nextTry) {
    static Attempt start(AttemptId id, long generation, List<NameState> names, Instant now) {
        Draft draft = new Draft();
        draft.names = names;
        draft.nextTry = now;
        return draft.finish(id, generation, now);
    }

    Attempt with(Consumer<Draft> change) {
        Draft draft = new Draft();
        draft.names = names;
        draft.certified = certified;
        draft.key = key;
        draft.signingRequest = signingRequest;
        draft.caaCheckedAt = caaCheckedAt;
        draft.submitted = submitted;
        draft.reference = reference;
        draft.toPublish = toPublish;
        draft.diagnosis = diagnosis;
        draft.refusal = refusal;
        draft.tries = tries;
        draft.nextTry = nextTry;
        change.accept(draft);
        return draft.finish(id, generation, startedAt);
    }

    /** The last step succeeded: nothing waits any more. */
    Attempt wentOn(Instant now, Consumer<Draft> change) {
        return with(draft -> {
            draft.diagnosis = Optional.empty();
            draft.refusal = Optional.empty();
            draft.tries = 0;
            draft.nextTry = now;
            change.accept(draft);
        });
    }

    /** The parts that change while an attempt goes on. */
    static final class Draft {
        List<NameState> names = List.of();
        Optional<List<DomainName>> certified = Optional.empty();
        Optional<SealedKey> key = Optional.empty();
        Optional<Der> signingRequest = Optional.empty();
        Optional<Instant> caaCheckedAt = Optional.empty();
        boolean submitted;
        Optional<Document> reference = Optional.empty();
        List<ResourceRecord> toPublish = List.of();
        Optional<Diagnosis> diagnosis = Optional.empty();
        Optional<FailureReason> refusal = Optional.empty();
        int tries;
        Instant nextTry = Instant.EPOCH;

        Attempt finish(AttemptId id, long generation, Instant startedAt) {
            return new Attempt(
                    id,
                    generation,
                    startedAt,
                    List.copyOf(names),
                    certified.map(List::copyOf),
                    key,
                    signingRequest,
                    caaCheckedAt,
                    submitted,
                    reference,
                    List.copyOf(toPublish),
                    diagnosis,
                    refusal,
                    tries,
                    nextTry);
        }
    }
}
