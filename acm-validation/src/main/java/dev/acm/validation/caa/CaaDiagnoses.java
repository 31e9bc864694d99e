package dev.acm.validation.caa;

import dev.acm.dcv.ResourceRecord;
import dev.acm.diagnosis.Actor;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.diagnosis.Evidence;
import dev.acm.spi.CaaQuestion;
import dev.acm.spi.DnsAnswer;
import dev.acm.validation.caa.CaaFacts.Property;
import dev.acm.validation.caa.CaaJudge.Miss;
import dev.acm.validation.internal.Asking;
import dev.acm.validation.internal.Octets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Words for what CAA forbids or hides. */
final class CaaDiagnoses {
    private static final String WANTED = "a CAA answer that permits issuing, or proof that there is none";

    private CaaDiagnoses() {}

    static Diagnosis unreadable(CaaQuestion question, String why) {
        return Diagnosis.builder("CAA_NOT_OBSERVED", "There is no usable CAA evidence for this name: " + why + ".")
                .subject(question.name().value())
                .actor(Actor.NOBODY)
                .remedy("CAA is asked again before the next try.")
                .build();
    }

    static Diagnosis stale(CaaQuestion question, Duration age) {
        return Diagnosis.builder(
                        "CAA_STALE",
                        age.isNegative()
                                ? "The CAA check is dated ahead of the clock, so its age is not known and it permits nothing."
                                : "The CAA check is older than max(TTL, 8 hours), so it permits nothing (BR 3.2.2.8).")
                .subject(question.name().value())
                .actor(Actor.NOBODY)
                .remedy("CAA is asked again before the next try.")
                .build();
    }

    static Diagnosis tooLarge(CaaQuestion question, DnsAnswer answer) {
        return withEvidence(
                        question,
                        answer,
                        List.of(),
                        "CAA_TOO_LARGE",
                        "The CAA record set at " + plain(answer.question().name())
                                + " is too large to be kept as evidence.")
                .actor(Actor.OWNER)
                .remedy("Reduce the CAA records at " + plain(answer.question().name()) + ".")
                .build();
    }

    static Diagnosis failed(CaaQuestion question, DnsAnswer answer) {
        String at = plain(answer.question().name());
        boolean bogus = answer.security() == DnsAnswer.Security.BOGUS;
        if (bogus) {
            return withEvidence(
                            question,
                            answer,
                            List.of(),
                            "CAA_DNSSEC_BOGUS",
                            "The CAA answer for " + at
                                    + " fails DNSSEC validation, so nothing may be concluded from it.")
                    .actor(Actor.OWNER)
                    .remedy("Repair the signatures of the zone of " + at
                            + ": sign it again, or correct the DS record at the parent.")
                    .build();
        }
        if (answer.status() == DnsAnswer.Status.NOERROR || answer.status() == DnsAnswer.Status.NXDOMAIN) {
            return indeterminate(question, answer, at);
        }
        boolean ours = answer.status() == DnsAnswer.Status.REFUSED || answer.status() == DnsAnswer.Status.UNREACHABLE;
        return withEvidence(
                        question,
                        answer,
                        List.of(),
                        "CAA_LOOKUP_FAILED",
                        "CAA could not be looked up at " + at + " (" + answer.status()
                                + "). A failed lookup is never permission (RFC 8659 section 3).")
                .actor(ours ? Actor.HOST : Actor.OWNER)
                .remedy((ours
                                ? "Check that " + answer.server() + " can be reached and answers this host; "
                                : "Check that the name servers of " + at + " answer queries of type CAA; ")
                        + "it is asked again.")
                .build();
    }

    private static Diagnosis indeterminate(CaaQuestion question, DnsAnswer answer, String at) {
        boolean owners =
                answer.detail().filter(text -> text.contains("(RFC 9276)")).isPresent();
        return withEvidence(
                        question,
                        answer,
                        List.of(),
                        "CAA_DNSSEC_INDETERMINATE",
                        "Whether the CAA answer for " + at
                                + " is genuine could not be told, so nothing may be concluded" + " from it.")
                .actor(owners ? Actor.OWNER : Actor.HOST)
                .remedy(
                        owners
                                ? "Set the further iterations of NSEC3 to 0 in the zone of " + at
                                        + ", and sign it again."
                                : "Check that " + answer.server()
                                        + " hands over DNSSEC records, and that the trust anchors"
                                        + " cover the name; it is asked again.")
                .build();
    }

    static Diagnosis unknownCritical(CaaQuestion question, DnsAnswer answer, List<Property> set, String tag) {
        String at = owner(answer);
        return withEvidence(
                        question,
                        answer,
                        set,
                        "CAA_UNKNOWN_CRITICAL",
                        "The CAA property '" + Octets.shorten(Octets.escape(tag), 60) + "' at " + plain(at)
                                + " is critical and not known here, so nobody may issue (RFC 8659 section 4.1).")
                .actor(Actor.OWNER)
                .remedy("Remove that CAA record at " + plain(at) + ", or set its flags to 0." + iodef(set))
                .build();
    }

