package dev.acm.lifecycle;

import dev.acm.diagnosis.Actor;
import dev.acm.name.DomainName;
import dev.acm.name.PublicSuffixes;
import dev.acm.spi.Document;
import dev.acm.spi.StoredRecord;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a certificate waits for its turn. Who must act for it tells the class of its failure; within a class accounts take
 * turns, and within an account registrable domains do. Told from the stored document alone, without reading all of it.
 *
 * @param failure who must act; {@link Actor#NOBODY} for one that goes well
 * @param account whose it is
 * @param domain the registrable domain of its first name
 */
public record Lane(Actor failure, String account, String domain) {
    /** The lane of a stored certificate. One that cannot be read goes with the host's. */
    public static Lane of(StoredRecord stored) {
        try {
            Document document = stored.document();
            return new Lane(failure(document), stored.partition(), domain(document));
        } catch (IllegalArgumentException e) {
            return new Lane(Actor.HOST, stored.partition(), "");
        }
    }

    private static Actor failure(Document document) {
        Optional<Document> attempt = document.findDocument("attempt");
        Stream<Document> waiting = Stream.concat(
                Stream.concat(attempt.stream(), attempt.stream().flatMap(found -> found.documents("names").stream())),
                document.documents("deployments").stream()
                        .flatMap(use -> Stream.concat(Stream.of(use), use.findDocument("cutting").stream())));
        Stream<Document> told = Stream.concat(
                waiting.flatMap(part -> part.findDocument("diagnosis").stream()),
                attempt.isPresent() ? Stream.empty() : document.documents("lastDiagnoses").stream());
        return told.map(diagnosis -> Actor.valueOf(diagnosis.string("actor")))
                .filter(actor -> actor != Actor.NOBODY)
                .findFirst()
                .orElse(Actor.NOBODY);
    }

    private static String domain(Document document) {
        DomainName first = DomainName.parsePLabels(
                document.strings("names").stream().findFirst().orElseThrow(IllegalArgumentException::new));
        return PublicSuffixes.shipped()
                .registrable(first, PublicSuffixes.Section.ALL)
                .map(DomainName::value)
                .orElseGet(() -> lastTwoLabels(first.value()));
    }

    // of a private name, whose suffix no list knows
    private static String lastTwoLabels(String name) {
        int last = name.lastIndexOf('.');
        return name.substring(name.lastIndexOf('.', last - 1) + 1);
    }
}
