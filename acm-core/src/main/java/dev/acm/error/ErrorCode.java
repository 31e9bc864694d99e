package dev.acm.error;

/** Stable codes of refused or failed calls; programs may store and compare them. */
public enum ErrorCode {
    /** There is no such certificate in the caller's account. */
    RESOURCE_NOT_FOUND,
    /** The certificate is associated with targets. */
    RESOURCE_IN_USE,
    /** The certificate's state does not allow the call. */
    INVALID_STATE,
    /** Nothing is issued yet. */
    REQUEST_IN_PROGRESS,
    /** The record was changed again and again by others; try the call again. */
    CONFLICT,
    /** The request breaks rules; the findings name all of them. */
    INVALID_REQUEST,
    /** The host's policy refuses. */
    ACCESS_DENIED,
    /** A limit is reached. */
    LIMIT_EXCEEDED,
    /** A port that the call needs was not supplied. */
    PORT_MISSING,
    /** A port failed. */
    PORT_FAILED
}
