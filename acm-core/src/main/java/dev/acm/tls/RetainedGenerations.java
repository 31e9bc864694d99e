package dev.acm.tls;

import dev.acm.certificate.CertificateArn;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Every generation that an alias still reads: the serving ones, and superseded ones for a while, because JSSE asks for alias,
 * key and chain in three separate calls and a swap may fall between any two of them.
 */
final class RetainedGenerations {
    /** A generation that no longer serves, and when it stopped. */
    record Superseded(ServedGeneration generation, long sinceMillis) {}

    private record Kept(ServedGeneration generation, long untilMillis) {}

    private static final int LOOKED_OVER_PER_PUBLICATION = 2;

    private final InstantSource clock;
    private final long keptMillis;
    private final int keptCount;
    private final ConcurrentHashMap<String, Kept> byAlias = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<DeployedCertificate> toLookOver = new ConcurrentLinkedQueue<>();

    RetainedGenerations(InstantSource clock, Duration kept, int keptCount) {
        this.clock = clock;
        this.keptMillis = kept.toMillis();
        this.keptCount = keptCount;
    }

    /** The generation of an alias; null if the alias is unknown or its time is over. */
    @Nullable
    ServedGeneration read(@Nullable String alias) {
        Kept readable = alias == null ? null : byAlias.get(alias);
        if (readable == null || (readable.untilMillis != Long.MAX_VALUE && clock.millis() >= readable.untilMillis)) {
            return null;
        }
        return readable.generation;
    }

    /** Makes a generation readable, before it serves. */
    void add(ServedGeneration generation) {
        byAlias.put(generation.alias(), new Kept(generation, Long.MAX_VALUE));
    }

    /**
     * Starts the clock of a generation that stopped serving. The caller holds the certificate's lock.
     *
     * @return the generation evicted early to make room, if there was one
     */
    Optional<ServedGeneration> supersede(DeployedCertificate certificate, ServedGeneration generation) {
        long now = clock.millis();
        byAlias.put(generation.alias(), new Kept(generation, now + keptMillis));
        certificate.superseded.addLast(new Superseded(generation, now));
        dropExpired(certificate, now);
        if (!certificate.queued && !certificate.superseded.isEmpty()) {
            certificate.queued = true;
            toLookOver.add(certificate);
        }
        return certificate.superseded.size() > keptCount ? Optional.of(drop(certificate)) : Optional.empty();
    }

    /** Makes the superseded generations of a certificate unreadable at once, those of a retired one too. */
    void forgetSuperseded(CertificateArn arn) {
        byAlias.values()
                .removeIf(kept -> kept.untilMillis != Long.MAX_VALUE
                        && kept.generation.arn().equals(arn));
    }

    /** Drops what is past its time, looking at a few certificates only: called at each publication, with no lock held. */
    void lookOverSome() {
        lookOver(LOOKED_OVER_PER_PUBLICATION);
    }

    /** Drops all that is past its time. */
    void lookOverAll() {
        lookOver(toLookOver.size());
    }

    private void lookOver(int count) {
        for (int i = 0; i < count; i++) {
            DeployedCertificate certificate = toLookOver.poll();
            if (certificate == null) {
                return;
            }
            synchronized (certificate) {
                dropExpired(certificate, clock.millis());
                certificate.queued = !certificate.superseded.isEmpty();
                if (certificate.queued) {
                    toLookOver.add(certificate);
                }
            }
        }
    }

    private void dropExpired(DeployedCertificate certificate, long now) {
        while (!certificate.superseded.isEmpty()
                && certificate.superseded.getFirst().sinceMillis() + keptMillis <= now) {
            drop(certificate);
        }
    }

    private ServedGeneration drop(DeployedCertificate certificate) {
        ServedGeneration oldest = certificate.superseded.removeFirst().generation();
        byAlias.remove(oldest.alias());
        return oldest;
    }

    int size() {
        return byAlias.size();
    }
}
