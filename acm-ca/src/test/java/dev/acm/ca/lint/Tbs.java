package dev.acm.ca.lint;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.Oids;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A TBSCertificate made by hand, good unless a part is replaced: no builder would make the bad ones. */
final class Tbs {
    static final byte[] ECDSA_SHA256 = hex("300a06082a8648ce3d040302");
    private static final byte[] P256 = hex("301306072a8648ce3d020106082a8648ce3d030107");
    // SEC 2: the base point of P-256
    private static final byte[] POINT = hex("046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
            + "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5");

    private Optional<byte[]> version = Optional.of(Der.tagged(0, Der.integer(2)));
    private byte[] serial = hex("02105a00112233445566778899aabbccddee");
    private byte[] algorithm = ECDSA_SHA256;
    private byte[] issuer = name(attribute(Oids.COMMON_NAME, Der.utf8("CA")));
    private byte[] validity = Der.sequence(time("261123000000Z"), time("270301235959Z"));
    private byte[] subject = name();
    private byte[] key = Der.sequence(P256, Der.bitString(POINT));
    private byte[] after = new byte[0];
    private final Map<String, byte[]> extensions = new LinkedHashMap<>();
    private final List<byte[]> more = new ArrayList<>();

    private Tbs() {}

    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    /** A leaf of the profile TLS_SERVER. */
    static Tbs leaf() {
        return new Tbs()
                .extension(Oids.SUBJECT_ALTERNATIVE_NAME, true, sequence(dns("example.com"), dns("www.example.com")))
                .extension(Oids.KEY_USAGE, true, Der.namedBits(Oids.DIGITAL_SIGNATURE))
                .extension(Oids.EXTENDED_KEY_USAGE, false, sequence(Der.oid(Oids.SERVER_AUTH)))
                .extension(Oids.AUTHORITY_KEY_IDENTIFIER, false, sequence(Der.implicit(0, new byte[20])))
                .extension(Oids.CERTIFICATE_POLICIES, false, sequence(sequence(Der.oid(Oids.DOMAIN_VALIDATED))))
                .extension(
                        Oids.AUTHORITY_INFORMATION_ACCESS,
                        false,
                        sequence(sequence(Der.oid(Oids.CA_ISSUERS), uri("http://ca.example/ca.cer"))))
                .extension(Oids.CRL_DISTRIBUTION_POINTS, false, points("http://ca.example/1.crl"));
    }

    /** An issuing CA of the profile ISSUING_CA. */
    static Tbs authority() {
        return leaf().without(Oids.SUBJECT_ALTERNATIVE_NAME)
                .subject(caName("C"))
                .extension(Oids.BASIC_CONSTRAINTS, true, sequence(Der.booleanTrue()))
                .extension(Oids.KEY_USAGE, true, Der.namedBits(Oids.KEY_CERT_SIGN | Oids.CRL_SIGN))
                .extension(Oids.SUBJECT_KEY_IDENTIFIER, false, Der.octetString(new byte[20]));
    }

    /** A root of the profile ROOT_CA. */
    static Tbs root() {
        Tbs root = authority()
                .without(Oids.EXTENDED_KEY_USAGE)
                .without(Oids.CERTIFICATE_POLICIES)
                .without(Oids.CRL_DISTRIBUTION_POINTS)
                .without(Oids.AUTHORITY_INFORMATION_ACCESS)
                .validity("261123000000Z", "410101000000Z");
        root.issuer = root.subject;
        return root;
    }

    /** A responder of the profile OCSP_RESPONDER. */
    static Tbs responder() {
        return leaf().without(Oids.SUBJECT_ALTERNATIVE_NAME)
                .without(Oids.CERTIFICATE_POLICIES)
                .without(Oids.CRL_DISTRIBUTION_POINTS)
                .without(Oids.AUTHORITY_INFORMATION_ACCESS)
                .subject(caName("R"))
                .extension(Oids.EXTENDED_KEY_USAGE, false, sequence(Der.oid(Oids.OCSP_SIGNING)))
                .extension(Oids.OCSP_NO_CHECK, false, hex("0500"));
    }

    static byte[] caName(String commonName) {
        return name(
                attribute(Oids.COUNTRY, Der.printable("DE")),
                attribute(Oids.ORGANIZATION, Der.utf8("Example")),
                attribute(Oids.COMMON_NAME, Der.utf8(commonName)));
    }

    static byte[] sequence(byte[]... parts) {
        return Der.sequence(parts);
    }

    static byte[] name(byte[]... attributes) {
        List<byte[]> sets = new ArrayList<>();
        for (byte[] attribute : attributes) {
            sets.add(Der.setOf(attribute));
        }
        return Der.sequence(sets);
    }

    static byte[] attribute(String oid, byte[] value) {
        return Der.sequence(Der.oid(oid), value);
    }

    static byte[] generalName(int tag, String text) {
        return Der.element(tag, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    static byte[] dns(String text) {
        return generalName(AlternativeNames.DNS, text);
    }

    static byte[] uri(String text) {
        return generalName(AlternativeNames.URI, text);
    }

    static byte[] points(String... uris) {
        List<byte[]> points = new ArrayList<>();
        for (String uri : uris) {
            points.add(Der.sequence(Der.tagged(0, Der.tagged(0, uri(uri)))));
        }
        return Der.sequence(points);
    }

    private static byte[] time(String text) {
        int tag = text.length() > 13 ? Der.GENERALIZED_TIME : Der.UTC_TIME;
        return Der.element(tag, text.getBytes(StandardCharsets.US_ASCII));
    }

    Tbs version(byte[] element) {
        this.version = Optional.of(element);
        return this;
    }

    Tbs withoutVersion() {
        this.version = Optional.empty();
        return this;
    }

    Tbs serial(String hexElement) {
        this.serial = hex(hexElement);
        return this;
    }

    Tbs algorithm(String hexElement) {
        this.algorithm = hex(hexElement);
        return this;
    }

    Tbs issuer(byte[] name) {
        this.issuer = name;
        return this;
    }

    Tbs subject(byte[] name) {
        this.subject = name;
        return this;
    }

    Tbs validity(String notBefore, String notAfter) {
        this.validity = Der.sequence(time(notBefore), time(notAfter));
        return this;
    }

    Tbs key(byte[] spki) {
        this.key = spki;
        return this;
    }

    Tbs uniqueIdentifier() {
        this.after = Der.implicit(1, new byte[] {0, 1});
        return this;
    }

    /** Sets or replaces an extension. */
    Tbs extension(String oid, boolean critical, byte[] value) {
        extensions.put(oid, extensionOf(oid, critical, value));
        return this;
    }

    /** Adds an extension, also when there is one of the kind. */
    Tbs another(String oid, boolean critical, byte[] value) {
        more.add(extensionOf(oid, critical, value));
        return this;
    }

    private static byte[] extensionOf(String oid, boolean critical, byte[] value) {
        return critical
                ? Der.sequence(Der.oid(oid), Der.booleanTrue(), Der.octetString(value))
                : Der.sequence(Der.oid(oid), Der.octetString(value));
    }

    Tbs without(String oid) {
        extensions.remove(oid);
        return this;
    }

    Tbs withoutExtensions() {
        extensions.clear();
        return this;
    }

    byte[] toDer() {
        List<byte[]> all = new ArrayList<>(extensions.values());
        all.addAll(more);
        return Der.sequence(
                version.orElse(new byte[0]),
                serial,
                algorithm,
                issuer,
                validity,
                subject,
                key,
                after,
                Der.tagged(3, Der.sequence(all)));
    }
}
