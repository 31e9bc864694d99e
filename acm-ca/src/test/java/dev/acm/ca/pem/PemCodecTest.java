package dev.acm.ca.pem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.certificate.CertificateChain;
import dev.acm.spi.CertificateCodec;
import dev.acm.spi.CodecFault;
import dev.acm.spi.Decoded;
import dev.acm.spi.KeyAndCertificates;
import dev.acm.testkit.contract.CertificateCodecContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.misc.MiscObjectIdentifiers;
import org.bouncycastle.asn1.misc.ScryptParams;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.MacData;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PBMAC1Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.SafeBag;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.bouncycastle.pkcs.PKCS12PfxPduBuilder;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagBuilder;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemCodecTest implements CertificateCodecContract {
    private static final char[] PASSPHRASE = "correct horse".toCharArray();
    private static final CertificateCodec QUICK = new PemCodec(new SecureRandom(), 2000);

    @Override
    public CertificateCodec newCodec() {
        return new PemCodec(new SecureRandom());
    }

    private static <T> T read(Decoded<T> decoded) {
        assertThat(decoded).as("%s", decoded).isInstanceOf(Decoded.Read.class);
        return ((Decoded.Read<T>) decoded).value();
    }

    private static List<String> rules(Decoded<?> decoded) {
        assertThat(decoded).isInstanceOf(Decoded.Refused.class);
        return ((Decoded.Refused<?>) decoded)
                .faults().stream().map(CodecFault::rule).toList();
    }

    private static KeyPair keys() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    @Test
    @DisplayName("RFC 8018 5: a passphrase beyond ASCII is UTF-8, in PKCS#8 and in PKCS#12")
    void passphrase_beyondAscii_readsBack() throws Exception {
        KeyPair keys = keys();
        byte[] pkcs8 = keys.getPrivate().getEncoded();
        char[] passphrase = "gr\u00fc\u00dfe \u20ac \ud83d\udd11".toCharArray();

        byte[] pem = QUICK.writePrivateKey(pkcs8, Optional.of(passphrase));
        byte[] file = QUICK.writePkcs12(SelfSigned.chain(keys), pkcs8, "a", passphrase);

        assertThat(read(QUICK.readPrivateKey(pem, Optional.of(passphrase))).getEncoded())
                .isEqualTo(pkcs8);
        assertThat(read(QUICK.readPkcs12(file, passphrase)).key().getEncoded()).isEqualTo(pkcs8);
    }

    @Test
    @DisplayName("C6: scrypt (RFC 7914) is refused above 256 MiB, and read below")
    void readPrivateKey_scryptWithMuchMemory_isRefused() throws Exception {
        assertThat(rules(QUICK.readPrivateKey(scrypt(1 << 19), Optional.of(PASSPHRASE))))
                .containsExactly("codec:work");
        assertThat(rules(QUICK.readPrivateKey(scrypt(1 << 10), Optional.of(PASSPHRASE))))
                .containsExactly("codec:passphrase");
    }

    @Test
    @DisplayName("C6: a PKCS#12 file whose parts together take too much work is refused, and not begun with")
    void readPkcs12_muchWorkInAll_isRefused() throws Exception {
        PKCS12SafeBag first = new PKCS12SafeBagBuilder(
                        PrivateKeyInfo.getInstance(keys().getPrivate().getEncoded()),
                        new Encryption(new SecureRandom(), 1_000).under(PASSPHRASE))
                .build();

        assertThat(rules(QUICK.readPkcs12(file(first, encryptedKey(2_000)), PASSPHRASE)))
                .containsExactly("codec:passphrase");
        assertThat(rules(
                        QUICK.readPkcs12(file(first, encryptedKey(Decryption.MAX_ROUNDS.intValueExact())), PASSPHRASE)))
                .containsExactly("codec:work");
    }

    /** Says that its key takes so many rounds, and does not open. */
    private static PKCS12SafeBag encryptedKey(int rounds) {
        return new PKCS12SafeBag(new SafeBag(
                PKCSObjectIdentifiers.pkcs8ShroudedKeyBag,
                new EncryptedPrivateKeyInfo(
                        new AlgorithmIdentifier(
                                PKCSObjectIdentifiers.id_PBES2,
                                new PBES2Parameters(
                                        new KeyDerivationFunc(
                                                PKCSObjectIdentifiers.id_PBKDF2,
                                                new PBKDF2Params(new byte[16], rounds)),
                                        new EncryptionScheme(
                                                NISTObjectIdentifiers.id_aes256_CBC,
                                                new DEROctetString(new byte[16])))),
                        new byte[160])));
    }

    private static byte[] file(PKCS12SafeBag... bags) throws Exception {
        PKCS12PfxPduBuilder file = new PKCS12PfxPduBuilder();
        for (PKCS12SafeBag bag : bags) {
            file.addData(bag);
        }
        return file.build(null, PASSPHRASE).getEncoded();
    }

    @Test
    @DisplayName("C6, RFC 9579: a MAC of PBMAC1 whose key is long beyond measure is refused")
    void readPkcs12_longMacKey_isRefused() throws Exception {
        KeyPair keys = keys();
        byte[] file =
                QUICK.writePkcs12(SelfSigned.chain(keys), keys.getPrivate().getEncoded(), "a", PASSPHRASE);

        assertThat(rules(QUICK.readPkcs12(withMac(file, 32), PASSPHRASE))).containsExactly("codec:passphrase");
        assertThat(rules(QUICK.readPkcs12(withMac(file, 1 << 27), PASSPHRASE))).containsExactly("codec:work");
    }

    private static byte[] withMac(byte[] file, int keyLength) throws IOException {
        AlgorithmIdentifier hmac = new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE);
        PBMAC1Params parameters = new PBMAC1Params(
                new AlgorithmIdentifier(
                        PKCSObjectIdentifiers.id_PBKDF2, new PBKDF2Params(new byte[16], 2000, keyLength, hmac)),
                hmac);
        MacData mac = new MacData(
                new DigestInfo(new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBMAC1, parameters), new byte[32]),
                new byte[8],
                1);
        return new Pfx(Pfx.getInstance(file).getAuthSafe(), mac).getEncoded();
    }

    private static byte[] scrypt(int cost) throws IOException {
        return new EncryptedPrivateKeyInfo(
                        new AlgorithmIdentifier(
                                PKCSObjectIdentifiers.id_PBES2,
                                new PBES2Parameters(
                                        new KeyDerivationFunc(
                                                MiscObjectIdentifiers.id_scrypt,
                                                new ScryptParams(new byte[16], cost, 8, 1)),
                                        new EncryptionScheme(
                                                NISTObjectIdentifiers.id_aes256_CBC,
                                                new DEROctetString(new byte[16])))),
                        new byte[160])
                .getEncoded();
    }

    @Nested
    @DisplayName("the second opinion: OpenSSL and keytool")
    class SecondOpinion {
        @TempDir
        private static Path folder;

        @BeforeAll
        static void openssl_isThere() throws Exception {
            try {
                run("openssl", "version");
            } catch (IOException e) {
                Assumptions.abort("openssl is not installed");
            }
        }

        private static String run(String... command) throws Exception {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue())
                    .as("%s: %s", String.join(" ", command), output)
                    .isZero();
            return output;
        }

        private byte[] openssl(String arguments) throws Exception {
            List<String> command = new ArrayList<>(List.of("openssl"));
            command.addAll(Arrays.asList(arguments.split(" ", -1)));
            run(command.toArray(String[]::new));
            return Files.readAllBytes(folder.resolve("out"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "-v2 aes-256-cbc -v2prf hmacWithSHA256 -iter 5000",
                    "-v2 aes-128-cbc -v2prf hmacWithSHA1",
                    "-v2 aes-256-cbc -v2prf hmacWithSHA512",
                    "-v2 des3",
                    "-scrypt"
                })
        void readPrivateKey_whatOpensslEncrypts_isRead(String options) throws Exception {
            for (String algorithm :
                    List.of("EC -pkeyopt ec_paramgen_curve:P-384", "RSA -pkeyopt rsa_keygen_bits:2048")) {
                byte[] plain = openssl("genpkey -algorithm " + algorithm + " -out out");
                Files.write(folder.resolve("plain"), plain);
                for (String form : List.of("PEM", "DER")) {
                    byte[] encrypted = openssl("pkcs8 -topk8 -in plain -out out -outform " + form + " " + options
                            + " -passout pass:secret");

                    PrivateKey key = read(QUICK.readPrivateKey(encrypted, Optional.of("secret".toCharArray())));

                    assertThat(key).isEqualTo(read(QUICK.readPrivateKey(plain, Optional.empty())));
                    assertThat(rules(QUICK.readPrivateKey(encrypted, Optional.of("other".toCharArray()))))
                            .containsExactly("codec:passphrase");
                }
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"aes128", "aes256", "des3"})
        void readPrivateKey_openSslsOldEncryption_isRead(String cipher) throws Exception {
            byte[] plain = openssl("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out out");
            Files.write(folder.resolve("plain"), plain);
            byte[] encrypted = openssl("rsa -traditional -in plain -out out -" + cipher + " -passout pass:secret");
            assertThat(new String(encrypted, StandardCharsets.US_ASCII)).contains("DEK-Info");

            PrivateKey key = read(QUICK.readPrivateKey(encrypted, Optional.of("secret".toCharArray())));

            assertThat(key).isEqualTo(read(QUICK.readPrivateKey(plain, Optional.empty())));
            assertThat(rules(QUICK.readPrivateKey(encrypted, Optional.empty())))
                    .containsExactly("codec:passphrase-missing");
            assertThat(rules(QUICK.readPrivateKey(encrypted, Optional.of("other".toCharArray()))))
                    .containsExactly("codec:passphrase");
        }

        @ParameterizedTest
        @ValueSource(strings = {"correct horse", "gr\u00fc\u00dfe"})
        void writePrivateKey_opensslReads(String text) throws Exception {
            byte[] pkcs8 = keys().getPrivate().getEncoded();

            Files.write(folder.resolve("in"), QUICK.writePrivateKey(pkcs8, Optional.of(text.toCharArray())));
            Files.writeString(folder.resolve("pass"), text);

            assertThat(openssl("pkcs8 -in in -passin file:pass -topk8 -nocrypt -outform DER -out out"))
                    .isEqualTo(pkcs8);
        }

        @Test
        void writePkcs12_opensslAndKeytoolRead() throws Exception {
            KeyPair keys = keys();
            byte[] pkcs8 = keys.getPrivate().getEncoded();
            CertificateChain chain = SelfSigned.chain(keys);

            Files.write(folder.resolve("in"), QUICK.writePkcs12(chain, pkcs8, "leaf", PASSPHRASE));
            Files.writeString(folder.resolve("pass"), new String(PASSPHRASE));

            String certificates =
                    new String(openssl("pkcs12 -in in -passin file:pass -nokeys -out out"), StandardCharsets.UTF_8);
            assertThat(certificates).contains("friendlyName: leaf").contains(chain.toPem());
            assertThat(openssl("pkcs12 -in in -passin file:pass -nocerts -nodes -out out"))
                    .asString(StandardCharsets.US_ASCII)
                    .contains("BEGIN PRIVATE KEY");
            String keytool =
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
            assertThat(run(keytool, "-list", "-keystore", "in", "-storepass", new String(PASSPHRASE)))
                    .contains("leaf")
                    .contains("PrivateKeyEntry");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " -iter 3000 -macalg sha512", " -nomac", " -keypbe NONE -certpbe NONE"})
        void readPkcs12_whatOpensslWrites_isRead(String options) throws Exception {
            KeyPair keys = keys();
            CertificateChain chain = SelfSigned.chain(keys);
            CertificateChain other = SelfSigned.chain(keys());
            Files.write(
                    folder.resolve("key"),
                    QUICK.writePrivateKey(keys.getPrivate().getEncoded(), Optional.empty()));
            Files.writeString(folder.resolve("cert"), other.toPem() + chain.toPem());

            byte[] file = openssl("pkcs12 -export -inkey key -in cert -passout pass:secret -out out" + options);

            KeyAndCertificates read = read(QUICK.readPkcs12(file, "secret".toCharArray()));
            assertThat(read.key()).isEqualTo(keys.getPrivate());
            assertThat(read.certificates()).containsExactly(chain.leaf(), other.leaf());
        }

        @Test
        void readPkcs12_whatKeytoolWrites_isRead() throws Exception {
            String keytool =
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
            run(
                    keytool,
                    "-genkeypair",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=keytool",
                    "-alias",
                    "x",
                    "-storepass",
                    "secret1",
                    "-keystore",
                    "made-by-keytool",
                    "-storetype",
                    "PKCS12");

            KeyAndCertificates read = read(
                    QUICK.readPkcs12(Files.readAllBytes(folder.resolve("made-by-keytool")), "secret1".toCharArray()));

            assertThat(read.certificates()).hasSize(1);
            assertThat(read.certificates().get(0).getSubjectX500Principal().getName())
                    .isEqualTo("CN=keytool");
        }
    }
}
