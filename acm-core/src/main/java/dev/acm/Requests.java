package dev.acm;

import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateStatus;
import dev.acm.certificate.CertificateType;
import dev.acm.dcv.Challenge;
import dev.acm.dcv.ResourceRecord;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.error.AccessDeniedException;
import dev.acm.error.Finding;
import dev.acm.error.InvalidRequestException;
import dev.acm.error.InvalidStateException;
import dev.acm.error.PortFailedException;
import dev.acm.error.RequestInProgressException;
import dev.acm.event.Caller;
import dev.acm.internal.Checks;
import dev.acm.lifecycle.CertificateRecord;
import dev.acm.lifecycle.RecordCodec;
import dev.acm.lifecycle.Renaming;
import dev.acm.lifecycle.Wishes;
import dev.acm.name.DomainName;
import dev.acm.quota.QuotaUsage;
import dev.acm.request.CertificateRequest;
import dev.acm.spi.CaaDecision;
import dev.acm.spi.Document;
import dev.acm.spi.DomainValidator;
import dev.acm.spi.Judgement;
import dev.acm.spi.RequestConditions.Operation;
import dev.acm.spi.StoreException;
import dev.acm.spi.ValidationSubject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes requests, and says beforehand what would become of one. */
final class Requests {
    private final Ports ports;
    private final Records records;
    private final Handles handles;
    private final Accounts accounts;
    private final Describer describer;
    private final Observer observer;
    private final Admission admission;

    Requests(Ports ports, Records records, Handles handles, Accounts accounts, Describer describer, Observer observer) {
        this.ports = ports;
        this.records = records;
        this.handles = handles;
        this.accounts = accounts;
        this.describer = describer;
        this.observer = observer;
        this.admission = new Admission(ports, new Denials(ports, records));
    }

    RequestResult request(Caller caller, CertificateRequest request) {
        List<DomainName> names = RequestRules.check(request, ports.nameRules(), ports.nameLimits());
        CertificateType type = admission.typeOf(caller, Operation.REQUEST, Optional.empty(), request, names);
        requirePorts(request, type);
        Instant now = ports.time().instant();
        try {
            Handles.Ask ask = new Handles.Ask(
                    caller, request.idempotencyToken(), IdempotencyRecords.parameters(request), type, now);
            CertificateArn mine = handles.foresee(ask);
            int expiryDays = handles.expiryDays(caller);
            CertificateRecord record = record(caller, request, mine, names, type, expiryDays, now);
            List<ResourceRecord> toPublish = publishable(record);
            CertificateArn arn = handles.take(ask, mine);
            if (!arn.equals(mine)) {
                record = record(caller, request, arn, names, type, expiryDays, now);
            }
            // when it is there already, this is the same request once more
            records.insert(
                    Records.key(arn), caller.account(), Optional.of(now), RecordCodec.encode(record, Document.empty()));
            handles.stored(ask, arn);
            return new RequestResult(arn, toPublish);
        } catch (StoreException e) {
            throw new PortFailedException("RecordStore", e);
        }
    }

    RequestResult changeNames(Caller caller, CertificateArn arn, List<String> wanted) {
        CertificateRecord present = records.get(arn, caller.account()).record();
        CertificateRecord.Wish wish = renamable(present);
        if (wanted.isEmpty()) {
            throw new InvalidRequestException(
                    List.of(new Finding("names:none", "names", "", "there is no name", "Name at least one.")));
        }
        CertificateRequest.Builder same = CertificateRequest.builder(wanted.get(0))
                .alternativeNames(wanted.subList(1, wanted.size()))
                .validationMethod(wish.method())
                .keyAlgorithm(wish.keyAlgorithm())
                .commonName(wish.commonName())
                .exportable(wish.exportable());
        wish.validity().ifPresent(same::validity);
        present.tags().forEach(same::tag);
        CertificateRequest request = same.build();
        List<DomainName> names = RequestRules.check(request, ports.nameRules(), ports.nameLimits());
        CertificateType type = admission.typeOf(caller, Operation.CHANGE_NAMES, Optional.of(arn), request, names);
        if (type != wish.type()) {
            throw new InvalidRequestException(List.of(new Finding(
                    "names:validation",
                    "names",
                    Checks.shorten(names.toString()),
                    "the policy makes the certificate " + type + " for these names, and it is " + wish.type(),
                    "Request a certificate of its own for them.")));
        }
        requirePorts(request, type);
        Instant now = ports.time().instant();
        Records.Loaded changed = records.change(arn, caller.account(), Optional.of(now), record -> {
            boolean asked = record.namesWanted()
                    .map(CertificateRecord.NamesWanted::names)
                    .orElse(renamable(record).names())
                    .equals(names);
            if (!asked && !names.equals(record.wish().names())) {
                Changes.checkRevocations(record);
            }
            CertificateRecord renamed = asked ? record : Renaming.want(record, names, caller, now);
            publishable(renamed);
            return renamed;
        });
        return new RequestResult(arn, publishable(changed.record()));
    }

    private static CertificateRecord.Wish renamable(CertificateRecord record) {
        CertificateArn arn = record.arn();
        if (record.wish().type() == CertificateType.IMPORTED) {
            throw new InvalidStateException(
                    arn, "an imported certificate's names are its issuer's to change; import its successor onto it");
        }
        if (record.status() == CertificateStatus.PENDING_VALIDATION) {
            throw new RequestInProgressException(arn);
        }
        if (record.status() != CertificateStatus.ISSUED) {
            throw new InvalidStateException(arn, "its status is " + record.status() + "; request a new certificate");
        }
        return record.wish();
    }

