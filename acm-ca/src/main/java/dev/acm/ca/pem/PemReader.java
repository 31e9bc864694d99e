package dev.acm.ca.pem;

import dev.acm.certificate.CertificateChain;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads PEM. What is around the blocks is skipped; blocks of another kind than asked for are named in the exception. */
public final class PemReader {
    private PemReader() {}

    /**
     * Reads certificates, in the text's order.
     *
     * @param pem one or more blocks {@code CERTIFICATE}
     * @return the certificates, not verified
     * @throws PemException if there is none, or a block is something else or malformed
     */
    public static CertificateChain readCertificates(String pem) throws PemException {
        List<PemBlocks.Block> blocks = PemBlocks.read(pem.getBytes(StandardCharsets.ISO_8859_1));
        if (blocks.isEmpty()) {
            throw new PemException("there is no PEM block");
        }
        List<byte[]> encoded = new ArrayList<>();
        for (PemBlocks.Block block : blocks) {
            if (!block.label().equals("CERTIFICATE")) {
                throw new PemException("a block is a " + block.label() + ", not a CERTIFICATE");
            }
            if (block.fault().isPresent()) {
                throw new PemException(block.fault().get());
            }
            encoded.add(block.content());
        }
        try {
            return CertificateChain.fromDer(encoded);
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
        byte[] octets = pem.getBytes(StandardCharsets.ISO_8859_1);
        try {
            return PrivateKeys.readPem(octets, passphrase);
        } catch (Unreadable e) {
            throw e.toPemException();
        } finally {
            PemBlocks.clear(octets);
        }
    }
}
