package dev.acm.validation;

import dev.acm.dcv.ResourceRecord;
import dev.acm.diagnosis.Actor;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.diagnosis.Evidence;
import dev.acm.name.DomainName;
import dev.acm.spi.DnsAnswer;
import dev.acm.spi.DnsRecord;
import dev.acm.spi.Judgement;
import dev.acm.spi.RetryClass;
import dev.acm.validation.DnsFacts.Chain;
import dev.acm.validation.DnsFacts.Hint;
import dev.acm.validation.DnsFacts.Place;
import dev.acm.validation.internal.Asking;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Words for why control is not proven yet: what was seen, who must act, the exact record, the next try. */
final class DnsDiagnoses {
    private final DomainName name;
    private final ResourceRecord wanted;
    private final String validationDomain;
    private final Instant now;

    DnsDiagnoses(DomainName name, ResourceRecord wanted, String validationDomain, Instant now) {
        this.name = name;
        this.wanted = wanted;
        this.validationDomain = validationDomain;
        this.now = now;
    }

    Judgement notObserved(String why) {
        return wait(
                Diagnosis.builder("DNS_NOT_OBSERVED", "There is no usable DNS evidence for this name: " + why + ".")
                        .remedy("DNS is asked again before the next try."),
                Actor.NOBODY,
                RetryClass.TRANSIENT);
    }

    Judgement absent(DnsAnswer answer, ResourceRecord record, List<Hint> hints) {
        Optional<Hint> hint = hints.stream().filter(this::tells).findFirst();
        Diagnosis.Builder builder = hint.map(h -> misplaced(h, record)).orElseGet(() -> missing(answer, record));
        builder.evidence(evidence(answer, record));
        hint.ifPresent(h -> builder.evidence(evidence(h.answer(), record)));
        answer.negativeTtl().ifPresent(ttl -> builder.nextTry(NextTry.after(answer.at(), ttl, now)));
        return wait(builder.record(record), Actor.OWNER, RetryClass.HUMAN);
    }

    /** A hint counts when it is about our record, and not about whatever else lives in the zone. */
    private boolean tells(Hint hint) {
        if (hint.place() == Place.TXT || hint.place() == Place.DOMAIN) {
            return true;
        }
        if (NameServers.PLACES.contains(hint.place())) {
            return false;
        }
        return DnsFacts.target(hint.answer())
                .filter(target ->
                        target.contains(wanted.value().substring(1, 33)) || isBelow(target, validationDomain + "."))
                .isPresent();
    }

    private Diagnosis.Builder missing(DnsAnswer answer, ResourceRecord record) {
        if (answer.records().size() > 1) {
            return Diagnosis.builder(
                            "DNS_SEVERAL_CNAMES",
                            "There are several CNAME records at " + plain(record.name())
                                    + "; a name can have only one.")
                    .remedy("Remove all of them but this one: " + record.toZoneLine());
        }
        if (answer.status() == DnsAnswer.Status.NXDOMAIN) {
            return Diagnosis.builder("DNS_NO_RECORD", "There is no record " + plain(record.name()) + ".")
                    .remedy(publish(record));
        }
        return Diagnosis.builder(
                        "DNS_NO_DATA", "The name " + plain(record.name()) + " exists, but it has no CNAME record.")
                .remedy("Remove what is at that name, since a CNAME must stand alone (RFC 1034 section 3.6.2). "
                        + publish(record));
    }

    private Diagnosis.Builder misplaced(Hint hint, ResourceRecord record) {
        String at = plain(hint.answer().question().name());
        return switch (hint.place()) {
            case DOUBLED ->
                Diagnosis.builder(
                                "DNS_NAME_DOUBLED",
                                "The record is at " + at + ": the name of the zone stands there twice.")
                        .remedy("Rename it. Your provider appends the zone by itself, so enter only "
                                + relative(record, at) + " as the name, or end the full name with a dot: "
                                + record.toZoneLine());
            case SHORTENED ->
                Diagnosis.builder(
                                "DNS_NAME_SHORTENED",
                                "The record is at " + at + ": a part of its name is missing, which is "
                                        + plain(record.name()) + ".")
                        .remedy("Rename it. In a zone further up, enter the name with all its parts, not only "
                                + DnsFacts.label(record) + ": " + record.toZoneLine());
            case TXT ->
                Diagnosis.builder(
                                "DNS_TXT_INSTEAD", "At " + at + " there is a TXT record, and a CNAME record is needed.")
                        .remedy("Replace the TXT record by this CNAME record: " + record.toZoneLine());
            case WITHOUT_UNDERSCORE ->
                Diagnosis.builder(
                                "DNS_NO_UNDERSCORE",
                                "The record is at " + at + ", without the underscore its name begins with.")
                        .remedy("Rename it, underscore included: " + record.toZoneLine());
            case AT_BASE ->
                Diagnosis.builder(
                                "DNS_AT_BASE",
                                "The record is at " + at + " itself, and not below it; the site there is hidden by it.")
                        .remedy("Remove that CNAME, and publish this record: " + record.toZoneLine());
            case DOMAIN ->
                Diagnosis.builder("DNS_NO_DOMAIN", "The domain " + at + " does not exist in DNS.")
                        .remedy("Check the spelling, and that the domain is registered and has name servers.");
            case WILDCARD, AT_SERVER, PARENT_NS, CHILD_NS -> missing(hint.answer(), record);
        };
    }

