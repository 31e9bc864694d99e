package dev.acm.ca;

import dev.acm.spi.AuthorityException;
import java.net.URI;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the host serves, by the URL that certificates name. */
final class Publications {
    private final PublicationOptions options;
    private final Issuers issuers;
    private final RevocationList crls;

    Publications(PublicationOptions options, Issuers issuers, RevocationList crls) {
        this.options = options;
        this.issuers = issuers;
        this.crls = crls;
    }

    Map<URI, byte[]> at(Instant now) throws AuthorityException {
        Map<URI, byte[]> published = new LinkedHashMap<>();
        for (Issuer issuer : issuers.validAt(now)) {
            published.putAll(crls.published(issuer, now));
            options.issuerUrl(issuer).ifPresent(url -> published.put(url, encoded(issuer.certificate())));
        }
        if (options.namesRoot() && issuers.hasRootKey()) {
            Issuer root = issuers.openRoot();
            Optional<URI> url = options.rootCrlUrl(root);
            if (url.isPresent()) {
                published.put(url.get(), crls.ofAuthorities(root, now));
            }
            options.rootUrl(root).ifPresent(place -> published.put(place, encoded(root.certificate())));
        }
        return Collections.unmodifiableMap(published);
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("the certificate was read from its encoding", e);
        }
    }
}
