package dev.acm.ca.pem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.ca.Mutations;
import dev.acm.spi.CertificateCodec;
import dev.acm.spi.CodecFault.Input;
import dev.acm.spi.Decoded;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** No file makes the codec throw, or hang. Longer: see CONTRIBUTING.md. */
@DisplayName("C1, C6: the codec holds against damaged files")
class CodecFuzzTest {
    private static final char[] PASSPHRASE = "correct horse".toCharArray();
    private static final CertificateCodec CODEC = new PemCodec(new SecureRandom(), 1);

    private static KeyPair keys(String family, int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(family);
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    private static void readAll(byte[] content) {
        List<Decoded<?>> read = List.of(
                CODEC.readCertificates(Input.CERTIFICATE, content),
                CODEC.readPrivateKey(content, Optional.of(PASSPHRASE)),
                CODEC.readPrivateKey(content, Optional.empty()),
                CODEC.readPkcs12(content, PASSPHRASE));

        assertThat(read).doesNotContainNull();
    }

    @Test
    void read_damagedFiles_isReadOrRefused() throws Exception {
        KeyPair keys = keys("EC", 256);
        byte[] pkcs8 = keys.getPrivate().getEncoded();
        byte[] rsa = keys("RSA", 2048).getPrivate().getEncoded();
        List<byte[]> files = List.of(
                pkcs8,
                rsa,
                CODEC.writePrivateKey(rsa, Optional.empty()),
                CODEC.writePrivateKey(pkcs8, Optional.of(PASSPHRASE)),
                PemBlocks.read(CODEC.writePrivateKey(pkcs8, Optional.of(PASSPHRASE)))
                        .get(0)
                        .content(),
                CODEC.writePkcs12(SelfSigned.chain(keys), pkcs8, "a", PASSPHRASE),
                SelfSigned.chain(keys).toDer().get(0),
                SelfSigned.chain(keys).toPem().getBytes(StandardCharsets.US_ASCII));
        Random random = new Random(7);
        for (int i = 0; i < Mutations.count(); i++) {
            for (byte[] file : files) {
                readAll(Mutations.of(file, random));
            }
        }
    }

    @Test
    void read_hostileFiles_areRefused() {
        byte[] begins = "-----BEGIN PRIVATE KEY-----\n".repeat(20_000).getBytes(StandardCharsets.US_ASCII);
        byte[] dashes = "-".repeat(1_000_000).getBytes(StandardCharsets.US_ASCII);
        byte[] colons =
                ("-----BEGIN A-----\n" + ":\n".repeat(200_000) + "-----END A-----").getBytes(StandardCharsets.US_ASCII);
        for (byte[] content : List.of(Mutations.nested(200_000), begins, dashes, colons)) {
            readAll(content);
            assertThat(CODEC.readPkcs12(content, PASSPHRASE)).isInstanceOf(Decoded.Refused.class);
        }
    }
}
