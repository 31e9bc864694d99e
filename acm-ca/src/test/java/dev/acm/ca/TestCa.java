package dev.acm.ca;

import dev.acm.certificate.CertificateChain;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A CA made by other code than ours, with a name of PrintableStrings. */
final class TestCa {
    private static final KeyPair KEYS = generate();

    private TestCa() {}

    private static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(384);
            return generator.generateKeyPair();
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static PrivateKey key() {
        return KEYS.getPrivate();
    }

    static CertificateChain chain() throws Exception {
        X500Name name = new X500Name("C=DE, O=Somebody, CN=Somebody's CA");
        X509CertificateHolder holder = new JcaX509v3CertificateBuilder(
                        name,
                        BigInteger.valueOf(0x7123_4567_89ab_cdefL),
                        Date.from(TestAuthority.NOW.minus(Duration.ofDays(10))),
                        Date.from(TestAuthority.NOW.plus(Duration.ofDays(3000))),
                        name,
                        KEYS.getPublic())
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(true))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                .addExtension(
                        Extension.subjectKeyIdentifier,
                        false,
                        new JcaX509ExtensionUtils().createSubjectKeyIdentifier(KEYS.getPublic()))
                .build(new JcaContentSignerBuilder("SHA384withECDSA").build(KEYS.getPrivate()));
        return CertificateChain.fromDer(List.of(holder.getEncoded()));
    }
}
