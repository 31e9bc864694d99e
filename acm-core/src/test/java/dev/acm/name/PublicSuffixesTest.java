package dev.acm.name;

import static dev.acm.name.PublicSuffixes.Section.ALL;
import static dev.acm.name.PublicSuffixes.Section.ICANN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("publicsuffix.org/list: algorithm and format")
class PublicSuffixesTest {
    private static final LocalDate DATE = LocalDate.of(2026, 11, 19);
    private static final PublicSuffixes LIST = PublicSuffixes.shipped();

    private static Optional<String> registrable(String name, PublicSuffixes.Section section) {
        return LIST.registrable(DomainName.parse(name), section).map(DomainName::value);
    }

    @ParameterizedTest
    @CsvSource({
        "www.example.com, com, example.com",
        "*.www.example.co.uk, co.uk, example.co.uk",
        "example.com, com, example.com",
        "*.example.com, com, example.com",
        "a.b.city.kobe.jp, kobe.jp, city.kobe.jp",
        "a.b.c.kobe.jp, c.kobe.jp, b.c.kobe.jp",
        "www.ck, ck, www.ck",
        "a.github.io, io, github.io",
        "co.uk, co.uk,",
        "kobe.jp, jp, kobe.jp",
        "mm, ,",
        "host.corp, ,",
    })
    void suffix_icann_isTheLongestRule(String name, String suffix, String registrable) {
        assertThat(LIST.suffix(DomainName.parse(name), ICANN).map(DomainName::value))
                .isEqualTo(Optional.ofNullable(suffix));
        assertThat(registrable(name, ICANN)).isEqualTo(Optional.ofNullable(registrable));
        assertThat(LIST.isSuffix(DomainName.parse(name), ICANN)).isEqualTo(name.equals(suffix));
    }

    @Test
    void suffix_all_countsThePrivateSection() {
        assertThat(registrable("a.b.github.io", ALL)).contains("b.github.io");
        assertThat(LIST.isSuffix(DomainName.parse("github.io"), ALL)).isTrue();
        assertThat(LIST.isSuffix(DomainName.parse("github.io"), ICANN)).isFalse();
        assertThat(registrable("x.y.compute.amazonaws.com", ALL)).contains("x.y.compute.amazonaws.com");
    }

    @Test
    void knowsTopLevel_ruleOrRuleBelow_isKnown() {
        assertThat(LIST.knowsTopLevel(DomainName.parse("com"))).isTrue();
        assertThat(LIST.knowsTopLevel(DomainName.parse("mm"))).isTrue();
        assertThat(LIST.knowsTopLevel(DomainName.parse("x.corp"))).isFalse();
        assertThat(LIST.knowsTopLevel(DomainName.parse("x.local"))).isFalse();
    }

    @Test
    void shipped_list_isDatedAndWhole() {
        assertThat(LIST.date()).isAfterOrEqualTo(DATE);
        assertThat(LIST.size()).isGreaterThan(10_000);
        assertThat(PublicSuffixes.shipped()).isSameAs(LIST);
    }

    @Test
    void parse_officialFormat_isRead() {
        PublicSuffixes list = PublicSuffixes.parse("""
                // a comment
                outside.section
                // ===BEGIN ICANN DOMAINS===

                // 中国
                中国
                公司.中国 trailing words
                *.wild
                !not.wild
                // ===END ICANN DOMAINS===
                // ===BEGIN PRIVATE DOMAINS===
                hoster.中国
                // ===END PRIVATE DOMAINS===
                """, DATE);

        assertThat(list.date()).isEqualTo(DATE);
        assertThat(list.size()).isEqualTo(5);
        assertThat(list.isSuffix(DomainName.parse("xn--55qx5d.xn--fiqs8s"), ICANN))
                .isTrue();
        assertThat(list.isSuffix(DomainName.parse("hoster.xn--fiqs8s"), ICANN)).isFalse();
        assertThat(list.isSuffix(DomainName.parse("hoster.xn--fiqs8s"), ALL)).isTrue();
        assertThat(list.isSuffix(DomainName.parse("any.wild"), ICANN)).isTrue();
        assertThat(list.isSuffix(DomainName.parse("not.wild"), ICANN)).isFalse();
        assertThat(list.knowsTopLevel(DomainName.parse("outside.section"))).isFalse();
    }

    @Test
    void parse_unreadableList_isRefused() {
        assertThatThrownBy(() -> PublicSuffixes.parse("com\n", DATE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PublicSuffixes.parse("// ===BEGIN ICANN DOMAINS===\na.*.b\n", DATE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PublicSuffixes.parse("// ===BEGIN ICANN DOMAINS===\na_b\n", DATE))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
