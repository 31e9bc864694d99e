package dev.acm.tls;

import dev.acm.certificate.CertificateArn;
import java.security.Principal;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which generation a handshake gets. Reads what is deployed, changes nothing, takes no lock. */
final class GenerationChoice {
    private static final int NO_PREFERENCE = Integer.MAX_VALUE;

    private final NameIndex names;
    private final DeployedCertificates deployed;
    private final InstantSource clock;
    private final ServingDefaults defaults;

    GenerationChoice(NameIndex names, DeployedCertificates deployed, InstantSource clock, ServingDefaults defaults) {
        this.names = names;
        this.deployed = deployed;
        this.clock = clock;
        this.defaults = defaults;
    }

    /**
     * The generation for a server's handshake: by exact name, then by wildcard, then the default, which never serves a name
     * that is deployed.
     *
     * @param host in lower case; null without SNI
     * @return a generation of key type {@code keyType}; one of another type, if the peer can verify that and should ask for
     *     it instead; null if nothing fits
     */
    @Nullable
    ServedGeneration forServer(@Nullable String host, String keyType, PeerOffer offer) {
        while (host != null) {
            long before = names.changes();
            NameClaim[] exact = names.exact(host);
            ServedGeneration found = best(exact, keyType, offer);
            if (found != null) {
                return found;
            }
            NameClaim[] wildcard = names.wildcard(host);
            found = best(wildcard, keyType, offer);
            if (found == null) {
                found = lastResort(exact, wildcard, keyType);
            }
            boolean named = found != null || anyServing(exact) || anyServing(wildcard);
            if (names.changes() == before) {
                if (named) {
                    return found;
                }
                break;
            }
        }
        return defaults.configured()
                ? best(deployed.claimsOf(defaults.server()), keyType, offer)
                : first(keyType, offer);
    }

    private @Nullable ServedGeneration first(String keyType, PeerOffer offer) {
        while (true) {
            NameClaim[] claims = deployed.claimOfFirst();
            ServedGeneration found = best(claims, keyType, offer);
            // nothing serving where something was listed: it was retired meanwhile, and another one is the first now
            if (found != null || claims.length == 0 || claims[0].serving() != null) {
                return found;
            }
        }
    }

    /** Of those that the peer can verify: one that is valid now before one that is not, then the asked key type, then order. */
    private @Nullable ServedGeneration best(NameClaim[] claims, String keyType, PeerOffer offer) {
        ServedGeneration best = null;
        int bestRank = NO_PREFERENCE;
        for (NameClaim claim : claims) {
            ServedGeneration candidate = claim.serving();
            if (candidate != null && candidate.forServers() && offer.permits(candidate)) {
                int rank = candidate.hasKeyType(keyType) ? 0 : 1;
                // most names have one certificate: then the clock need not be read
                rank += claims.length == 1 || candidate.validAt(clock.millis()) ? 0 : 2;
                if (rank < bestRank) {
                    bestRank = rank;
                    best = candidate;
                }
            }
        }
        return best;
    }

    // the schemes JSSE reports may be those for certificates only (RFC 8446 section 4.2.3); it checks the others itself
    private static @Nullable ServedGeneration lastResort(NameClaim[] exact, NameClaim[] wildcard, String keyType) {
        for (NameClaim[] claims : List.of(exact, wildcard)) {
            for (NameClaim claim : claims) {
                ServedGeneration candidate = claim.serving();
                if (candidate != null && candidate.forServers() && candidate.hasKeyType(keyType)) {
                    return candidate;
                }
            }
        }
        return null;
    }

    private static boolean anyServing(NameClaim[] claims) {
        for (NameClaim claim : claims) {
            ServedGeneration candidate = claim.serving();
            if (candidate != null && candidate.forServers()) {
                return true;
            }
        }
        return false;
    }

    /** The generation for a client's handshake: valid before not, then by the server's order of key types, then in order. */
    @Nullable
    ServedGeneration forClient(String[] keyTypes, Principal[] issuers, PeerOffer offer) {
        long now = clock.millis();
        ServedGeneration best = null;
        int bestRank = NO_PREFERENCE;
        for (ServedGeneration candidate : clientCandidates()) {
            int place = placeOf(candidate, keyTypes);
            if (place >= 0 && candidate.forClients() && candidate.issuedByOneOf(issuers) && offer.permits(candidate)) {
                int rank = place + (candidate.validAt(now) ? 0 : keyTypes.length);
                if (rank < bestRank) {
                    bestRank = rank;
                    best = candidate;
                }
            }
        }
        return best;
    }

    private Collection<ServedGeneration> clientCandidates() {
        List<CertificateArn> named = defaults.client();
        return named.isEmpty()
                ? deployed.serving()
                : named.stream().map(deployed::serving).filter(Objects::nonNull).toList();
    }

    private static int placeOf(ServedGeneration candidate, String[] keyTypes) {
        for (int i = 0; i < keyTypes.length; i++) {
            if (candidate.hasKeyType(keyAlgorithm(keyTypes[i]))) {
                return i;
            }
        }
        return -1;
    }

    /** The algorithm of the key in a JSSE key type: {@code EC} for {@code EC}, and for the older {@code EC_RSA}. */
    static String keyAlgorithm(String keyType) {
        int underscore = keyType.indexOf('_');
        return underscore < 0 ? keyType : keyType.substring(0, underscore);
    }
}
