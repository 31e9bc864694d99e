package dev.acm.certificate;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * One reason not to trust a chain for a host.
 *
 * @param kind what is wrong
 * @param index which certificate of the chain, 0 for the leaf; empty if it concerns the chain as a whole
 * @param reason what was seen and what is wanted, for people
 */
public record ChainFault(Kind kind, OptionalInt index, String reason) {
    /** Checks for null. */
    public ChainFault {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(index, "index");
        Objects.requireNonNull(reason, "reason");
    }

    /** What can be wrong. Source: RFC 5280 section 6.1, RFC 9525 section 6. */
    public enum Kind {
        /** It is valid from a later time on. */
        NOT_YET_VALID,
        /** Its time is over. */
        EXPIRED,
        /** No trusted certificate has signed the last one of the chain. */
        NO_TRUST_ANCHOR,
        /** It was issued by another one than the next of the chain. */
        ISSUER,
        /** Its signature does not verify. */
        SIGNATURE,
        /** It certifies others, and is no authority's or may not sign certificates. */
        NOT_AN_AUTHORITY,
        /** An authority above allows fewer authorities below it. */
        PATH_LENGTH,
        /** An authority above does not allow its names. */
        NAME_CONSTRAINTS,
        /** Its key, or what it was signed with, is too weak. */
        ALGORITHM,
        /** It has a critical extension that is not understood. */
        CRITICAL_EXTENSION,
        /** Its key may not be used for a TLS server. */
        USAGE,
        /** It is for other names than the host's. */
        HOST,
        /** Something else; the reason says what. */
        OTHER
    }
}
