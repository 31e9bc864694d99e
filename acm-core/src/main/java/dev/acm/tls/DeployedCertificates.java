package dev.acm.tls;

import dev.acm.certificate.CertificateArn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** All deployed certificates, by handle and in the order of their first deployment. */
final class DeployedCertificates {
    private static final NameClaim[] NONE = {};

    private final ConcurrentHashMap<CertificateArn, DeployedCertificate> byArn = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<Long, DeployedCertificate> byOrder = new ConcurrentSkipListMap<>();
    private final AtomicLong order = new AtomicLong();

    /** The place of a certificate, made if it has none. It may have been retired by the time the caller has its lock. */
    DeployedCertificate place(CertificateArn arn) {
        return byArn.computeIfAbsent(arn, key -> new DeployedCertificate(order.incrementAndGet()));
    }

    @Nullable
    DeployedCertificate find(CertificateArn arn) {
        return byArn.get(arn);
    }

    /** Lists a certificate that has begun to serve. Only then, so that all listed ones serve until {@link #unlist}. */
    void list(DeployedCertificate certificate) {
        byOrder.putIfAbsent(certificate.order, certificate);
    }

    /** Takes a certificate off the list, before it stops serving. */
    void unlist(CertificateArn arn, DeployedCertificate certificate) {
        byOrder.remove(certificate.order);
        byArn.remove(arn, certificate);
    }

    @Nullable
    ServedGeneration serving(CertificateArn arn) {
        DeployedCertificate certificate = byArn.get(arn);
        return certificate == null ? null : certificate.current();
    }

    /** The serving generations, the certificate deployed first first. */
    List<ServedGeneration> serving() {
        List<ServedGeneration> all = new ArrayList<>();
        for (DeployedCertificate certificate : byOrder.values()) {
            ServedGeneration current = certificate.current();
            if (current != null) {
                all.add(current);
            }
        }
        return all;
    }

    /** The claims of given certificates on whatever has no name; those not deployed have none. */
    NameClaim[] claimsOf(List<CertificateArn> arns) {
        return arns.stream()
                .map(byArn::get)
                .filter(certificate -> certificate != null)
                .map(certificate -> certificate.unnamed[0])
                .toArray(NameClaim[]::new);
    }

    /** The claim of the certificate deployed first; none if nothing is deployed. */
    NameClaim[] claimOfFirst() {
        Map.Entry<Long, DeployedCertificate> first = byOrder.firstEntry();
        return first == null ? NONE : first.getValue().unnamed;
    }
}
