package dev.acm.ca.pem;

import dev.acm.ca.internal.Signatures;
import java.security.SecureRandom;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;

/** PBES2 with PBKDF2, HMAC-SHA-256 and AES-256-CBC (RFC 8018 section 6.2). */
final class Encryption {
    /** The rounds that OWASP recommends for PBKDF2 with HMAC-SHA-256. */
    static final int ROUNDS = 600_000;

    private final SecureRandom random;
    private final int rounds;

    Encryption(SecureRandom random, int rounds) {
        this.random = random;
        this.rounds = rounds;
    }

    int rounds() {
        return rounds;
    }

    OutputEncryptor under(char[] passphrase) throws OperatorCreationException {
        return new JcePKCSPBEOutputEncryptorBuilder(NISTObjectIdentifiers.id_aes256_CBC)
                .setProvider(Signatures.bouncyCastle())
                .setPRF(new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE))
                .setIterationCount(rounds)
                .setRandom(random)
                .build(passphrase);
    }
}
