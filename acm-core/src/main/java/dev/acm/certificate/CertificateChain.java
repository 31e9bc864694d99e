package dev.acm.certificate;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A certificate and those that certify it, the leaf first, each followed by its issuer. Immutable; equal by content.
 *
 * <p>Nothing is verified by holding a chain.
 */
public final class CertificateChain {
    private final List<byte[]> encoded;
    // those of issued() are read when first asked for
    private volatile @Nullable List<X509Certificate> certificates;

    private CertificateChain(@Nullable List<X509Certificate> certificates, List<byte[]> encoded) {
        this.certificates = certificates == null ? null : List.copyOf(certificates);
        this.encoded = List.copyOf(encoded);
    }

    /**
     * Wraps certificates.
     *
     * @param certificates the leaf first; at least one
     * @return the chain
     * @throws IllegalArgumentException if the list is empty or a certificate has no encoding
     */
    public static CertificateChain of(List<X509Certificate> certificates) {
        List<byte[]> encoded = new ArrayList<>();
        try {
            for (X509Certificate certificate : certificates) {
                encoded.add(certificate.getEncoded());
            }
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("a certificate of the chain has no encoding", e);
        }
        return checked(certificates, encoded);
    }

    /**
     * Reads DER certificates.
     *
     * @param encoded the leaf first; at least one
     * @return the chain
     * @throws IllegalArgumentException if the list is empty or an element is no certificate; the index is named
     */
    public static CertificateChain fromDer(List<byte[]> encoded) {
        return checked(read(encoded), encoded.stream().map(byte[]::clone).toList());
    }

    private static List<X509Certificate> read(List<byte[]> encoded) {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (byte[] der : encoded) {
                certificates.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
            }
        } catch (CertificateException e) {
            throw new IllegalArgumentException("element " + certificates.size() + " is no X.509 certificate", e);
        }
        return certificates;
    }

    /**
     * Puts a certificate that the caller has just signed in front of its issuers' chain. It is not read before somebody asks
     * for it, which for an authority that only hands out octets is never.
     *
     * @param leaf the certificate, DER
     * @param issuers its issuer first
     * @return the chain; if the octets are no certificate, asking for it throws an IllegalArgumentException
     */
    public static CertificateChain issued(byte[] leaf, CertificateChain issuers) {
        List<byte[]> encoded = new ArrayList<>();
        encoded.add(leaf.clone());
        encoded.addAll(issuers.encoded);
        return new CertificateChain(null, encoded);
    }

    /**
     * Wraps certificates and their encodings, which the caller vouches for.
     *
     * @param certificates the leaf first; at least one
     * @param encoded their encodings, in the same order
     * @return the chain
     * @throws IllegalArgumentException if the lists are empty or of different length
     */
    public static CertificateChain fromParsed(List<X509Certificate> certificates, List<byte[]> encoded) {
        if (certificates.size() != encoded.size()) {
            throw new IllegalArgumentException(
                    certificates.size() + " certificates but " + encoded.size() + " encodings");
        }
        return checked(certificates, encoded.stream().map(byte[]::clone).toList());
    }

    private static CertificateChain checked(List<X509Certificate> certificates, List<byte[]> encoded) {
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException("a chain has at least one certificate");
        }
        return new CertificateChain(certificates, encoded);
    }

    /**
     * The certificate itself.
     *
     * @return the first of the chain
     */
    public X509Certificate leaf() {
        return certificates().get(0);
    }

    /**
     * All certificates.
     *
     * @return the leaf first, unmodifiable
     */
    public List<X509Certificate> certificates() {
        List<X509Certificate> known = certificates;
        if (known == null) {
            known = List.copyOf(read(encoded));
            certificates = known;
        }
        return known;
    }

    /**
     * The encodings.
     *
     * @return copies, the leaf first
     */
    public List<byte[]> toDer() {
        return encoded.stream().map(byte[]::clone).toList();
    }

    /**
     * The content's name: equal chains, equal ids.
     *
     * @return SHA-256 over the encodings, 64 lower-case hex digits
     */
    public String id() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            encoded.forEach(digest::update);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /**
     * The chain as PEM, lines of 64 characters ended by LF.
     *
     * @return one block per certificate, the leaf first
     */
    public String toPem() {
        Base64.Encoder base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
        StringBuilder text = new StringBuilder();
        for (byte[] der : encoded) {
            text.append("-----BEGIN CERTIFICATE-----\n")
                    .append(base64.encodeToString(der))
                    .append("\n-----END CERTIFICATE-----\n");
        }
        return text.toString();
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof CertificateChain that) || encoded.size() != that.encoded.size()) {
            return false;
        }
        for (int i = 0; i < encoded.size(); i++) {
            if (!Arrays.equals(encoded.get(i), that.encoded.get(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(encoded.toArray());
    }

    @Override
    public String toString() {
        return "CertificateChain[" + leaf().getSubjectX500Principal() + ", " + encoded.size() + " certificates]";
    }
}
