package dev.acm.spi;

import dev.acm.certificate.CertificateChain;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * Reads and writes the files in which certificates and private keys travel.
 *
 * <ul>
 *   <li>C1 Content MUST NOT make it throw: what cannot be read is a {@link Decoded.Refused} with all faults of that input
 *       together, each with its input, the certificate's index, a rule and a reason.
 *   <li>C2 Certificates are read from PEM (RFC 7468: blocks {@code CERTIFICATE}; CRLF, blanks at line ends, and text around
 *       the blocks are passed over) and from DER (one, or several one after the other). They come back in the input's order,
 *       byte for byte as given; nothing is verified.
 *   <li>C3 A private key is read from PEM and from DER, as PKCS#8 (RFC 5958), encrypted PKCS#8 (PBES2, RFC 8018), PKCS#1
 *       (RFC 8017) or SEC 1 with a named curve (RFC 5915); a block {@code EC PARAMETERS} is passed over. A passphrase that
 *       is not needed is ignored.
 *   <li>C4 Rules of faults: {@code codec:empty} (there is nothing), {@code codec:malformed}, {@code codec:kind} (a block of
 *       another kind, which the reason names), {@code codec:algorithm} (a key that is neither RSA nor on a named curve),
 *       {@code codec:number} (more or fewer private keys than one), {@code codec:passphrase-missing} (encrypted, and no
 *       passphrase), {@code codec:passphrase} (does not open: wrong passphrase, or malformed), {@code codec:work} (C6).
 *   <li>C5 Arguments MUST NOT be changed or kept. Passphrases, keys and decrypted copies MUST NOT show in any text; copies
 *       SHOULD be cleared after use.
 *   <li>C6 Every call MUST end in bounded time: content that asks for more than 10 000 000 rounds of key derivation is
 *       refused before they begin.
 *   <li>C7 What was written is read back as the same: {@link #writePrivateKey} gives one PEM block with lines of 64
 *       characters ended by LF; with a passphrase PBES2, PBKDF2 with HMAC-SHA-256 and at least 600 000 rounds, AES-256-CBC;
 *       {@link #writePkcs12} the same work for key, certificates and MAC as far as RFC 7292 readers take it. Salts are fresh
 *       for each call.
 * </ul>
 *
 * <p>Methods may take a second of computing, do no I/O, and must be safe to call from many threads.
 */
public interface CertificateCodec {
    /**
     * Reads certificates.
     *
     * @param input whose faults these will be: CERTIFICATE or CHAIN
     * @param content PEM or DER
     * @return at least one certificate, in the input's order (C2)
     */
    Decoded<List<X509Certificate>> readCertificates(CodecFault.Input input, byte[] content);

    /**
     * Reads one private key.
     *
     * @param content PEM or DER (C3)
     * @param passphrase for an encrypted key; characters beyond ASCII as UTF-8
     * @return the key, in memory and exportable
     */
    Decoded<PrivateKey> readPrivateKey(byte[] content, Optional<char[]> passphrase);

    /**
     * Reads a PKCS#12 file (RFC 7292) with one private key.
     *
     * @param file the file
     * @param passphrase of its MAC and of its contents; may be empty
     * @return key and certificates
     */
    Decoded<KeyAndCertificates> readPkcs12(byte[] file, char[] passphrase);

    /**
     * Writes a private key as PEM (C7).
     *
     * @param pkcs8 DER PKCS#8, not encrypted
     * @param passphrase to encrypt it; empty writes it in the clear
     * @return one block {@code ENCRYPTED PRIVATE KEY} or {@code PRIVATE KEY}, ASCII; the caller clears one in the clear
     * @throws IllegalArgumentException if {@code pkcs8} is no private key, or the passphrase is of no characters
     */
    byte[] writePrivateKey(byte[] pkcs8, Optional<char[]> passphrase);

    /**
     * Writes a PKCS#12 file (C7).
     *
     * @param chain the chain, the key's certificate first
     * @param pkcs8 DER PKCS#8, not encrypted
     * @param alias the entry's friendly name
     * @param passphrase encrypts keys and certificates, and is that of the MAC
     * @return the file
     * @throws IllegalArgumentException if {@code pkcs8} is no private key, or the passphrase is of no characters
     */
    byte[] writePkcs12(CertificateChain chain, byte[] pkcs8, String alias, char[] passphrase);
}
