package dev.acm.ca.pem;

import dev.acm.ca.internal.Signatures;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.EncryptedData;
import org.bouncycastle.asn1.pkcs.MacData;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PBMAC1Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcDefaultDigestProvider;
import org.bouncycastle.pkcs.PKCS12MacCalculatorBuilderProvider;
import org.bouncycastle.pkcs.PKCS12PfxPdu;
import org.bouncycastle.pkcs.PKCS12PfxPduBuilder;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagBuilder;
import org.bouncycastle.pkcs.PKCS12SafeBagFactory;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.bc.BcPKCS12MacCalculatorBuilderProvider;
import org.bouncycastle.pkcs.jcajce.JcePKCS12MacCalculatorBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCS12MacCalculatorBuilderProvider;

/** A PKCS#12 file (RFC 7292), read bag by bag so that neither one nor all of them take unbounded work. */
final class Pkcs12File {
    private final char[] passphrase;
    private BigInteger work = BigInteger.ZERO;
    private final List<Bag<PrivateKey>> keys = new ArrayList<>();
    private final List<Bag<X509Certificate>> certificates = new ArrayList<>();

    private record Bag<T>(T value, Optional<byte[]> localId) {}

    private Pkcs12File(char[] passphrase) {
        this.passphrase = passphrase;
    }

    static Pkcs12File read(byte[] file, char[] passphrase) throws Unreadable {
        PKCS12PfxPdu pfx;
        try {
            pfx = new PKCS12PfxPdu(file);
        } catch (IOException | RuntimeException e) {
            throw Unreadable.malformed("this is no PKCS#12 file");
        }
        Pkcs12File result = new Pkcs12File(passphrase);
        try {
            result.checkMac(pfx);
            for (ContentInfo content : pfx.getContentInfos()) {
                result.readContent(content);
            }
        } catch (PKCSException | IOException | RuntimeException e) {
            // which runtime exception a wrong key causes is Bouncy Castle's own affair
            throw Unreadable.passphrase();
        }
        return result;
    }

    /** Adds up what the parts of the file take, each of which was checked on its own. */
    private void begin(BigInteger more) throws Unreadable {
        work = work.add(more);
        if (work.compareTo(Decryption.MAX_ROUNDS) > 0) {
            throw Unreadable.work();
        }
    }

    private void checkMac(PKCS12PfxPdu pfx) throws Unreadable, PKCSException {
        if (!pfx.hasMac()) {
            return;
        }
        MacData mac = pfx.toASN1Structure().getMacData();
        PKCS12MacCalculatorBuilderProvider macs =
                new BcPKCS12MacCalculatorBuilderProvider(BcDefaultDigestProvider.INSTANCE);
        if (pfx.getMacAlgorithmID().getAlgorithm().equals(PKCSObjectIdentifiers.id_PBMAC1)) {
            PBMAC1Params parameters =
                    PBMAC1Params.getInstance(pfx.getMacAlgorithmID().getParameters());
            begin(Decryption.checkMac(
                    PBKDF2Params.getInstance(parameters.getKeyDerivationFunc().getParameters())));
            macs = new JcePKCS12MacCalculatorBuilderProvider().setProvider(Signatures.bouncyCastle());
        } else {
            begin(Decryption.checkRounds(mac.getIterationCount()));
        }
        if (!pfx.isMacValid(macs, passphrase)) {
            throw Unreadable.passphrase();
        }
    }

    private void readContent(ContentInfo content) throws Unreadable, PKCSException, IOException {
        if (content.getContentType().equals(PKCSObjectIdentifiers.encryptedData)) {
            begin(Decryption.checkWork(
                    EncryptedData.getInstance(content.getContent()).getEncryptionAlgorithm()));
            readBags(new PKCS12SafeBagFactory(content, Decryption.decryptors(passphrase)).getSafeBags());
        } else {
            readBags(new PKCS12SafeBagFactory(content).getSafeBags());
        }
    }

