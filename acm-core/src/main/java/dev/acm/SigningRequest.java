package dev.acm;

import dev.acm.certificate.KeyAlgorithm;
import dev.acm.internal.DerWriter;
import dev.acm.key.KeyBinding;
import dev.acm.key.KeyUse;
import dev.acm.key.SealedKey;
import dev.acm.name.DomainName;
import dev.acm.spi.KeyVault;
import dev.acm.spi.VaultException;
import java.util.List;

/**
 * Makes a PKCS#10 request: an empty subject, the key, the names, and a signature that shows possession of the key. The
 * signature is also the key's first use, and whoever checks it tests the pair. Source: RFC 2986 section 4.
 */
final class SigningRequest {
    private static final String EXTENSION_REQUEST = "1.2.840.113549.1.9.14";
    private static final String SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";
    private static final int DNS_NAME = 0x82;
    private static final int ATTRIBUTES = 0xa0;
    private static final byte[] NULL = {0x05, 0x00};

    private SigningRequest() {}

    static byte[] sign(
            KeyVault vault,
            SealedKey key,
            KeyBinding binding,
            KeyAlgorithm algorithm,
            List<DomainName> names,
            KeyUse use)
            throws VaultException {
        byte[] content =
                DerWriter.sequence(DerWriter.smallInteger(0), DerWriter.sequence(), key.publicKey(), attributes(names));
        byte[] signature = vault.sign(key, binding, algorithm.signatureAlgorithm(), content, use);
        return DerWriter.sequence(content, identifier(algorithm), DerWriter.bitString(signature));
    }

    private static byte[] attributes(List<DomainName> names) {
        byte[][] dnsNames = names.stream()
                .map(name -> DerWriter.ascii(DNS_NAME, name.value()))
                .toArray(byte[][]::new);
        byte[] extension = DerWriter.sequence(
                DerWriter.oid(SUBJECT_ALTERNATIVE_NAME), DerWriter.octetString(DerWriter.sequence(dnsNames)));
        byte[] attribute = DerWriter.sequence(
                DerWriter.oid(EXTENSION_REQUEST), DerWriter.value(DerWriter.SET, DerWriter.sequence(extension)));
        return DerWriter.value(ATTRIBUTES, attribute);
    }

    // BR 7.1.3.2: RSA with NULL parameters, ECDSA with none, the hash bound to the curve
    private static byte[] identifier(KeyAlgorithm algorithm) {
        return switch (algorithm) {
            case RSA_1024, RSA_2048, RSA_3072, RSA_4096 ->
                DerWriter.sequence(DerWriter.oid("1.2.840.113549.1.1.11"), NULL);
            case EC_prime256v1 -> DerWriter.sequence(DerWriter.oid("1.2.840.10045.4.3.2"));
            case EC_secp384r1 -> DerWriter.sequence(DerWriter.oid("1.2.840.10045.4.3.3"));
            case EC_secp521r1 -> DerWriter.sequence(DerWriter.oid("1.2.840.10045.4.3.4"));
        };
    }
}