    static Diagnosis forbidden(CaaQuestion question, DnsAnswer answer, List<Property> set, Miss miss) {
        String at = owner(answer);
        String tag = tagToAdd(question, set);
        Diagnosis.Builder builder = switch (miss) {
            case METHOD ->
                withEvidence(
                                question,
                                answer,
                                set,
                                "CAA_METHOD_FORBIDDEN",
                                "CAA at " + plain(at) + " allows this authority for other validation methods only;"
                                        + " used was '" + question.methodLabel() + "' (RFC 8657 section 4).")
                        .remedy("Add '" + question.methodLabel() + "' to validationmethods at " + plain(at)
                                + ", or remove that parameter." + iodef(set));
            case ACCOUNT ->
                withEvidence(
                                question,
                                answer,
                                set,
                                "CAA_ACCOUNT_FORBIDDEN",
                                "CAA at " + plain(at)
                                        + " allows this authority for other accounts only (RFC 8657 section 3).")
                        .remedy("Set accounturi at " + plain(at) + " to this account's URI"
                                + question.accountUris().stream()
                                        .findFirst()
                                        .map(uri -> " (" + uri + ")")
                                        .orElse(" (it has none, so remove the parameter)")
                                + "." + iodef(set));
            case MALFORMED ->
                withEvidence(
                                question,
                                answer,
                                set,
                                "CAA_MALFORMED",
                                "A CAA value at " + plain(at)
                                        + " does not follow the grammar, so it permits nobody (RFC 8659 section 4.2).")
                        .remedy("Correct the value at " + plain(at) + "." + iodef(set));
            case ISSUER ->
                withEvidence(
                                question,
                                answer,
                                set,
                                "CAA_FORBIDDEN",
                                "CAA at " + plain(at) + " does not permit this authority to issue for "
                                        + question.name() + ".")
                        .remedy("Add the record below at " + plain(at) + ", or remove the CAA records there."
                                + iodef(set));
        };
        firstIdentity(question)
                .ifPresent(identity ->
                        builder.record(new ResourceRecord(at, "CAA", "0 " + tag + " \"" + identity + "\"")));
        return builder.actor(Actor.OWNER).build();
    }

    /** Where issuewild decides, another issue would not help. */
    private static String tagToAdd(CaaQuestion question, List<Property> set) {
        boolean issueWild = set.stream().anyMatch(p -> p.tag().equals("issuewild"));
        return question.name().isWildcard() && issueWild ? "issuewild" : "issue";
    }

    private static Optional<String> firstIdentity(CaaQuestion question) {
        return question.identities().stream().sorted().findFirst();
    }

    private static Diagnosis.Builder withEvidence(
            CaaQuestion question, DnsAnswer answer, List<Property> set, String code, String summary) {
        return Diagnosis.builder(code, summary)
                .subject(question.name().value())
                .evidence(new Evidence(
                        answer.question().toString(),
                        answer.server(),
                        set.isEmpty() ? Asking.describe(answer) : describe(set, answer),
                        question.identities().isEmpty()
                                ? WANTED
                                : WANTED + ", naming one of "
                                        + String.join(
                                                ", ",
                                                question.identities().stream()
                                                        .sorted()
                                                        .toList())));
    }

    private static String describe(List<Property> set, DnsAnswer answer) {
        List<String> texts = new ArrayList<>();
        answer.aliases().forEach(alias -> texts.add("CNAME " + alias.target()));
        for (Property p : set.subList(0, Math.min(5, set.size()))) {
            texts.add("CAA " + (p.critical() ? 128 : 0) + " " + Octets.escape(p.tag()) + " \""
                    + Octets.shorten(Octets.escape(p.value()), 200) + "\"");
        }
        if (set.size() > 5) {
            texts.add("and " + (set.size() - 5) + " more");
        }
        return String.join(", ", texts);
    }

    /** CAA-24: shown, never fetched. */
    private static String iodef(List<Property> set) {
        List<String> urls = set.stream()
                .filter(p -> p.tag().equals("iodef"))
                .map(p -> Octets.shorten(Octets.escape(p.value()), 200))
                .toList();
        return urls.isEmpty() ? "" : " The owner wants such refusals reported to: " + String.join(", ", urls) + ".";
    }

    private static String owner(DnsAnswer answer) {
        return answer.records().isEmpty()
                ? answer.question().name()
                : answer.records().get(0).owner();
    }

    private static String plain(String name) {
        return name.length() > 1 && name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
