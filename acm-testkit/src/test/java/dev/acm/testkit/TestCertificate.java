package dev.acm.testkit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Certificates as others might make them, good and bad. */
public final class TestCertificate {
    private static final AtomicLong SERIALS = new AtomicLong(1000);
    private static final Map<String, KeyPair> KEYS = new ConcurrentHashMap<>();

    private final String subject;
    private final KeyPair keys;
    private final X509Certificate certificate;

    private TestCertificate(String subject, KeyPair keys, X509Certificate certificate) {
        this.subject = subject;
        this.keys = keys;
        this.certificate = certificate;
    }

    public X509Certificate certificate() {
        return certificate;
    }

    public KeyPair keys() {
        return keys;
    }

    /** A key pair by kind and number, made once: {@code RSA-1024}, {@code secp256r1}… */
    public static KeyPair keyPair(String kind, int number) {
        return KEYS.computeIfAbsent(kind + "#" + number, id -> generate(kind));
    }

    private static KeyPair generate(String kind) {
        try {
            if (kind.startsWith("RSA-")) {
                return rsa(kind);
            }
            KeyPairGenerator ec = KeyPairGenerator.getInstance("EC");
            ec.initialize(new ECGenParameterSpec(kind));
            return ec.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    // made once with openssl genpkey, since making long ones takes seconds
    private static KeyPair rsa(String kind) throws GeneralSecurityException {
        String file = "/keys/" + kind.toLowerCase(Locale.ROOT) + ".pem";
        try (InputStream in = TestCertificate.class.getResourceAsStream(file)) {
            String pem = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            KeyFactory factory = KeyFactory.getInstance("RSA");
            RSAPrivateCrtKey key = (RSAPrivateCrtKey) factory.generatePrivate(
                    new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""))));
            return new KeyPair(
                    factory.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent())), key);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An authority; empty for one that signs itself. */
    public static TestCertificate authority(String name, Optional<TestCertificate> issuer) {
        return new Builder(name, keyPair("secp256r1", name.hashCode()))
                .authority()
                .signedBy(issuer);
    }

    /** A server's certificate, to be varied. */
    public static Builder server(String commonName, KeyPair keys, String... names) {
        return new Builder(commonName, keys).names(names).keyUsage(7, 0x80).extendedUsages("1.3.6.1.5.5.7.3.1");
    }

    /** Collects what stands in a certificate. */
    public static final class Builder {
        private final String subject;
        private final KeyPair keys;
        private final Map<String, byte[]> extensions = new java.util.LinkedHashMap<>();
        private Instant notBefore = Instant.parse("2026-01-01T00:00:00Z");
        private Instant notAfter = Instant.parse("2027-01-01T00:00:00Z");
        private boolean emptyIssuer;
        private boolean versionOne;

        private Builder(String subject, KeyPair keys) {
            this.subject = subject;
            this.keys = keys;
        }

        private Builder authority() {
            extensions.put("2.5.29.19", Der.sequence(Der.yes()));
            notBefore = Instant.parse("2020-01-01T00:00:00Z");
            notAfter = Instant.parse("2040-01-01T00:00:00Z");
            return keyUsage(1, 0x06);
        }

        public Builder names(String... names) {
            return alternativeNames(
                    2,
                    Arrays.stream(names)
                            .map(name -> name.getBytes(StandardCharsets.US_ASCII))
                            .toList());
        }

        public Builder addresses(byte[]... addresses) {
            return alternativeNames(7, List.of(addresses));
        }

        private Builder alternativeNames(int kind, List<byte[]> names) {
            List<byte[]> encoded = new ArrayList<>();
            names.forEach(name -> encoded.add(Der.implicit(kind, name)));
            if (encoded.isEmpty()) {
                extensions.remove("2.5.29.17");
            } else {
                extensions.put("2.5.29.17", Der.sequence(encoded.toArray(byte[][]::new)));
            }
            return this;
        }

        public Builder keyUsage(int unused, int... octets) {
            byte[] bits = new byte[octets.length];
            for (int i = 0; i < bits.length; i++) {
                bits[i] = (byte) octets[i];
            }
            extensions.put("2.5.29.15", Der.bits(unused, bits));
            return this;
        }

        public Builder extendedUsages(String... oids) {
            extensions.put(
                    "2.5.29.37", Der.sequence(Arrays.stream(oids).map(Der::oid).toArray(byte[][]::new)));
            return this;
        }

        public Builder ocsp(String url) {
            extensions.put(
                    "1.3.6.1.5.5.7.1.1",
                    Der.sequence(Der.sequence(
                            Der.oid("1.3.6.1.5.5.7.48.1"), Der.implicit(6, url.getBytes(StandardCharsets.US_ASCII)))));
            return this;
        }

        public Builder valid(String from, String to) {
            notBefore = Instant.parse(from);
            notAfter = Instant.parse(to);
            return this;
        }

        public Builder emptyIssuer() {
            emptyIssuer = true;
            return this;
        }

        public Builder versionOne() {
            versionOne = true;
            return this;
        }

        public TestCertificate selfSigned() {
            return signedBy(Optional.empty());
        }

        public TestCertificate signedBy(TestCertificate issuer) {
            return signedBy(Optional.of(issuer));
        }

        /** The encoding, for one that the JDK does not read. */
        public byte[] encodedBy(TestCertificate issuer) {
            return encoded(Optional.of(issuer));
        }

        private TestCertificate signedBy(Optional<TestCertificate> issuer) {
            try {
                return new TestCertificate(subject, keys, (X509Certificate) CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(encoded(issuer))));
            } catch (CertificateException e) {
                throw new IllegalStateException(e);
            }
        }

        private byte[] encoded(Optional<TestCertificate> issuer) {
            byte[] name = subject.isEmpty() ? Der.sequence() : CertificateWriter.commonName(subject);
            byte[] issuerName = emptyIssuer
                    ? Der.sequence()
                    : issuer.map(above -> CertificateWriter.commonName(above.subject))
                            .orElse(name);
            KeyPair signer = issuer.map(above -> above.keys).orElse(keys);
            List<byte[]> parts = new ArrayList<>();
            if (!versionOne) {
                parts.add(Der.explicit(0, Der.integer(BigInteger.TWO)));
            }
            parts.add(Der.integer(BigInteger.valueOf(SERIALS.incrementAndGet())));
            parts.add(Signing.identifier(signer.getPrivate()));
            parts.add(issuerName);
            parts.add(Der.sequence(Der.time(notBefore), Der.time(notAfter)));
            parts.add(name);
            parts.add(keys.getPublic().getEncoded());
            if (!versionOne) {
                List<byte[]> encoded = new ArrayList<>();
                extensions.forEach((oid, value) -> encoded.add(
                        // RFC 5280 section 4.2.1.6: critical when the subject is empty
                        subject.isEmpty() && oid.equals("2.5.29.17")
                                ? Der.sequence(Der.oid(oid), Der.yes(), Der.octets(value))
                                : Der.sequence(Der.oid(oid), Der.octets(value))));
                parts.add(Der.explicit(3, Der.sequence(encoded.toArray(byte[][]::new))));
            }
            return Signing.signed(Der.sequence(parts.toArray(byte[][]::new)), signer.getPrivate());
        }
    }
}
