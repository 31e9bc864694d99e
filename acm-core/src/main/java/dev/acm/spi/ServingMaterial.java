package dev.acm.spi;

import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateChain;
import dev.acm.name.DomainName;
import java.security.PrivateKey;
import java.util.List;
import java.util.Objects;

/** One generation, opened to be served. Immutable; {@code toString} shows no key. */
public final class ServingMaterial {
    private final CertificateArn arn;
    private final long generation;
    private final List<DomainName> names;
    private final CertificateChain chain;
    private final PrivateKey privateKey;

    /**
     * Collects the parts.
     *
     * @param arn the certificate
     * @param generation the generation, 1 and up
     * @param names the names it serves
     * @param chain the chain
     * @param privateKey the key of the chain's leaf
     */
    public ServingMaterial(
            CertificateArn arn,
            long generation,
            List<DomainName> names,
            CertificateChain chain,
            PrivateKey privateKey) {
        this.arn = Objects.requireNonNull(arn, "arn");
        this.generation = generation;
        this.names = List.copyOf(names);
        this.chain = Objects.requireNonNull(chain, "chain");
        this.privateKey = Objects.requireNonNull(privateKey, "privateKey");
    }

    /**
     * The certificate.
     *
     * @return its handle
     */
    public CertificateArn arn() {
        return arn;
    }

    /**
     * The generation.
     *
     * @return 1 and up
     */
    public long generation() {
        return generation;
    }

    /**
     * The names it serves.
     *
     * @return unmodifiable
     */
    public List<DomainName> names() {
        return names;
    }

    /**
     * The chain.
     *
     * @return the leaf first
     */
    public CertificateChain chain() {
        return chain;
    }

    /**
     * The private key.
     *
     * @return the key, or a provider's handle of it
     */
    public PrivateKey privateKey() {
        return privateKey;
    }

    @Override
    public String toString() {
        return "ServingMaterial[" + arn + ", generation " + generation + "]";
    }
}
