package dev.acm.tls;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Writes self-signed certificates with a few lines of DER (X.690), so that the core's tests need no authority. */
public final class DerCertificates {
    private static final byte[] ECDSA_SHA256 = {0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 0x04, 0x03, 0x02};
    private static final byte[] RSA_SHA256 = {0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 0x01, 0x01, 0x0B
    };
    private static final byte[] ED25519 = {0x2B, 0x65, 0x70};
    private static final byte[] COMMON_NAME = {0x55, 0x04, 0x03};
    private static final byte[] SUBJECT_ALT_NAME = {0x55, 0x1D, 0x11};
    private static final byte[] EXTENDED_KEY_USAGE = {0x55, 0x1D, 0x25};
    private static final byte[] SERVER_AUTH = {0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x01};
    private static final byte[] CLIENT_AUTH = {0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x02};
    private static final DateTimeFormatter GENERALIZED =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** What extended key usage a certificate has. */
    public enum Usage {
        /** No such extension. */
        ANY,
        /** Server authentication only. */
        SERVER,
        /** Client authentication only. */
        CLIENT
    }

    private DerCertificates() {}

    /** Makes a key pair: {@code P-256}, {@code P-384}, {@code RSA} (2 048 bits) or {@code Ed25519}. */
    public static KeyPair keyPair(String kind) {
        try {
            if (kind.equals("RSA")) {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(2048);
                return generator.generateKeyPair();
            }
            if (kind.equals("Ed25519")) {
                return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            }
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(kind.equals("P-384") ? "secp384r1" : "secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Signs a certificate for {@code names}, the first being the common name of subject and issuer. */
    public static X509Certificate selfSigned(
            KeyPair pair, List<String> names, Instant notBefore, Instant notAfter, Usage usage) {
        try {
            String keyAlgorithm = pair.getPublic().getAlgorithm();
            byte[] algorithm = algorithm(keyAlgorithm);
            byte[] name = sequence(set(
                    sequence(oid(COMMON_NAME), tlv(0x0C, names.get(0).getBytes(StandardCharsets.UTF_8)))));
            byte[] toBeSigned = sequence(
                    tlv(0xA0, tlv(0x02, new byte[] {2})),
                    tlv(0x02, new BigInteger(1, serial(pair)).toByteArray()),
                    algorithm,
                    name,
                    sequence(time(notBefore), time(notAfter)),
                    name,
                    pair.getPublic().getEncoded(),
                    tlv(0xA3, extensions(names, usage)));
            Signature signature = Signature.getInstance(
                    switch (keyAlgorithm) {
                        case "EC" -> "SHA256withECDSA";
                        case "RSA" -> "SHA256withRSA";
                        default -> "Ed25519";
                    });
            signature.initSign(pair.getPrivate());
            signature.update(toBeSigned);
            byte[] certificate = sequence(toBeSigned, algorithm, bits(signature.sign()));
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    // certificates of one issuer name need different serials, or JSSE may take one for the other
    private static byte[] serial(KeyPair pair) {
        byte[] encoded = pair.getPublic().getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - 16, encoded.length);
    }

    private static byte[] algorithm(String keyAlgorithm) {
        return switch (keyAlgorithm) {
            case "EC" -> sequence(oid(ECDSA_SHA256));
            case "RSA" -> sequence(oid(RSA_SHA256), tlv(0x05));
            default -> sequence(oid(ED25519));
        };
    }

    private static byte[] extensions(List<String> names, Usage usage) {
        byte[][] general = names.stream()
                .map(name -> tlv(0x82, name.getBytes(StandardCharsets.US_ASCII)))
                .toArray(byte[][]::new);
        byte[] alternative = sequence(oid(SUBJECT_ALT_NAME), tlv(0x04, sequence(general)));
        if (usage == Usage.ANY) {
            return sequence(alternative);
        }
        byte[] purpose = oid(usage == Usage.SERVER ? SERVER_AUTH : CLIENT_AUTH);
        return sequence(alternative, sequence(oid(EXTENDED_KEY_USAGE), tlv(0x04, sequence(purpose))));
    }

    private static byte[] time(Instant at) {
        return tlv(0x18, GENERALIZED.format(at).getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] oid(byte[] body) {
        return tlv(0x06, body);
    }

    private static byte[] bits(byte[] content) {
        return tlv(0x03, new byte[] {0}, content);
    }

    private static byte[] sequence(byte[]... parts) {
        return tlv(0x30, parts);
    }

    private static byte[] set(byte[]... parts) {
        return tlv(0x31, parts);
    }

    private static byte[] tlv(int tag, byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (length >= 0x10000) {
            out.write(0x83);
            out.write(length >> 16);
            out.write(length >> 8);
        } else if (length >= 0x100) {
            out.write(0x82);
            out.write(length >> 8);
        } else if (length >= 0x80) {
            out.write(0x81);
        }
        out.write(length);
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
