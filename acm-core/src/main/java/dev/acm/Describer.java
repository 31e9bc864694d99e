package dev.acm;

import dev.acm.certificate.CertificateChain;
import dev.acm.certificate.CertificateStatus;
import dev.acm.certificate.CertificateType;
import dev.acm.certificate.Deployment;
import dev.acm.certificate.DomainValidation;
import dev.acm.dcv.Challenge;
import dev.acm.dcv.ResourceRecord;
import dev.acm.dcv.ValidationMethod;
import dev.acm.dcv.ValidationStatus;
import dev.acm.diagnosis.Actor;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.lifecycle.Attempt;
import dev.acm.lifecycle.CertificateRecord;
import dev.acm.lifecycle.Lifecycle;
import dev.acm.lifecycle.NameState;
import dev.acm.name.DomainName;
import dev.acm.renewal.RenewalEligibility;
import dev.acm.renewal.RenewalPlan;
import dev.acm.spi.DomainValidator;
import dev.acm.spi.ValidationSubject;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Says how a certificate stands, from its record alone. */
final class Describer {
    private final Ports ports;
    private final Lifecycle lifecycle;

    Describer(Ports ports, Lifecycle lifecycle) {
        this.ports = ports;
        this.lifecycle = lifecycle;
    }

    static List<Deployment> deployments(CertificateRecord record) {
        return record.deployments().stream()
                .filter(deployment -> !deployment.leaving())
                .map(deployment -> new Deployment(
                        deployment.target(),
                        deployment.actor(),
                        deployment.since(),
                        deployment.served() == 0 ? OptionalLong.empty() : OptionalLong.of(deployment.served())))
                .toList();
    }

    /** The current certificate, read; empty before the first generation. */
    static Optional<X509Certificate> leaf(CertificateRecord record) {
        return record.current()
                .map(current -> CertificateChain.fromDer(List.of(current.leaf().bytes()))
                        .leaf());
    }

    CertificateDetail detail(CertificateRecord record) {
        return new CertificateDetail(
                record,
                validations(record),
                lifecycle.isEligible(record) ? RenewalEligibility.ELIGIBLE : RenewalEligibility.INELIGIBLE,
                lifecycle.renewalDue(record));
    }

    private List<DomainValidation> validations(CertificateRecord record) {
        if (record.wish().type() != CertificateType.AMAZON_ISSUED) {
            return List.of();
        }
        List<NameState> states = record.attempt().map(Attempt::names).orElse(record.lastNames());
        List<DomainValidation> validations = new ArrayList<>();
        for (DomainName name : record.namesToCertify()) {
            Optional<NameState> state = states.stream()
                    .filter(known -> known.name().equals(name) || known.name().equals(name.base()))
                    .findFirst();
            validations.add(new DomainValidation(
                    name,
                    record.wish().method(),
                    state.map(NameState::status).orElse(ValidationStatus.PENDING_VALIDATION),
                    challenge(record, name),
                    state.flatMap(NameState::provenAt),
                    state.flatMap(NameState::diagnosis)));
        }
        return validations;
    }

    private Challenge challenge(CertificateRecord record, DomainName name) {
        return challenge(record.wish().method(), new ValidationSubject(record.arn(), nextGeneration(record), name));
    }

    private Challenge challenge(ValidationMethod method, ValidationSubject subject) {
        DomainValidator validator = ports.validator(method);
        return validator.challenge(subject);
    }

    static long nextGeneration(CertificateRecord record) {
        return record.attempt()
                .map(Attempt::generation)
                .orElseGet(
                        () -> record.current().map(current -> current.number()).orElse(0L) + 1);
    }

    /** The distinct records the owner is to publish. */
    List<ResourceRecord> records(CertificateRecord record) {
        return record.wish().type() == CertificateType.PRIVATE
                ? List.of()
                : record.namesToCertify().stream()
                        .map(name -> challenge(record, name))
                        .filter(Challenge.PublishRecord.class::isInstance)
                        .map(challenge -> ((Challenge.PublishRecord) challenge).record())
                        .distinct()
                        .toList();
    }

