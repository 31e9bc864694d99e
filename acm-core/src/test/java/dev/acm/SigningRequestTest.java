package dev.acm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.acm.certificate.KeyAlgorithm;
import dev.acm.key.KeyBinding;
import dev.acm.key.KeyUse;
import dev.acm.key.SealedKey;
import dev.acm.name.DomainName;
import dev.acm.vault.HostKey;
import dev.acm.vault.JdkKeyPairSource;
import dev.acm.vault.SoftwareKeyVault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("RFC 2986 §4: the signing request")
class SigningRequestTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final KeyBinding BINDING = new KeyBinding("owner", 1, KeyBinding.TLS);
    private static final SoftwareKeyVault VAULT =
            new SoftwareKeyVault(List.of(HostKey.of("k", new byte[32])), new JdkKeyPairSource(RANDOM), RANDOM);
    private static final List<DomainName> NAMES =
            List.of(DomainName.parse("example.com"), DomainName.parse("*.example.com"));

    @TempDir
    Path folder;

    private static byte[] request(SealedKey key, KeyAlgorithm algorithm) throws Exception {
        return SigningRequest.sign(VAULT, key, BINDING, algorithm, NAMES, new KeyUse("test", "tester"));
    }

    /** The value at the start, with its tag and length. */
    private static byte[] head(byte[] der) {
        int length = der[1] & 0xff;
        int header = 2;
        if (length >= 0x80) {
            header += length & 0x7f;
            length = 0;
            for (int i = 2; i < header; i++) {
                length = length << 8 | der[i] & 0xff;
            }
        }
        return Arrays.copyOf(der, header + length);
    }

    private static byte[] content(byte[] der) {
        int header = (der[1] & 0xff) < 0x80 ? 2 : 2 + (der[1] & 0x7f);
        return Arrays.copyOfRange(der, header, head(der).length);
    }

    private static byte[] after(byte[] der) {
        return Arrays.copyOfRange(der, head(der).length, der.length);
    }

    private static boolean verifies(byte[] request, KeyAlgorithm algorithm, byte[] publicKey) throws Exception {
        byte[] signed = head(content(request));
        byte[] bits = content(after(after(content(request))));
        Signature signature = Signature.getInstance(algorithm.signatureAlgorithm());
        signature.initVerify(
                KeyFactory.getInstance(algorithm.family()).generatePublic(new X509EncodedKeySpec(publicKey)));
        signature.update(signed);
        return signature.verify(bits, 1, bits.length - 1);
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyAlgorithm.class,
            names = {"RSA_2048", "EC_prime256v1", "EC_secp384r1"})
    void sign_requestable_verifiesUnderTheKeyItCarries(KeyAlgorithm algorithm) throws Exception {
        SealedKey key = VAULT.generate(BINDING, algorithm);

        byte[] request = request(key, algorithm);

        assertThat(head(request)).as("nothing behind it").isEqualTo(request);
        byte[] parts = after(content(head(content(request))));
        assertThat(head(parts)).as("an empty subject").containsExactly(0x30, 0);
        assertThat(head(after(parts))).as("the key").isEqualTo(key.publicKey());
        assertThat(verifies(request, algorithm, key.publicKey())).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyAlgorithm.class,
            names = {"EC_prime256v1"})
    void sign_changedAfterwards_doesNotVerify(KeyAlgorithm algorithm) throws Exception {
        SealedKey key = VAULT.generate(BINDING, algorithm);
        byte[] request = request(key, algorithm);
        int at = new String(request, StandardCharsets.ISO_8859_1).indexOf("example.com");

        request[at] ^= 1;

        assertThat(verifies(request, algorithm, key.publicKey())).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyAlgorithm.class,
            names = {"RSA_2048", "EC_prime256v1", "EC_secp384r1", "EC_secp521r1"})
    void sign_anyAlgorithm_openSslVerifiesItAndReadsTheNames(KeyAlgorithm algorithm) throws Exception {
        assumeTrue(openSsl("version").startsWith("OpenSSL"), "openssl is not installed");
        SealedKey key = VAULT.generate(BINDING, algorithm);
        Path file = Files.write(folder.resolve("request.der"), request(key, algorithm));

        String said = openSsl("req", "-verify", "-inform", "DER", "-noout", "-text", "-in", file.toString());

        assertThat(said).containsIgnoringCase("verify OK").contains("DNS:example.com, DNS:*.example.com");
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyAlgorithm.class,
            names = {"EC_prime256v1"})
    void sign_changedAfterwards_openSslRefusesIt(KeyAlgorithm algorithm) throws Exception {
        assumeTrue(openSsl("version").startsWith("OpenSSL"), "openssl is not installed");
        byte[] request = request(VAULT.generate(BINDING, algorithm), algorithm);
        request[new String(request, StandardCharsets.ISO_8859_1).indexOf("example.com")] ^= 1;
        Path file = Files.write(folder.resolve("request.der"), request);

        assertThat(openSsl("req", "-verify", "-inform", "DER", "-noout", "-in", file.toString()))
                .doesNotContainIgnoringCase("verify OK");
    }

    private static String openSsl(String... arguments) throws InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = "openssl";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            byte[] said = process.getInputStream().readAllBytes();
            process.waitFor();
            return StandardCharsets.UTF_8.decode(ByteBuffer.wrap(said)).toString();
        } catch (IOException e) {
            return "";
        }
    }
}
