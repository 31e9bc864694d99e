package dev.acm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acm.certificate.CertificateChain;
import dev.acm.spi.CertificateCodec;
import dev.acm.spi.CodecFault;
import dev.acm.spi.CodecFault.Input;
import dev.acm.spi.Decoded;
import dev.acm.spi.KeyAndCertificates;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.spec.PBEParameterSpec;
import org.junit.jupiter.api.Test;

/** The contract of {@link CertificateCodec}, C1 to C7. */
public interface CertificateCodecContract {
    /**
     * Makes a codec; called once for each test.
     *
     * @return a codec
     */
    CertificateCodec newCodec();

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static char[] passphrase() {
        return "correct horse battery".toCharArray();
    }

    private static <T> T read(Decoded<T> decoded) {
        assertThat(decoded).isInstanceOf(Decoded.Read.class);
        return ((Decoded.Read<T>) decoded).value();
    }

    private static BigInteger numberOf(PrivateKey key) {
        return ((ECPrivateKey) key).getS();
    }

    private static List<CodecFault> faults(Decoded<?> decoded) {
        assertThat(decoded).isInstanceOf(Decoded.Refused.class);
        return ((Decoded.Refused<?>) decoded).faults();
    }

    private static List<String> rules(Decoded<?> decoded) {
        return faults(decoded).stream().map(CodecFault::rule).toList();
    }

    private List<Decoded<?>> readAll(byte[] content) {
        CertificateCodec codec = newCodec();
        return List.of(
                codec.readCertificates(Input.CHAIN, content),
                codec.readPrivateKey(content, Optional.of(passphrase())),
                codec.readPkcs12(content, passphrase()));
    }

    /**
     * No content makes it throw, and each fault names its input.
     */
    @Test
    default void c1_noise_isRefused() {
        CodecSamples samples = CodecSamples.get();
        byte[] truncated = Arrays.copyOf(samples.pkcs8(), samples.pkcs8().length / 2);
        for (byte[] content : List.of(
                ascii("noise"),
                new byte[] {0x30, (byte) 0x80, 0, 0},
                truncated,
                ascii("-----BEGIN CERTIFICATE-----\n"),
                ascii("-----BEGIN PRIVATE KEY-----\n!!\n-----END PRIVATE KEY-----\n"),
                CodecSamples.pem("CERTIFICATE", truncated),
                CodecSamples.pem("ENCRYPTED PRIVATE KEY", truncated),
                CodecSamples.pem("PRIVATE KEY", truncated))) {
            List<Decoded<?>> read = readAll(content);

            assertThat(faults(read.get(0))).extracting(CodecFault::input).containsOnly(Input.CHAIN);
            assertThat(faults(read.get(1))).extracting(CodecFault::input).containsOnly(Input.PRIVATE_KEY);
            assertThat(faults(read.get(2))).extracting(CodecFault::input).containsOnly(Input.PKCS12);
        }
    }

    /**
     * All bad certificates of an input are told, each by its index.
     */
    @Test
    default void c1_allFaults_areToldTogether() {
        CodecSamples samples = CodecSamples.get();
        byte[] content = Asn1.concat(
                CodecSamples.pem("CERTIFICATE", ascii("no certificate")),
                CodecSamples.pem("CERTIFICATE", samples.chain().toDer().get(0)),
                CodecSamples.pem("PRIVATE KEY", samples.pkcs8()));

        List<CodecFault> faults = faults(newCodec().readCertificates(Input.CHAIN, content));

        assertThat(faults).extracting(CodecFault::index).containsExactly(OptionalInt.of(0), OptionalInt.of(2));
        assertThat(faults).extracting(CodecFault::rule).containsExactly("codec:malformed", "codec:kind");
        assertThat(faults.get(1).reason()).contains("PRIVATE KEY");
    }

    /**
     * Certificates come back in order, byte for byte, from PEM with all that is passed over, and from DER.
     */
    @Test
    default void c2_certificates_areReadAsGiven() {
        CertificateChain chain = CodecSamples.get().chain();
        String pem = chain.toPem();
        List<byte[]> der = chain.toDer();
        assertThat(der).hasSizeGreaterThan(1);

        for (byte[] content : List.of(
                ascii(pem),
                ascii(pem.replace("\n", "\r\n")),
                ascii(pem.replace("\n", " \t\n")),
                ascii("subject: one\n" + pem.replace("-----BEGIN", "issuer: 0\n\n-----BEGIN") + "the end"),
                Asn1.concat(der.toArray(byte[][]::new)))) {
            assertThat(read(newCodec().readCertificates(Input.CERTIFICATE, content)))
                    .isEqualTo(chain.certificates());
        }
    }

