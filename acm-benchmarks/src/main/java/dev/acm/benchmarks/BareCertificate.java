package dev.acm.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.operator.ContentSigner;

/**
 * A certificate with the fields and extensions of a given one, built and signed with Bouncy Castle's classes and the given
 * provider's signature, and nothing checked or stored. And that signature alone.
 */
final class BareCertificate {
    private static final AlgorithmIdentifier ALGORITHM = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);

    private final Signature signature;
    private final PrivateKey issuerKey;
    private final SecureRandom random;
    private final byte[] toBeSigned;
    private final X500Name issuer;
    private final X500Name subject;
    private final Time notBefore;
    private final Time notAfter;
    private final byte[] publicKey;
    private final Extension[] extensions;

    BareCertificate(X509Certificate like, PrivateKey issuerKey, Provider provider, SecureRandom random)
            throws GeneralSecurityException {
        JcaX509CertificateHolder holder = new JcaX509CertificateHolder(like);
        this.signature = Signature.getInstance("SHA256withECDSA", provider);
        this.issuerKey = issuerKey;
        this.random = random;
        this.toBeSigned = like.getTBSCertificate();
        this.issuer = holder.getIssuer();
        this.subject = holder.getSubject();
        this.notBefore = holder.toASN1Structure().getStartDate();
        this.notAfter = holder.toASN1Structure().getEndDate();
        this.publicKey = like.getPublicKey().getEncoded();
        Extensions all = holder.getExtensions();
        this.extensions = new Extension[all.getExtensionOIDs().length];
        for (int i = 0; i < extensions.length; i++) {
            extensions[i] = all.getExtension(all.getExtensionOIDs()[i]);
        }
    }

    /** The signature over as many octets, of the issuer's key. */
    byte[] sign() throws GeneralSecurityException {
        signature.initSign(issuerKey, random);
        signature.update(toBeSigned);
        return signature.sign();
    }

    /** The whole certificate, with a serial number of its own. */
    byte[] build() {
        try {
            X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                    issuer,
                    new BigInteger(126, random),
                    notBefore,
                    notAfter,
                    subject,
                    SubjectPublicKeyInfo.getInstance(publicKey));
            for (Extension extension : extensions) {
                builder.addExtension(extension);
            }
            return builder.build(new Signer()).toASN1Structure().getEncoded(ASN1Encoding.DER);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class Signer implements ContentSigner {
        Signer() throws GeneralSecurityException {
            signature.initSign(issuerKey, random);
        }

        @Override
        public AlgorithmIdentifier getAlgorithmIdentifier() {
            return ALGORITHM;
        }

        @Override
        public OutputStream getOutputStream() {
            return new OutputStream() {
                @Override
                public void write(int octet) {
                    write(new byte[] {(byte) octet}, 0, 1);
                }

                @Override
                public void write(byte[] octets, int offset, int length) {
                    try {
                        signature.update(octets, offset, length);
                    } catch (SignatureException e) {
                        throw new UncheckedIOException(new IOException(e));
                    }
                }
            };
        }

        @Override
        public byte[] getSignature() {
            try {
                return signature.sign();
            } catch (SignatureException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
