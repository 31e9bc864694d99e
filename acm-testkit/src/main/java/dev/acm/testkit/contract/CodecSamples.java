package dev.acm.testkit.contract;

import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateChain;
import dev.acm.name.DomainName;
import dev.acm.spi.ServingMaterial;
import dev.acm.testkit.FakeAuthority;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** Inputs for codecs, made once by the JDK and by hand. */
final class CodecSamples {
    private final ServingMaterial material;
    private final PrivateKey rsa;

    private static final class Holder {
        private static final CodecSamples SAMPLES = new CodecSamples();
    }

    private CodecSamples() {
        Instant from = Instant.parse("2026-11-23T11:00:00Z");
        CertificateArn arn = new CertificateArn(
                "acm", "eu-1", "111122223333", UUID.fromString("6b1d3f0c-3f5e-4c86-9d57-0a8f0f5f2c13"));
        this.material = FakeAuthority.create(from)
                .material(arn, 1, List.of(DomainName.parse("codec.contract.example.com")), from);
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            this.rsa = generator.generateKeyPair().getPrivate();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has RSA", e);
        }
    }

    static CodecSamples get() {
        return Holder.SAMPLES;
    }

    /** A leaf on P-256 and its issuer. */
    CertificateChain chain() {
        return material.chain();
    }

    PrivateKey privateKey() {
        return material.privateKey();
    }

    byte[] pkcs8() {
        return material.privateKey().getEncoded();
    }

    byte[] rsaPkcs8() {
        return rsa.getEncoded();
    }

    /** RFC 8017 appendix A.1.2. */
    byte[] pkcs1() {
        RSAPrivateCrtKey key = (RSAPrivateCrtKey) rsa;
        return Asn1.sequence(
                Asn1.integer(0),
                Asn1.integer(key.getModulus()),
                Asn1.integer(key.getPublicExponent()),
                Asn1.integer(key.getPrivateExponent()),
                Asn1.integer(key.getPrimeP()),
                Asn1.integer(key.getPrimeQ()),
                Asn1.integer(key.getPrimeExponentP()),
                Asn1.integer(key.getPrimeExponentQ()),
                Asn1.integer(key.getCrtCoefficient()));
    }

    /** RFC 5915 section 3, with the curve's name. */
    byte[] sec1() {
        byte[] number = ((ECPrivateKey) material.privateKey()).getS().toByteArray();
        byte[] padded = new byte[32];
        int length = Math.min(number.length, 32);
        System.arraycopy(number, number.length - length, padded, 32 - length, length);
        return Asn1.sequence(
                Asn1.integer(1), Asn1.octets(padded), Asn1.element(0xa0, Asn1.hex("06082a8648ce3d030107")));
    }

    /** The key on P-256, encrypted by the JDK's ciphers: PBES2 with 2048 rounds. */
    byte[] encryptedByJdk(char[] passphrase) throws GeneralSecurityException {
        byte[] salt = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
        byte[] key = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(new PBEKeySpec(passphrase, salt, 2048, 256))
                .getEncoded();
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(salt));
        return encrypted(salt, 2048, cipher.doFinal(pkcs8()));
    }

    /** An encrypted key that wants so many rounds. */
    static byte[] askingFor(long rounds) {
        return encrypted(new byte[16], rounds, new byte[160]);
    }

    /** PBES2 with PBKDF2, HMAC-SHA-256 and AES-256-CBC (RFC 8018 appendix A.2, A.4); the salt is the vector, too. */
    private static byte[] encrypted(byte[] salt, long rounds, byte[] content) {
        byte[] derivation = Asn1.sequence(
                Asn1.hex("06092a864886f70d01050c"),
                Asn1.sequence(
                        Asn1.octets(salt),
                        Asn1.integer(rounds),
                        Asn1.sequence(Asn1.hex("06082a864886f70d0209"), Asn1.hex("0500"))));
        byte[] cipher = Asn1.sequence(Asn1.hex("060960864801650304012a"), Asn1.octets(salt));
        return Asn1.sequence(
                Asn1.sequence(Asn1.hex("06092a864886f70d01050d"), Asn1.sequence(derivation, cipher)),
                Asn1.octets(content));
    }

    static byte[] pem(String label, byte[] content) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return ("-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** What is in a text of one block. */
    static byte[] derOf(byte[] pem) {
        String[] lines = new String(pem, StandardCharsets.US_ASCII).split("\n", -1);
        return Base64.getMimeDecoder().decode(String.join("", Arrays.copyOfRange(lines, 1, lines.length - 2)));
    }
}
