package dev.acm.ca.pem;

import dev.acm.ca.internal.DerElement;
import dev.acm.ca.internal.MalformedDerException;
import dev.acm.certificate.CertificateChain;
import dev.acm.spi.CertificateCodec;
import dev.acm.spi.CodecFault;
import dev.acm.spi.CodecFault.Input;
import dev.acm.spi.Decoded;
import dev.acm.spi.KeyAndCertificates;
import java.io.IOException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfoBuilder;

/**
 * PEM, DER, PKCS#8 and PKCS#12. Writes with 600 000 rounds of PBKDF2; reads also what older tools write: PKCS#8 and PKCS#12
 * under PBES1 or scrypt, and OpenSSL's own encryption of PEM (AES or triple DES). Immutable and thread-safe.
 */
public final class PemCodec implements CertificateCodec {
    private final Encryption encryption;

    /**
     * Creates a codec.
     *
     * @param random for salts and initialization vectors
     */
    public PemCodec(SecureRandom random) {
        this(random, Encryption.ROUNDS);
    }

    PemCodec(SecureRandom random, int rounds) {
        this.encryption = new Encryption(Objects.requireNonNull(random, "random"), rounds);
    }

    /**
     * Whether a private and a public key are a pair: one signs, the other verifies. Works for keys that cannot be read, too.
     *
     * @param privateKey an RSA or EC key
     * @param publicKey a key
     * @return false also for keys of different kinds
     */
    public static boolean isPair(PrivateKey privateKey, PublicKey publicKey) {
        return KeyPairs.belong(privateKey, publicKey);
    }

    /** Reads something. */
    @FunctionalInterface
    private interface Reading<T> {
        T read() throws Unreadable;
    }

    private static <T> Decoded<T> decode(Input input, String remedy, Reading<T> reading) {
        try {
            return new Decoded.Read<>(reading.read());
        } catch (Unreadable e) {
            return new Decoded.Refused<>(List.of(fault(input, OptionalInt.empty(), e, remedy)));
        }
    }

    private static CodecFault fault(Input input, OptionalInt index, Unreadable why, String remedy) {
        String better = switch (why.rule()) {
            case "codec:passphrase-missing" -> "give the passphrase";
            case "codec:passphrase" -> "give the passphrase it was encrypted with";
            case "codec:work" -> "encrypt it again with at most " + Decryption.MAX_ROUNDS + " rounds";
            case "codec:algorithm" -> "use an RSA key, or an EC key on P-256, P-384 or P-521, in PKCS#8";
            default -> remedy;
        };
        return new CodecFault(input, index, why.rule(), why.reason(), better);
    }

    @Override
    public Decoded<List<X509Certificate>> readCertificates(Input input, byte[] content) {
        Objects.requireNonNull(input, "input");
        Objects.requireNonNull(content, "content");
        String remedy = "give PEM blocks CERTIFICATE, or DER";
        List<CodecFault> faults = new ArrayList<>();
        List<X509Certificate> certificates = new ArrayList<>();
        int index = 0;
        List<Reading<byte[]>> elements = elementsOf(content);
        for (Reading<byte[]> element : elements) {
            try {
                certificates.add(Certificates.of(element.read()));
            } catch (Unreadable e) {
                faults.add(fault(input, OptionalInt.of(index), e, remedy));
            }
            index++;
        }
        if (elements.isEmpty()) {
            Unreadable why =
                    isBlank(content) ? Unreadable.empty() : Unreadable.malformed("there is no PEM block, and no DER");
            faults.add(fault(input, OptionalInt.empty(), why, remedy));
        }
        return faults.isEmpty() ? new Decoded.Read<>(List.copyOf(certificates)) : new Decoded.Refused<>(faults);
    }

    private static List<Reading<byte[]>> elementsOf(byte[] content) {
        Optional<List<DerElement>> der = derOf(content);
        if (der.isPresent()) {
            return der.get().stream()
                    .<Reading<byte[]>>map(element -> element::encoded)
                    .toList();
        }
        return PemBlocks.read(content).stream()
                .<Reading<byte[]>>map(block -> () -> certificateOf(block))
                .toList();
    }

    private static byte[] certificateOf(PemBlocks.Block block) throws Unreadable {
        if (!block.label().equals("CERTIFICATE")) {
            PemBlocks.clear(block.content());
            throw Unreadable.kind("the block is a " + block.label() + ", not a CERTIFICATE");
        }
        if (block.fault().isPresent()) {
            throw Unreadable.malformed(block.fault().get());
        }
        return block.content();
    }

    /** The elements of DER; empty if this is something else. */
    private static Optional<List<DerElement>> derOf(byte[] content) {
        if (content.length == 0 || content[0] != 0x30) {
            return Optional.empty();
        }
        try {
            return Optional.of(DerElement.parseAll(content));
        } catch (MalformedDerException e) {
            return Optional.empty();
        }
    }

    private static boolean isBlank(byte[] content) {
        for (byte octet : content) {
            if (octet != ' ' && (octet < '\t' || octet > '\r')) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Decoded<PrivateKey> readPrivateKey(byte[] content, Optional<char[]> passphrase) {
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(passphrase, "passphrase");
        return decode(Input.PRIVATE_KEY, "give one private key as PKCS#8, PKCS#1 or SEC 1, in PEM or DER", () -> {
            if (isBlank(content)) {
                throw Unreadable.empty();
            }
            return derOf(content).isPresent()
                    ? PrivateKeys.readDer(content, passphrase)
                    : PrivateKeys.readPem(content, passphrase);
        });
    }

    @Override
    public Decoded<KeyAndCertificates> readPkcs12(byte[] file, char[] passphrase) {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(passphrase, "passphrase");
        return decode(Input.PKCS12, "give a PKCS#12 file with one private key and its certificates", () -> {
            if (file.length == 0) {
                throw Unreadable.empty();
            }
            Pkcs12File read = Pkcs12File.read(file, passphrase);
            return new KeyAndCertificates(read.key(), read.certificates());
        });
    }

    @Override
    public byte[] writePrivateKey(byte[] pkcs8, Optional<char[]> passphrase) {
        checkKey(pkcs8);
        if (passphrase.isEmpty()) {
            return PemBlocks.write("PRIVATE KEY", pkcs8);
        }
        checkPassphrase(passphrase.get());
        try {
            byte[] encrypted = new PKCS8EncryptedPrivateKeyInfoBuilder(PrivateKeyInfo.getInstance(pkcs8))
                    .build(encryption.under(passphrase.get()))
                    .getEncoded();
            return PemBlocks.write("ENCRYPTED PRIVATE KEY", encrypted);
        } catch (OperatorCreationException | IOException e) {
            throw new IllegalStateException("a private key could not be encrypted", e);
        }
    }

    @Override
    public byte[] writePkcs12(CertificateChain chain, byte[] pkcs8, String alias, char[] passphrase) {
        Objects.requireNonNull(chain, "chain");
        Objects.requireNonNull(alias, "alias");
        checkKey(pkcs8);
        checkPassphrase(passphrase);
        return Pkcs12File.write(chain.toDer(), pkcs8, alias, passphrase, encryption);
    }

    private static void checkKey(byte[] pkcs8) {
        Objects.requireNonNull(pkcs8, "pkcs8");
        try {
            PrivateKeys.ofPkcs8(pkcs8);
        } catch (Unreadable e) {
            throw new IllegalArgumentException("pkcs8 must be a private key: " + e.reason());
        }
    }

    private static void checkPassphrase(char[] passphrase) {
        if (passphrase.length == 0) {
            throw new IllegalArgumentException("passphrase must have characters");
        }
    }
}
