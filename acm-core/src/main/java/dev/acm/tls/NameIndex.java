package dev.acm.tls;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Which certificates claim which name: a hash map from name to claims, changed one name at a time. */
final class NameIndex {
    private static final NameClaim[] NONE = {};
    private static final Comparator<NameClaim> NEWEST_CERTIFICATE_FIRST = Comparator.comparingLong(
                    (NameClaim claim) -> claim.certificate().order)
            .reversed();

    private final ConcurrentHashMap<String, NameClaim[]> exact = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, NameClaim[]> wildcards = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();

    /** The claims on a host by its full name, the certificate deployed last first. */
    NameClaim[] exact(String host) {
        NameClaim[] claims = exact.get(host);
        return claims == null ? NONE : claims;
    }

    /** The claims on a host by a wildcard in place of its leftmost label (RFC 9525 section 6.3). */
    NameClaim[] wildcard(String host) {
        int dot = host.indexOf('.');
        NameClaim[] claims = dot <= 0 ? null : wildcards.get(host.substring(dot + 1));
        return claims == null ? NONE : claims;
    }

    /**
     * Counts publications that changed who serves which name. A search that came up empty holds only if this did not move:
     * a name that went from one certificate to another meanwhile may have been missed in both.
     */
    long changes() {
        return changes.get();
    }

    /** Lays the claims of names that {@code next} adds and ends those it drops; nothing is visible before it is published. */
    void prepare(DeployedCertificate certificate, ServedGeneration next) {
        certificate.claims.forEach((name, claim) -> {
            if (!next.names().contains(name)) {
                claim.endBefore(next.sequence());
            }
        });
        for (String name : next.names()) {
            if (!certificate.claims.containsKey(name)) {
                NameClaim claim = new NameClaim(certificate, next.sequence());
                certificate.claims.put(name, claim);
                add(name, claim);
            }
        }
    }

    /** Sweeps up after a publication that changed names: claims on names not in {@code kept} leave the maps. */
    void finish(DeployedCertificate certificate, Set<String> kept) {
        changes.incrementAndGet();
        certificate.claims.entrySet().removeIf(entry -> {
            boolean dropped = !kept.contains(entry.getKey());
            if (dropped) {
                remove(entry.getKey(), entry.getValue());
            }
            return dropped;
        });
    }

    private void add(String name, NameClaim claim) {
        mapOf(name).merge(keyOf(name), new NameClaim[] {claim}, (old, one) -> {
            NameClaim[] all = Arrays.copyOf(old, old.length + 1);
            all[old.length] = claim;
            Arrays.sort(all, NEWEST_CERTIFICATE_FIRST);
            return all;
        });
    }

    private void remove(String name, NameClaim claim) {
        mapOf(name).computeIfPresent(keyOf(name), (key, old) -> {
            NameClaim[] left =
                    Arrays.stream(old).filter(other -> other != claim).toArray(NameClaim[]::new);
            return left.length == 0 ? null : left;
        });
    }

    private ConcurrentHashMap<String, NameClaim[]> mapOf(String name) {
        return name.startsWith("*.") ? wildcards : exact;
    }

    private static String keyOf(String name) {
        return name.startsWith("*.") ? name.substring(2) : name;
    }
}
