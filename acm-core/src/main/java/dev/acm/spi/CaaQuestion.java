package dev.acm.spi;

import dev.acm.name.DomainName;
import java.net.URI;
import java.util.Objects;
import java.util.Set;

/**
 * Whether somebody may issue for a name.
 *
 * @param name the name, {@code *.} included
 * @param identities the issuer domain names of the authority that will sign
 * @param accountUris the URIs of the account it will sign under
 * @param methodLabel the method by which control was proven (RFC 8657 section 4); empty text if none
 */
public record CaaQuestion(DomainName name, Set<String> identities, Set<URI> accountUris, String methodLabel) {
    /** Copies the sets. */
    public CaaQuestion {
        Objects.requireNonNull(name, "name");
        identities = Set.copyOf(identities);
        accountUris = Set.copyOf(accountUris);
        Objects.requireNonNull(methodLabel, "methodLabel");
    }
}
