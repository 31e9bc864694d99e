package dev.acm.ca.csr;

/** What can be wrong with a signing request, besides its key. Source: RFC 2986; BR 4.2.1, 7.1.2.7.12. */
public enum RequestFault {
    /** It is not a PKCS#10 request in DER. */
    NOT_DER,
    /** The version is not 0. */
    BAD_VERSION,
    /** The signature's algorithm is none that is accepted: SHA-256 or better, exactly encoded. */
    SIGNATURE_ALGORITHM,
    /** The signature is not that of the key in the request. */
    BAD_SIGNATURE,
    /** The key is none of a kind that can be verified with. */
    PUBLIC_KEY,
    /** The request for extensions, or an extension in it, occurs twice. */
    DUPLICATE_EXTENSION,
    /** There is no name. */
    NO_IDENTIFIERS,
    /** A name is no domain name. */
    NAME_INVALID,
    /** An alternative name is neither a DNS name nor an address. */
    UNSUPPORTED_SAN_TYPE,
    /** The common name is an address. */
    IP_IN_CN
}
