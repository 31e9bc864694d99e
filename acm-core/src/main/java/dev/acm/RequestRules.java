package dev.acm;

import dev.acm.certificate.KeyAlgorithm;
import dev.acm.error.Finding;
import dev.acm.error.InvalidRequestException;
import dev.acm.internal.Checks;
import dev.acm.name.DomainName;
import dev.acm.request.CertificateRequest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules of a request, all checked together. */
final class RequestRules {
    private static final int MOST_NAMES = 100;
    private static final int COMMON_NAME_OCTETS = 64;
    private static final Pattern TOKEN = Pattern.compile("\\w{1,32}");

    private RequestRules() {}

    /**
     * The names of a request that is in order: canonical, each once, in the order given.
     *
     * @throws InvalidRequestException with all faults, if it is not
     */
    static List<DomainName> check(CertificateRequest request) {
        List<Finding> findings = new ArrayList<>();
        Set<DomainName> names = new LinkedHashSet<>();
        for (int i = 0; i < request.names().size(); i++) {
            String text = request.names().get(i);
            try {
                names.add(DomainName.parse(text));
            } catch (IllegalArgumentException e) {
                findings.add(new Finding(
                        "DN-1", "names[" + i + "]", Checks.shorten(text), e.getMessage() + "", "Correct the name."));
            }
        }
        if (names.size() > MOST_NAMES) {
            findings.add(new Finding(
                    "names:count",
                    "names",
                    Integer.toString(names.size()),
                    "a certificate has at most " + MOST_NAMES + " names",
                    "Split the names over several certificates."));
        }
        List<DomainName> ordered = List.copyOf(names);
        if (request.commonName() && !ordered.isEmpty() && ordered.get(0).value().length() > COMMON_NAME_OCTETS) {
            findings.add(new Finding(
                    "names:common-name",
                    "names[0]",
                    ordered.get(0).value(),
                    "the first name becomes the common name, which holds at most 64 octets (RFC 5280 appendix A)",
                    "Put a shorter name first, or switch the common name off."));
        }
        checkKeyAlgorithm(request.keyAlgorithm(), findings);
        request.idempotencyToken()
                .filter(token -> !TOKEN.matcher(token).matches())
                .ifPresent(token -> findings.add(new Finding(
                        "token:form",
                        "idempotencyToken",
                        Checks.shorten(token),
                        "a token is 1 to 32 word characters",
                        "Use letters, digits and underscores.")));
        if (!findings.isEmpty()) {
            throw new InvalidRequestException(findings);
        }
        return ordered;
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
