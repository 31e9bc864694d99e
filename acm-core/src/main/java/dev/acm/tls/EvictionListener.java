package dev.acm.tls;

import dev.acm.certificate.CertificateArn;

/**
 * Hears of superseded generations that had to go before their time, because too many of one certificate were kept. A handshake
 * that had just chosen the evicted one fails; so evictions mean that a certificate changes unreasonably often.
 */
@FunctionalInterface
public interface EvictionListener {
    /**
     * Called on the publishing thread, after the publication, with no lock held. What it throws is logged and ignored.
     *
     * @param arn the certificate
     * @param generation the evicted generation
     */
    void evicted(CertificateArn arn, long generation);
}