    Explanation explain(CertificateRecord record, List<Diagnosis> ofNames) {
        List<Diagnosis> diagnoses = new ArrayList<>(ofNames);
        record.attempt().flatMap(Attempt::diagnosis).ifPresent(diagnoses::add);
        if (record.attempt().isEmpty() && record.status() != CertificateStatus.ISSUED) {
            record.lastNames().stream()
                    .flatMap(name -> name.diagnosis().stream())
                    .forEach(diagnoses::add);
            diagnoses.addAll(record.lastDiagnoses());
        }
        record.deployments().forEach(deployment -> diagnoses.addAll(deployment.diagnoses()));
        CompromisedKey.diagnosis(record).ifPresent(diagnoses::add);
        if (Lifecycle.isBackedUp(record)) {
            diagnoses.add(backedUp(record));
        }
        if (record.status() == CertificateStatus.ISSUED && !lifecycle.isEligible(record)) {
            diagnoses.add(notRenewed(record));
        }
        Optional<Instant> next = diagnoses.stream()
                .map(Diagnosis::nextTry)
                .flatMap(Optional::stream)
                .min(Instant::compareTo)
                .or(() -> record.status() == CertificateStatus.ISSUED && lifecycle.isEligible(record)
                        ? lifecycle.renewalDue(record)
                        : Optional.empty());
        Optional<RenewalPlan> renewal = record.status() == CertificateStatus.ISSUED
                        && record.attempt().isEmpty()
                        && (record.renewNow() || lifecycle.isEligible(record))
                ? lifecycle.renewalPlan(record)
                : Optional.empty();
        return new Explanation(record.arn(), record.status(), summary(record, diagnoses), diagnoses, next, renewal);
    }

    /** What is stored of the names that are not proven. */
    List<Diagnosis> storedDiagnoses(CertificateRecord record) {
        return record.attempt().stream()
                .flatMap(attempt -> attempt.names().stream())
                .map(NameState::diagnosis)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Diagnosis backedUp(CertificateRecord record) {
        return Diagnosis.builder(
                        "AUDIT_BACKED_UP",
                        record.outbox().size()
                                + " events wait for the audit log; until it takes them, the certificate is"
                                + " revoked if need be, and nothing else is done.")
                .actor(Actor.HOST)
                .remedy("Mend the audit log; runDue delivers what waits.")
                .nextTry(record.nextDelivery())
                .build();
    }

    private static Diagnosis notRenewed(CertificateRecord record) {
        boolean imported = record.wish().type() == CertificateType.IMPORTED;
        return Diagnosis.builder(
                        imported ? "IMPORTED_NOT_RENEWED" : "NOT_IN_USE",
                        imported
                                ? "An imported certificate is not renewed."
                                : "It will not be renewed: no target uses it, and its key was not exported.")
                .actor(Actor.HOST)
                .remedy(
                        imported
                                ? "Import its successor before it expires."
                                : "Associate it with a target, or let the policy renew always.")
                .build();
    }

    private String summary(CertificateRecord record, List<Diagnosis> diagnoses) {
        return switch (record.status()) {
            case PENDING_VALIDATION ->
                record.attempt().isEmpty() && diagnoses.isEmpty()
                        ? "Requested, and not looked at yet: the next call of runDue begins."
                        : "Waiting for " + diagnoses.size() + " cause(s), until " + lifecycle.validationEnds(record)
                                + ".";
            case ISSUED ->
                record.attempt().isPresent()
                        ? "Valid, and being renewed" + (diagnoses.isEmpty() ? "." : ", which waits.")
                        : "Valid to " + record.current().orElseThrow().notAfter() + "; renewal "
                                + (lifecycle.isEligible(record)
                                        ? "begins "
                                                + lifecycle.renewalDue(record).orElseThrow() + "."
                                        : "is not planned.");
            case EXPIRED -> "Its last generation has expired; request a new certificate.";
            case VALIDATION_TIMED_OUT ->
                "Control was not proven in time; mend the causes and request a new certificate.";
            case REVOKED -> "It was revoked.";
            case FAILED ->
                "Refused ("
                        + record.failureReason().map(Enum::name).orElse("OTHER")
                        + "); mend the causes and request a new certificate.";
            case INACTIVE -> "Not in use.";
        };
    }
}
