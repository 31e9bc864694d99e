package dev.acm;

import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateStatus;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.diagnosis.Evidence;
import dev.acm.renewal.RenewalPlan;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Why a certificate is in its state.
 *
 * @param arn the certificate
 * @param status its status
 * @param summary one sentence for people
 * @param diagnoses what it waits for or failed for; empty when nothing is the matter
 * @param nextTry when something happens next by itself; empty if nothing does
 * @param renewal when it is renewed and why then; empty if no renewal is planned, or one is under way
 */
public record Explanation(
        CertificateArn arn,
        CertificateStatus status,
        String summary,
        List<Diagnosis> diagnoses,
        Optional<Instant> nextTry,
        Optional<RenewalPlan> renewal) {
    /** Copies the list. */
    public Explanation {
        Objects.requireNonNull(arn, "arn");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(summary, "summary");
        diagnoses = List.copyOf(diagnoses);
        Objects.requireNonNull(nextTry, "nextTry");
        Objects.requireNonNull(renewal, "renewal");
    }

    /**
     * All of it as lines of text.
     *
     * @return text for people, each line ended by LF
     */
    public String toText() {
        StringBuilder text = new StringBuilder(status + ": " + summary + "\n");
        for (Diagnosis diagnosis : diagnoses) {
            text.append("  ").append(diagnosis.code());
            diagnosis
                    .subject()
                    .ifPresent(subject -> text.append(" (").append(subject).append(')'));
            text.append(": ").append(diagnosis.summary()).append('\n');
            for (Evidence evidence : diagnosis.evidence()) {
                text.append("    asked ")
                        .append(evidence.asked())
                        .append(" of ")
                        .append(evidence.observer())
                        .append(": got ")
                        .append(evidence.got())
                        .append(", wanted ")
                        .append(evidence.wanted())
                        .append('\n');
            }
            text.append("    ")
                    .append(diagnosis.actor())
                    .append(": ")
                    .append(diagnosis.remedy())
                    .append('\n');
            diagnosis
                    .record()
                    .ifPresent(record -> text.append("    publish ")
                            .append(record.toZoneLine())
                            .append('\n'));
            diagnosis
                    .nextTry()
                    .ifPresent(at -> text.append("    next try ").append(at).append('\n'));
        }
        renewal.ifPresent(plan -> text.append(plan.toText().indent(2)));
        return text.toString();
    }
}
