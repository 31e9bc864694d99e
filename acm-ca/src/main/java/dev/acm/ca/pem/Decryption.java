package dev.acm.ca.pem;

import dev.acm.ca.internal.Signatures;
import java.io.IOException;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import org.bouncycastle.asn1.misc.MiscObjectIdentifiers;
import org.bouncycastle.asn1.misc.ScryptParams;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCS12PBEParams;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.InputDecryptorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;

/** Opens what a passphrase encrypts, if that takes bounded work. */
final class Decryption {
    /** The most rounds of key derivation that are begun. */
    static final BigInteger MAX_ROUNDS = BigInteger.valueOf(10_000_000);
    /** The most memory that scrypt may take, in octets. */
    private static final BigInteger MAX_SCRYPT_MEMORY = BigInteger.valueOf(256L << 20);
    /** The most blocks that scrypt may mix. */
    private static final BigInteger MAX_SCRYPT_BLOCKS = BigInteger.valueOf(1L << 25);
    /** The longest key of a MAC, in octets: a block of SHA-512. */
    private static final BigInteger MAX_MAC_KEY = BigInteger.valueOf(128);
    /** The ciphers of the old encryption that are still found; the name says how the key is made, by MD5 and one round. */
    private static final Set<String> LEGACY_CIPHERS =
            Set.of("AES-128-CBC", "AES-192-CBC", "AES-256-CBC", "DES-EDE3-CBC");

    private Decryption() {}

    /** Decrypts EncryptedPrivateKeyInfo (RFC 5958 section 3). */
    static byte[] pkcs8(byte[] encrypted, char[] passphrase) throws Unreadable {
        try {
            return pkcs8(new PKCS8EncryptedPrivateKeyInfo(encrypted), passphrase);
        } catch (IOException e) {
            throw Unreadable.malformed("the encrypted private key is no EncryptedPrivateKeyInfo");
        }
    }

    static byte[] pkcs8(PKCS8EncryptedPrivateKeyInfo encrypted, char[] passphrase) throws Unreadable {
        checkWork(encrypted.getEncryptionAlgorithm());
        try {
            return encrypted.decryptPrivateKeyInfo(decryptors(passphrase)).getEncoded();
        } catch (PKCSException | IOException | RuntimeException e) {
            // which runtime exception a wrong key causes is Bouncy Castle's own affair
            throw Unreadable.passphrase();
        }
    }

    /** The old encryption of OpenSSL: weak, so it is read and never written. */
    static byte[] legacy(PemBlocks.Block block, String encryption, char[] passphrase) throws Unreadable {
        String[] parts = encryption.split(",", -1);
        String cipher = parts[0].strip().toUpperCase(Locale.ROOT);
        if (parts.length != 2 || !LEGACY_CIPHERS.contains(cipher)) {
            throw Unreadable.algorithm("the block is encrypted in a way that is not read");
        }
        try {
            byte[] vector = HexFormat.of().parseHex(parts[1].strip());
            return new JcePEMDecryptorProviderBuilder()
                    .setProvider(Signatures.bouncyCastle())
                    .build(passphrase)
                    .get(cipher)
                    .decrypt(block.content(), vector);
        } catch (PEMException | OperatorCreationException | RuntimeException e) {
            throw Unreadable.passphrase();
        }
    }

    /** Decryptors for parts of a PKCS#12 file; ask {@link #checkWork} before each. */
    static InputDecryptorProvider decryptors(char[] passphrase) {
        return new JcePKCSPBEInputDecryptorProviderBuilder()
                .setProvider(Signatures.bouncyCastle())
                .build(passphrase);
    }

    /**
     * Refuses an encryption whose key takes too much time or memory to derive.
     *
     * @return the work it takes, at most {@link #MAX_ROUNDS}
     */
    static BigInteger checkWork(AlgorithmIdentifier algorithm) throws Unreadable {
        try {
            if (!algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBES2)) {
                return checkRounds(
                        PKCS12PBEParams.getInstance(algorithm.getParameters()).getIterations());
            }
            KeyDerivationFunc derivation =
                    PBES2Parameters.getInstance(algorithm.getParameters()).getKeyDerivationFunc();
            return derivation.getAlgorithm().equals(MiscObjectIdentifiers.id_scrypt)
                    ? checkScrypt(ScryptParams.getInstance(derivation.getParameters()))
                    : checkRounds(
                            PBKDF2Params.getInstance(derivation.getParameters()).getIterationCount());
        } catch (RuntimeException e) {
            throw Unreadable.malformed("the encryption's parameters are malformed or of an unknown kind");
        }
    }

    static BigInteger checkRounds(BigInteger rounds) throws Unreadable {
        if (rounds.signum() <= 0 || rounds.compareTo(MAX_ROUNDS) > 0) {
            throw Unreadable.work();
        }
        return rounds;
    }

    /** The rounds of a MAC by PBMAC1, whose key is as long as the file says (RFC 9579). */
    static BigInteger checkMac(PBKDF2Params parameters) throws Unreadable {
        BigInteger length = parameters.getKeyLength();
        if (length == null || length.signum() <= 0) {
            throw Unreadable.malformed("the MAC's parameters do not say how long its key is");
        }
        if (length.compareTo(MAX_MAC_KEY) > 0) {
            throw Unreadable.work();
        }
        return checkRounds(parameters.getIterationCount());
    }

    private static BigInteger checkScrypt(ScryptParams parameters) throws Unreadable {
        BigInteger blocks = parameters.getCostParameter().multiply(parameters.getBlockSize());
        BigInteger memory = blocks.multiply(BigInteger.valueOf(128));
        if (memory.compareTo(MAX_SCRYPT_MEMORY) > 0
                || blocks.multiply(parameters.getParallelizationParameter()).compareTo(MAX_SCRYPT_BLOCKS) > 0) {
            throw Unreadable.work();
        }
        return blocks.multiply(parameters.getParallelizationParameter()).shiftRight(2);
    }
}
