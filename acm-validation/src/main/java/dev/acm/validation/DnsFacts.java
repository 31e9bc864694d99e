package dev.acm.validation;

import dev.acm.dcv.ResourceRecord;
import dev.acm.spi.DnsAnswer;
import dev.acm.spi.DnsRecord;
import dev.acm.spi.Document;
import dev.acm.validation.internal.AnswerCodec;
import dev.acm.validation.internal.Sizes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What was seen when a validation record was looked for, as stored.
 *
 * @param chains for each record looked for, the CNAME answers from its name on
 * @param hints answers that help to say what is wrong, empty where nothing is
 * @param fresh what became of a value written into the validation zone; empty when none was
 */
record DnsFacts(List<Chain> chains, List<Hint> hints, Optional<FreshProof> fresh) {
    private static final int MAX_OCTETS = 15_000;

    DnsFacts {
        chains = List.copyOf(chains);
        hints = List.copyOf(hints);
    }

    DnsFacts(List<Chain> chains, List<Hint> hints) {
        this(chains, hints, Optional.empty());
    }

    DnsFacts with(FreshProof proof) {
        return new DnsFacts(chains, hints, Optional.of(proof));
    }

    /**
     * The CNAMEs from one name on.
     *
     * @param name where the record is looked for, absolute
     * @param hops one answer for each CNAME question, in order; never empty
     */
    record Chain(String name, List<DnsAnswer> hops) {
        Chain {
            hops = List.copyOf(hops);
        }

        /** Whether there is a CNAME at the name. */
        boolean begins() {
            return !hops.isEmpty() && target(hops.get(0)).isPresent();
        }

        boolean reaches(List<String> targets) {
            return !hops.isEmpty()
                    && target(hops.get(hops.size() - 1))
                            .filter(targets::contains)
                            .isPresent();
        }
    }

    /** Where else a record was looked for, and why. */
    enum Place {
        /** The zone's name appended once more. */
        DOUBLED,
        /** Further up, some labels of the name left out. */
        SHORTENED,
        /** A TXT record where the CNAME should be. */
        TXT,
        /** The name without its underscore. */
        WITHOUT_UNDERSCORE,
        /** At the domain itself. */
        AT_BASE,
        /** A name nobody made: an answer comes from a wildcard. */
        WILDCARD,
        /** The SOA of the domain's last two labels. */
        DOMAIN,
        /** The record itself, at one of the zone's name servers. */
        AT_SERVER,
        /** The name servers of the zone, as the zone above delegates to them. */
        PARENT_NS,
        /** The name servers of the zone, as it says itself. */
        CHILD_NS
    }

    /**
     * One look elsewhere.
     *
     * @param place where, and why
     * @param answer what came back
     */
    record Hint(Place place, DnsAnswer answer) {}

    /** The one CNAME of an answer that may be relied on; two at one name are no alias (RFC 1034 section 3.6.2). */
    static Optional<String> target(DnsAnswer answer) {
        if (!answer.isConclusive() || answer.records().size() != 1) {
            return Optional.empty();
        }
        return answer.records().get(0) instanceof DnsRecord.Cname cname
                ? Optional.of(cname.target().toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    /** The label that makes a record's name, underscore included. */
    static String label(ResourceRecord record) {
        return record.name().substring(0, record.name().indexOf('.'));
    }

    /** When the oldest of it was seen. */
    Instant at() {
        return chains.stream()
                .flatMap(chain -> chain.hops().stream())
                .map(DnsAnswer::at)
                .min(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }

    /** Drops hints, then later chains, then later hops, until it fits among the evidence of a certificate. */
    Document toDocument() {
        DnsFacts fitting = this;
        Document document = fitting.encode();
        while (Sizes.of(document) > MAX_OCTETS) {
            fitting = fitting.smaller();
            document = fitting.encode();
        }
        return document;
    }

    private DnsFacts smaller() {
        if (!hints.isEmpty()) {
            return new DnsFacts(chains, hints.subList(0, hints.size() - 1), fresh);
        }
        if (chains.size() > 1) {
            return new DnsFacts(chains.subList(0, chains.size() - 1), hints, fresh);
        }
        Chain chain = chains.get(0);
        return new DnsFacts(
                List.of(new Chain(
                        chain.name(), chain.hops().subList(0, chain.hops().size() - 1))),
                hints,
                fresh);
    }

    private Document encode() {
        List<Document> encodedChains = new ArrayList<>();
        for (Chain chain : chains) {
            encodedChains.add(Document.builder()
                    .put("name", chain.name())
                    .put("hops", chain.hops().stream().map(AnswerCodec::encode).toList())
                    .build());
        }
        List<Document> encodedHints = new ArrayList<>();
        for (Hint hint : hints) {
            encodedHints.add(Document.builder()
                    .put("place", hint.place().name())
                    .put("answer", AnswerCodec.encode(hint.answer()))
                    .build());
        }
        Document.Builder builder = Document.builder()
                .put("form", "dns-1")
                .put("chains", encodedChains)
                .put("hints", encodedHints);
        fresh.ifPresent(proof -> builder.put("fresh", proof.toDocument()));
        return builder.build();
    }

    /**
     * The facts back.
     *
     * @throws IllegalArgumentException if they are none
     */
    static DnsFacts parse(Document document) {
        if (!document.string("form").equals("dns-1")) {
            throw new IllegalArgumentException("no DNS evidence: " + document.string("form"));
        }
        List<Chain> chains = new ArrayList<>();
        for (Document chain : document.documents("chains")) {
            chains.add(new Chain(
                    chain.string("name"),
                    chain.documents("hops").stream().map(AnswerCodec::decode).toList()));
        }
        List<Hint> hints = new ArrayList<>();
        for (Document hint : document.documents("hints")) {
            hints.add(new Hint(
                    Place.valueOf(hint.string("place")),
                    AnswerCodec.decode(hint.findDocument("answer")
                            .orElseThrow(() -> new IllegalArgumentException("a hint without answer")))));
        }
        return new DnsFacts(chains, hints, document.findDocument("fresh").map(FreshProof::parse));
    }
}
