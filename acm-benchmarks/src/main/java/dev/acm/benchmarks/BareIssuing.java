package dev.acm.benchmarks;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * The cryptography of one certificate and nothing else: generators, signatures and the issuer's key are made beforehand. Who
 * does what is as in the library: the JDK's default provider for what the manager does, Bouncy Castle for the authority.
 */
final class BareIssuing {
    private static final String ALGORITHM = "SHA256withECDSA";

    private final SecureRandom random;
    private final byte[] request;
    private final byte[] certificate;
    private final KeyPairGenerator generator;
    private final Signature managerSigner = Signature.getInstance(ALGORITHM);
    private final Signature managerVerifier = Signature.getInstance(ALGORITHM);
    private final Signature authoritySigner;
    private final Signature authorityVerifier;
    private final PrivateKey issuerKey;
    private final PublicKey issuerPublicKey;

    /** The signed parts of the request and of the certificate have the given lengths, in octets. */
    BareIssuing(int request, int certificate, SecureRandom random) throws GeneralSecurityException {
        this.random = random;
        this.request = new byte[request];
        this.certificate = new byte[certificate];
        Provider authority = new BouncyCastleProvider();
        authoritySigner = Signature.getInstance(ALGORITHM, authority);
        authorityVerifier = Signature.getInstance(ALGORITHM, authority);
        generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        KeyPair issuer = generator.generateKeyPair();
        issuerPublicKey = issuer.getPublic();
        issuerKey = KeyFactory.getInstance("EC", authority)
                .generatePrivate(new PKCS8EncodedKeySpec(issuer.getPrivate().getEncoded()));
    }

    /** Two signatures and two verifications with a new key pair. */
    byte[] issue() throws GeneralSecurityException {
        KeyPair keys = generator.generateKeyPair();
        byte[] proof = sign(managerSigner, keys.getPrivate(), request);
        verify(authorityVerifier, keys.getPublic(), request, proof);
        byte[] signature = sign(authoritySigner, issuerKey, certificate);
        verify(managerVerifier, issuerPublicKey, certificate, signature);
        return signature;
    }

    private byte[] sign(Signature signer, PrivateKey key, byte[] content) throws GeneralSecurityException {
        signer.initSign(key, random);
        signer.update(content);
        return signer.sign();
    }

    private static void verify(Signature verifier, PublicKey key, byte[] content, byte[] signature)
            throws GeneralSecurityException {
        verifier.initVerify(key);
        verifier.update(content);
        if (!verifier.verify(signature)) {
            throw new SignatureException("not verified");
        }
    }
}
