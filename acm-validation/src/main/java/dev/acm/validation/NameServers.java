package dev.acm.validation;

import dev.acm.dcv.ResourceRecord;
import dev.acm.diagnosis.Actor;
import dev.acm.spi.DnsAnswer;
import dev.acm.spi.DnsAnswer.Status;
import dev.acm.spi.DnsRecord;
import dev.acm.validation.DnsFacts.Hint;
import dev.acm.validation.DnsFacts.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What the name servers of a zone, asked one by one, explain; pure. */
final class NameServers {
    static final Set<Place> PLACES = Set.of(Place.AT_SERVER, Place.PARENT_NS, Place.CHILD_NS);

    private NameServers() {}

    /**
     * An explanation.
     *
     * @param code the code of the diagnosis
     * @param summary what is the matter
     * @param actor who must act
     * @param remedy what to do
     * @param seen what shows it
     */
    record Finding(String code, String summary, Actor actor, String remedy, List<DnsAnswer> seen) {}

    static Optional<Finding> explain(DnsAnswer resolved, ResourceRecord record, List<Hint> hints) {
        List<DnsAnswer> servers = at(hints, Place.AT_SERVER);
        List<DnsAnswer> right =
                servers.stream().filter(answer -> isRight(answer, record)).toList();
        List<DnsAnswer> lame = servers.stream().filter(NameServers::isLame).toList();
        List<DnsAnswer> lacking = servers.stream()
                .filter(answer -> answer.isConclusive() && !isRight(answer, record))
                .toList();
        Optional<Finding> mismatch = mismatch(hints);
        if (!right.isEmpty() && !lacking.isEmpty()) {
            return Optional.of(partial(right, lacking));
        }
        if (mismatch.isPresent() && (right.isEmpty() || !resolved.isConclusive() || !isRight(resolved, record))) {
            return mismatch;
        }
        if (!lame.isEmpty() && (!resolved.isConclusive() || !right.isEmpty())) {
            return Optional.of(lame(lame));
        }
        // a chain that begins rightly everywhere and ends elsewhere is another matter
        return right.isEmpty() || isRight(resolved, record) || !resolved.isConclusive()
                ? Optional.empty()
                : Optional.of(notYetVisible(right));
    }

    private static Finding partial(List<DnsAnswer> right, List<DnsAnswer> lacking) {
        return new Finding(
                "DNS_PARTIAL",
                "Only " + right.size() + " of " + (right.size() + lacking.size())
                        + " name servers have the record; it is missing at " + names(lacking) + ".",
                Actor.OWNER,
                "Bring " + names(lacking)
                        + " up to date: check the zone transfer and the serial number of the zone there.",
                both(right, lacking));
    }

    private static Finding lame(List<DnsAnswer> lame) {
        return new Finding(
                "DNS_LAME",
                "The zone is delegated to servers that do not hold it: " + names(lame) + ".",
                Actor.OWNER,
                "Configure the zone on " + names(lame) + ", or take it out of the NS records here and at the parent.",
                lame);
    }

    private static Finding notYetVisible(List<DnsAnswer> right) {
        return new Finding(
                "DNS_NOT_YET_VISIBLE",
                "The name servers of the zone have the record, and the resolver here still remembers that it was missing.",
                Actor.NOBODY,
                "Wait: the memory ends with the negative TTL of the zone.",
                right);
    }

    /** The zone above names other servers than the zone itself, so an edit may have gone to the wrong place. */
    private static Optional<Finding> mismatch(List<Hint> hints) {
        List<DnsAnswer> parent = at(hints, Place.PARENT_NS);
        List<DnsAnswer> child = at(hints, Place.CHILD_NS);
        if (parent.isEmpty() || child.isEmpty()) {
            return Optional.empty();
        }
        Set<String> above = texts(parent.get(0));
        Set<String> own = texts(child.get(0));
        if (above.equals(own)) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                "DNS_DELEGATION_MISMATCH",
                "The zone above delegates to " + String.join(", ", above) + ", and the zone itself names "
                        + String.join(", ", own) + ".",
                Actor.OWNER,
                "Make the NS records at the registrar and in the zone the same, and publish the record on those servers.",
                both(parent, child)));
    }

    private static Set<String> texts(DnsAnswer answer) {
        Set<String> texts = new TreeSet<>();
        answer.records().forEach(r -> {
            if (r instanceof DnsRecord.Other other) {
                texts.add(other.text().toLowerCase(java.util.Locale.ROOT));
            }
        });
        return texts;
    }

    private static boolean isRight(DnsAnswer answer, ResourceRecord record) {
        return DnsFacts.target(answer)
                .filter(ExpectedValue.of(record)::contains)
                .isPresent();
    }

    private static boolean isLame(DnsAnswer answer) {
        return answer.status() == Status.REFUSED || answer.status() == Status.OTHER_RCODE;
    }

    private static List<DnsAnswer> at(List<Hint> hints, Place place) {
        return hints.stream()
                .filter(hint -> hint.place() == place)
                .map(Hint::answer)
                .toList();
    }

    private static List<DnsAnswer> both(List<DnsAnswer> one, List<DnsAnswer> other) {
        List<DnsAnswer> all = new ArrayList<>(one);
        all.addAll(other);
        return all;
    }

    private static String names(List<DnsAnswer> answers) {
        return String.join(", ", answers.stream().map(DnsAnswer::server).toList());
    }
}
