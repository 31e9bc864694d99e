package dev.acm.ca.lint;

import java.util.Locale;

/** The rules, each with its source. Rules are added over time; the id of one never changes. */
public enum Rule {
    /** The outer structure is not that of a certificate or CRL in DER. */
    STRUCTURE("RFC 5280 4.1", Severity.ERROR),
    /** Something inside is BER at most, or malformed. */
    NOT_DER("RFC 5280 4.1", Severity.ERROR),
    /** The version is not 3 (or 2 for a CRL). */
    VERSION("BR 7.1.2", Severity.ERROR),
    /** The serial number is zero or negative. */
    SERIAL_NOT_POSITIVE("RFC 5280 4.1.2.2", Severity.ERROR),
    /** The serial number has more than 20 octets. */
    SERIAL_TOO_LONG("RFC 5280 4.1.2.2", Severity.ERROR),
    /** The serial number cannot hold 64 random bits. */
    SERIAL_TOO_SHORT("BR 7.1.2.7", Severity.ERROR),
    /** The signature's algorithm identifier is none of the exact encodings that are allowed. */
    SIGNATURE_ALGORITHM("BR 7.1.3.2", Severity.ERROR),
    /** The algorithm inside and outside the signed part differ. */
    SIGNATURE_ALGORITHM_MISMATCH("RFC 5280 4.1.1.2", Severity.ERROR),
    /** The algorithm does not fit the issuer's key. */
    SIGNATURE_ALGORITHM_OF_ISSUER("BR 7.1.3.2.2", Severity.ERROR),
    /** The issuer name is empty. */
    ISSUER_EMPTY("RFC 5280 4.1.2.4", Severity.ERROR),
    /** The issuer name is not, octet for octet, the issuing CA's subject. */
    ISSUER_BYTES("BR 7.1.4.1", Severity.ERROR),
    /** There is an issuer or subject unique identifier. */
    UNIQUE_IDENTIFIER("BR 7.1.2.7", Severity.ERROR),
    /** A time is not UTCTime through 2049 and GeneralizedTime from 2050, with seconds and Z. */
    TIME_ENCODING("RFC 5280 4.1.2.5", Severity.ERROR),
    /** The validity ends before it begins. */
    VALIDITY_NEGATIVE("RFC 5280 4.1.2.5", Severity.ERROR),
    /** The validity is longer than the limit at its date. */
    VALIDITY_TOO_LONG("BR 6.3.2", Severity.ERROR),
    /** The validity is at the limit of its date; a day less is recommended. */
    VALIDITY_LONGER_THAN_RECOMMENDED("BR 6.3.2", Severity.WARNING),
    /** The validity is longer than the authority gives. */
    VALIDITY_BEYOND_PLAN("RFC 5280 4.1.2.5", Severity.ERROR),
    /** The serial number is not the reserved one. */
    SERIAL_NOT_AS_RESERVED("RFC 5280 4.1.2.2", Severity.ERROR),
    /** The validity is not the planned one. */
    VALIDITY_NOT_AS_PLANNED("RFC 5280 4.1.2.5", Severity.ERROR),
    /** The extensions are not, octet for octet, the planned ones. */
    EXTENSIONS_NOT_AS_PLANNED("RFC 5280 4.1.2.9", Severity.ERROR),
    /** The certificate outlives its issuer. */
    VALIDITY_BEYOND_ISSUER("RFC 5280 6.1", Severity.ERROR),
    /** The validity begins more than 48 hours from the signature. */
    NOT_BEFORE_DISTANCE("BR 7.1.2.7", Severity.ERROR),
    /** The validity begins more than 48 hours before an embedded timestamp of a log. */
    NOT_BEFORE_BEFORE_TIMESTAMP("BR 7.1.2.7", Severity.ERROR),
    /** A CA's validity begins after the signature, or more than a day before it. */
    CA_NOT_BEFORE("BR 7.1.2.10.1", Severity.ERROR),
    /** The public key has a fault. */
    KEY("BR 6.1.1.3", Severity.ERROR),
    /** The public key is not, octet for octet, the requested one. */
    KEY_NOT_AS_REQUESTED("RFC 2986 4.2", Severity.ERROR),
    /** The public key's algorithm identifier is none of the exact encodings that are allowed. */
    KEY_ALGORITHM("BR 7.1.3.1", Severity.ERROR),
    /** The RSA exponent is below 65537. */
    KEY_EXPONENT_UNUSUAL("BR 6.1.6", Severity.WARNING),
    /** A distinguished name is malformed. */
    NAME_SYNTAX("RFC 5280 4.1.2.4", Severity.ERROR),
    /** A relative distinguished name has more than one attribute. */
    NAME_MULTIPLE_IN_RDN("BR 7.1.4.1", Severity.ERROR),
    /** An attribute occurs twice in the subject. */
    NAME_DUPLICATE_ATTRIBUTE("BR 7.1.4.1", Severity.ERROR),
    /** An attribute has a string type or length that is not allowed. */
    NAME_ATTRIBUTE_ENCODING("BR 7.1.4.2", Severity.ERROR),
    /** The attributes are not in the prescribed order. */
    NAME_ATTRIBUTE_ORDER("BR 7.1.4.2", Severity.ERROR),
    /** An attribute only holds punctuation, blanks, or mark-up. */
    NAME_ATTRIBUTE_MEANINGLESS("BR 7.1.4.2", Severity.ERROR),
    /** An attribute of the subject holds a control character. */
    NAME_ATTRIBUTE_CONTROL_CHARACTER("RFC 5280 A.1", Severity.ERROR),
    /** The country is no code of two capital letters. */
    COUNTRY_CODE("BR 7.1.4.2", Severity.ERROR),
    /** The subject has an attribute that a domain-validated certificate must not have. */
    SUBJECT_ATTRIBUTE("BR 7.1.2.7.2", Severity.ERROR),
    /** The subject has an e-mail address that is not in the alternative names. */
    SUBJECT_EMAIL_NOT_IN_SAN("RFC 5280 4.1.2.6", Severity.ERROR),
    /** A CA's subject is empty. */
    CA_SUBJECT_EMPTY("RFC 5280 4.1.2.6", Severity.ERROR),
    /** The subject is empty, and there are no alternative names. */
    SUBJECT_EMPTY_WITHOUT_SAN("RFC 5280 4.1.2.6", Severity.ERROR),
    /** There is a common name, which is not recommended. */
    COMMON_NAME_PRESENT("BR 7.1.2.7.2", Severity.NOTICE),
    /** The common name is not one of the alternative names, character for character. */
    COMMON_NAME_NOT_IN_SAN("BR 7.1.4.3", Severity.ERROR),
    /** The common name has more than 64 characters. */
    COMMON_NAME_TOO_LONG("RFC 5280 A.1", Severity.ERROR),
    /** There are no extensions. */
    EXTENSIONS_MISSING("BR 7.1.2.7.6", Severity.ERROR),
    /** An extension occurs twice. */
    EXTENSION_DUPLICATE("RFC 5280 4.2", Severity.ERROR),
    /** An extension's value is not what its type prescribes. */
    EXTENSION_SYNTAX("RFC 5280 4.2", Severity.ERROR),
    /** There is an extension that this kind of certificate must not have. */
    EXTENSION_FORBIDDEN("BR 7.1.2.7.6", Severity.ERROR),
    /** There is an extension that the profile does not name. */
    EXTENSION_UNKNOWN("BR 7.1.2.11.5", Severity.WARNING),
    /** An extension that the profile does not name is critical. */
    EXTENSION_UNKNOWN_CRITICAL("RFC 5280 4.2", Severity.ERROR),
    /** The TLS feature asks for OCSP stapling, and no OCSP location is given. */
    TLS_FEATURE_WITHOUT_OCSP("RFC 7633 4.2.2", Severity.ERROR),
    /** There are no alternative names. */
    SAN_MISSING("BR 7.1.2.7.6", Severity.ERROR),
    /** The list of alternative names, or a name in it, is empty. */
    SAN_EMPTY("RFC 5280 4.2.1.6", Severity.ERROR),
    /** The alternative names are not critical although the subject is empty. */
    SAN_CRITICALITY("BR 7.1.2.7.12", Severity.ERROR),
    /** The alternative names are critical although there is a subject. */
    SAN_CRITICAL_WITH_SUBJECT("RFC 5280 4.2.1.6", Severity.WARNING),
    /** An alternative name is neither a DNS name nor an address. */
    SAN_TYPE("BR 7.1.2.7.12", Severity.ERROR),
    /** A DNS name is malformed or not allowed. */
    SAN_DNS_NAME("BR 7.1.2.7.12", Severity.ERROR),
    /** An e-mail address is malformed. */
    SAN_RFC822_NAME("RFC 5280 4.2.1.6", Severity.ERROR),
    /** A URI is malformed. */
    SAN_URI("RFC 5280 4.2.1.6", Severity.ERROR),
    /** A DNS name does not end in a public top-level domain, or is reserved for special use. */
    SAN_INTERNAL_NAME("BR 7.1.2.7.12", Severity.ERROR),
    /** A DNS name is a public suffix, or a wildcard over one, which needs control of all names below it. */
    SAN_PUBLIC_SUFFIX("BR 3.2.2.6", Severity.WARNING),
    /** An address is malformed or reserved. */
    SAN_ADDRESS("BR 7.1.2.7.12", Severity.ERROR),
    /** An onion name is not of version 3. */
    SAN_ONION("BR B.2", Severity.ERROR),
    /** A name lies in a reverse zone. */
    SAN_REVERSE_ZONE("BR 7.1.2.7.12", Severity.ERROR),
    /** A name occurs twice. */
    SAN_DUPLICATE("BR 7.1.2.7.12", Severity.NOTICE),
    /** The alternative names are not the planned ones. */
    SAN_NOT_AS_PLANNED("BR 4.2.1", Severity.ERROR),
    /** An alternative name of the issuer is malformed. */
    ISSUER_ALTERNATIVE_NAME("RFC 5280 4.2.1.7", Severity.ERROR),
    /** The issuer's alternative names are critical, which is not recommended. */
    ISSUER_ALTERNATIVE_NAME_CRITICAL("RFC 5280 4.2.1.7", Severity.WARNING),
    /** A link or location is no absolute URI. */
    URI_SYNTAX("RFC 5280 4.2.1.6", Severity.ERROR),
    /** A CA or responder has no key usage. */
    KEY_USAGE_MISSING("BR 7.1.2.10.7", Severity.ERROR),
    /** There is no key usage. */
    KEY_USAGE_RECOMMENDED("BR 7.1.2.7.11", Severity.WARNING),
    /** The key usage is not critical. */
    KEY_USAGE_NOT_CRITICAL("RFC 5280 4.2.1.3", Severity.ERROR),
    /** The key usage is not critical, which RFC 5280 recommends. */
    KEY_USAGE_CRITICAL_RECOMMENDED("RFC 5280 4.2.1.3", Severity.WARNING),
    /** The key usage has no bit set, or more than nine. */
    KEY_USAGE_EMPTY("RFC 5280 4.2.1.3", Severity.ERROR),
    /** The key usage has a bit that is not for a key of this kind. */
    KEY_USAGE_OF_KEY("RFC 5280 4.2.1.3", Severity.ERROR),
    /** The key usage has a bit that this certificate or key must not have. */
    KEY_USAGE_FORBIDDEN("BR 7.1.2.7.11", Severity.ERROR),
    /** The key usage lacks digitalSignature. */
    KEY_USAGE_DIGITAL_SIGNATURE("BR 7.1.2.7.11", Severity.ERROR),
    /** The key usage of a CA lacks keyCertSign or cRLSign. */
    KEY_USAGE_CA("BR 7.1.2.10.7", Severity.ERROR),
    /** digitalSignature and keyEncipherment together are not recommended. */
    KEY_USAGE_BOTH("BR 7.1.2.7.11", Severity.NOTICE),
    /** The key usage has a bit that is not recommended. */
    KEY_USAGE_NOT_RECOMMENDED("BR 7.1.2.7.11", Severity.WARNING),
    /** There is no extended key usage. */
    EKU_MISSING("BR 7.1.2.7.10", Severity.ERROR),
    /** The extended key usage lacks the purpose of the profile. */
    EKU_REQUIRED("BR 7.1.2.7.10", Severity.ERROR),
    /** The extended key usage has a purpose it must not have. */
    EKU_FORBIDDEN("BR 7.1.2.7.10", Severity.ERROR),
    /** The extended key usage has a purpose that is not recommended. */
    EKU_UNKNOWN("BR 7.1.2.7.10", Severity.WARNING),
    /** The extended key usage is critical. */
    EKU_CRITICAL("BR 7.1.2.7.6", Severity.ERROR),
    /** The time stamping purpose is in an extension that is not critical, or not alone. */
    EKU_TIMESTAMPING_CRITICALITY("RFC 3161 2.3", Severity.ERROR),
    /** Key usage and extended key usage have nothing in common. */
    EKU_KEY_USAGE_INCONSISTENT("RFC 5280 4.2.1.12", Severity.ERROR),
    /** A CA has no basic constraints. */
    BASIC_CONSTRAINTS_MISSING("BR 7.1.2.10.4", Severity.ERROR),
    /** The basic constraints are not critical. */
    BASIC_CONSTRAINTS_NOT_CRITICAL("BR 7.1.2.7.8", Severity.ERROR),
    /** The basic constraints say CA where it is none, or do not where it is one. */
    BASIC_CONSTRAINTS_CA("BR 7.1.2.10.4", Severity.ERROR),
    /** There is a path length where none may be, or a negative one. */
    BASIC_CONSTRAINTS_PATH_LENGTH("RFC 5280 4.2.1.9", Severity.ERROR),
    /** A root has a path length, which is not recommended. */
    ROOT_PATH_LENGTH("BR 7.1.2.1.4", Severity.WARNING),
    /** keyCertSign is set although the certificate is no CA's. */
    KEY_CERT_SIGN_WITHOUT_CA("RFC 5280 4.2.1.3", Severity.ERROR),
    /** There is no authority key identifier. */
    AKI_MISSING("RFC 5280 4.2.1.1", Severity.ERROR),
    /** The authority key identifier is critical. */
    AKI_CRITICAL("RFC 5280 4.2.1.1", Severity.ERROR),
    /** The authority key identifier has no key identifier, or issuer or serial number besides. */
    AKI_FORM("BR 7.1.2.11.1", Severity.ERROR),
    /** The authority key identifier is not the issuer's subject key identifier. */
    AKI_VALUE("BR 7.1.2.11.1", Severity.ERROR),
    /** A CA has no subject key identifier. */
    SKI_MISSING("RFC 5280 4.2.1.2", Severity.ERROR),
    /** The subject key identifier is critical. */
    SKI_CRITICAL("RFC 5280 4.2.1.2", Severity.ERROR),
    /** There is a subject key identifier, which is not recommended. */
    SKI_PRESENT("BR 7.1.2.7.6", Severity.NOTICE),
    /** There are no certificate policies. */
    POLICIES_MISSING("BR 7.1.2.7.9", Severity.ERROR),
    /** The certificate policies are critical. */
    POLICIES_CRITICAL("BR 7.1.2.7.6", Severity.ERROR),
    /** There is not exactly one reserved policy identifier. */
    POLICY_RESERVED("BR 7.1.6.1", Severity.ERROR),
    /** There is anyPolicy, or anyPolicy with others. */
    POLICY_ANY("BR 7.1.2.7.9", Severity.ERROR),
    /** A policy occurs twice. */
    POLICY_DUPLICATE("RFC 5280 4.2.1.4", Severity.ERROR),
    /** The policy is not that of domain validation, although the profile is. */
    POLICY_NOT_DV("BR 7.1.2.7.9", Severity.ERROR),
    /** A policy qualifier is none of a CPS link, or its link is not http. */
    POLICY_QUALIFIER("BR 7.1.2.7.9", Severity.ERROR),
    /** There is a policy qualifier, which is not recommended. */
    POLICY_QUALIFIER_PRESENT("BR 7.1.2.7.9", Severity.NOTICE),
    /** The text of a user notice is no UTF8String (RFC 6818 section 3), or longer than 200 characters. */
    POLICY_NOTICE_TEXT("RFC 5280 4.2.1.4", Severity.ERROR),
    /** There is no authority information access. */
    AIA_MISSING("BR 7.1.2.7.7", Severity.ERROR),
    /** A CA has no authority information access. */
    AIA_RECOMMENDED("BR 7.1.2.10.3", Severity.WARNING),
    /** The authority information access is critical. */
    AIA_CRITICAL("RFC 5280 4.2.2.1", Severity.ERROR),
    /** There is an access method other than OCSP and caIssuers. */
    AIA_METHOD("BR 7.1.2.7.7", Severity.ERROR),
    /** An access location is not an http URI. */
    AIA_LOCATION("BR 7.1.2.7.7", Severity.ERROR),
    /** An access location occurs twice. */
    AIA_DUPLICATE("BR 7.1.2.7.7", Severity.ERROR),
    /** There is no link to the issuer's certificate. */
    AIA_CA_ISSUERS("BR 7.1.2.7.7", Severity.NOTICE),
    /** There is neither a CRL distribution point nor OCSP, and the certificate is not short-lived. */
    REVOCATION_INFORMATION_MISSING("BR 7.1.2.11.2", Severity.ERROR),
    /** The CRL distribution points are critical. */
    CRLDP_CRITICAL("BR 7.1.2.11.2", Severity.ERROR),
    /** A CA has no CRL distribution points. */
    CRLDP_MISSING("BR 7.1.2.10.6", Severity.ERROR),
    /** A distribution point has reasons, a CRL issuer, or no full name. */
    CRLDP_FORM("BR 7.1.2.11.2", Severity.ERROR),
    /** A distribution point is not an http URI. */
    CRLDP_URI("BR 7.1.2.11.2", Severity.ERROR),
    /** There is more than one distribution point. */
    CRLDP_MULTIPLE("BR 7.1.2.11.2", Severity.WARNING),
    /** A certificate that is no CA's has name constraints. */
    NAME_CONSTRAINTS_IN_LEAF("RFC 5280 4.2.1.10", Severity.ERROR),
    /** Name constraints are not critical. */
    NAME_CONSTRAINTS_CRITICALITY("RFC 5280 4.2.1.10", Severity.ERROR),
    /** Name constraints are not critical, which the Baseline Requirements permit and do not recommend. */
    NAME_CONSTRAINTS_CRITICAL_RECOMMENDED("BR 7.1.2.10.8", Severity.WARNING),
    /** Name constraints are empty, or a subtree has a bound or is malformed. */
    NAME_CONSTRAINTS_FORM("RFC 5280 4.2.1.10", Severity.ERROR),
    /** A name is outside what the issuer may certify. */
    NAME_CONSTRAINTS_VIOLATED("RFC 5280 4.2.1.10", Severity.ERROR),
    /** Names and constraints are too many for all to be compared. */
    NAME_CONSTRAINTS_NOT_JUDGED("RFC 5280 4.2.1.10", Severity.ERROR),
    /** Policy constraints are empty, or not critical. */
    POLICY_CONSTRAINTS_FORM("RFC 5280 4.2.1.11", Severity.ERROR),
    /** A certificate that is no CA's has policy mappings. */
    POLICY_MAPPINGS_IN_LEAF("RFC 5280 4.2.1.5", Severity.ERROR),
    /** anyPolicy is mapped. */
    POLICY_MAPPINGS_ANY("RFC 5280 4.2.1.5", Severity.ERROR),
    /** inhibitAnyPolicy is not critical. */
    INHIBIT_ANY_POLICY_CRITICALITY("RFC 5280 4.2.1.14", Severity.ERROR),
    /** An extension is critical that must not be. */
    MUST_NOT_BE_CRITICAL("RFC 5280 4.2", Severity.ERROR),
    /** The list of signed certificate timestamps is malformed or empty. */
    SCT_LIST_SYNTAX("RFC 6962 3.3", Severity.ERROR),
    /** The poison of a precertificate is missing, malformed, not critical, or in a certificate that is none. */
    PRECERTIFICATE_POISON("RFC 6962 3.1", Severity.ERROR),
    /** The certificate is not its precertificate, octet for octet, but for poison and timestamps. */
    PRECERTIFICATE_MISMATCH("BR 7.1.2.9", Severity.ERROR),
    /** The host's own linter found an error. */
    EXTERNAL_LINT("BR 4.3.1.2", Severity.ERROR),
    /** A responder has authority information access, which is not recommended. */
    RESPONDER_AIA("BR 7.1.2.8.3", Severity.WARNING),
    /** id-pkix-ocsp-nocheck is missing, critical, or not NULL. */
    OCSP_NO_CHECK("BR 7.1.2.8.6", Severity.ERROR),
    /** The subject of a CA or a responder lacks country, organization or common name. */
    CA_SUBJECT("BR 7.1.2.10.2", Severity.ERROR),
    /** A CA's subject has an organizational unit. */
    CA_SUBJECT_UNIT("BR 7.1.2.10.2", Severity.ERROR),
    /** The subject of a CA or a responder has an attribute that the profile does not name. */
    CA_SUBJECT_UNKNOWN("BR 7.1.2.10.2", Severity.WARNING),
    /** A root's issuer is not its subject. */
    ROOT_NOT_SELF_ISSUED("BR 7.1.2.1", Severity.ERROR),
    /** A root is valid for less than 2922 or more than 9132 days. */
    ROOT_VALIDITY("BR 7.1.2.1.1", Severity.ERROR),
    /** A root has an extended key usage. */
    ROOT_EXTENDED_KEY_USAGE("BR 7.1.2.1.2", Severity.ERROR),
    /** A root has certificate policies, which are not recommended. */
    ROOT_POLICIES("BR 7.1.2.1.2", Severity.WARNING),
    /** A root has no authority key identifier. */
    ROOT_AKI_RECOMMENDED("BR 7.1.2.1.2", Severity.WARNING),
    /** The CRL number or the authority key identifier is critical, or the issuing distribution point is not. */
    CRL_EXTENSION_CRITICALITY("BR 7.2.2", Severity.ERROR),
    /** The CRL number is missing, negative or longer than 20 octets. */
    CRL_NUMBER("RFC 5280 5.2.3", Severity.ERROR),
    /** The CRL's authority key identifier is missing, or more than a key identifier. */
    CRL_AKI("BR 7.2.2", Severity.ERROR),
    /** The list of revoked certificates is there although it is empty. */
    CRL_EMPTY_LIST("RFC 5280 5.1.2.6", Severity.ERROR),
    /** A certificate is listed twice. */
    CRL_ENTRY_DUPLICATE("RFC 5280 5.3", Severity.ERROR),
    /** A reason is none of 1, 3, 4, 5 and 9, or is critical. */
    CRL_REASON("BR 7.2.2", Severity.ERROR),
    /** An entry has an extension other than the reason. */
    CRL_ENTRY_EXTENSION("BR 7.2.2", Severity.WARNING),
    /** An entry's date is after the CRL's own. */
    CRL_REVOCATION_DATE("RFC 5280 5.1.2.6", Severity.ERROR),
    /** nextUpdate is missing, not after thisUpdate, or later than 10 days. */
    CRL_WINDOW("BR 7.2", Severity.ERROR),
    /** An OCSP response is valid for less than 8 hours or more than 10 days. */
    OCSP_WINDOW("BR 4.9.9", Severity.ERROR),
    /** The issuing distribution point has no http URI, or says more than it may. */
    CRL_DISTRIBUTION_POINT("BR 7.2.2.1", Severity.ERROR),
    /** The CRL is a delta CRL, or has an extension it must not have. */
    CRL_EXTENSION_FORBIDDEN("BR 7.2.2", Severity.ERROR),
    /** The CRL has an extension that is not recommended. */
    CRL_EXTENSION_UNKNOWN("BR 7.2.2", Severity.WARNING);

    private final String source;
    private final Severity severity;
    private final String id;

    Rule(String source, Severity severity) {
        this.source = source;
        this.severity = severity;
        this.id = idOf(source, name());
    }

    private static String idOf(String source, String name) {
        int section = source.lastIndexOf(' ');
        return (source.substring(0, section).replace(" ", "") + ":" + source.substring(section + 1) + ":"
                        + name.replace('_', '-'))
                .toLowerCase(Locale.ROOT);
    }

    /**
     * A stable name.
     *
     * @return source, section and name, for example {@code br:7.1.2.7.6:san-missing}
     */
    public String id() {
        return id;
    }

    /**
     * Where the rule comes from.
     *
     * @return document and section
     */
    public String source() {
        return source;
    }

    /**
     * How much it matters when the rule is not kept.
     *
     * @return the severity
     */
    public Severity severity() {
        return severity;
    }
}
