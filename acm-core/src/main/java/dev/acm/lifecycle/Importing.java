package dev.acm.lifecycle;

import dev.acm.certificate.CertificateStatus;
import dev.acm.event.Caller;
import dev.acm.event.EventType;
import dev.acm.name.DomainName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an import makes of a record: pure functions. */
public final class Importing {
    private Importing() {}

    /** A certificate that was just imported: its key is sealed in the record's first form. */
    public static CertificateRecord first(CertificateRecord.Wish wish, Generation generation, String source) {
        return CertificateRecord.of(wish, draft -> {
            add(draft, generation);
            EventChain.append(
                    draft,
                    wish,
                    wish.createdAt(),
                    EventType.IMPORTED,
                    wish.actor(),
                    source,
                    details(generation, wish.names()));
        });
    }

    /** Its successor was imported: a new generation, which targets are brought to as to a renewed one. */
    public static CertificateRecord again(
            CertificateRecord record, List<DomainName> names, Generation generation, Caller caller, Instant now) {
        return record.with(draft -> {
            draft.renamed = Optional.of(names);
            add(draft, generation);
            draft.noticeGiven = 0;
            EventChain.append(
                    draft,
                    record.wish().withNames(names),
                    now,
                    EventType.REIMPORTED,
                    caller.actor(),
                    caller.source(),
                    details(generation, names));
        });
    }

    private static void add(CertificateRecord.Draft draft, Generation generation) {
        draft.status = CertificateStatus.ISSUED;
        draft.failureReason = Optional.empty();
        draft.generations = Change.with(draft.generations, generation);
        draft.current = generation.number();
    }

    private static Map<String, String> details(Generation generation, List<DomainName> names) {
        return Map.of(
                "generation",
                Long.toString(generation.number()),
                "serial",
                generation.serial(),
                "notAfter",
                generation.notAfter().toString(),
                "names",
                names.stream().map(DomainName::value).collect(Collectors.joining(" ")));
    }
}
