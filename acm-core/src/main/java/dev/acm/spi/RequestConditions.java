package dev.acm.spi;

import dev.acm.certificate.KeyAlgorithm;
import dev.acm.dcv.ValidationMethod;
import dev.acm.name.DomainName;
import dev.acm.tag.Tag;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a policy may look at of a request: the inputs of ACM's condition keys, and what else a request says. Names are
 * canonical, so that no other spelling gets past a comparison.
 *
 * @param operation what is asked for
 * @param domainNames lower case, ASCII, each once, the first one first; {@code *.} stands for itself (acm:DomainNames)
 * @param validationMethod how control is to be proven (acm:ValidationMethod); without meaning for an import
 * @param keyAlgorithm the key's algorithm (acm:KeyAlgorithm)
 * @param authority the name of the authority that will sign (acm:CertificateAuthority); empty for an import
 * @param exportable whether the key may be taken out; false for an import
 * @param validity how long each generation is to be valid; empty for the default
 * @param tags as written, by the rules of tags
 */
public record RequestConditions(
        Operation operation,
        List<DomainName> domainNames,
        ValidationMethod validationMethod,
        KeyAlgorithm keyAlgorithm,
        String authority,
        boolean exportable,
        Optional<Duration> validity,
        List<Tag> tags) {
    /** Copies the lists. */
    public RequestConditions {
        Objects.requireNonNull(operation, "operation");
        domainNames = List.copyOf(domainNames);
        Objects.requireNonNull(validationMethod, "validationMethod");
        Objects.requireNonNull(keyAlgorithm, "keyAlgorithm");
        Objects.requireNonNull(authority, "authority");
        Objects.requireNonNull(validity, "validity");
        tags = List.copyOf(tags);
    }

    /** What is asked for. */
    public enum Operation {
        /** A new certificate. */
        REQUEST,
        /** Other names for a certificate. */
        CHANGE_NAMES,
        /** A certificate made elsewhere, as a new one or onto one imported before. */
        IMPORT
    }
}
