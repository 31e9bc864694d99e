package dev.acm.ca.pem;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.DerElement;
import dev.acm.ca.internal.MalformedDerException;
import dev.acm.ca.internal.Signatures;
import dev.acm.certificate.CertificateChain;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;

/** Reads PEM. What is around the blocks is skipped; blocks of another kind than asked for are named in the exception. */
public final class PemReader {
    private static final byte[] RSA_IDENTIFIER = HexFormat.of().parseHex("300d06092a864886f70d0101010500");

    private PemReader() {}

    /**
     * Reads certificates, in the text's order.
     *
     * @param pem one or more blocks {@code CERTIFICATE}
     * @return the certificates, not verified
     * @throws PemException if there is none, or a block is something else or malformed
     */
    public static CertificateChain readCertificates(String pem) throws PemException {
        List<PemBlocks.Block> blocks = PemBlocks.read(pem);
        if (blocks.isEmpty()) {
            throw new PemException("there is no PEM block");
        }
        for (PemBlocks.Block block : blocks) {
            if (!block.label().equals("CERTIFICATE")) {
                throw new PemException("a block is a " + block.label() + ", not a CERTIFICATE");
            }
        }
        try {
            return CertificateChain.fromDer(
                    blocks.stream().map(PemBlocks.Block::content).toList());
        } catch (IllegalArgumentException e) {
            throw new PemException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Reads a private key: PKCS#8 plain or encrypted, PKCS#1, or SEC 1 with a named curve.
     *
     * @param pem one block of a private key; blocks {@code EC PARAMETERS} are skipped
     * @param passphrase for an encrypted key; not changed
     * @return the key
     * @throws PemException if there is no key or more than one, it is malformed, or the passphrase is wrong or missing
     */
    public static PrivateKey readPrivateKey(String pem, Optional<char[]> passphrase) throws PemException {
        List<PemBlocks.Block> keys = PemBlocks.read(pem).stream()
                .filter(block -> !block.label().equals("EC PARAMETERS"))
                .toList();
        if (keys.size() != 1) {
            throw new PemException("there are " + keys.size() + " PEM blocks, wanted one private key");
        }
        PemBlocks.Block block = keys.get(0);
        byte[] pkcs8 = switch (block.label()) {
            case "PRIVATE KEY" -> block.content();
            case "ENCRYPTED PRIVATE KEY" -> decrypt(block.content(), passphrase);
            case "RSA PRIVATE KEY" -> wrap(RSA_IDENTIFIER, block.content());
            case "EC PRIVATE KEY" -> wrap(curveOf(block.content()), block.content());
            default -> throw new PemException("the block is a " + block.label() + ", not a private key");
        };
        try {
            return toKey(pkcs8);
        } finally {
            PemBlocks.clear(pkcs8);
            PemBlocks.clear(block.content());
        }
    }

    private static PrivateKey toKey(byte[] pkcs8) throws PemException {
        try {
            List<DerElement> parts =
                    DerElement.parse(pkcs8).expect(Der.SEQUENCE).children();
            boolean rsa = parts.get(1).encodedEquals(RSA_IDENTIFIER);
            return KeyFactory.getInstance(rsa ? "RSA" : "EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException | MalformedDerException | IndexOutOfBoundsException e) {
            throw new PemException("the private key is malformed, or neither RSA nor EC");
        }
    }

    private static byte[] wrap(byte[] identifier, byte[] key) {
        return Der.sequence(Der.integer(0), identifier, Der.octetString(key));
    }

    private static byte[] curveOf(byte[] key) throws PemException {
        try {
            for (DerElement part : DerElement.parse(key).expect(Der.SEQUENCE).children()) {
                if (part.is(0xa0)) {
                    return Der.sequence(
                            Der.oid("1.2.840.10045.2.1"),
                            part.inner().expect(Der.OID).encoded());
                }
            }
        } catch (MalformedDerException e) {
            throw new PemException("the EC private key is malformed");
        }
        throw new PemException("the EC private key names no curve");
    }

    private static byte[] decrypt(byte[] encrypted, Optional<char[]> passphrase) throws PemException {
        if (passphrase.isEmpty()) {
            throw new PemException("the private key is encrypted, and there is no passphrase");
        }
        try {
            return new PKCS8EncryptedPrivateKeyInfo(encrypted)
                    .decryptPrivateKeyInfo(new JceOpenSSLPKCS8DecryptorProviderBuilder()
                            .setProvider(Signatures.bouncyCastle())
                            .build(passphrase.get()))
                    .getEncoded();
        } catch (PKCSException | IOException | OperatorCreationException | IllegalArgumentException e) {
            throw new PemException("the private key does not open: wrong passphrase, or malformed");
        }
    }
}
