package dev.acm.tls;

import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateChain;
import dev.acm.spi.ServingMaterial;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One publication of one generation: key, chain and all that choosing needs, worked out once. Immutable, so that whoever holds
 * it can never see the key of one generation beside the chain of another.
 */
final class ServedGeneration {
    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
    private static final String ANY_USAGE = "2.5.29.37.0";

    private final CertificateArn arn;
    private final long generation;
    private final long sequence;
    private final String alias;
    private final CertificateChain chain;
    private final X509Certificate[] certificates;
    private final PrivateKey privateKey;
    private final Set<String> names;
    private final String keyType;
    private final SignatureSchemes schemes;
    private final boolean forServers;
    private final boolean forClients;
    private final Set<Principal> issuers;
    private final long notBefore;
    private final long notAfter;

    /** @param sequence unique and rising: it makes the alias of a re-published generation another alias */
    ServedGeneration(ServingMaterial material, long sequence) {
        X509Certificate leaf = material.chain().leaf();
        List<String> usages = extendedKeyUsage(leaf);
        this.arn = material.arn();
        this.generation = material.generation();
        this.sequence = sequence;
        this.alias = arn + "#" + generation + "." + sequence;
        this.chain = material.chain();
        this.certificates = chain.certificates().toArray(X509Certificate[]::new);
        this.privateKey = material.privateKey();
        this.names = namesOf(material);
        this.keyType = leaf.getPublicKey().getAlgorithm();
        this.schemes = SignatureSchemes.of(leaf.getPublicKey());
        this.forServers = usages.isEmpty() || usages.contains(SERVER_AUTH) || usages.contains(ANY_USAGE);
        this.forClients = usages.isEmpty() || usages.contains(CLIENT_AUTH) || usages.contains(ANY_USAGE);
        this.issuers = new HashSet<>();
        for (X509Certificate certificate : certificates) {
            issuers.add(certificate.getIssuerX500Principal());
        }
        this.notBefore = leaf.getNotBefore().toInstant().toEpochMilli();
        this.notAfter = leaf.getNotAfter().toInstant().toEpochMilli();
    }

    private static Set<String> namesOf(ServingMaterial material) {
        Set<String> values = new HashSet<>();
        material.names().forEach(name -> values.add(name.value()));
        return values;
    }

    private static List<String> extendedKeyUsage(X509Certificate leaf) {
        try {
            List<String> usages = leaf.getExtendedKeyUsage();
            return usages == null ? List.of() : usages;
        } catch (CertificateParsingException e) {
            throw new IllegalArgumentException("the extended key usage of the leaf cannot be read", e);
        }
    }

    CertificateArn arn() {
        return arn;
    }

    long generation() {
        return generation;
    }

    long sequence() {
        return sequence;
    }

    String alias() {
        return alias;
    }

    CertificateChain chain() {
        return chain;
    }

    /** A copy: JDK 25 writes into the array it is given. */
    X509Certificate[] certificates() {
        return certificates.clone();
    }

    PrivateKey privateKey() {
        return privateKey;
    }

    Set<String> names() {
        return names;
    }

    boolean hasKeyType(String type) {
        return keyType.equals(type);
    }

    boolean forServers() {
        return forServers;
    }

    boolean forClients() {
        return forClients;
    }

    SignatureSchemes schemes() {
        return schemes;
    }

    boolean validAt(long epochMillis) {
        return notBefore <= epochMillis && epochMillis <= notAfter;
    }

    /** Whether one of {@code accepted} issued a certificate of the chain; none accepted means all are. */
    boolean issuedByOneOf(Principal[] accepted) {
        for (Principal issuer : accepted) {
            if (issuers.contains(issuer)) {
                return true;
            }
        }
        return accepted.length == 0;
    }

    @Override
    public String toString() {
        return alias;
    }
}