    /**
     * Keys are read in every form, in PEM and in DER.
     */
    @Test
    default void c3_keys_areReadInEveryForm() {
        CodecSamples samples = CodecSamples.get();
        Map<String, byte[]> contents = new LinkedHashMap<>();
        contents.put("PKCS#8 DER", samples.pkcs8());
        contents.put("PKCS#8", CodecSamples.pem("PRIVATE KEY", samples.pkcs8()));
        contents.put("SEC 1 DER", samples.sec1());
        contents.put("SEC 1", CodecSamples.pem("EC PRIVATE KEY", samples.sec1()));
        contents.put(
                "with parameters",
                Asn1.concat(
                        CodecSamples.pem("EC PARAMETERS", Asn1.hex("06082a8648ce3d030107")),
                        CodecSamples.pem("EC PRIVATE KEY", samples.sec1())));

        // of a key in SEC 1 the name of the curve may stay inside, so numbers are compared and not octets
        contents.forEach((form, content) -> assertThat(
                        numberOf(read(newCodec().readPrivateKey(content, Optional.empty()))))
                .as(form)
                .isEqualTo(numberOf(samples.privateKey())));
        for (byte[] content : List.of(
                samples.rsaPkcs8(),
                samples.pkcs1(),
                CodecSamples.pem("RSA PRIVATE KEY", samples.pkcs1()),
                CodecSamples.pem("PRIVATE KEY", samples.rsaPkcs8()))) {
            assertThat(read(newCodec().readPrivateKey(content, Optional.empty()))
                            .getEncoded())
                    .isEqualTo(samples.rsaPkcs8());
        }
    }

    /**
     * Encrypted keys of another maker are read, in PEM and in DER, and a passphrase that is not needed is ignored.
     *
     * @throws Exception if the JDK cannot make one
     */
    @Test
    default void c3_encryptedKeys_areRead() throws Exception {
        CodecSamples samples = CodecSamples.get();
        byte[] encrypted = samples.encryptedByJdk(passphrase());

        for (byte[] content :
                List.of(encrypted, CodecSamples.pem("ENCRYPTED PRIVATE KEY", encrypted), samples.pkcs8())) {
            assertThat(read(newCodec().readPrivateKey(content, Optional.of(passphrase())))
                            .getEncoded())
                    .isEqualTo(samples.privateKey().getEncoded());
        }
    }

    /**
     * Each fault has the rule of its kind.
     *
     * @throws Exception if the JDK cannot make the inputs
     */
    @Test
    default void c4_faults_haveTheirRules() throws Exception {
        CodecSamples samples = CodecSamples.get();
        CertificateCodec codec = newCodec();
        byte[] encrypted = samples.encryptedByJdk(passphrase());
        byte[] key = CodecSamples.pem("PRIVATE KEY", samples.pkcs8());
        byte[] ed25519 = Asn1.sequence(
                Asn1.integer(0), Asn1.sequence(Asn1.hex("06032b6570")), Asn1.octets(Asn1.octets(new byte[32])));

        assertThat(readAll(new byte[0]))
                .allSatisfy(decoded -> assertThat(rules(decoded)).containsExactly("codec:empty"));
        assertThat(rules(codec.readCertificates(Input.CERTIFICATE, key))).containsExactly("codec:kind");
        assertThat(rules(codec.readPrivateKey(ascii(samples.chain().toPem()), Optional.empty())))
                .containsExactly("codec:kind");
        assertThat(rules(codec.readPrivateKey(Asn1.concat(key, key), Optional.empty())))
                .containsExactly("codec:number");
        assertThat(rules(codec.readPrivateKey(ed25519, Optional.empty()))).containsExactly("codec:algorithm");
        assertThat(rules(codec.readPrivateKey(encrypted, Optional.empty())))
                .containsExactly("codec:passphrase-missing");
        assertThat(rules(codec.readPrivateKey(encrypted, Optional.of("wrong horse".toCharArray()))))
                .containsExactly("codec:passphrase");
        assertThat(rules(codec.readPrivateKey(CodecSamples.pem("PRIVATE KEY", ascii("noise")), Optional.empty())))
                .containsExactly("codec:malformed");
    }

    /**
     * Arguments stay as they were, and no text shows a key or a passphrase.
     *
     * @throws Exception if the JDK cannot make the inputs
     */
    @Test
    default void c5_secrets_stayWhereTheyAre() throws Exception {
        CodecSamples samples = CodecSamples.get();
        CertificateCodec codec = newCodec();
        byte[] encrypted = samples.encryptedByJdk(passphrase());
        byte[] encryptedBefore = encrypted.clone();
        byte[] plain = CodecSamples.pem("PRIVATE KEY", samples.pkcs8());
        byte[] plainBefore = plain.clone();
        char[] passphrase = passphrase();

        String texts = codec.readPrivateKey(encrypted, Optional.of(passphrase))
                + " " + codec.readPrivateKey(encrypted, Optional.of("wrong horse".toCharArray()))
                + " " + codec.readPrivateKey(Arrays.copyOf(plain, plain.length - 40), Optional.empty())
                + " " + codec.readCertificates(Input.CERTIFICATE, plain)
                + " " + codec.readPkcs12(encrypted, passphrase);
        codec.readPrivateKey(plain, Optional.empty());

        assertThat(texts)
                .doesNotContain("horse")
                .doesNotContain(new String(plain, StandardCharsets.US_ASCII).substring(40, 70));
        assertThat(passphrase).isEqualTo(passphrase());
        assertThat(encrypted).isEqualTo(encryptedBefore);
        assertThat(plain).isEqualTo(plainBefore);
        byte[] given = samples.pkcs8();
        codec.writePrivateKey(given, Optional.of(passphrase));
        assertThat(given).isEqualTo(samples.pkcs8());
        assertThat(passphrase).isEqualTo(passphrase());
    }

