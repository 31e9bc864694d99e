package dev.acm.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameRulesTest {
    private static final NameRules PUBLIC = NameRules.publicWeb();

    private static NameFault[] faults(NameRules rules, String text) {
        return rules.check(text).stream().map(NameViolation::fault).toArray(NameFault[]::new);
    }

    @Nested
    @DisplayName("BR 4.2.2, 3.2.2.6: the public web")
    class PublicWeb {
        @ParameterizedTest
        @CsvSource({
            "server.corp, UNKNOWN_TLD, INVALID_PUBLIC_DOMAIN",
            "co.uk, IS_PUBLIC_SUFFIX, INVALID_PUBLIC_DOMAIN",
            "com, TOO_FEW_LABELS, INVALID_PUBLIC_DOMAIN",
            "localhost, TOO_FEW_LABELS, INVALID_PUBLIC_DOMAIN",
            "1.2.0.192.in-addr.arpa, REVERSE_ZONE, INVALID_PUBLIC_DOMAIN",
            "*.8.b.d.0.1.0.0.2.IP6.ARPA, REVERSE_ZONE, INVALID_PUBLIC_DOMAIN",
            "printer.local, SPECIAL_USE_TLD, INVALID_PUBLIC_DOMAIN",
            "nas.home.arpa, SPECIAL_USE_TLD, INVALID_PUBLIC_DOMAIN",
            "_, UNDERSCORE,",
            "*.co.uk, WILDCARD_PUBLIC_SUFFIX, INVALID_PUBLIC_DOMAIN",
            "*.foo.kobe.jp, WILDCARD_PUBLIC_SUFFIX, INVALID_PUBLIC_DOMAIN",
            "*.kobe.jp, WILDCARD_PUBLIC_SUFFIX, INVALID_PUBLIC_DOMAIN",
            "*.com, WILDCARD_PUBLIC_SUFFIX, INVALID_PUBLIC_DOMAIN",
            "zx.onion, ONION_INVALID, INVALID_PUBLIC_DOMAIN",
            "2gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wid.onion, SPECIAL_USE_TLD, INVALID_PUBLIC_DOMAIN",
            "2gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wie.onion, ONION_INVALID, INVALID_PUBLIC_DOMAIN",
        })
        void check_brokenRule_isNamedWithAcmsReason(String text, NameFault fault, String acmReason) {
            assertThat(faults(PUBLIC, text)).contains(fault);
            assertThat(fault.acmFailureReason().orElse(null)).isEqualTo(acmReason);
            assertThatThrownBy(() -> PUBLIC.parse(text)).isInstanceOf(InvalidNameException.class);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "example.com",
                    "*.example.co.uk",
                    "kobe.jp",
                    "*.city.kobe.jp",
                    "city.kobe.jp",
                    "github.io",
                    "*.github.io",
                    "a.b.c.mm",
                    "notin-addr.arpa",
                    "www.xn--85x722f.xn--fiqs8s",
                    "localhost.com",
                    "test.de"
                })
        void check_registeredName_isAccepted(String text) {
            assertThat(faults(PUBLIC, text)).isEmpty();
            assertThat(PUBLIC.parse(text)).isEqualTo(DomainName.parse(text));
        }

        @Test
        void check_severalRules_areReportedTogether() {
            assertThat(faults(PUBLIC.refusing(DomainName.parse("local")), "*.local"))
                    .containsExactlyInAnyOrder(
                            NameFault.UNKNOWN_TLD,
                            NameFault.TOO_FEW_LABELS,
                            NameFault.SPECIAL_USE_TLD,
                            NameFault.REFUSED_NAME);
        }

        @Test
        void check_faultInsideALabel_reportsThePolicyToo() {
            assertThat(faults(PUBLIC.refusingAcmNames(), "a_b.AmazonAWS.com."))
                    .containsExactly(NameFault.REFUSED_NAME, NameFault.UNDERSCORE, NameFault.TRAILING_DOT);
            assertThat(faults(PUBLIC, "-x.corp")).containsExactly(NameFault.LEADING_HYPHEN, NameFault.UNKNOWN_TLD);
            assertThat(PUBLIC.check("a_B.corp"))
                    .allSatisfy(violation -> assertThat(violation.input()).isEqualTo("a_B.corp"));
        }

        @Test
        void check_domainInDoubt_reportsTheFormOnly() {
            assertThat(faults(PUBLIC, "exa mple.corp")).containsExactly(NameFault.INVALID_CHARACTER);
            assertThat(faults(PUBLIC, "a..corp")).containsExactly(NameFault.LABEL_EMPTY);
        }

        @Test
        void publicWeb_hostsOwnList_isConsulted() {
            PublicSuffixes list = PublicSuffixes.parse(
                    "// ===BEGIN ICANN DOMAINS===\ncorp\n*.公司.corp\n// ===END ICANN DOMAINS===\n", LocalDate.EPOCH);
            NameRules rules = NameRules.publicWeb(list);

            assertThat(faults(rules, "server.corp")).isEmpty();
            assertThat(faults(rules, "x.xn--55qx5d.corp")).containsExactly(NameFault.IS_PUBLIC_SUFFIX);
            assertThat(faults(rules, "example.com")).containsExactly(NameFault.UNKNOWN_TLD);
        }
    }

    @Nested
    class PrivateNames {
        @Test
        void check_noSuffixes_permitsAnyName() {
            assertThat(faults(NameRules.privateNames(), "localhost")).isEmpty();
            assertThat(faults(NameRules.privateNames(), "*.corp")).isEmpty();
            assertThat(faults(NameRules.privateNames(), "a_b")).containsExactly(NameFault.UNDERSCORE);
        }

        @Test
        void check_suffixes_boundTheNames() {
            NameRules rules = NameRules.privateNames(DomainName.parse("corp"), DomainName.parse("lan.example.com"));

            assertThat(faults(rules, "server.corp")).isEmpty();
            assertThat(faults(rules, "*.lan.example.com")).isEmpty();
            assertThat(faults(rules, "www.example.com")).containsExactly(NameFault.OUTSIDE_PRIVATE_SUFFIXES);
            assertThat(NameFault.OUTSIDE_PRIVATE_SUFFIXES.acmFailureReason()).contains("DOMAIN_NOT_ALLOWED");
        }
    }

    @Nested
    @DisplayName("acm-behaviour (c): names of Amazon")
    class Refused {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "amazonaws.com",
                    "*.s3.amazonaws.com",
                    "d1.cloudfront.net",
                    "env.us-east-1.elasticbeanstalk.com"
                })
        void refusingAcmNames_amazonsName_isRefused(String text) {
            assertThat(faults(PUBLIC.refusingAcmNames(), text)).containsExactly(NameFault.REFUSED_NAME);
            assertThat(NameFault.REFUSED_NAME.acmFailureReason()).contains("DOMAIN_NOT_ALLOWED");
            assertThat(faults(PUBLIC, text)).isEmpty();
        }

        @Test
        void refusingAcmNames_likeName_isAccepted() {
            assertThat(faults(PUBLIC.refusingAcmNames(), "notamazonaws.com")).isEmpty();
        }

        @Test
        void refusing_twice_refusesBoth() {
            NameRules rules = PUBLIC.refusing(DomainName.parse("a.com")).refusingAcmNames();

            assertThat(faults(rules, "x.a.com")).containsExactly(NameFault.REFUSED_NAME);
            assertThat(faults(rules, "x.cloudfront.net")).containsExactly(NameFault.REFUSED_NAME);
        }
    }

    @Test
    void admittingPLabels_changesLabelsOnly() {
        assertThat(faults(PUBLIC.admittingPLabels(), "xn--ls8h.la")).isEmpty();
        assertThat(faults(PUBLIC.admittingPLabels(), "xn--ls8h.corp")).containsExactly(NameFault.UNKNOWN_TLD);
        assertThat(faults(PUBLIC, "xn--ls8h.la")).containsExactly(NameFault.IDNA_DISALLOWED);
    }

    @Nested
    @DisplayName("BR 4.2.2: reserved addresses")
    class Addresses {
        @Test
        void parseAddress_reservedOrMulticast_isRefusedPublicly() {
            assertThatThrownBy(() -> PUBLIC.parseAddress("10.0.0.1")).hasMessageContaining("Private-Use");
            assertThatThrownBy(() -> PUBLIC.parseAddress("ff0e::1")).hasMessageContaining("MULTICAST");
            assertThat(PUBLIC.parseAddress("8.8.8.8").value()).isEqualTo("8.8.8.8");
        }

        @Test
        void parseAddress_private_permitsAnyAddress() {
            assertThat(NameRules.privateNames().parseAddress("10.0.0.1").value())
                    .isEqualTo("10.0.0.1");
            assertThatThrownBy(() -> NameRules.privateNames().parseAddress("010.0.0.1"))
                    .hasMessageContaining("MALFORMED");
        }
    }
}
