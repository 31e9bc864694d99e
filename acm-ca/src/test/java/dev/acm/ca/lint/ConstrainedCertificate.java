package dev.acm.ca.lint;

import java.math.BigInteger;
import java.net.InetAddress;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates with names and name constraints, made by other code than ours. All have one key. */
final class ConstrainedCertificate {
    private static final KeyPair KEYS = generate();
    private static final Instant FROM = Instant.parse("2026-11-23T00:00:00Z");

    private final String subject;
    private final String issuer;
    private final boolean authority;
    private final List<GeneralName> names = new ArrayList<>();
    private final List<GeneralSubtree> permitted = new ArrayList<>();
    private final List<GeneralSubtree> excluded = new ArrayList<>();

    ConstrainedCertificate(String subject, String issuer, boolean authority) {
        this.subject = subject;
        this.issuer = issuer;
        this.authority = authority;
    }

    private static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    ConstrainedCertificate alternativeName(Map<String, Object> name) {
        name.forEach((type, value) -> names.add(nameOf(type, (String) value, false)));
        return this;
    }

    ConstrainedCertificate constraints(List<Map<String, Object>> allow, List<Map<String, Object>> forbid) {
        add(allow, permitted);
        add(forbid, excluded);
        return this;
    }

    private static void add(List<Map<String, Object>> from, List<GeneralSubtree> to) {
        for (Map<String, Object> name : from) {
            name.forEach((type, value) -> to.add(new GeneralSubtree(nameOf(type, (String) value, true))));
        }
    }

    private static GeneralName nameOf(String type, String value, boolean constraint) {
        int tag = NameConstraintsVectorsTest.typeOf(type);
        return switch (tag) {
            case GeneralName.iPAddress ->
                new GeneralName(
                        tag, new DEROctetString(constraint || value.contains("/") ? network(value) : octets(value)));
            case GeneralName.directoryName -> new GeneralName(new X500Name(value));
            default -> new GeneralName(tag, value);
        };
    }

    private static byte[] network(String cidr) {
        String[] parts = cidr.split("/", -1);
        byte[] address = octets(parts[0]);
        byte[] result = Arrays.copyOf(address, 2 * address.length);
        if (parts[1].contains(".") || parts[1].contains(":")) {
            System.arraycopy(octets(parts[1]), 0, result, address.length, address.length);
            return result;
        }
        for (int bit = 0; bit < Integer.parseInt(parts[1]); bit++) {
            result[address.length + bit / 8] |= (byte) (0x80 >> (bit % 8));
        }
        return result;
    }

    private static byte[] octets(String literal) {
        try {
            return InetAddress.getByName(literal).getAddress();
        } catch (java.net.UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    byte[] toDer() {
        try {
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    new X500Name(issuer),
                    BigInteger.TEN,
                    Date.from(FROM),
                    Date.from(FROM.plusSeconds(86_399)),
                    new X500Name(subject),
                    KEYS.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            if (!names.isEmpty()) {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        subject.isEmpty(),
                        new GeneralNames(names.toArray(GeneralName[]::new)));
            }
            if (!permitted.isEmpty() || !excluded.isEmpty()) {
                builder.addExtension(
                        Extension.nameConstraints,
                        true,
                        new NameConstraints(
                                permitted.toArray(GeneralSubtree[]::new), excluded.toArray(GeneralSubtree[]::new)));
            }
            return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(KEYS.getPrivate()))
                    .getEncoded();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
