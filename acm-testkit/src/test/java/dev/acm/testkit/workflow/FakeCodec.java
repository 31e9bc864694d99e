package dev.acm.testkit.workflow;

import dev.acm.certificate.CertificateChain;
import dev.acm.spi.CertificateCodec;
import dev.acm.spi.CodecFault;
import dev.acm.spi.CodecFault.Input;
import dev.acm.spi.Decoded;
import dev.acm.spi.KeyAndCertificates;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** As much of a codec as the JDK gives; its encryption of keys is for tests only. */
public final class FakeCodec implements CertificateCodec {
    private static final String PLAIN = "PRIVATE KEY";
    private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";

    public static byte[] pem(X509Certificate... certificates) {
        return CertificateChain.of(List.of(certificates)).toPem().getBytes(StandardCharsets.US_ASCII);
    }

    public static byte[] pem(PrivateKey key) {
        return block(PLAIN, key.getEncoded());
    }

    private static byte[] block(String label, byte[] content) {
        return ("-----BEGIN " + label + "-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + label
                        + "-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public Decoded<List<X509Certificate>> readCertificates(Input input, byte[] content) {
        try {
            Collection<? extends Certificate> read =
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(content));
            List<X509Certificate> certificates = new ArrayList<>();
            read.forEach(certificate -> certificates.add((X509Certificate) certificate));
            return certificates.isEmpty()
                    ? refused(input, "codec:empty", "there is no certificate")
                    : new Decoded.Read<>(certificates);
        } catch (CertificateException e) {
            return new Decoded.Refused<>(List.of(new CodecFault(
                    input, OptionalInt.of(0), "codec:malformed", "it is no X.509 certificate", "Give one.")));
        }
    }

    @Override
    public Decoded<PrivateKey> readPrivateKey(byte[] content, Optional<char[]> passphrase) {
        String text = new String(content, StandardCharsets.US_ASCII);
        boolean encrypted = text.contains(ENCRYPTED);
        if (encrypted && passphrase.isEmpty()) {
            return refused(Input.PRIVATE_KEY, "codec:passphrase-missing", "the key is encrypted");
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
            byte[] pkcs8 = encrypted ? crypt(Cipher.DECRYPT_MODE, der, passphrase.get()) : der;
            for (String family : List.of("EC", "RSA", "EdDSA")) {
                try {
                    return new Decoded.Read<>(
                            KeyFactory.getInstance(family).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
                } catch (InvalidKeySpecException e) {
                    continue;
                }
            }
            // one wrong passphrase in 256 leaves a padding that looks right
            return encrypted
                    ? refused(Input.PRIVATE_KEY, "codec:passphrase", "the key does not open")
                    : refused(Input.PRIVATE_KEY, "codec:malformed", "it is no private key");
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return refused(Input.PRIVATE_KEY, "codec:passphrase", "the key does not open");
        }
    }

    @Override
    public Decoded<KeyAndCertificates> readPkcs12(byte[] file, char[] passphrase) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(file), passphrase);
            String alias = store.aliases().nextElement();
            List<X509Certificate> chain = Arrays.stream(store.getCertificateChain(alias))
                    .map(certificate -> (X509Certificate) certificate)
                    .toList();
            return new Decoded.Read<>(new KeyAndCertificates((PrivateKey) store.getKey(alias, passphrase), chain));
        } catch (GeneralSecurityException | IOException e) {
            return refused(Input.PKCS12, "codec:passphrase", "the file does not open");
        }
    }

    @Override
    public byte[] writePrivateKey(byte[] pkcs8, Optional<char[]> passphrase) {
        try {
            return passphrase.isEmpty()
                    ? block(PLAIN, pkcs8)
                    : block(ENCRYPTED, crypt(Cipher.ENCRYPT_MODE, pkcs8, passphrase.get()));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static byte[] crypt(int mode, byte[] content, char[] passphrase) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/ECB/PKCS5Padding");
        byte[] key = Arrays.copyOf(new String(passphrase).getBytes(StandardCharsets.UTF_8), 16);
        cipher.init(mode, new SecretKeySpec(key, "AES"));
        return cipher.doFinal(content);
    }

    @Override
    public byte[] writePkcs12(CertificateChain chain, byte[] pkcs8, String alias, char[] passphrase) {
        try {
            PrivateKey key = ((Decoded.Read<PrivateKey>) readPrivateKey(block(PLAIN, pkcs8), Optional.empty())).value();
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(alias, key, passphrase, chain.certificates().toArray(Certificate[]::new));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            store.store(out, passphrase);
            return out.toByteArray();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static <T> Decoded<T> refused(Input input, String rule, String reason) {
        return new Decoded.Refused<>(
                List.of(new CodecFault(input, OptionalInt.empty(), rule, reason, "Give another one.")));
    }
}