    /** The CNAME is there and leads to something else. */
    Judgement elsewhere(Chain chain, ResourceRecord record, List<Hint> hints) {
        String got = DnsFacts.target(chain.hops().get(0)).orElse("");
        String token = record.value().substring(1, record.value().indexOf('.'));
        Diagnosis.Builder builder;
        if (isWildcard(chain, hints)) {
            builder = Diagnosis.builder(
                            "DNS_WILDCARD_COVERS",
                            "There is no record " + plain(record.name())
                                    + "; a wildcard record answers in its place with " + plain(got) + ".")
                    .remedy("The wildcard may stay. " + publish(record));
        } else if (got.contains(token + "." + validationDomain + ".")) {
            builder = Diagnosis.builder(
                            "DNS_VALUE_DOUBLED",
                            "The record leads to " + plain(got) + ": the name of the zone was appended to its value.")
                    .remedy("End the value with a dot: " + record.toZoneLine());
        } else if (isBelow(got, validationDomain + ".")) {
            builder = Diagnosis.builder(
                            "DNS_OTHER_TOKEN",
                            "The record leads to " + plain(got)
                                    + ", which is the value of another name, or of another account.")
                    .remedy("Replace its value: " + record.toZoneLine());
        } else {
            builder = Diagnosis.builder(
                            "DNS_WRONG_VALUE",
                            "The record leads to " + plain(got) + " and from there not to the value asked for.")
                    .remedy("Replace its value: " + record.toZoneLine());
        }
        chain.hops().forEach(hop -> builder.evidence(evidence(hop, record)));
        ttl(chain.hops().get(0))
                .ifPresent(
                        ttl -> builder.nextTry(NextTry.after(chain.hops().get(0).at(), ttl, now)));
        return wait(builder.record(record), Actor.OWNER, RetryClass.HUMAN);
    }

    /** Whether a name nobody made leads to the same place: then it is a wildcard that answers (RFC 4592). */
    static boolean isWildcard(Chain chain, List<Hint> hints) {
        Optional<String> got = DnsFacts.target(chain.hops().get(0));
        return hints.stream()
                .filter(hint -> hint.place() == Place.WILDCARD)
                .anyMatch(hint -> DnsFacts.target(hint.answer()).equals(got));
    }

    /** What the name servers explain, asked one by one; empty when they explain nothing. */
    Optional<Judgement> servers(DnsAnswer answer, ResourceRecord record, List<Hint> hints) {
        return NameServers.explain(answer, record, hints).map(finding -> {
            Diagnosis.Builder builder =
                    Diagnosis.builder(finding.code(), finding.summary()).remedy(finding.remedy());
            builder.evidence(evidence(answer, record));
            finding.seen().forEach(seen -> builder.evidence(evidence(seen, record)));
            answer.negativeTtl().ifPresent(ttl -> builder.nextTry(NextTry.after(answer.at(), ttl, now)));
            RetryClass retryClass = finding.actor() == Actor.NOBODY ? RetryClass.TRANSIENT : RetryClass.HUMAN;
            return wait(builder.record(record), finding.actor(), retryClass);
        });
    }

    Judgement tooLong(Chain chain, ResourceRecord record, int length, int maximum) {
        return overlong(
                chain,
                record,
                "DNS_CHAIN_TOO_LONG",
                length + " CNAMEs lead from " + plain(record.name()) + " to the value asked for; at most " + maximum
                        + " are followed.");
    }

