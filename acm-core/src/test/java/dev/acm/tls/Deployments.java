package dev.acm.tls;

import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateChain;
import dev.acm.name.DomainName;
import dev.acm.spi.ServingMaterial;
import dev.acm.tls.DerCertificates.Usage;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Material to deploy in tests. */
public final class Deployments {
    /** Before every certificate made here ends, and after each began: real TLS clients look at the real clock. */
    public static final Instant FROM = Instant.parse("2020-01-01T00:00:00Z");

    /** The end of the certificates made here. */
    public static final Instant TO = Instant.parse("2120-01-01T00:00:00Z");

    private Deployments() {}

    /** The handle of the n-th certificate. */
    public static CertificateArn arn(long n) {
        return new CertificateArn("acm", "test-1", "123456789012", new UUID(0x4000L, 0x8000000000000000L | n));
    }

    /** A generation with a new key. */
    public static ServingMaterial material(CertificateArn arn, long generation, String keyKind, String... names) {
        return material(arn, generation, keyKind, Usage.ANY, FROM, TO, names);
    }

    /** A generation with a new key. */
    public static ServingMaterial material(
            CertificateArn arn,
            long generation,
            String keyKind,
            Usage usage,
            Instant notBefore,
            Instant notAfter,
            String... names) {
        KeyPair pair = DerCertificates.keyPair(keyKind);
        X509Certificate leaf = DerCertificates.selfSigned(pair, List.of(names), notBefore, notAfter, usage);
        return new ServingMaterial(
                arn, generation, names(names), CertificateChain.of(List.of(leaf)), pair.getPrivate());
    }

    /** The same key and chain under another handle, generation and names: what is deployed is not looked into. */
    public static ServingMaterial relabel(
            ServingMaterial material, CertificateArn arn, long generation, String... names) {
        return new ServingMaterial(arn, generation, names(names), material.chain(), material.privateKey());
    }

    private static List<DomainName> names(String... names) {
        return Arrays.stream(names).map(DomainName::parse).toList();
    }
}
