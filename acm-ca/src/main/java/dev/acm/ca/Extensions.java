package dev.acm.ca;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.DerElement;
import dev.acm.ca.internal.Oids;
import dev.acm.ca.profile.CertificateProfile;
import dev.acm.ca.profile.CertificateProfile.Usage;
import dev.acm.name.DomainName;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Encodes extensions (RFC 5280 section 4.2). */
final class Extensions {
    private static final int DNS_NAME = 2;
    private static final int URI_NAME = 6;
    private static final byte[] SAN = Der.oid(Oids.SUBJECT_ALTERNATIVE_NAME);
    private static final byte[] TRUE = Der.booleanTrue();

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
            encoded[i] = Der.implicit(DNS_NAME, names.get(i).value().getBytes(StandardCharsets.US_ASCII));
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

    static byte[] crlNumber(long number) {
        return extension(Oids.CRL_NUMBER, false, Der.integer(number));
    }

    /** Name constraints on DNS names. */
    static byte[] nameConstraints(List<DomainName> permitted, List<DomainName> excluded) {
        List<byte[]> parts = new ArrayList<>();
        if (!permitted.isEmpty()) {
            parts.add(subtrees(0, permitted));
        }
        if (!excluded.isEmpty()) {
            parts.add(subtrees(1, excluded));
        }
        return extension(Oids.NAME_CONSTRAINTS, true, Der.sequence(parts));
    }

    private static byte[] subtrees(int tag, List<DomainName> names) {
        return Der.tagged(
                tag,
                names.stream()
                        .map(name ->
                                Der.sequence(Der.implicit(DNS_NAME, name.value().getBytes(StandardCharsets.US_ASCII))))
                        .toArray(byte[][]::new));
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
