package dev.acm.certificate;

import dev.acm.internal.DerWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Writes small P-256 certificates for tests. Source: RFC 5280 section 4.1. */
public final class TestCertificates {
    public static final Instant NOT_BEFORE = Instant.parse("2026-01-01T00:00:00Z");
    public static final Instant NOT_AFTER = Instant.parse("2027-01-01T00:00:00Z");

    private static final DateTimeFormatter GENERALIZED =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int GENERALIZED_TIME = 0x18;
    private static final int UTF8_STRING = 0x0c;
    private static final byte[] TRUE = {0x01, 0x01, (byte) 0xff};
    private static final byte[] ECDSA_SHA256 = DerWriter.sequence(DerWriter.oid("1.2.840.10045.4.3.2"));

    private TestCertificates() {}

    /** A P-256 key pair. */
    public static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A certificate for a key, signed by another. */
    public static Spec of(String subject, KeyPair keys) {
        return new Spec(subject, keys);
    }

    /** What to certify; everything has a default. */
    public static final class Spec {
        private final String subject;
        private final KeyPair keys;
        private String issuer;
        private KeyPair signer;
        private BigInteger serial = BigInteger.valueOf(0x1234);
        private Instant notBefore = NOT_BEFORE;
        private Instant notAfter = NOT_AFTER;
        private List<String> names = List.of();
        private boolean authority;
        private boolean broken;

        private Spec(String subject, KeyPair keys) {
            this.subject = subject;
            this.keys = keys;
            this.issuer = subject;
            this.signer = keys;
        }

        public Spec signedBy(String issuerName, KeyPair issuerKeys) {
            issuer = issuerName;
            signer = issuerKeys;
            return this;
        }

        public Spec serial(BigInteger newSerial) {
            serial = newSerial;
            return this;
        }

        public Spec valid(Instant from, Instant to) {
            notBefore = from;
            notAfter = to;
            return this;
        }

        public Spec names(List<String> newNames) {
            names = newNames;
            return this;
        }

        public Spec authority() {
            authority = true;
            return this;
        }

        public Spec brokenSignature() {
            broken = true;
            return this;
        }

        public byte[] der() {
            byte[] content = DerWriter.sequence(
                    DerWriter.value(0xa0, DerWriter.smallInteger(2)),
                    DerWriter.value(0x02, serial.toByteArray()),
                    ECDSA_SHA256,
                    name(issuer),
                    DerWriter.sequence(time(notBefore), time(notAfter)),
                    name(subject),
                    keys.getPublic().getEncoded(),
                    DerWriter.value(0xa3, extensions()));
            byte[] signature = signature(content);
            if (broken) {
                // the last octet lies within s, so the form stays right and only the value is wrong
                signature[signature.length - 1] ^= 1;
            }
            return DerWriter.sequence(content, ECDSA_SHA256, DerWriter.bitString(signature));
        }

        private byte[] extensions() {
            byte[] constraints = DerWriter.sequence(
                    DerWriter.oid("2.5.29.19"),
                    TRUE,
                    DerWriter.octetString(authority ? DerWriter.sequence(TRUE) : DerWriter.sequence()));
            if (names.isEmpty()) {
                return DerWriter.sequence(constraints);
            }
            byte[][] dnsNames =
                    names.stream().map(name -> DerWriter.ascii(0x82, name)).toArray(byte[][]::new);
            return DerWriter.sequence(
                    constraints,
                    DerWriter.sequence(
                            DerWriter.oid("2.5.29.17"), DerWriter.octetString(DerWriter.sequence(dnsNames))));
        }

        private byte[] signature(byte[] content) {
            try {
                Signature ecdsa = Signature.getInstance("SHA256withECDSA");
                ecdsa.initSign(signer.getPrivate());
                ecdsa.update(content);
                return ecdsa.sign();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static byte[] time(Instant at) {
        return DerWriter.ascii(GENERALIZED_TIME, GENERALIZED.format(at));
    }

    private static byte[] name(String commonName) {
        return DerWriter.sequence(DerWriter.value(
                DerWriter.SET, DerWriter.sequence(DerWriter.oid("2.5.4.3"), DerWriter.ascii(UTF8_STRING, commonName))));
    }
}
