package dev.acm.ca.internal;

import java.io.Serial;

/** Bytes that are not the DER that was expected. */
public final class MalformedDerException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Names the place, as an offset into the bytes that were read, and the fault. */
    public MalformedDerException(int offset, String fault) {
        super(fault + " at octet " + offset);
    }
}
