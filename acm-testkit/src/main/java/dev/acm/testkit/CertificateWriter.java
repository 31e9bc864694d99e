package dev.acm.testkit;

import dev.acm.name.DomainName;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes X.509 version 3 certificates (RFC 5280 section 4.1). */
final class CertificateWriter {
    private static final int KEY_ID_OCTETS = 20;
    private static final byte DIGITAL_SIGNATURE = (byte) 0x80;
    private static final byte DIGITAL_SIGNATURE_KEY_ENCIPHERMENT = (byte) 0xa0;
    private static final byte CERT_SIGN_CRL_SIGN = 0x06;

    private static final byte[] VERSION_3 = Der.explicit(0, Der.integer(BigInteger.TWO));
    private static final byte[] NO_AUTHORITY = extensionOf("2.5.29.19", true, Der.sequence());
    private static final byte[] SIGNS = extensionOf("2.5.29.15", true, Der.bits(7, DIGITAL_SIGNATURE));
    private static final byte[] SIGNS_AND_ENCIPHERS =
            extensionOf("2.5.29.15", true, Der.bits(5, DIGITAL_SIGNATURE_KEY_ENCIPHERMENT));
    private static final byte[] SERVES = extensionOf("2.5.29.37", false, Der.sequence(Der.oid("1.3.6.1.5.5.7.3.1")));

    private final BigInteger serial;
    private final byte[] subject;
    private final PublicKey publicKey;
    private final Instant notBefore;
    private final Instant notAfter;
    private final List<byte[]> extensions = new ArrayList<>();

    private CertificateWriter(
            BigInteger serial, byte[] subject, PublicKey publicKey, Instant notBefore, Instant notAfter) {
        this.serial = serial;
        this.subject = subject;
        this.publicKey = publicKey;
        this.notBefore = notBefore;
        this.notAfter = notAfter;
        extension("2.5.29.14", false, Der.octets(keyId(publicKey)));
    }

    /** Begins the certificate of an authority. */
    static CertificateWriter authority(
            BigInteger serial, String name, PublicKey publicKey, Instant notBefore, Instant notAfter) {
        CertificateWriter writer = new CertificateWriter(serial, commonName(name), publicKey, notBefore, notAfter);
        writer.extension("2.5.29.19", true, Der.sequence(Der.yes()));
        writer.extension("2.5.29.15", true, Der.bits(1, CERT_SIGN_CRL_SIGN));
        return writer;
    }

    /** Begins the certificate of a server; an empty common name is left out. */
    static CertificateWriter server(
            BigInteger serial,
            String commonName,
            List<DomainName> names,
            PublicKey publicKey,
            Instant notBefore,
            Instant notAfter) {
        byte[] subject = commonName.isEmpty() ? Der.sequence() : commonName(commonName);
        CertificateWriter writer = new CertificateWriter(serial, subject, publicKey, notBefore, notAfter);
        boolean rsa = publicKey.getAlgorithm().equals("RSA");
        writer.extensions.addAll(List.of(NO_AUTHORITY, rsa ? SIGNS_AND_ENCIPHERS : SIGNS, SERVES));
        writer.extensions.add(alternativeNames(names, commonName.isEmpty()));
        return writer;
    }

    X509Certificate signedBy(byte[] issuer, PublicKey issuerKey, PrivateKey privateKey) {
        extension("2.5.29.35", false, Der.sequence(Der.implicit(0, keyId(issuerKey))));
        byte[] content = Der.sequence(
                VERSION_3,
                Der.integer(serial),
                Signing.identifier(privateKey),
                issuer,
                Der.sequence(Der.time(notBefore), Der.time(notAfter)),
                subject,
                publicKey.getEncoded(),
                Der.explicit(3, Der.sequence(extensions.toArray(byte[][]::new))));
        return parse(Signing.signed(content, privateKey));
    }

    static X509Certificate parse(byte[] encoded) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
        } catch (CertificateException e) {
            throw new IllegalStateException("the certificate cannot be read back", e);
        }
    }

    static byte[] commonName(String text) {
        return Der.sequence(Der.set(Der.sequence(Der.oid("2.5.4.3"), Der.utf8(text))));
    }

    static byte[] alternativeNames(List<DomainName> names, boolean critical) {
        byte[][] encoded = names.stream()
                .map(name -> Der.implicit(2, name.value().getBytes(StandardCharsets.US_ASCII)))
                .toArray(byte[][]::new);
        return extensionOf("2.5.29.17", critical, Der.sequence(encoded));
    }

    private void extension(String oid, boolean critical, byte[] value) {
        extensions.add(extensionOf(oid, critical, value));
    }

    private static byte[] extensionOf(String oid, boolean critical, byte[] value) {
        return critical
                ? Der.sequence(Der.oid(oid), Der.yes(), Der.octets(value))
                : Der.sequence(Der.oid(oid), Der.octets(value));
    }

    private static byte[] keyId(PublicKey key) {
        return Arrays.copyOf(sha256(key.getEncoded()), KEY_ID_OCTETS);
    }

    static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
