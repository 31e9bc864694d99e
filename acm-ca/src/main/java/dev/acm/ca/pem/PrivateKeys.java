package dev.acm.ca.pem;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.DerElement;
import dev.acm.ca.internal.MalformedDerException;
import dev.acm.ca.internal.Oids;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads private keys in all forms of {@link dev.acm.spi.CertificateCodec}, sentence C3. */
final class PrivateKeys {
    private static final byte[] RSA_IDENTIFIER = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
    private static final Set<String> CURVES = Set.of("1.2.840.10045.3.1.7", "1.3.132.0.34", "1.3.132.0.35");
    private static final String KINDS = "RSA, nor EC on P-256, P-384 or P-521";

    private PrivateKeys() {}

    static PrivateKey readPem(byte[] pem, Optional<char[]> passphrase) throws Unreadable {
        List<PemBlocks.Block> blocks = PemBlocks.read(pem).stream()
                .filter(block -> !block.label().equals("EC PARAMETERS"))
                .toList();
        try {
            for (PemBlocks.Block block : blocks) {
                if (!block.label().endsWith("PRIVATE KEY")) {
                    throw Unreadable.kind("a block is a " + block.label() + ", not a private key");
                }
            }
            if (blocks.size() != 1) {
                throw blocks.isEmpty()
                        ? Unreadable.malformed("there is no PEM block")
                        : Unreadable.number("there are " + blocks.size() + " private keys, wanted one");
            }
            return read(blocks.get(0), passphrase);
        } finally {
            blocks.forEach(block -> PemBlocks.clear(block.content()));
        }
    }

    private static PrivateKey read(PemBlocks.Block block, Optional<char[]> passphrase) throws Unreadable {
        if (block.fault().isPresent()) {
            throw Unreadable.malformed(block.fault().get());
        }
        byte[] content = block.encryption().isPresent()
                ? Decryption.legacy(
                        block, block.encryption().get(), passphrase.orElseThrow(Unreadable::passphraseMissing))
                : block.content();
        boolean wasEncrypted = block.encryption().isPresent();
        try {
            return switch (block.label()) {
                case "PRIVATE KEY" -> ofPkcs8(content);
                case "ENCRYPTED PRIVATE KEY" -> ofEncrypted(content, passphrase);
                case "RSA PRIVATE KEY" -> ofPkcs1(content);
                case "EC PRIVATE KEY" -> ofSec1(content);
                default -> throw Unreadable.kind("the block is a " + block.label() + ", which is not read");
            };
        } catch (Unreadable e) {
            // a wrong key turns one block in 256 into something of proper padding
            throw wasEncrypted ? Unreadable.passphrase() : e;
        } finally {
            PemBlocks.clear(content);
        }
    }

    /** Reads DER of any of the forms, which their second element tells apart. */
    static PrivateKey readDer(byte[] der, Optional<char[]> passphrase) throws Unreadable {
        int second = secondTag(der);
        return switch (second) {
            case Der.SEQUENCE -> ofPkcs8(der);
            case Der.INTEGER -> ofPkcs1(der);
            case Der.OCTET_STRING -> isVersioned(der) ? ofSec1(der) : ofEncrypted(der, passphrase);
            default -> throw Unreadable.kind("this is no private key");
        };
    }

    private static int secondTag(byte[] der) throws Unreadable {
        List<DerElement> parts = partsOf(der);
        if (parts.size() < 2) {
            throw Unreadable.malformed("the private key is malformed");
        }
        return parts.get(1).tag();
    }

    private static boolean isVersioned(byte[] der) throws Unreadable {
        return partsOf(der).get(0).is(Der.INTEGER);
    }

    private static List<DerElement> partsOf(byte[] der) throws Unreadable {
        try {
            return DerElement.parse(der).expect(Der.SEQUENCE).children();
        } catch (MalformedDerException e) {
            throw Unreadable.malformed("the private key is malformed");
        }
    }

    private static PrivateKey ofEncrypted(byte[] encrypted, Optional<char[]> passphrase) throws Unreadable {
        byte[] pkcs8 = Decryption.pkcs8(encrypted, passphrase.orElseThrow(Unreadable::passphraseMissing));
        try {
            return ofPkcs8(pkcs8);
        } finally {
            PemBlocks.clear(pkcs8);
        }
    }

    private static PrivateKey ofPkcs1(byte[] key) throws Unreadable {
        return ofWrapped(RSA_IDENTIFIER, key);
    }

    private static PrivateKey ofSec1(byte[] key) throws Unreadable {
        for (DerElement part : partsOf(key)) {
            if (part.is(0xa0)) {
                byte[] identifier;
                try {
                    identifier = Der.sequence(
                            Der.oid(Oids.EC), part.inner().expect(Der.OID).encoded());
                } catch (MalformedDerException e) {
                    throw Unreadable.algorithm("the EC private key is not on a named curve");
                }
                return ofWrapped(identifier, key);
            }
        }
        throw Unreadable.algorithm("the EC private key names no curve");
    }

    private static PrivateKey ofWrapped(byte[] identifier, byte[] key) throws Unreadable {
        byte[] pkcs8 = Der.sequence(Der.integer(0), identifier, Der.octetString(key));
        try {
            return ofPkcs8(pkcs8);
        } finally {
            PemBlocks.clear(pkcs8);
        }
    }

    /** A key of PrivateKeyInfo (RFC 5958 section 2). */
    static PrivateKey ofPkcs8(byte[] pkcs8) throws Unreadable {
        String family;
        try {
            DerElement whole = DerElement.parse(pkcs8).expect(Der.SEQUENCE);
            List<DerElement> parts = whole.children();
            if (parts.size() < 3 || !parts.get(0).is(Der.INTEGER)) {
                throw whole.malformed("PrivateKeyInfo has a version, an algorithm and a key");
            }
            family = familyOf(parts.get(1).expect(Der.SEQUENCE).children());
        } catch (MalformedDerException | IndexOutOfBoundsException e) {
            throw Unreadable.malformed("the private key is malformed");
        }
        try {
            return KeyFactory.getInstance(family).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException | RuntimeException e) {
            throw Unreadable.malformed("the private key is malformed");
        }
    }

    private static String familyOf(List<DerElement> identifier) throws Unreadable {
        String oid = identifier.get(0).oid();
        if (oid.equals(Oids.RSA)) {
            return "RSA";
        }
        boolean named = identifier.size() == 2 && identifier.get(1).is(Der.OID);
        if (oid.equals(Oids.EC) && named && CURVES.contains(identifier.get(1).oid())) {
            return "EC";
        }
        throw Unreadable.algorithm("the private key is neither " + KINDS);
    }
}