    private static CertificateRecord record(
            Caller caller,
            CertificateRequest request,
            CertificateArn arn,
            List<DomainName> names,
            CertificateType type,
            int expiryDays,
            Instant now) {
        CertificateRecord record = Wishes.requested(
                new CertificateRecord.Wish(
                        arn,
                        names,
                        type,
                        request.validationMethod(),
                        request.keyAlgorithm(),
                        request.commonName(),
                        request.exportable(),
                        request.validity(),
                        now,
                        caller.actor()),
                caller.source());
        return Wishes.expiryDays(Wishes.bornWith(record, request.tags()), expiryDays);
    }

    // before anything is stored: a name may be good, and leave no room for the validation record's label
    private List<ResourceRecord> publishable(CertificateRecord record) {
        try {
            return describer.records(record);
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException(List.of(unprovable(record.wish().names(), e)));
        }
    }

    private static Finding unprovable(List<DomainName> names, IllegalArgumentException e) {
        return new Finding(
                "DN-8",
                "names",
                Checks.shorten(names.toString()),
                "control of a name cannot be proven by this method: " + Checks.shorten(e.getMessage() + "", 300),
                "Use a shorter name, or another method.");
    }

    // a request that could never be carried out is refused now, with the module to add
    private void requirePorts(CertificateRequest request, CertificateType type) {
        boolean served = ports.authority().describe().keyAlgorithms().contains(request.keyAlgorithm());
        if (!served) {
            throw new InvalidRequestException(List.of(new Finding(
                    "key:authority",
                    "keyAlgorithm",
                    request.keyAlgorithm().name(),
                    "the authority does not certify such keys",
                    "Ask for one of " + ports.authority().describe().keyAlgorithms() + ".")));
        }
        if (type != CertificateType.PRIVATE) {
            ports.validator(request.validationMethod());
            ports.caaPolicy();
        }
        ports.vault();
    }

    Preflight preflight(Caller caller, CertificateRequest request) {
        List<DomainName> names;
        CertificateType type;
        try {
            names = RequestRules.check(request, ports.nameRules(), ports.nameLimits());
            type = admission.foresee(caller, request, names);
            requirePorts(request, type);
        } catch (InvalidRequestException e) {
            return new Preflight(e.findings(), List.of(), List.of());
        } catch (AccessDeniedException e) {
            Finding denied = new Finding(
                    "policy",
                    "request",
                    String.join(" ", request.names()),
                    e.getMessage() + "",
                    "Ask the host's operator.");
            return new Preflight(List.of(denied), List.of(), List.of());
        }
        if (type == CertificateType.PRIVATE) {
            return new Preflight(List.of(), List.of(), List.of());
        }
        Instant now = ports.time().instant();
        List<Finding> findings = exhausted(caller, type, now);
        DomainValidator validator = ports.validator(request.validationMethod());
        CertificateArn arn = ports.freshArn(caller.account());
        List<ResourceRecord> needed = new ArrayList<>();
        List<Diagnosis> diagnoses = new ArrayList<>();
        try {
            for (DomainName name :
                    names.stream().map(DomainName::base).distinct().toList()) {
                ValidationSubject subject = new ValidationSubject(arn, 1, name);
                if (validator.challenge(subject) instanceof Challenge.PublishRecord publish) {
                    needed.add(publish.record());
                }
                diagnosis(validator.judge(
                                subject,
                                validator.observe(subject).toCompletableFuture().join(),
                                ports.rules(),
                                now))
                        .ifPresent(diagnoses::add);
            }
        } catch (IllegalArgumentException e) {
            findings.add(unprovable(names, e));
            return new Preflight(findings, diagnoses, needed);
        }
        observer.caa(names, validator.caaMethodLabel(), now).toCompletableFuture().join().stream()
                .map(Requests::diagnosis)
                .flatMap(Optional::stream)
                .forEach(diagnoses::add);
        return new Preflight(findings, diagnoses, needed);
    }

    private List<Finding> exhausted(Caller caller, CertificateType type, Instant now) {
        try {
            List<Finding> findings = new ArrayList<>();
            for (QuotaUsage usage : accounts.exhausted(caller.account(), type, now)) {
                findings.add(new Finding(
                        "quota",
                        usage.quota().name(),
                        Long.toString(usage.used()),
                        "the account has used up " + usage,
                        "Delete what is not needed, wait, or have the limit raised."));
            }
            return findings;
        } catch (StoreException e) {
            throw new PortFailedException("RecordStore", e);
        }
    }

    static Optional<Diagnosis> diagnosis(Judgement judgement) {
        if (judgement instanceof Judgement.NotYet notYet) {
            return Optional.of(notYet.diagnosis());
        }
        return judgement instanceof Judgement.Refused refused ? Optional.of(refused.diagnosis()) : Optional.empty();
    }

    private static Optional<Diagnosis> diagnosis(CaaDecision decision) {
        if (decision instanceof CaaDecision.Forbidden forbidden) {
            return Optional.of(forbidden.diagnosis());
        }
        return decision instanceof CaaDecision.Unknown unknown ? Optional.of(unknown.diagnosis()) : Optional.empty();
    }
}
