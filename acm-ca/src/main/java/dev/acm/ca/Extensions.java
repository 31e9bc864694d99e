package dev.acm.ca;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.DerElement;
import dev.acm.ca.internal.MalformedDerException;
import dev.acm.ca.internal.Oids;
import dev.acm.ca.profile.CertificateProfile;
import dev.acm.ca.profile.CertificateProfile.Usage;
import dev.acm.name.DomainName;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Encodes extensions (RFC 5280 section 4.2). */
final class Extensions {
    private static final int DNS_NAME = 2;
    private static final int URI_NAME = 6;
    private static final int ADDRESS = 7;
    // address and mask
    private static final byte[] ALL_IPV4 = new byte[8];
    private static final byte[] ALL_IPV6 = new byte[32];
    private static final byte[] SAN = Der.oid(Oids.SUBJECT_ALTERNATIVE_NAME);
    private static final byte[] TRUE = Der.booleanTrue();
    // the content of TRUE
    private static final byte[] ONES = {(byte) 0xff};

    private Extensions() {}

    private static byte[] extension(String oid, boolean critical, byte[] value) {
        return extension(Der.oid(oid), critical, value);
    }

    private static byte[] extension(byte[] oid, boolean critical, byte[] value) {
        return critical ? Der.sequence(oid, TRUE, Der.octetString(value)) : Der.sequence(oid, Der.octetString(value));
    }

    static byte[] keyUsage(int bits) {
        return extension(Oids.KEY_USAGE, true, Der.namedBits(bits));
    }

    static byte[] extendedKeyUsage(List<String> purposes) {
        return extension(
                Oids.EXTENDED_KEY_USAGE,
                false,
                Der.sequence(purposes.stream().map(Der::oid).toList()));
    }

    static List<String> purposes(CertificateProfile profile) {
        List<String> purposes = new ArrayList<>();
        if (profile.usages().contains(Usage.SERVER_AUTH)) {
            purposes.add(Oids.SERVER_AUTH);
        }
        if (profile.usages().contains(Usage.CLIENT_AUTH)) {
            purposes.add(Oids.CLIENT_AUTH);
        }
        return purposes;
    }

    static byte[] noCa() {
        return extension(Oids.BASIC_CONSTRAINTS, true, Der.sequence());
    }

    /** @param pathLength empty for none */
    static byte[] ca(Optional<Integer> pathLength) {
        return extension(
                Oids.BASIC_CONSTRAINTS,
                true,
                pathLength.isPresent() ? Der.sequence(TRUE, Der.integer(pathLength.get())) : Der.sequence(TRUE));
    }

    static byte[] subjectKeyIdentifier(byte[] identifier) {
        return extension(Oids.SUBJECT_KEY_IDENTIFIER, false, Der.octetString(identifier));
    }

    static byte[] authorityKeyIdentifier(byte[] identifier) {
        return extension(Oids.AUTHORITY_KEY_IDENTIFIER, false, Der.sequence(Der.implicit(0, identifier)));
    }

    static byte[] policy(String oid) {
        return extension(Oids.CERTIFICATE_POLICIES, false, Der.sequence(Der.sequence(Der.oid(oid))));
    }

    /** The names; critical if there is no subject (BR 7.1.2.7.12). */
    static byte[] alternativeNames(List<DomainName> names, boolean critical) {
        byte[][] encoded = new byte[names.size()][];
        for (int i = 0; i < encoded.length; i++) {
            // the names are ASCII, which this writes without a look at each character
            encoded[i] = Der.implicit(DNS_NAME, names.get(i).value().getBytes(StandardCharsets.ISO_8859_1));
        }
        return extension(SAN, critical, Der.sequence(encoded));
    }

    /** Where to find OCSP and the issuer's certificate; empty if neither has a URL. */
    static Optional<byte[]> authorityInformation(Optional<URI> issuerUrl, Optional<URI> ocspUrl) {
        List<byte[]> descriptions = new ArrayList<>();
        ocspUrl.ifPresent(url -> descriptions.add(Der.sequence(Der.oid(Oids.OCSP), uri(url))));
        issuerUrl.ifPresent(url -> descriptions.add(Der.sequence(Der.oid(Oids.CA_ISSUERS), uri(url))));
        return descriptions.isEmpty()
                ? Optional.empty()
                : Optional.of(extension(Oids.AUTHORITY_INFORMATION_ACCESS, false, Der.sequence(descriptions)));
    }

