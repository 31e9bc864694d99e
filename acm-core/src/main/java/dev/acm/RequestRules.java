package dev.acm;

import dev.acm.certificate.KeyAlgorithm;
import dev.acm.error.Finding;
import dev.acm.error.InvalidRequestException;
import dev.acm.internal.Checks;
import dev.acm.name.DomainName;
import dev.acm.name.InvalidNameException;
import dev.acm.name.NameLimits;
import dev.acm.name.NameRules;
import dev.acm.name.NameSet;
import dev.acm.name.NameViolation;
import dev.acm.request.CertificateRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The rules of a request, all checked together. */
final class RequestRules {
    private static final Pattern TOKEN = Pattern.compile("\\w{1,32}");

    private RequestRules() {}

    /**
     * The names of a request that is in order: canonical, each once, in the order given.
     *
     * @throws InvalidRequestException with all faults, if it is not
     */
    static List<DomainName> check(CertificateRequest request, NameRules rules, NameLimits limits) {
        List<Finding> findings = new ArrayList<>();
        List<DomainName> names = new ArrayList<>();
        for (int i = 0; i < request.names().size(); i++) {
            try {
                names.add(rules.parse(request.names().get(i)));
            } catch (InvalidNameException e) {
                add(findings, "names[" + i + "]", e);
            }
        }
        // the set is judged only where it is known whose name would come first
        if (findings.isEmpty()) {
            try {
                names = NameSet.of(names, request.commonName() ? limits : limits.withoutCommonName())
                        .names();
            } catch (InvalidNameException e) {
                add(findings, "names", e);
            }
        }
        checkKeyAlgorithm(request.keyAlgorithm(), findings);
        findings.addAll(TagRules.check(request.tags()));
        checkToken(request.idempotencyToken(), findings);
        if (!findings.isEmpty()) {
            throw new InvalidRequestException(findings);
        }
        return names;
    }

    private static void add(List<Finding> findings, String field, InvalidNameException e) {
        for (NameViolation violation : e.violations()) {
            findings.add(new Finding(
                    violation.rule(),
                    field,
                    violation.input(),
                    violation.fault() + " at position " + violation.position(),
                    "Wanted: " + violation.remedy()));
        }
    }

    /** Adds what is wrong with an idempotency token. */
    static void checkToken(Optional<String> idempotencyToken, List<Finding> findings) {
        idempotencyToken
                .filter(token -> !TOKEN.matcher(token).matches())
                .ifPresent(token -> findings.add(new Finding(
                        "token:form",
                        "idempotencyToken",
                        Checks.shorten(token),
                        "a token is 1 to 32 word characters",
                        "Use letters, digits and underscores.")));
    }

    private static void checkKeyAlgorithm(KeyAlgorithm algorithm, List<Finding> findings) {
        if (!algorithm.isRequestable()) {
            findings.add(new Finding(
                    "key:requestable",
                    "keyAlgorithm",
                    algorithm.name(),
                    "a key of this algorithm can only be imported",
                    "Ask for RSA_2048, EC_prime256v1 or EC_secp384r1."));
        }
    }
}
