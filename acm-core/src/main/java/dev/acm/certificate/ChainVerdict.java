package dev.acm.certificate;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * Whether a chain is to be trusted for a host.
 *
 * @param anchor the trusted certificate that it leads to; empty if none was found
 * @param faults all that was found; empty if it is to be trusted
 */
public record ChainVerdict(Optional<X509Certificate> anchor, List<ChainFault> faults) {
    /** Copies the list. */
    public ChainVerdict {
        faults = List.copyOf(faults);
    }

    /**
     * Whether it is to be trusted.
     *
     * @return true if there is no fault
     */
    public boolean isTrusted() {
        return faults.isEmpty();
    }
}
