package dev.acm.ca.lint;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which of our rules say the same as a lint of zlint. Where ours says more, a piece of its finding follows after {@code @}, or
 * {@code !} where nothing tells them apart. Those without an entry have no rule of just that meaning: ours is wider, or there
 * is none.
 */
final class RulesOfZlint {
    private static final Map<String, String> RULES = Map.ofEntries(
            Map.entry("e_aia_ca_issuers_must_have_http_only", "AIA_LOCATION@of 1.3.6.1.5.5.7.48.2 "),
            Map.entry("e_aia_must_contain_permitted_access_method", "AIA_METHOD"),
            Map.entry("e_aia_ocsp_must_have_http_only", "AIA_LOCATION@of 1.3.6.1.5.5.7.48.1 "),
            Map.entry("e_aia_unique_access_locations", "AIA_DUPLICATE"),
            Map.entry("e_algorithm_identifier_improper_encoding", "KEY_ALGORITHM"),
            Map.entry("e_arpa_domain_not_allowed", "SAN_REVERSE_ZONE"),
            Map.entry("e_basic_constr_invalid_der", "EXTENSION_SYNTAX@basicConstraints"),
            Map.entry("e_basic_constraints_not_critical", "BASIC_CONSTRAINTS_NOT_CRITICAL"),
            Map.entry("e_ca_country_name_invalid", "COUNTRY_CODE@subject;NAME_ATTRIBUTE_ENCODING@subject.2.5.4.6:"),
            Map.entry("e_ca_country_name_missing", "CA_SUBJECT@attribute 2.5.4.6 "),
            Map.entry("e_ca_crl_sign_not_set", "KEY_USAGE_CA@cRLSign"),
            Map.entry("e_ca_key_cert_sign_not_set", "KEY_USAGE_CA@keyCertSign"),
            Map.entry("e_ca_key_usage_missing", "KEY_USAGE_MISSING"),
            Map.entry("e_ca_key_usage_not_critical", "KEY_USAGE_NOT_CRITICAL"),
            Map.entry("e_ca_organization_name_missing", "CA_SUBJECT@attribute 2.5.4.10 "),
            Map.entry("e_cert_contains_unique_identifier", "UNIQUE_IDENTIFIER"),
            Map.entry("e_cert_sig_alg_not_match_tbs_sig_alg", "SIGNATURE_ALGORITHM_MISMATCH"),
            Map.entry("e_crl_distrib_points_not_http", "CRLDP_URI"),
            Map.entry("e_dnsname_bad_character_in_label", "SAN_DNS_NAME@INVALID_CHARACTER;COMMON_NAME_NOT_IN_SAN!"),
            Map.entry("e_dnsname_contains_prohibited_reserved_label", "SAN_DNS_NAME@RESERVED_LDH"),
            Map.entry("e_dnsname_empty_label", "SAN_DNS_NAME@LABEL_EMPTY"),
            Map.entry("e_dnsname_hyphen_in_sld", "SAN_DNS_NAME@ING_HYPHEN"),
            Map.entry("e_dnsname_label_too_long", "SAN_DNS_NAME@LABEL_TOO_LONG"),
            Map.entry("e_dnsname_underscore_in_sld", "SAN_DNS_NAME!"),
            Map.entry("e_dnsname_wildcard_only_in_left_label", "SAN_DNS_NAME!"),
            Map.entry("e_duplicate_subject_attribs", "NAME_DUPLICATE_ATTRIBUTE"),
            Map.entry("e_ec_improper_curves", "KEY_ALGORITHM"),
            Map.entry("e_ecdsa_allowed_ku", "KEY_USAGE_FORBIDDEN"),
            Map.entry("e_eku_critical", "EKU_CRITICAL"),
            Map.entry("e_empty_sct_list", "SCT_LIST_SYNTAX"),
            Map.entry("e_ext_aia_marked_critical", "AIA_CRITICAL"),
            Map.entry("e_ext_authority_key_identifier_critical", "AKI_CRITICAL"),
            Map.entry("e_ext_authority_key_identifier_no_key_identifier", "AKI_FORM@no key identifier"),
            Map.entry("e_ext_cert_policy_duplicate", "POLICY_DUPLICATE"),
            Map.entry("e_ext_duplicate_extension", "EXTENSION_DUPLICATE"),
            Map.entry("e_ext_key_usage_cert_sign_without_ca", "KEY_CERT_SIGN_WITHOUT_CA"),
            Map.entry(
                    "e_ext_name_constraints_not_critical",
                    "NAME_CONSTRAINTS_CRITICALITY;NAME_CONSTRAINTS_CRITICAL_RECOMMENDED"),
            Map.entry("e_ext_name_constraints_not_in_ca", "NAME_CONSTRAINTS_IN_LEAF"),
            Map.entry("e_ext_policy_constraints_empty", "POLICY_CONSTRAINTS_FORM@empty"),
            Map.entry("e_ext_san_contains_reserved_ip", "SAN_ADDRESS"),
            Map.entry("e_ext_san_directory_name_present", "SAN_TYPE@of type 4 "),
            Map.entry("e_ext_san_edi_party_name_present", "SAN_TYPE@of type 5 "),
            Map.entry("e_ext_san_empty_name", "SAN_EMPTY@a name is empty"),
            Map.entry("e_ext_san_missing", "SAN_MISSING"),
            Map.entry("e_ext_san_no_entries", "SAN_EMPTY@no name in the list"),
            Map.entry("e_ext_san_not_critical_without_subject", "SAN_CRITICALITY"),
            Map.entry("e_ext_san_registered_id_present", "SAN_TYPE@of type 8 "),
            Map.entry("e_ext_san_rfc822_name_present", "SAN_TYPE@of type 1 "),
            Map.entry("e_ext_san_uniform_resource_identifier_present", "SAN_TYPE@of type 6 "),
            Map.entry("e_ext_subject_directory_attr_critical", "MUST_NOT_BE_CRITICAL@2.5.29.9:"),
            Map.entry("e_ext_subject_key_identifier_critical", "SKI_CRITICAL"),
            Map.entry("e_ext_subject_key_identifier_missing_ca", "SKI_MISSING"),
            Map.entry("e_generalized_time_not_in_zulu", "TIME_ENCODING!"),
            Map.entry("e_inhibit_any_policy_not_critical", "INHIBIT_ANY_POLICY_CRITICALITY"),
            Map.entry("e_invalid_certificate_version", "VERSION"),
            Map.entry("e_invalid_subject_rdn_order", "NAME_ATTRIBUTE_ORDER"),
            Map.entry("e_issuer_field_empty", "ISSUER_EMPTY"),
            Map.entry("e_key_usage_and_extended_key_usage_inconsistent", "EKU_KEY_USAGE_INCONSISTENT"),
            Map.entry("e_missing_crl_distrib_point", "REVOCATION_INFORMATION_MISSING"),
            Map.entry("e_mp_modulus_must_be_2048_bits_or_more", "KEY@SIZE_TOO_SMALL"),
            Map.entry("e_mp_modulus_must_be_divisible_by_8", "KEY@SIZE_NOT_MULTIPLE_OF_8"),
            Map.entry("e_name_constraint_empty", "NAME_CONSTRAINTS_FORM@subtrees"),
            Map.entry("e_name_constraint_not_fqdn", "NAME_CONSTRAINTS_FORM@constraint on URIs"),
            Map.entry("e_ocsp_cert_cdp_forbidden", "EXTENSION_FORBIDDEN@cRLDistributionPoints"),
            Map.entry("e_ocsp_cert_cp_forbidden", "EXTENSION_FORBIDDEN@certificatePolicies"),
            Map.entry("e_ocsp_cert_invalid_ku", "KEY_USAGE_FORBIDDEN"),
            Map.entry("e_ocsp_id_pkix_ocsp_nocheck_ext_not_included_server_auth", "OCSP_NO_CHECK"),
            Map.entry("e_organizational_unit_name_prohibited", "SUBJECT_ATTRIBUTE@attribute 2.5.4.11 "),
            Map.entry("e_path_len_constraint_improperly_included", "BASIC_CONSTRAINTS_PATH_LENGTH"),
            Map.entry("e_precert_with_sct_list", "EXTENSION_FORBIDDEN@signedCertificateTimestampList"),
            Map.entry("e_public_key_type_not_allowed", "KEY_ALGORITHM!"),
            Map.entry("e_root_ca_extended_key_usage_present", "ROOT_EXTENDED_KEY_USAGE"),
            Map.entry("e_root_ca_key_usage_must_be_critical", "KEY_USAGE_NOT_CRITICAL"),
            Map.entry("e_root_ca_key_usage_present", "KEY_USAGE_MISSING"),
            Map.entry("e_rsa_allowed_ku_ca", "KEY_USAGE_FORBIDDEN"),
            Map.entry("e_rsa_fermat_factorization", "KEY@CLOSE_PRIMES"),
            Map.entry("e_rsa_mod_less_than_2048_bits", "KEY@SIZE_TOO_SMALL"),
            Map.entry("e_rsa_public_exponent_not_odd", "KEY@EXPONENT:"),
            Map.entry("e_rsa_public_exponent_too_small", "KEY@EXPONENT:"),
            Map.entry("e_san_bare_wildcard", "SAN_DNS_NAME!"),
            Map.entry("e_san_dns_name_includes_null_char", "SAN_DNS_NAME@INVALID_CHARACTER"),
            Map.entry("e_san_dns_name_onion_invalid", "SAN_ONION"),
            Map.entry("e_san_dns_name_starts_with_period", "SAN_DNS_NAME@LABEL_EMPTY"),
            Map.entry("e_san_wildcard_not_first", "SAN_DNS_NAME!"),
            Map.entry("e_serial_number_not_positive", "SERIAL_NOT_POSITIVE"),
            Map.entry("e_server_cert_valid_time_longer_than_100_days", "VALIDITY_TOO_LONG@limit PT2400H"),
            Map.entry("e_server_cert_valid_time_longer_than_200_days", "VALIDITY_TOO_LONG@limit PT4800H"),
            Map.entry("e_server_cert_valid_time_longer_than_47_days", "VALIDITY_TOO_LONG@limit PT1128H"),
            Map.entry("e_spki_rsa_encryption_parameter_not_null", "KEY_ALGORITHM"),
            Map.entry("e_sub_ca_aia_marked_critical", "AIA_CRITICAL"),
            Map.entry("e_sub_ca_certificate_policies_missing", "POLICIES_MISSING"),
            Map.entry("e_sub_ca_crl_distribution_points_marked_critical", "CRLDP_CRITICAL"),
            Map.entry("e_sub_ca_crl_distribution_points_missing", "CRLDP_MISSING"),
            Map.entry("e_sub_cert_aia_marked_critical", "AIA_CRITICAL"),
            Map.entry("e_sub_cert_aia_missing", "AIA_MISSING"),
            Map.entry("e_sub_cert_basic_constraints_not_critical", "BASIC_CONSTRAINTS_NOT_CRITICAL"),
            Map.entry("e_sub_cert_certificate_policies_missing", "POLICIES_MISSING"),
            Map.entry("e_sub_cert_crl_distribution_points_marked_critical", "CRLDP_CRITICAL"),
            Map.entry("e_sub_cert_eku_missing", "EKU_MISSING"),
            Map.entry("e_subj_orgunit_in_ca_cert", "CA_SUBJECT_UNIT"),
            Map.entry("e_subject_common_name_max_length", "COMMON_NAME_TOO_LONG"),
            Map.entry("e_subject_common_name_not_exactly_from_san", "COMMON_NAME_NOT_IN_SAN"),
            Map.entry("e_subject_contains_noninformational_value", "NAME_ATTRIBUTE_MEANINGLESS@punctuation"),
            Map.entry("e_subject_info_access_marked_critical", "MUST_NOT_BE_CRITICAL@1.3.6.1.5.5.7.1.11:"),
            Map.entry("e_tls_server_cert_valid_time_longer_than_398_days", "VALIDITY_TOO_LONG@limit PT9552H"),
            Map.entry("e_underscore_not_permissible_in_dnsname", "SAN_DNS_NAME@UNDERSCORE"),
            Map.entry("e_utc_time_does_not_include_seconds", "TIME_ENCODING!"),
            Map.entry("e_utc_time_not_in_zulu", "TIME_ENCODING!"),
            Map.entry("e_utf8_latin1_mixup", "NAME_ATTRIBUTE_MEANINGLESS@character set"),
            Map.entry("e_validity_time_not_positive", "VALIDITY_NEGATIVE"),
            Map.entry("e_ca_aia_non_http_url", "AIA_LOCATION"),
            Map.entry("e_ca_is_ca", "BASIC_CONSTRAINTS_CA;BASIC_CONSTRAINTS_MISSING;KEY_CERT_SIGN_WITHOUT_CA"),
            Map.entry("e_ca_subject_field_empty", "CA_SUBJECT_EMPTY"),
            Map.entry("e_excessively_backdated", "NOT_BEFORE_BEFORE_TIMESTAMP"),
            Map.entry("e_ext_freshest_crl_marked_critical", "MUST_NOT_BE_CRITICAL@2.5.29.46:"),
            Map.entry("e_ext_key_usage_without_bits", "KEY_USAGE_EMPTY@no bit"),
            Map.entry("e_key_usage_incorrect_length", "KEY_USAGE_EMPTY@past the ninth"),
            Map.entry("e_sub_cert_not_is_ca", "BASIC_CONSTRAINTS_CA;KEY_USAGE_CA!"),
            Map.entry("e_subj_country_not_uppercase", "COUNTRY_CODE"),
            Map.entry("e_subject_empty_without_san", "SUBJECT_EMPTY_WITHOUT_SAN"),
            Map.entry("e_wrong_time_format_pre2050", "TIME_ENCODING@is for years"));

    private RulesOfZlint() {}

    /**
     * A rule of ours.
     *
     * @param part a piece of those findings of it that say the same as the lint; empty for all of them
     * @param wider whether findings of it may be there though the lint passes
     */
    record Match(Rule rule, String part, boolean wider) {
        static Match of(String text) {
            boolean wider = text.endsWith("!");
            String[] parts = (wider ? text.substring(0, text.length() - 1) : text).split("@", 2);
            return new Match(Rule.valueOf(parts[0]), parts.length > 1 ? parts[1] : "", wider);
        }

        /** Whether a finding says what the lint would. */
        boolean contradicts(LintFinding finding) {
            return !wider && finding.rule() == rule && (finding.location() + ": " + finding.message()).contains(part);
        }
    }

    static List<Match> of(String lint) {
        return read(RULES.getOrDefault(lint, ""));
    }

    /** Rules with their parts, parted by semicolons. */
    static List<Match> read(String text) {
        return Stream.of(text.split(";", -1))
                .filter(name -> !name.isEmpty())
                .map(Match::of)
                .toList();
    }
}
