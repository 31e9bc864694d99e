package dev.acm.ca.lint;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.DerElement;
import dev.acm.ca.internal.MalformedDerException;
import dev.acm.ca.internal.Oids;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A TBSCertList, taken apart. */
final class CrlView {
    private final DerElement element;
    private final boolean versionTwo;
    private final DerElement algorithm;
    private final DerElement issuer;
    private final DerElement thisUpdate;
    private final Optional<DerElement> nextUpdate;
    private final Optional<DerElement> entries;
    private final List<Extension> extensions;

    CrlView(DerElement element) {
        this.element = element.expect(Der.SEQUENCE);
        List<DerElement> parts = element.children();
        int at = 0;
        this.versionTwo = parts.get(0).is(Der.INTEGER) && parts.get(0).integer().equals(BigInteger.ONE);
        at += parts.get(0).is(Der.INTEGER) ? 1 : 0;
        this.algorithm = parts.get(at++).expect(Der.SEQUENCE);
        this.issuer = parts.get(at++).expect(Der.SEQUENCE);
        this.thisUpdate = parts.get(at++);
        boolean next = at < parts.size()
                && (parts.get(at).is(Der.UTC_TIME) || parts.get(at).is(Der.GENERALIZED_TIME));
        this.nextUpdate = next ? Optional.of(parts.get(at++)) : Optional.empty();
        boolean list = at < parts.size() && parts.get(at).is(Der.SEQUENCE);
        this.entries = list ? Optional.of(parts.get(at++)) : Optional.empty();
        this.extensions = at < parts.size()
                ? Extension.listOf(parts.get(at++).expect(0xa0).inner())
                : List.of();
        if (at != parts.size()) {
            throw element.malformed("unexpected part at the end");
        }
    }

    static Optional<Instant> time(DerElement element) {
        try {
            return Optional.of(element.time());
        } catch (MalformedDerException e) {
            return Optional.empty();
        }
    }

    /** Whether the issuing distribution point says that only CA certificates are listed. */
    boolean isOfAuthorities() {
        try {
            return extensions.stream()
                    .filter(extension -> extension.oid().equals(Oids.ISSUING_DISTRIBUTION_POINT))
                    .flatMap(extension -> extension.content().children().stream())
                    .anyMatch(part -> part.is(0x82));
        } catch (MalformedDerException e) {
            return false;
        }
    }

    DerElement element() {
        return element;
    }

    boolean isVersionTwo() {
        return versionTwo;
    }

    DerElement algorithm() {
        return algorithm;
    }

    DerElement issuer() {
        return issuer;
    }

    DerElement thisUpdate() {
        return thisUpdate;
    }

    Optional<DerElement> nextUpdate() {
        return nextUpdate;
    }

    Optional<DerElement> entries() {
        return entries;
    }

    List<Extension> extensions() {
        return extensions;
    }
}
