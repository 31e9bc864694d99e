package dev.acm.spi;

import dev.acm.event.CertificateEvent;

/**
 * Hears what happened. Events of one certificate come in order, each at least once, on the thread that calls
 * {@code runDue}; never from a handshake. A listener that throws is logged and changes nothing.
 */
@FunctionalInterface
public interface CertificateListener {
    /**
     * Takes note; must return soon.
     *
     * @param event what happened
     */
    void onEvent(CertificateEvent event);
}
