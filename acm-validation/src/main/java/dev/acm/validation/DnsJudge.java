package dev.acm.validation;

import dev.acm.dcv.ResourceRecord;
import dev.acm.spi.DnsAnswer;
import dev.acm.spi.Judgement;
import dev.acm.spi.ValidationRules;
import dev.acm.spi.ValidationSubject;
import dev.acm.validation.DnsFacts.Chain;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads facts by rules; pure. */
final class DnsJudge {
    private final ValidationSubject subject;
    private final List<ResourceRecord> accepted;
    private final ValidationRules rules;
    private final boolean wantsFreshValue;
    private final DnsDiagnoses diagnoses;

    DnsJudge(
            ValidationSubject subject,
            List<ResourceRecord> accepted,
            String validationDomain,
            ValidationRules rules,
            boolean wantsFreshValue,
            Instant now) {
        this.wantsFreshValue = wantsFreshValue;
        this.subject = subject;
        this.accepted = accepted;
        this.rules = rules;
        this.diagnoses = new DnsDiagnoses(subject.name(), accepted.get(0), validationDomain, now);
    }

    Judgement judge(DnsFacts facts, Instant at) {
        Optional<Judgement> told = Optional.empty();
        for (Chain chain : facts.chains()) {
            Optional<ResourceRecord> record =
                    accepted.stream().filter(r -> r.name().equals(chain.name())).findFirst();
            if (record.isEmpty() || chain.hops().isEmpty()) {
                continue;
            }
            Judgement judgement = judge(chain, record.get(), facts, at);
            if (judgement instanceof Judgement.Proven) {
                return judgement;
            }
            Judgement plain = judgement;
            judgement = diagnoses
                    .servers(chain.hops().get(0), record.get(), facts.hints())
                    .filter(finding -> isNearer(finding, plain))
                    .orElse(plain);
            // the first chain kept is the one that tells most
            told = told.isPresent() ? told : Optional.of(judgement);
        }
        return told.orElseGet(() -> diagnoses.notObserved("it is not about this name and account"));
    }

    /** A mistake that was found in the record itself says more than a delegation that does not fit. */
    private static boolean isNearer(Judgement finding, Judgement plain) {
        boolean mismatch = code(finding).equals("DNS_DELEGATION_MISMATCH");
        boolean trouble = plain instanceof Judgement.NotYet notYet
                && notYet.diagnosis().record().isEmpty();
        return !mismatch || trouble || code(plain).equals("DNS_NO_RECORD");
    }

    private static String code(Judgement judgement) {
        return judgement instanceof Judgement.NotYet notYet ? notYet.diagnosis().code() : "";
    }

    private Judgement judge(Chain chain, ResourceRecord record, DnsFacts facts, Instant at) {
        List<String> targets = ExpectedValue.of(record);
        String expectedQuestion = chain.name();
        for (int i = 0; i < chain.hops().size(); i++) {
            DnsAnswer hop = chain.hops().get(i);
            if (!hop.question().name().equals(expectedQuestion)
                    || !hop.question().type().equals("CNAME")) {
                return diagnoses.notObserved("its questions do not follow from one another");
            }
            if (!hop.isConclusive()) {
                // who leads to servers that refuse to speak of the target has the wrong target
                return i > 0 && hop.status() == DnsAnswer.Status.REFUSED
                        ? diagnoses.elsewhere(chain, record, facts.hints())
                        : diagnoses.trouble(hop, record);
            }
            if (rules.requireSecure() && hop.security() != DnsAnswer.Security.SECURE) {
                return diagnoses.notSigned(hop, record);
            }
            Optional<String> target = DnsFacts.target(hop);
            if (target.isEmpty()) {
                return i == 0
                        ? diagnoses.absent(hop, record, facts.hints())
                        : diagnoses.elsewhere(chain, record, facts.hints());
            }
            if (targets.contains(target.get())) {
                return i + 1 <= rules.maximumAliases()
                        ? arrived(target.get(), record, facts, at)
                        : diagnoses.tooLong(chain, record, i + 1, rules.maximumAliases());
            }
            expectedQuestion = target.get();
        }
        return DnsDiagnoses.isWildcard(chain, facts.hints())
                ? diagnoses.elsewhere(chain, record, facts.hints())
                : diagnoses.endless(chain, record, expectedQuestion, rules.maximumAliases());
    }

    /** The record is right; where the validation zone is written, its value of this look must be behind it too. */
    private Judgement arrived(String target, ResourceRecord record, DnsFacts facts, Instant at) {
        if (!wantsFreshValue) {
            return new Judgement.Proven(List.of(subject.name()), at);
        }
        Optional<FreshProof> fresh =
                facts.fresh().filter(proof -> proof.target().equals(target));
        if (fresh.isEmpty()) {
            return diagnoses.notObserved("no value was written into the validation zone");
        }
        Optional<DnsAnswer> answer = fresh.get().answer();
        if (answer.isPresent() && !answer.get().isConclusive()) {
            return diagnoses.trouble(answer.get(), record);
        }
        if (answer.isPresent() && rules.requireSecure() && answer.get().security() != DnsAnswer.Security.SECURE) {
            return diagnoses.notSigned(answer.get(), record);
        }
        return fresh.get().isSeen()
                ? new Judgement.Proven(List.of(subject.name()), at)
                : diagnoses.notFresh(fresh.get());
    }
}
