package dev.acm;

import dev.acm.certificate.CertificateType;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.lifecycle.Attempt;
import dev.acm.lifecycle.CertificateRecord;
import dev.acm.lifecycle.NameState;
import dev.acm.lifecycle.Outcome;
import dev.acm.name.DomainName;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Says why a certificate is where it is, from what is stored or from a look at its names now. */
final class Explanations {
    private final Describer describer;
    private final Observer observer;
    private final InstantSource time;

    Explanations(Describer describer, Observer observer, InstantSource time) {
        this.describer = describer;
        this.observer = observer;
        this.time = time;
    }

    Explanation stored(CertificateRecord record) {
        return describer.explain(record, describer.storedDiagnoses(record));
    }

    Explanation fresh(CertificateRecord record) {
        if (record.wish().type() != CertificateType.AMAZON_ISSUED) {
            return describer.explain(record, List.of());
        }
        Outcome outcome = observer.observe(record, Describer.nextGeneration(record), names(record), time.instant())
                .toCompletableFuture()
                .join();
        List<Diagnosis> seen = ((Outcome.Observed) outcome)
                .sights().stream()
                        .map(sight -> Requests.diagnosis(sight.judgement()))
                        .flatMap(Optional::stream)
                        .toList();
        return describer.explain(record, seen);
    }

    private static List<DomainName> names(CertificateRecord record) {
        return record.attempt()
                .map(Attempt::names)
                .map(states -> states.stream().map(NameState::name).toList())
                .orElseGet(() -> record.wish().names().stream()
                        .map(DomainName::base)
                        .distinct()
                        .toList());
    }
}
