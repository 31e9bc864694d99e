package dev.acm.ca;

import dev.acm.ca.lint.LintFinding;
import dev.acm.ca.lint.Rule;
import dev.acm.ca.lint.Severity;
import dev.acm.certificate.FailureReason;
import dev.acm.diagnosis.Actor;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.diagnosis.Evidence;
import dev.acm.spi.Document;
import dev.acm.spi.RetryClass;
import dev.acm.spi.Submission.Rejected;
import java.util.List;

/** Refusals, and how they are stored. */
final class Rejections {
    private static final String OBSERVER = "embedded authority";
    private static final int MAX_EVIDENCE = 20;

    private Rejections() {}

    /** One fault of a plan. */
    record Fault(FailureReason reason, String code, String message, String remedy) {}

    /** All faults of a plan together: the first decides the reason. */
    static Rejected of(List<Fault> faults) {
        Fault first = faults.get(0);
        Diagnosis.Builder diagnosis = Diagnosis.builder(first.code(), sentence(first.message()))
                .actor(Actor.HOST)
                .remedy(first.remedy());
        faults.stream()
                .limit(MAX_EVIDENCE)
                .forEach(fault -> diagnosis.evidence(
                        new Evidence("the plan", OBSERVER, fault.code() + ": " + fault.message(), fault.remedy())));
        return new Rejected(first.reason(), diagnosis.build(), RetryClass.POLICY);
    }

    static Rejected of(List<LintFinding> findings, String subject) {
        List<LintFinding> errors = findings.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .toList();
        boolean constraints = errors.stream()
                .anyMatch(finding -> finding.rule() == Rule.NAME_CONSTRAINTS_VIOLATED
                        || finding.rule() == Rule.NAME_CONSTRAINTS_NOT_JUDGED);
        Diagnosis.Builder diagnosis = Diagnosis.builder(
                        constraints ? "NAME_CONSTRAINTS" : "LINT_REFUSED",
                        sentence("The certificate would break " + errors.size() + " rules, first " + errors.get(0)))
                .subject(subject)
                .actor(Actor.HOST)
                .remedy("Change what is requested, or the authority's configuration, so that the rules are kept.");
        errors.stream()
                .limit(MAX_EVIDENCE)
                .forEach(finding -> diagnosis.evidence(new Evidence(
                        finding.rule().id(),
                        OBSERVER,
                        finding.message(),
                        finding.rule().source())));
        return new Rejected(
                constraints ? FailureReason.PCA_NAME_CONSTRAINTS_VALIDATION : FailureReason.OTHER,
                diagnosis.build(),
                RetryClass.POLICY);
    }

    static Rejected expired() {
        return new Rejected(
                FailureReason.OTHER,
                Diagnosis.builder(
                                "ATTEMPT_TOO_OLD",
                                "The attempt was interrupted before its signature and is too old to be finished.")
                        .actor(Actor.NOBODY)
                        .remedy("Start a new attempt, with control of the names and CAA checked again.")
                        .build(),
                RetryClass.TRANSIENT);
    }

    static Rejected changed() {
        return new Rejected(
                FailureReason.OTHER,
                Diagnosis.builder(
                                "AUTHORITY_CHANGED",
                                "The attempt was interrupted before its signature, and the authority's configuration has changed since.")
                        .actor(Actor.NOBODY)
                        .remedy("Start a new attempt.")
                        .build(),
                RetryClass.TRANSIENT);
    }

    static Rejected issuerRevoked() {
        return new Rejected(
                FailureReason.PCA_INVALID_STATE,
                Diagnosis.builder("ISSUER_REVOKED", "The issuing CA was revoked before it could sign.")
                        .actor(Actor.HOST)
                        .remedy("Roll over to a new issuing CA.")
                        .build(),
                RetryClass.POLICY);
    }

    private static String sentence(String text) {
        String shortened = text.length() > 1900 ? text.substring(0, 1900) + "…" : text;
        return shortened.endsWith(".") ? shortened : shortened + ".";
    }

    static Document toDocument(Rejected rejected) {
        Diagnosis diagnosis = rejected.diagnosis();
        return Document.builder()
                .put("reason", rejected.reason().name())
                .put("retryClass", rejected.retryClass().name())
                .put("code", diagnosis.code())
                .put("summary", diagnosis.summary())
                .put("subject", diagnosis.subject())
                .put("actor", diagnosis.actor().name())
                .put("remedy", diagnosis.remedy())
                .put(
                        "evidence",
                        diagnosis.evidence().stream()
                                .map(evidence -> Document.builder()
                                        .put("asked", evidence.asked())
                                        .put("observer", evidence.observer())
                                        .put("got", evidence.got())
                                        .put("wanted", evidence.wanted())
                                        .build())
                                .toList())
                .build();
    }

    static Rejected of(Document document) {
        Diagnosis.Builder diagnosis = Diagnosis.builder(document.string("code"), document.string("summary"))
                .actor(Actor.valueOf(document.string("actor")))
                .remedy(document.string("remedy"));
        document.findString("subject").ifPresent(diagnosis::subject);
        document.documents("evidence")
                .forEach(evidence -> diagnosis.evidence(new Evidence(
                        evidence.string("asked"),
                        evidence.string("observer"),
                        evidence.string("got"),
                        evidence.string("wanted"))));
        return new Rejected(
                FailureReason.valueOf(document.string("reason")),
                diagnosis.build(),
                RetryClass.valueOf(document.string("retryClass")));
    }
}
