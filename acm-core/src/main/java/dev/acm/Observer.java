package dev.acm;

import dev.acm.diagnosis.Diagnosis;
import dev.acm.lifecycle.CertificateRecord;
import dev.acm.lifecycle.Outcome;
import dev.acm.name.DomainName;
import dev.acm.spi.AuthorityDescription;
import dev.acm.spi.CaaDecision;
import dev.acm.spi.CaaPolicy;
import dev.acm.spi.CaaQuestion;
import dev.acm.spi.DomainValidator;
import dev.acm.spi.Observation;
import dev.acm.spi.RetryClass;
import dev.acm.spi.ValidationSubject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Looks at domains and judges what is seen: all names of a certificate at once. Changes nothing. */
final class Observer {
    private final Ports ports;

    Observer(Ports ports) {
        this.ports = ports;
    }

    CompletionStage<Outcome> observe(CertificateRecord record, long generation, List<DomainName> names, Instant now) {
        DomainValidator validator = ports.validator(record.wish().method());
        List<CompletableFuture<Outcome.Sight>> sights = new ArrayList<>();
        for (DomainName name : names) {
            ValidationSubject subject = new ValidationSubject(record.arn(), generation, name);
            sights.add(validator
                    .observe(subject)
                    .thenApply(
                            seen -> new Outcome.Sight(name, seen, validator.judge(subject, seen, ports.rules(), now)))
                    .toCompletableFuture());
        }
        return allOf(sights).thenApply(Outcome.Observed::new);
    }

    /** One decision for each name, in order. A name and its wildcard are asked for once and judged twice. */
    CompletionStage<List<CaaDecision>> caa(List<DomainName> names, String methodLabel, Instant now) {
        CaaPolicy policy = ports.caaPolicy();
        AuthorityDescription authority = ports.authority().describe();
        Map<DomainName, CompletableFuture<Observation>> observations = new LinkedHashMap<>();
        for (DomainName name : names) {
            observations.computeIfAbsent(
                    name.base(), base -> policy.observe(base).toCompletableFuture());
        }
        List<CompletableFuture<CaaDecision>> decisions = new ArrayList<>();
        for (DomainName name : names) {
            CaaQuestion question =
                    new CaaQuestion(name, authority.caaIdentities(), authority.accountUris(), methodLabel);
            decisions.add(observations
                    .getOrDefault(name.base(), new CompletableFuture<>())
                    .thenApply(seen -> policy.judge(question, seen, now)));
        }
        return allOf(decisions);
    }

    CompletionStage<Outcome> checkCaa(CertificateRecord record, Instant now) {
        String label = ports.validator(record.wish().method()).caaMethodLabel();
        return caa(record.namesToCertify(), label, now).thenApply(Observer::caaOutcome);
    }

    private static Outcome caaOutcome(List<CaaDecision> decisions) {
        List<String> deciding = new ArrayList<>();
        List<Diagnosis> refusals = new ArrayList<>();
        boolean forbidden = false;
        for (CaaDecision decision : decisions) {
            if (decision instanceof CaaDecision.Permitted permitted) {
                permitted.foundAt().ifPresent(deciding::add);
            } else if (decision instanceof CaaDecision.Forbidden refused) {
                forbidden = true;
                refusals.add(0, refused.diagnosis());
            } else if (decision instanceof CaaDecision.Unknown unknown) {
                refusals.add(unknown.diagnosis());
            }
        }
        return refusals.isEmpty()
                ? new Outcome.CaaPermitted(deciding.stream().distinct().toList())
                : new Outcome.Stalled(together(refusals), forbidden ? RetryClass.POLICY : RetryClass.TRANSIENT, false);
    }

    // the first refusal speaks; the evidence of the others comes with it
    private static Diagnosis together(List<Diagnosis> refusals) {
        Diagnosis.Builder builder = refusals.get(0).toBuilder();
        refusals.stream().skip(1).flatMap(other -> other.evidence().stream()).forEach(builder::evidence);
        return builder.build();
    }

    private static <T> CompletableFuture<List<T>> allOf(List<CompletableFuture<T>> futures) {
        return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
                .thenApply(done -> futures.stream().map(CompletableFuture::join).toList());
    }
}
