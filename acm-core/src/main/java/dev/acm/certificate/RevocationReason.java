package dev.acm.certificate;

/** Why a certificate is revoked, by ACM's names. Source: RFC 5280 section 5.3.1. */
public enum RevocationReason {
    /** No reason given. */
    UNSPECIFIED,
    /** The private key is known or feared known to others. */
    KEY_COMPROMISE,
    /** The authority's key is. */
    CA_COMPROMISE,
    /** The subject's name or relation changed. */
    AFFILIATION_CHANGED,
    /** ACM's other spelling of {@link #SUPERSEDED}. */
    SUPERCEDED,
    /** Replaced by another certificate. */
    SUPERSEDED,
    /** The names are not in use any more. */
    CESSATION_OF_OPERATION,
    /** Parsed, always refused: revocation is final (BR 4.9.13). */
    CERTIFICATE_HOLD,
    /** Parsed, always refused: revocation is final (BR 4.9.13). */
    REMOVE_FROM_CRL,
    /** The authority withdrew the privilege. */
    PRIVILEGE_WITHDRAWN,
    /** An attribute authority was compromised. */
    A_A_COMPROMISE
}
