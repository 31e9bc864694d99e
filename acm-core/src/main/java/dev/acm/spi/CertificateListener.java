package dev.acm.spi;

import dev.acm.event.CertificateEvent;

/**
 * Hears what happened. Events of one certificate come in order, each at least once, on the thread that calls
 * {@code runDue}; never from a handshake. A listener that throws is logged and changes nothing.
 *
 * <ul>
 *   <li>L1 A repeated event MUST take effect once: certificate and sequence number tell it.
 *   <li>L2 Every type of event MUST be borne, also one that the listener does nothing about.
 *   <li>L3 It MUST be safe to call from many threads: several runs may tell it of several certificates at once.
 * </ul>
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