    private void readBags(PKCS12SafeBag[] bags) throws Unreadable, IOException {
        for (PKCS12SafeBag bag : bags) {
            Object value = bag.getBagValue();
            if (value instanceof X509CertificateHolder certificate) {
                certificates.add(new Bag<>(Certificates.of(certificate.getEncoded()), localIdOf(bag)));
            } else if (value instanceof PrivateKeyInfo plain) {
                addKey(plain.getEncoded(), bag);
            } else if (value instanceof PKCS8EncryptedPrivateKeyInfo encrypted) {
                begin(Decryption.checkWork(encrypted.getEncryptionAlgorithm()));
                addKey(Decryption.pkcs8(encrypted, passphrase), bag);
            }
        }
    }

    private void addKey(byte[] pkcs8, PKCS12SafeBag bag) throws Unreadable {
        try {
            keys.add(new Bag<>(PrivateKeys.ofPkcs8(pkcs8), localIdOf(bag)));
        } finally {
            PemBlocks.clear(pkcs8);
        }
    }

    private static Optional<byte[]> localIdOf(PKCS12SafeBag bag) {
        for (Attribute attribute : bag.getAttributes() == null ? new Attribute[0] : bag.getAttributes()) {
            if (attribute.getAttrType().equals(PKCS12SafeBag.localKeyIdAttribute)) {
                return Optional.of(ASN1OctetString.getInstance(attribute.getAttributeValues()[0])
                        .getOctets());
            }
        }
        return Optional.empty();
    }

    PrivateKey key() throws Unreadable {
        if (keys.size() != 1) {
            throw Unreadable.number("there are " + keys.size() + " private keys in the file, wanted one");
        }
        return keys.get(0).value();
    }

    /** The key's own certificate first, then the others in the file's order. */
    List<X509Certificate> certificates() throws Unreadable {
        if (certificates.isEmpty()) {
            throw Unreadable.number("there is no certificate in the file");
        }
        PrivateKey key = key();
        Optional<byte[]> localId = keys.get(0).localId();
        int own = 0;
        for (int i = certificates.size() - 1; i >= 0; i--) {
            Bag<X509Certificate> bag = certificates.get(i);
            boolean marked = localId.isPresent()
                    && bag.localId().isPresent()
                    && Arrays.equals(localId.get(), bag.localId().get());
            if (marked || (localId.isEmpty() && KeyPairs.belong(key, bag.value().getPublicKey()))) {
                own = i;
            }
        }
        List<X509Certificate> result = new ArrayList<>();
        result.add(certificates.get(own).value());
        for (int i = 0; i < certificates.size(); i++) {
            if (i != own) {
                result.add(certificates.get(i).value());
            }
        }
        return result;
    }

    static byte[] write(List<byte[]> chain, byte[] pkcs8, String alias, char[] passphrase, Encryption encryption) {
        try {
            DEROctetString localId =
                    new DEROctetString(MessageDigest.getInstance("SHA-256").digest(chain.get(0)));
            DERBMPString name = new DERBMPString(alias);
            PKCS12SafeBag[] bags = new PKCS12SafeBag[chain.size()];
            for (int i = 0; i < bags.length; i++) {
                PKCS12SafeBagBuilder bag = new PKCS12SafeBagBuilder(Certificate.getInstance(chain.get(i)));
                if (i == 0) {
                    bag.addBagAttribute(PKCS12SafeBag.friendlyNameAttribute, name);
                    bag.addBagAttribute(PKCS12SafeBag.localKeyIdAttribute, localId);
                }
                bags[i] = bag.build();
            }
            PKCS12SafeBagBuilder key =
                    new PKCS12SafeBagBuilder(PrivateKeyInfo.getInstance(pkcs8), encryption.under(passphrase));
            key.addBagAttribute(PKCS12SafeBag.friendlyNameAttribute, name);
            key.addBagAttribute(PKCS12SafeBag.localKeyIdAttribute, localId);
            return new PKCS12PfxPduBuilder()
                    .addEncryptedData(encryption.under(passphrase), bags)
                    .addData(key.build())
                    .build(
                            new JcePKCS12MacCalculatorBuilder(NISTObjectIdentifiers.id_sha256)
                                    .setProvider(Signatures.bouncyCastle())
                                    .setIterationCount(encryption.rounds()),
                            passphrase)
                    .getEncoded();
        } catch (IOException | PKCSException | OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException("a PKCS#12 file could not be written", e);
        }
    }
}