    static byte[] crlDistributionPoint(URI url) {
        return extension(
                Oids.CRL_DISTRIBUTION_POINTS,
                false,
                Der.sequence(Der.sequence(Der.tagged(0, Der.tagged(0, uri(url))))));
    }

    /** Where a certificate's CRL is; empty if it does not say so as ours do. */
    static Optional<String> crlUrlOf(X509Certificate certificate) {
        byte[] extension = certificate.getExtensionValue(Oids.CRL_DISTRIBUTION_POINTS);
        if (extension == null) {
            return Optional.empty();
        }
        try {
            DerElement point = DerElement.parse(extension)
                    .expect(Der.OCTET_STRING)
                    .inner()
                    .children()
                    .get(0);
            return Optional.of(point.children()
                    .get(0)
                    .expect(0xa0)
                    .inner()
                    .expect(0xa0)
                    .inner()
                    .expect(0x80 | URI_NAME)
                    .text());
        } catch (MalformedDerException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /** The part of an issuer's certificates that a CRL covers (RFC 5280 section 5.2.5): those that name this URL. */
    static byte[] issuingDistributionPoint(URI url) {
        return extension(
                Oids.ISSUING_DISTRIBUTION_POINT,
                true,
                Der.sequence(Der.tagged(0, Der.tagged(0, uri(url))), Der.implicit(1, ONES)));
    }

    /** A CRL that covers CA certificates only. */
    static byte[] issuingDistributionPointOfAuthorities() {
        return extension(Oids.ISSUING_DISTRIBUTION_POINT, true, Der.sequence(Der.implicit(2, ONES)));
    }

    /** A responder's certificate is not itself looked up (RFC 6960 section 4.2.2.2.1). */
    static byte[] ocspNoCheck() {
        return extension(Oids.OCSP_NO_CHECK, false, Der.element(Der.NULL));
    }

    static byte[] crlNumber(long number) {
        return extension(Oids.CRL_NUMBER, false, Der.integer(number));
    }

    /** Name constraints on DNS names. With permitted names, no address is permitted (BR 7.1.2.10.8). */
    static byte[] nameConstraints(List<DomainName> permitted, List<DomainName> excluded) {
        List<byte[]> parts = new ArrayList<>();
        if (!permitted.isEmpty()) {
            parts.add(Der.tagged(0, subtrees(permitted).toArray(byte[][]::new)));
        }
        List<byte[]> excludedSubtrees = new ArrayList<>(subtrees(excluded));
        if (!permitted.isEmpty()) {
            excludedSubtrees.add(Der.sequence(Der.implicit(ADDRESS, ALL_IPV4)));
            excludedSubtrees.add(Der.sequence(Der.implicit(ADDRESS, ALL_IPV6)));
        }
        if (!excludedSubtrees.isEmpty()) {
            parts.add(Der.tagged(1, excludedSubtrees.toArray(byte[][]::new)));
        }
        return extension(Oids.NAME_CONSTRAINTS, true, Der.sequence(parts));
    }

    private static List<byte[]> subtrees(List<DomainName> names) {
        return names.stream()
                .map(name -> Der.sequence(Der.implicit(DNS_NAME, name.value().getBytes(StandardCharsets.US_ASCII))))
                .toList();
    }

    static byte[] uri(URI url) {
        return Der.implicit(URI_NAME, url.toASCIIString().getBytes(StandardCharsets.US_ASCII));
    }

    /** The leftmost 160 bits of the SHA-256 of the key's octets (RFC 7093 section 2, method 1). */
    static byte[] keyIdentifierOf(byte[] spki) {
        byte[] key = DerElement.parse(spki).children().get(1).bitStringOctets();
        try {
            return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(key), 20);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
