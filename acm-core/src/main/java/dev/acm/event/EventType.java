package dev.acm.event;

import java.util.Optional;

/** What can happen to a certificate. */
public enum EventType {
    /** It was requested. */
    REQUESTED,
    /** A try to produce a generation began. */
    ATTEMPT_STARTED,
    /** Control of a name was proven. */
    NAME_VALIDATED,
    /** Something is waited for; the details say what. Told when the cause changes, not at every try. */
    WAITING,
    /** CAA permits issuing. */
    CAA_PERMITTED,
    /** A key pair was made and sealed. */
    KEY_GENERATED,
    /** A private key was opened; the details say why. */
    KEY_USED,
    /** A signature is about to be asked of the authority. */
    SIGNING_REQUESTED,
    /** A first generation was issued. */
    ISSUED,
    /** A further generation was issued. */
    RENEWED,
    /** A certificate made elsewhere was imported, and its key sealed. */
    IMPORTED,
    /** The successor of an imported certificate was imported, and its key sealed. */
    REIMPORTED,
    /** A chain came back that does not fit what was asked for; it is revoked. */
    CHAIN_REFUSED,
    /** Tags were added or given other values. */
    TAGGED,
    /** Tags were taken away. */
    UNTAGGED,
    /** Its owner wants other names for it. */
    NAMES_WANTED,
    /** Its present generation is for other names than the one before. */
    NAMES_CHANGED,
    /** Control of the new names was not proven in time; it stays as it is. */
    NAMES_GIVEN_UP,
    /** It was associated with a target. */
    ASSOCIATED,
    /** It was taken from a target. */
    DISASSOCIATED,
    /** A target serves a generation. */
    DEPLOYED,
    /** A generation was not seen at a target that had accepted it, so the previous one serves there again. */
    DEPLOYMENT_ROLLED_BACK,
    /** Sessions made under superseded generations are to end at all targets. */
    CUT_REQUESTED,
    /** They have ended at one target. */
    CUT,
    /** No target serves a generation any more. */
    GENERATION_RETIRED,
    /** A private key is about to be destroyed. */
    KEY_DESTROYED,
    /** A renewal cannot proceed and expiry comes nearer. */
    RENEWAL_ACTION_REQUIRED,
    /** Its end comes near; told daily. */
    APPROACHING_EXPIRATION,
    /** It failed for good. */
    FAILED,
    /** Control was not proven in time. */
    VALIDATION_TIMED_OUT,
    /** Its last generation expired. */
    EXPIRED,
    /** Its private key was taken out, encrypted; the details say for what. */
    EXPORTED,
    /** Its key is known or feared known to others: it is replaced, then revoked. */
    KEY_COMPROMISED,
    /** It is to be revoked. */
    REVOCATION_REQUESTED,
    /** The authority has revoked it. */
    REVOKED,
    /**
     * It expired before the authority had revoked it, so nobody accepts it any more and the authority is not asked again; the
     * details say which by its SHA-256.
     */
    REVOCATION_LAPSED,
    /** The authority has revoked it, or it has expired, and no target serves it any more. */
    REVOCATION_COMPLETED,
    /** It was deleted. */
    DELETED,
    /**
     * The host's policy refused a request, a change of names or an import. No certificate changed: the entry's handle names
     * none, and is a chain of its own; the detail {@code certificate} names the one that was to be changed, if it is there.
     */
    ACCESS_DENIED;

    /**
     * The detail-type of ACM's event for this, where ACM has one.
     *
     * @return for example {@code ACM Certificate Available}, or empty
     */
    public Optional<String> detailType() {
        return switch (this) {
            case ISSUED, RENEWED, IMPORTED, REIMPORTED -> Optional.of("ACM Certificate Available");
            case APPROACHING_EXPIRATION -> Optional.of("ACM Certificate Approaching Expiration");
            case EXPIRED -> Optional.of("ACM Certificate Expired");
            case RENEWAL_ACTION_REQUIRED -> Optional.of("ACM Certificate Renewal Action Required");
            case REVOKED -> Optional.of("ACM Certificate Revoked");
            default -> Optional.empty();
        };
    }
}
