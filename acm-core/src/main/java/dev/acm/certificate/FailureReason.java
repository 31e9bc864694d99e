package dev.acm.certificate;

/** Why a certificate failed, by ACM's names. */
public enum FailureReason {
    /** No address could be reached. */
    NO_AVAILABLE_CONTACTS,
    /** The authority wants more than proof of control. */
    ADDITIONAL_VERIFICATION_REQUIRED,
    /** A rule of the host or of the authority refuses the name. */
    DOMAIN_NOT_ALLOWED,
    /** The name is not below a public suffix. */
    INVALID_PUBLIC_DOMAIN,
    /** The owner denied the request. */
    DOMAIN_VALIDATION_DENIED,
    /** A CAA record forbids issuing, or CAA could not be determined. */
    CAA_ERROR,
    /** The authority's limit is used up. */
    PCA_LIMIT_EXCEEDED,
    /** The authority is not known by that name. */
    PCA_INVALID_ARN,
    /** The authority is not able to issue in its state. */
    PCA_INVALID_STATE,
    /** The request to the authority failed. */
    PCA_REQUEST_FAILED,
    /** The authority's name constraints exclude a name. */
    PCA_NAME_CONSTRAINTS_VALIDATION,
    /** The authority does not exist any more. */
    PCA_RESOURCE_NOT_FOUND,
    /** The authority refused an argument. */
    PCA_INVALID_ARGS,
    /** The validity asked for is longer than the authority can give. */
    PCA_INVALID_DURATION,
    /** The authority does not accept requests from here. */
    PCA_ACCESS_DENIED,
    /** Named by ACM; never used here. */
    SLR_NOT_FOUND,
    /** Anything else; the diagnosis says what. */
    OTHER
}
