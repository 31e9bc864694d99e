package dev.acm.tls;

import dev.acm.certificate.CertificateArn;
import dev.acm.spi.ServingMaterial;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Changes what serves, one certificate at a time under its own lock, and never so that a reader sees half of it. */
final class GenerationSwap {
    private static final Logger log = LoggerFactory.getLogger(GenerationSwap.class);

    private final NameIndex names;
    private final DeployedCertificates deployed;
    private final RetainedGenerations readable;
    private final EvictionListener evictions;
    private final AtomicLong sequence = new AtomicLong();

    GenerationSwap(
            NameIndex names, DeployedCertificates deployed, RetainedGenerations readable, EvictionListener evictions) {
        this.names = names;
        this.deployed = deployed;
        this.readable = readable;
        this.evictions = evictions;
    }

    /** @param replaced the generation that an older one may take the place of; empty if only a newer one may serve */
    Publication publish(ServingMaterial material, OptionalLong replaced) {
        while (true) {
            DeployedCertificate place = deployed.place(material.arn());
            Optional<ServedGeneration> evicted;
            synchronized (place) {
                if (place.retired) {
                    continue; // retired since it was found: take a new place
                }
                ServedGeneration serving = place.current();
                Publication allowed = serving == null ? Publication.PUBLISHED : judge(serving, material, replaced);
                if (allowed != Publication.PUBLISHED) {
                    return allowed;
                }
                evicted = replace(place, serving, material);
            }
            evicted.ifPresent(this::report);
            readable.lookOverSome();
            return Publication.PUBLISHED;
        }
    }

    private static Publication judge(ServedGeneration serving, ServingMaterial next, OptionalLong replaced) {
        if (next.generation() == serving.generation()) {
            return next.chain().equals(serving.chain()) ? Publication.ALREADY_SERVED : Publication.REFUSED_CONFLICTING;
        }
        boolean allowed = replaced.isPresent()
                ? replaced.getAsLong() == serving.generation()
                : next.generation() > serving.generation();
        return allowed ? Publication.PUBLISHED : Publication.REFUSED_OLDER;
    }

    // the order matters: readable before it serves, claimed before it is published, listed after
    private Optional<ServedGeneration> replace(
            DeployedCertificate place, @Nullable ServedGeneration serving, ServingMaterial material) {
        ServedGeneration next = new ServedGeneration(material, sequence.incrementAndGet());
        boolean namesChanged = serving == null || !serving.names().equals(next.names());
        readable.add(next);
        if (namesChanged) {
            names.prepare(place, next);
        }
        place.publish(next);
        if (namesChanged) {
            names.finish(place, next.names());
        }
        deployed.list(place);
        return serving == null ? Optional.empty() : readable.supersede(place, serving);
    }

    boolean retire(CertificateArn arn) {
        DeployedCertificate place = deployed.find(arn);
        if (place == null) {
            return false;
        }
        Optional<ServedGeneration> evicted;
        synchronized (place) {
            ServedGeneration serving = place.current();
            if (serving == null) {
                return false;
            }
            place.retired = true;
            deployed.unlist(arn, place);
            place.publish(null);
            names.finish(place, Set.of());
            evicted = readable.supersede(place, serving);
        }
        evicted.ifPresent(this::report);
        return true;
    }

    private void report(ServedGeneration evicted) {
        try {
            evictions.evicted(evicted.arn(), evicted.generation());
        } catch (RuntimeException e) {
            log.warn("eviction listener failed certificate={} generation={}", evicted.arn(), evicted.generation(), e);
        }
    }
}