    /** The chain was not followed to an end: it turns back on itself, or is longer than anyone follows. */
    Judgement endless(Chain chain, ResourceRecord record, String next, int maximum) {
        boolean circle =
                chain.hops().stream().anyMatch(hop -> hop.question().name().equals(next));
        return circle
                ? overlong(
                        chain,
                        record,
                        "DNS_CNAME_LOOP",
                        "The CNAMEs from " + plain(record.name()) + " lead in a circle, back to " + plain(next) + ".")
                : overlong(
                        chain,
                        record,
                        "DNS_CHAIN_TOO_LONG",
                        "More than " + chain.hops().size() + " CNAMEs lead on from " + plain(record.name())
                                + "; at most " + maximum + " are followed.");
    }

    private Judgement overlong(Chain chain, ResourceRecord record, String code, String summary) {
        Diagnosis.Builder builder = Diagnosis.builder(code, summary)
                .remedy("Lead the record directly to its value: " + record.toZoneLine())
                .record(record);
        chain.hops().forEach(hop -> builder.evidence(evidence(hop, record)));
        return wait(builder, Actor.OWNER, RetryClass.HUMAN);
    }

    Judgement notSigned(DnsAnswer answer, ResourceRecord record) {
        return wait(
                Diagnosis.builder(
                                "DNSSEC_REQUIRED",
                                "The zone of " + plain(answer.question().name())
                                        + " is not signed, and the rules here ask for DNSSEC.")
                        .remedy("Sign the zone, and publish its DS record at the parent.")
                        .evidence(evidence(answer, record)),
                Actor.OWNER,
                RetryClass.HUMAN);
    }

    Judgement trouble(DnsAnswer answer, ResourceRecord record) {
        Trouble trouble = Trouble.of(answer);
        Diagnosis.Builder builder = Diagnosis.builder(
                        trouble.code(), trouble.summary(plain(answer.question().name())))
                .remedy(trouble.remedy(plain(answer.question().name()), answer.server()))
                .evidence(evidence(answer, record));
        return wait(builder, trouble.actor(), trouble.retryClass());
    }

    /** The owner's record is right, and the host's own zone does not play its part. */
    Judgement notFresh(FreshProof proof) {
        String at = plain(proof.target());
        Diagnosis.Builder builder = proof.trouble()
                .map(why -> Diagnosis.builder(
                                "DNS_ZONE_NOT_WRITTEN",
                                "The record of the owner is right, but no value could be written behind it at " + at
                                        + ": " + why + ".")
                        .remedy(
                                "Let the primary server of the validation zone take updates from here (server, zone, key, "
                                        + "clock); it is tried again.")
                        .evidence(new Evidence("update " + at, validationDomain, why, "an update taken")))
                .orElseGet(() -> Diagnosis.builder(
                                "DNS_ZONE_NOT_SEEN",
                                "The record of the owner is right, but the value just written behind it at " + at
                                        + " is not seen.")
                        .remedy("See that " + validationDomain
                                + " is delegated to servers that follow its primary at once; it is tried again."));
        proof.answer()
                .ifPresent(answer -> builder.evidence(new Evidence(
                        answer.question().toString(),
                        answer.server(),
                        Asking.describe(answer),
                        "TXT \"" + proof.value() + "\"")));
        return wait(builder, Actor.HOST, RetryClass.TRANSIENT);
    }

    private Judgement wait(Diagnosis.Builder builder, Actor actor, RetryClass retryClass) {
        return new Judgement.NotYet(builder.subject(name.value()).actor(actor).build(), retryClass);
    }

    private static String publish(ResourceRecord record) {
        return "Publish this record, and leave it there for renewals: " + record.toZoneLine();
    }

    private String relative(ResourceRecord record, String doubled) {
        String zone = doubled.substring(Math.min(doubled.length(), record.name().length()));
        String full = plain(record.name());
        return full.endsWith("." + zone) ? full.substring(0, full.length() - zone.length() - 1) : full;
    }

    private static Evidence evidence(DnsAnswer answer, ResourceRecord record) {
        return new Evidence(
                answer.question().toString(), answer.server(), Asking.describe(answer), "CNAME " + record.value());
    }

    private static Optional<Duration> ttl(DnsAnswer answer) {
        return answer.records().stream().findFirst().map(DnsRecord::ttlSeconds).map(Duration::ofSeconds);
    }

    private static boolean isBelow(String target, String domain) {
        return target.endsWith("." + domain);
    }

    private static String plain(String name) {
        return name.length() > 1 && name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