    /**
     * More than ten million rounds are refused, not begun.
     */
    @Test
    default void c6_tooMuchWork_isRefused() {
        for (long rounds : List.of(10_000_001L, (long) Integer.MAX_VALUE, Long.MAX_VALUE)) {
            byte[] encrypted = CodecSamples.askingFor(rounds);

            assertThat(rules(newCodec().readPrivateKey(encrypted, Optional.of(passphrase()))))
                    .containsExactly("codec:work");
        }
        assertThat(rules(newCodec().readPrivateKey(CodecSamples.askingFor(1000), Optional.of(passphrase()))))
                .containsExactly("codec:passphrase");
    }

    /**
     * What is written in the clear is one block of lines of 64 characters, and reads back.
     */
    @Test
    default void c7_plainKey_readsBack() {
        CodecSamples samples = CodecSamples.get();

        byte[] written = newCodec().writePrivateKey(samples.pkcs8(), Optional.empty());

        String text = new String(written, StandardCharsets.US_ASCII);
        assertThat(text).startsWith("-----BEGIN PRIVATE KEY-----\n").endsWith("\n-----END PRIVATE KEY-----\n");
        assertThat(text.lines()).allMatch(line -> line.length() <= 64).anyMatch(line -> line.length() == 64);
        assertThat(text).doesNotContain("\r");
        assertThat(read(newCodec().readPrivateKey(written, Optional.empty())).getEncoded())
                .isEqualTo(samples.pkcs8());
    }

    /**
     * What is written under a passphrase takes 600 000 rounds, is salted freshly, and reads back under it alone.
     *
     * @throws Exception if the JDK does not understand it
     */
    @Test
    default void c7_encryptedKey_readsBackUnderItsPassphrase() throws Exception {
        CodecSamples samples = CodecSamples.get();
        CertificateCodec codec = newCodec();

        byte[] written = codec.writePrivateKey(samples.pkcs8(), Optional.of(passphrase()));

        assertThat(new String(written, StandardCharsets.US_ASCII))
                .startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----\n");
        EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(CodecSamples.derOf(written));
        assertThat(info.getAlgParameters().toString()).isEqualTo("PBEWithHmacSHA256AndAES_256");
        assertThat(info.getAlgParameters()
                        .getParameterSpec(PBEParameterSpec.class)
                        .getIterationCount())
                .isGreaterThanOrEqualTo(600_000);
        assertThat(read(codec.readPrivateKey(written, Optional.of(passphrase())))
                        .getEncoded())
                .isEqualTo(samples.pkcs8());
        assertThat(rules(codec.readPrivateKey(written, Optional.of("wrong horse".toCharArray()))))
                .containsExactly("codec:passphrase");
        assertThat(codec.writePrivateKey(samples.pkcs8(), Optional.of(passphrase())))
                .isNotEqualTo(written);
    }

    /**
     * A PKCS#12 file is read by the JDK and by the codec, under its passphrase alone.
     *
     * @throws Exception if the JDK does not understand it
     */
    @Test
    default void c7_pkcs12_readsBackUnderItsPassphrase() throws Exception {
        CodecSamples samples = CodecSamples.get();
        CertificateCodec codec = newCodec();
        List<X509Certificate> certificates = samples.chain().certificates();

        byte[] file = codec.writePkcs12(samples.chain(), samples.pkcs8(), "my alias", passphrase());

        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(file), passphrase());
        assertThat(store.isKeyEntry("my alias")).isTrue();
        assertThat(((PrivateKey) store.getKey("my alias", passphrase())).getEncoded())
                .isEqualTo(samples.pkcs8());
        assertThat(store.getCertificateChain("my alias")).containsExactlyElementsOf(certificates);
        KeyAndCertificates read = read(codec.readPkcs12(file, passphrase()));
        assertThat(read.key().getEncoded()).isEqualTo(samples.pkcs8());
        assertThat(read.certificates()).isEqualTo(certificates);
        assertThat(rules(codec.readPkcs12(file, "wrong horse".toCharArray()))).containsExactly("codec:passphrase");
    }

    /**
     * What is no key, and a passphrase of no characters, are the caller's mistakes.
     */
    @Test
    default void c7_mistakes_areThrown() {
        CodecSamples samples = CodecSamples.get();
        CertificateCodec codec = newCodec();
        byte[] noise = ascii("noise");

        assertThatThrownBy(() -> codec.writePrivateKey(noise, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> codec.writePkcs12(samples.chain(), noise, "a", passphrase()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> codec.writePrivateKey(samples.pkcs8(), Optional.of(new char[0])))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> codec.writePkcs12(samples.chain(), samples.pkcs8(), "a", new char[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
