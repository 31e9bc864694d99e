package dev.acm.ca.pem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acm.ca.internal.DerElement;
import dev.acm.certificate.CertificateChain;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.vault.JdkKeyPairSource;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PemTest {
    private static final char[] PASSPHRASE = "correct horse".toCharArray();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int FEW = 2048;

    private static KeyPair keys(KeyAlgorithm algorithm) throws Exception {
        return new JdkKeyPairSource(RANDOM).next(algorithm);
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyAlgorithm.class,
            names = {"RSA_2048", "EC_prime256v1", "EC_secp384r1", "EC_secp521r1"})
    void write_plainAndEncrypted_readBack(KeyAlgorithm algorithm) throws Exception {
        KeyPair keys = keys(algorithm);

        String plain = PemWriter.writePlain(keys.getPrivate());
        String encrypted = PemWriter.writeEncrypted(keys.getPrivate(), PASSPHRASE, RANDOM, FEW);

        assertThat(PemReader.readPrivateKey(plain, Optional.empty())).isEqualTo(keys.getPrivate());
        assertThat(PemReader.readPrivateKey(encrypted, Optional.of(PASSPHRASE))).isEqualTo(keys.getPrivate());
        assertThat(encrypted)
                .startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----\n")
                .doesNotContain(plain.substring(40, 80));
    }

    @Test
    @DisplayName("RFC 8018 6.2: PBES2, PBKDF2 with HMAC-SHA-256 and 600 000 iterations, AES-256-CBC")
    void writeEncrypted_defaults_areSlowToGuess() throws Exception {
        KeyPair keys = keys(KeyAlgorithm.EC_prime256v1);

        String encrypted = PemWriter.writeEncrypted(keys.getPrivate(), PASSPHRASE, RANDOM);

        byte[] der = PemBlocks.read(PemBlocks.ascii(encrypted)).get(0).content();
        List<DerElement> scheme = DerElement.parse(der).children().get(0).children();
        List<DerElement> parts = scheme.get(1).children();
        List<DerElement> derivation = parts.get(0).children().get(1).children();
        assertThat(scheme.get(0).oid()).isEqualTo("1.2.840.113549.1.5.13");
        assertThat(derivation.get(1).integer()).isEqualTo(BigInteger.valueOf(600_000));
        assertThat(derivation.get(derivation.size() - 1).children().get(0).oid())
                .isEqualTo("1.2.840.113549.2.9");
        assertThat(parts.get(1).children().get(0).oid()).isEqualTo("2.16.840.1.101.3.4.1.42");
        assertThat(PemReader.readPrivateKey(encrypted, Optional.of(PASSPHRASE))).isEqualTo(keys.getPrivate());
    }

    @Test
    void readPrivateKey_wrongOrNoPassphrase_isRefusedWithoutSecrets() throws Exception {
        String encrypted =
                PemWriter.writeEncrypted(keys(KeyAlgorithm.EC_prime256v1).getPrivate(), PASSPHRASE, RANDOM, FEW);

        assertThatThrownBy(() -> PemReader.readPrivateKey(encrypted, Optional.of("wrong horse".toCharArray())))
                .isInstanceOf(PemException.class)
                .hasNoCause()
                .hasMessageNotContaining("horse");
        assertThatThrownBy(() -> PemReader.readPrivateKey(encrypted, Optional.empty()))
                .isInstanceOf(PemException.class)
                .hasMessageContaining("no passphrase");
    }

    @Test
    @DisplayName("what OpenSSL writes is read, and what we write OpenSSL reads")
    void openssl_bothWays(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("key.pem");
        try {
            assertThat(run("openssl", "version")).isZero();
        } catch (java.io.IOException e) {
            org.junit.jupiter.api.Assumptions.abort("openssl is not installed");
        }
        assertThat(run("openssl", "ecparam", "-name", "prime256v1", "-genkey", "-out", file.toString()))
                .isZero();
        assertThat(PemReader.readPrivateKey(Files.readString(file), Optional.empty())
                        .getAlgorithm())
                .isEqualTo("EC");
        assertThat(run("openssl", "genrsa", "-traditional", "-out", file.toString(), "2048"))
                .isZero();
        assertThat(Files.readString(file)).contains("BEGIN RSA PRIVATE KEY");
        assertThat(PemReader.readPrivateKey(Files.readString(file), Optional.empty())
                        .getAlgorithm())
                .isEqualTo("RSA");

        Files.writeString(
                file, PemWriter.writeEncrypted(keys(KeyAlgorithm.EC_prime256v1).getPrivate(), PASSPHRASE, RANDOM, FEW));
        assertThat(run("openssl", "pkey", "-in", file.toString(), "-passin", "pass:correct horse", "-noout"))
                .isZero();
        assertThat(run("openssl", "pkey", "-in", file.toString(), "-passin", "pass:wrong horse", "-noout"))
                .isNotZero();
    }

    private static int run(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor();
    }

    @Test
    void readCertificates_textAround_isSkipped(@TempDir Path folder) throws Exception {
        CertificateChain chain = SelfSigned.chain(keys(KeyAlgorithm.EC_prime256v1));

        CertificateChain read = PemReader.readCertificates("subject: x\n" + PemWriter.write(chain) + "\ntrailing");

        assertThat(read).isEqualTo(chain);
    }

    @Test
    void readCertificates_keyAmongThem_isRefused() throws Exception {
        KeyPair keys = keys(KeyAlgorithm.EC_prime256v1);
        String both = PemWriter.write(SelfSigned.chain(keys)) + PemWriter.writePlain(keys.getPrivate());

        assertThatThrownBy(() -> PemReader.readCertificates(both))
                .isInstanceOf(PemException.class)
                .hasMessageContaining("PRIVATE KEY");
    }

    @Test
    void readCertificates_malformed_isRefused() {
        String noise = Base64.getEncoder().encodeToString("noise".getBytes(StandardCharsets.US_ASCII));
        for (String pem : List.of(
                "",
                "-----BEGIN CERTIFICATE-----\n" + noise,
                "-----BEGIN CERTIFICATE-----\n!!\n-----END CERTIFICATE-----",
                "-----BEGIN CERTIFICATE-----\n" + noise + "\n-----END CERTIFICATE-----")) {
            assertThatThrownBy(() -> PemReader.readCertificates(pem)).isInstanceOf(PemException.class);
        }
    }

    @Test
    void writeEncrypted_shortPassphrase_isRefused() throws Exception {
        KeyPair keys = keys(KeyAlgorithm.EC_prime256v1);

        assertThatThrownBy(() -> PemWriter.writeEncrypted(keys.getPrivate(), "abc".toCharArray(), RANDOM))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("abc");
    }

    @Test
    void pkcs12_written_readsBackUnderItsPassphraseOnly() throws Exception {
        KeyPair keys = keys(KeyAlgorithm.EC_prime256v1);
        Pkcs12.Entry entry = new Pkcs12.Entry(SelfSigned.chain(keys), keys.getPrivate());

        byte[] file = Pkcs12.write(entry, "leaf", PASSPHRASE, RANDOM);

        assertThat(Pkcs12.read(file, PASSPHRASE)).isEqualTo(entry);
        assertThatThrownBy(() -> Pkcs12.read(file, "wrong horse".toCharArray())).isInstanceOf(PemException.class);
    }
}
