package dev.acm.ca.pem;

import dev.acm.certificate.CertificateChain;
import java.math.BigInteger;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate for tests of formats. */
final class SelfSigned {
    private SelfSigned() {}

    static CertificateChain chain(KeyPair keys) throws Exception {
        X500Name name = new X500Name("CN=test");
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        return CertificateChain.fromDer(List.of(new JcaX509v3CertificateBuilder(
                        name,
                        BigInteger.TEN,
                        Date.from(start),
                        Date.from(start.plusSeconds(86_400)),
                        name,
                        keys.getPublic())
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
                .getEncoded()));
    }
}
