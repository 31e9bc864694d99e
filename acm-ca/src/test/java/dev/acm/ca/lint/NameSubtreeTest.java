package dev.acm.ca.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.DerElement;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("PRF-31: a malformed subtree permits nothing and excludes everything of its type")
class NameSubtreeTest {
    private static final byte[] MINIMUM = Der.implicit(0, new byte[] {1});

    private static DerElement dns(String name) {
        return DerElement.parse(Tbs.dns(name));
    }

    private static DerElement address(int octets) {
        return DerElement.parse(Der.element(AlternativeNames.ADDRESS, new byte[octets]));
    }

    private static NameSubtree subtree(byte[]... fields) {
        return NameSubtree.of(DerElement.parse(Der.sequence(fields)));
    }

    @Test
    @DisplayName("control: a proper subtree tells what is inside from what is not")
    void proper_tellsNamesApart() {
        NameSubtree subtree = subtree(Tbs.dns("example.com"));

        assertThat(subtree.permits(dns("www.example.com"))).isTrue();
        assertThat(subtree.excludes(dns("www.example.com"))).isTrue();
        assertThat(subtree.permits(dns("other.test"))).isFalse();
        assertThat(subtree.excludes(dns("other.test"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {".example.com", "*.example.com", "example.com.", "exa mple.com", "http://example.com"})
    void malformedDnsName_permitsNothingAndExcludesAll(String constraint) {
        NameSubtree subtree = subtree(Tbs.dns(constraint));

        for (String name : new String[] {"www.example.com", "other.test"}) {
            assertThat(subtree.permits(dns(name))).isFalse();
            assertThat(subtree.excludes(dns(name))).isTrue();
        }
    }

    @Test
    @DisplayName(
            "RFC 5280 4.2.1.10: a URI whose host is an address is not within any constraint on URIs, and so refused")
    void uriOfAddress_isNotPermittedAndIsExcluded() {
        DerElement uri = DerElement.parse(Tbs.uri("http://1.2.3.4/"));

        assertThat(subtree(Tbs.uri("a.com")).excludes(uri)).isTrue();
        assertThat(subtree(Tbs.uri("1.2.3.4")).permits(uri)).isFalse();
        assertThat(subtree(Tbs.uri(".a.com")).excludes(DerElement.parse(Tbs.uri("http://b.com/"))))
                .isFalse();
    }

    @Test
    @DisplayName("a wildcard is excluded by what one label in its place makes, and not by names further below")
    void wildcard_isExcludedByItsExpansions() {
        DerElement wildcard = dns("*.example.com");

        assertThat(subtree(Tbs.dns("b.example.com")).excludes(wildcard)).isTrue();
        assertThat(subtree(Tbs.dns("a.b.example.com")).excludes(wildcard)).isFalse();
        assertThat(subtree(Tbs.dns("com")).excludes(wildcard)).isTrue();
        assertThat(subtree(Tbs.dns("xexample.com")).excludes(wildcard)).isFalse();
    }

    @Test
    void minimum_permitsNothingAndExcludesAll() {
        NameSubtree subtree = subtree(Tbs.dns("example.com"), MINIMUM);

        assertThat(subtree.permits(dns("www.example.com"))).isFalse();
        assertThat(subtree.excludes(dns("other.test"))).isTrue();
    }

    @Test
    void addressOfWrongLength_isNotPermittedAndIsExcluded() {
        byte[] network = Der.element(AlternativeNames.ADDRESS, new byte[] {10, 0, 0, 0, -1, 0, 0, 0});

        assertThat(subtree(network).permits(address(5))).isFalse();
        assertThat(subtree(network).excludes(address(5))).isTrue();
        assertThat(subtree(network).excludes(address(4))).isFalse();
        assertThat(subtree(network).excludes(address(16))).isFalse();
    }

    @Test
    @DisplayName("texts of any length are judged, without a stack that grows with them")
    void longTexts_areJudged() {
        assertThat(NameSyntax.isUri("http://a/" + "x".repeat(100_000))).isTrue();
        assertThat(NameSyntax.isUri("http://a/" + "%41".repeat(100_000))).isTrue();
        assertThat(NameSyntax.isUri("http://a/" + "%41".repeat(100_000) + "%4")).isFalse();
        Tbs leaf = Tbs.leaf()
                .extension(
                        "2.5.29.17",
                        false,
                        Tbs.sequence(Der.element(
                                AlternativeNames.DNS,
                                ("a.".repeat(100_000) + "onion").getBytes(StandardCharsets.US_ASCII))));

        assertThat(CertificateLint.of(LintProfile.TLS_SERVER).checkToBeSigned(leaf.toDer(), LintContext.none()))
                .extracting(LintFinding::rule)
                .contains(Rule.SAN_ONION, Rule.SAN_DNS_NAME);
    }
}
