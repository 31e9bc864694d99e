package dev.acm.ca.internal;

/** Object identifiers, dotted. */
public final class Oids {
    /** Attribute types (X.520). */
    public static final String COMMON_NAME = "2.5.4.3",
            COUNTRY = "2.5.4.6",
            ORGANIZATION = "2.5.4.10",
            ORGANIZATIONAL_UNIT = "2.5.4.11",
            EMAIL_ADDRESS = "1.2.840.113549.1.9.1";

    /** Extensions (RFC 5280 section 4.2; RFC 6962 section 3). */
    public static final String SUBJECT_DIRECTORY_ATTRIBUTES = "2.5.29.9",
            SUBJECT_KEY_IDENTIFIER = "2.5.29.14",
            KEY_USAGE = "2.5.29.15",
            PRIVATE_KEY_USAGE_PERIOD = "2.5.29.16",
            SUBJECT_ALTERNATIVE_NAME = "2.5.29.17",
            ISSUER_ALTERNATIVE_NAME = "2.5.29.18",
            BASIC_CONSTRAINTS = "2.5.29.19",
            CRL_NUMBER = "2.5.29.20",
            REASON_CODE = "2.5.29.21",
            INVALIDITY_DATE = "2.5.29.24",
            DELTA_CRL_INDICATOR = "2.5.29.27",
            ISSUING_DISTRIBUTION_POINT = "2.5.29.28",
            CERTIFICATE_ISSUER = "2.5.29.29",
            NAME_CONSTRAINTS = "2.5.29.30",
            CRL_DISTRIBUTION_POINTS = "2.5.29.31",
            CERTIFICATE_POLICIES = "2.5.29.32",
            POLICY_MAPPINGS = "2.5.29.33",
            AUTHORITY_KEY_IDENTIFIER = "2.5.29.35",
            POLICY_CONSTRAINTS = "2.5.29.36",
            EXTENDED_KEY_USAGE = "2.5.29.37",
            FRESHEST_CRL = "2.5.29.46",
            INHIBIT_ANY_POLICY = "2.5.29.54",
            AUTHORITY_INFORMATION_ACCESS = "1.3.6.1.5.5.7.1.1",
            SUBJECT_INFORMATION_ACCESS = "1.3.6.1.5.5.7.1.11",
            TLS_FEATURE = "1.3.6.1.5.5.7.1.24",
            SCT_LIST = "1.3.6.1.4.1.11129.2.4.2",
            PRECERTIFICATE_POISON = "1.3.6.1.4.1.11129.2.4.3",
            OCSP_NO_CHECK = "1.3.6.1.5.5.7.48.1.5",
            OCSP_NONCE = "1.3.6.1.5.5.7.48.1.2",
            OCSP_BASIC = "1.3.6.1.5.5.7.48.1.1";

    /** Key algorithms (RFC 3279 section 2.3). */
    public static final String RSA = "1.2.840.113549.1.1.1", EC = "1.2.840.10045.2.1";

    /** Extended key usages. */
    public static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1",
            CLIENT_AUTH = "1.3.6.1.5.5.7.3.2",
            CODE_SIGNING = "1.3.6.1.5.5.7.3.3",
            EMAIL_PROTECTION = "1.3.6.1.5.5.7.3.4",
            TIME_STAMPING = "1.3.6.1.5.5.7.3.8",
            OCSP_SIGNING = "1.3.6.1.5.5.7.3.9",
            ANY_EXTENDED_KEY_USAGE = "2.5.29.37.0",
            PRECERTIFICATE_SIGNING = "1.3.6.1.4.1.11129.2.4.4";

    /** Policies, qualifiers and access methods. */
    public static final String ANY_POLICY = "2.5.29.32.0",
            DOMAIN_VALIDATED = "2.23.140.1.2.1",
            CPS_QUALIFIER = "1.3.6.1.5.5.7.2.1",
            USER_NOTICE_QUALIFIER = "1.3.6.1.5.5.7.2.2",
            CA_ISSUERS = "1.3.6.1.5.5.7.48.2",
            OCSP = "1.3.6.1.5.5.7.48.1",
            EXTENSION_REQUEST = "1.2.840.113549.1.9.14";

    /** Bits of keyUsage, bit 0 lowest (RFC 5280 section 4.2.1.3). */
    public static final int DIGITAL_SIGNATURE = 1,
            NON_REPUDIATION = 1 << 1,
            KEY_ENCIPHERMENT = 1 << 2,
            DATA_ENCIPHERMENT = 1 << 3,
            KEY_AGREEMENT = 1 << 4,
            KEY_CERT_SIGN = 1 << 5,
            CRL_SIGN = 1 << 6,
            ENCIPHER_ONLY = 1 << 7,
            DECIPHER_ONLY = 1 << 8;

    private Oids() {}
}
