package dev.acm.tls;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One certificate's place among the deployed. All but {@link #current} is guarded by this object's own lock. */
final class DeployedCertificate {
    /** Rises with the first deployment of each certificate; a renewal keeps it. */
    final long order;

    /** Its claim on handshakes that no name decides. */
    final NameClaim[] unnamed = {new NameClaim(this, Long.MIN_VALUE)};

    /** Its names' claims, by canonical text with {@code *.}. */
    final Map<String, NameClaim> claims = new HashMap<>();

    /** Superseded generations still readable, oldest first. */
    final ArrayDeque<RetainedGenerations.Superseded> superseded = new ArrayDeque<>();

    /** Whether it waits in the queue of those to be looked over for expired generations. */
    boolean queued;

    boolean retired;

    private volatile @Nullable ServedGeneration current;

    DeployedCertificate(long order) {
        this.order = order;
    }

    /** The one write by which a generation begins to serve, under all its names at once. */
    void publish(@Nullable ServedGeneration next) {
        current = next;
    }

    /** The serving generation; null before the first and after retirement. */
    @Nullable
    ServedGeneration current() {
        return current;
    }
}
