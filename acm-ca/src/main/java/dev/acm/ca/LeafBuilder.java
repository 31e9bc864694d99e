package dev.acm.ca;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.Oids;
import dev.acm.ca.profile.CertificateProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Writes the to-be-signed part of leaves of one issuer (BR 7.1.2.7); what does not change is encoded once. */
final class LeafBuilder {
    private static final byte[] VERSION_3 = Der.tagged(0, Der.integer(2));
    private static final byte[] NOTHING = new byte[0];
    private static final byte[] EMPTY_NAME = Der.sequence();
    private static final byte[] COMMON_NAME = Der.oid(Oids.COMMON_NAME);

    private final Issuer issuer;
    private final PublicationOptions publication;
    private final byte[][] crlPoints;
    private final byte[] algorithm;
    private final byte[] authorityKeyIdentifier;
    private final Map<Variant, Fixed> fixed = new ConcurrentHashMap<>();

    LeafBuilder(Issuer issuer, PublicationOptions publication) {
        this.issuer = issuer;
        this.publication = publication;
        this.crlPoints = publication.crlUrls(issuer).stream()
                .map(Extensions::crlDistributionPoint)
                .toArray(byte[][]::new);
        this.algorithm = issuer.signer().scheme().identifier();
        this.authorityKeyIdentifier = Extensions.authorityKeyIdentifier(issuer.keyIdentifier());
    }

    private record Variant(CertificateProfile profile, String keyFamily) {}

    /** Extensions before and after those that depend on the certificate. */
    private static final class Fixed {
        private final byte[][] before;
        private final byte[][] after;

        Fixed(List<byte[]> before, List<byte[]> after) {
            this.before = before.toArray(byte[][]::new);
            this.after = after.toArray(byte[][]::new);
        }
    }

    private Fixed fixed(Variant variant) {
        CertificateProfile profile = variant.profile();
        boolean encipherment = profile.keyEncipherment() && variant.keyFamily().equals("RSA");
        List<byte[]> before = List.of(
                Extensions.keyUsage(Oids.DIGITAL_SIGNATURE | (encipherment ? Oids.KEY_ENCIPHERMENT : 0)),
                Extensions.extendedKeyUsage(Extensions.purposes(profile)),
                Extensions.noCa(),
                authorityKeyIdentifier);
        List<byte[]> after = new ArrayList<>();
        profile.policy().map(Extensions::policy).ifPresent(after::add);
        Extensions.authorityInformation(publication.issuerUrl(issuer), publication.ocspUrl(issuer))
                .ifPresent(after::add);
        return new Fixed(before, after);
    }

    /** The list of extensions, without the tag that it has in a certificate. */
    byte[] extensions(PlannedLeaf leaf, SerialNumber serial) {
        Fixed parts = fixed.computeIfAbsent(
                new Variant(leaf.profile(), leaf.keyAlgorithm().family()), this::fixed);
        byte[][] extensions = new byte[parts.before.length + parts.after.length + 3][];
        int count = 0;
        for (byte[] part : parts.before) {
            extensions[count++] = part;
        }
        extensions[count++] = leaf.profile().subjectKeyIdentifier()
                ? Extensions.subjectKeyIdentifier(Extensions.keyIdentifierOf(leaf.publicKey()))
                : NOTHING;
        extensions[count++] =
                Extensions.alternativeNames(leaf.names(), leaf.commonName().isEmpty());
        for (byte[] part : parts.after) {
            extensions[count++] = part;
        }
        extensions[count] = crlPoints.length == 0 ? NOTHING : crlPoints[publication.shardOf(serial.value())];
        return Der.sequence(extensions);
    }

    /** The to-be-signed octets, with a list of {@link #extensions}. */
    byte[] build(PlannedLeaf leaf, SerialNumber serial, byte[] extensions) {
        return Der.sequence(
                VERSION_3,
                Der.integer(serial.value()),
                algorithm,
                issuer.subject(),
                Der.sequence(
                        Der.time(leaf.window().notBefore()),
                        Der.time(leaf.window().notAfter())),
                leaf.commonName().map(LeafBuilder::subject).orElse(EMPTY_NAME),
                leaf.publicKey(),
                Der.tagged(3, extensions));
    }

    private static byte[] subject(String commonName) {
        return Der.sequence(Der.setOf(Der.sequence(COMMON_NAME, Der.utf8(commonName))));
    }
}
