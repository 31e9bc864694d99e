package dev.acm.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

class NameProperties {
    private static final NameRules PUBLIC = NameRules.publicWeb();

    /** Labels as they occur, and near misses of every sort. */
    @Provide
    Arbitrary<String> labels() {
        Arbitrary<String> good = Arbitraries.strings()
                .withCharRange('a', 'z')
                .numeric()
                .ofMinLength(1)
                .ofMaxLength(12);
        Arbitrary<String> ldh =
                Arbitraries.strings().withChars("aZx0n-").ofMinLength(1).ofMaxLength(8);
        Arbitrary<String> odd =
                Arbitraries.strings().withChars("a-*_.\u00FC\u0000 xn").ofMaxLength(5);
        Arbitrary<String> encoded = Arbitraries.strings()
                .withCharRange('a', 'z')
                .numeric()
                .withChars('-')
                .ofMaxLength(10)
                .map(s -> "xn--" + s);
        Arbitrary<String> long63 = Arbitraries.integers().between(62, 64).map("a"::repeat);
        return Arbitraries.frequencyOf(
                Tuple.of(20, good),
                Tuple.of(3, ldh),
                Tuple.of(1, odd),
                Tuple.of(3, encoded),
                Tuple.of(3, uLabels().map(NameProperties::encode)),
                Tuple.of(1, long63));
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<List<String>> labels = labels().list().ofMinSize(1).ofMaxSize(5);
        Arbitrary<String> prefix = Arbitraries.frequency(Tuple.of(8, ""), Tuple.of(2, "*."), Tuple.of(1, "*"));
        Arbitrary<String> end = Arbitraries.of("", "", ".com", ".co.uk", ".kobe.jp", ".arpa", ".local", ".", ".1");
        return Combinators.combine(prefix, labels, end).as((p, l, e) -> p + String.join(".", l) + e);
    }

    @Provide
    Arbitrary<String> uLabels() {
        return Arbitraries.strings()
                .withChars("abl0-")
                .withCharRange('\u00DF', '\u00F6')
                .withCharRange('\u0370', '\u03FF')
                .withCharRange('\u05D0', '\u05F4')
                .withCharRange('\u0620', '\u0669')
                .withCharRange('\u0905', '\u094D')
                .withCharRange('\u3041', '\u3050')
                .withChars('\u200C', '\u200D', '\u30FB', '\u00B7', '\u0300', '\u4E2D')
                .ofMinLength(1)
                .ofMaxLength(8);
    }

    private static String encode(String label) {
        int[] points = Punycode.codePoints(label);
        return label.chars().allMatch(c -> c < 0x80) ? label : "xn--" + Punycode.encode(points, 0, points.length);
    }

    private static boolean isName(String text) {
        return NameSyntax.violations(text, true).isEmpty();
    }

    @Property(tries = 5000)
    void scanAndDiagnosisAgree(@ForAll("texts") String text) {
        boolean good = NameSyntax.violations(text, true).isEmpty();

        assertThat(NameDiagnosis.of(text, true).isEmpty()).as(text).isEqualTo(good);
        assertThat(NameDiagnosis.of(text, false).isEmpty())
                .isEqualTo(NameSyntax.violations(text, false).isEmpty());
        Statistics.label("good").collect(good);
        Statistics.label("good").coverage(coverage -> {
            coverage.check(true).percentage(p -> p > 5);
            coverage.check(false).percentage(p -> p > 20);
        });
    }

    @Property(tries = 3000)
    void canonicalFormIsAFixedPoint(@ForAll("texts") String text) {
        if (isName(text)) {
            DomainName name = DomainName.parse(text);

            assertThat(name.value()).isEqualTo(text.toLowerCase(Locale.ROOT));
            assertThat(DomainName.parse(name.value())).isEqualTo(name);
            assertThat(DomainName.parse(text.toUpperCase(Locale.ROOT))).isEqualTo(name);
            assertThat(DomainName.parsePLabels(text)).isEqualTo(name);
        }
    }

    @Property(tries = 3000)
    void anythingElseIsTheTypedErrorWithPositionsInside(@ForAll String text) {
        if (!isName(text)) {
            assertThatThrownBy(() -> DomainName.parse(text))
                    .isInstanceOfSatisfying(
                            InvalidNameException.class,
                            e -> assertThat(e.violations())
                                    .isNotEmpty()
                                    .allSatisfy(v -> assertThat(v.position()).isBetween(0, text.length())));
        }
        assertThat(PUBLIC.check(text)).hasSizeLessThanOrEqualTo(32);
    }

    @Property
    void aNameCoversItselfUnlessItIsAWildcard(@ForAll("texts") String text) {
        if (isName(text)) {
            DomainName name = DomainName.parse(text);

            assertThat(name.covers(name)).isEqualTo(!name.isWildcard());
            assertThat(name.isWithin(name)).isTrue();
        }
    }

    @Property
    void aWildcardCoversExactlyOneLabelMore(@ForAll("texts") String base, @ForAll("labels") String label) {
        if (!label.contains("*") && isName("*." + base) && isName(label + "." + base)) {
            DomainName wildcard = DomainName.parse("*." + base);
            DomainName host = DomainName.parse(label + "." + base);

            assertThat(wildcard.covers(host)).isEqualTo(label.indexOf('.') < 0);
            assertThat(wildcard.covers(wildcard.base())).isFalse();
            assertThat(host.parent().map(wildcard.base()::equals)).contains(label.indexOf('.') < 0);
        }
    }

    @Property(tries = 3000)
    void aLabelAndULabelRoundTrip(@ForAll("uLabels") String label) {
        String encoded = encode(label);
        if (isName(encoded)) {
            DomainName name = DomainName.parse(encoded);

            assertThat(Idna.toUnicode(name)).isEqualTo(label);
            assertThat(Idna.toAscii(Idna.toUnicode(name))).isEqualTo(name);
        }
    }

    @Property(tries = 3000)
    void whatIdnaAcceptsIsAPLabel(@ForAll("uLabels") String label) {
        String encoded = encode(label);

        assertThat(NameSyntax.violations(encoded, false))
                .hasSizeLessThanOrEqualTo(NameSyntax.violations(encoded, true).size());
        Statistics.label("good").collect(isName(encoded));
        Statistics.label("good").coverage(coverage -> coverage.check(true).percentage(p -> p > 3));
    }

    @Property(tries = 3000)
    void whatThePublicAcceptsPrivateRulesAccept(@ForAll("texts") String text) {
        if (PUBLIC.check(text).isEmpty()) {
            DomainName name = PUBLIC.parse(text);

            assertThat(NameRules.privateNames().parse(text)).isEqualTo(name);
            assertThat(PublicSuffixes.shipped().registrable(name, PublicSuffixes.Section.ICANN))
                    .hasValueSatisfying(
                            domain -> assertThat(name.isWithin(domain)).isTrue());
        }
    }

    @Property
    void orderAgreesWithEquality(@ForAll("texts") String one, @ForAll("texts") String two) {
        if (isName(one) && isName(two)) {
            DomainName a = DomainName.parse(one);
            DomainName b = DomainName.parse(two);

            assertThat(a.compareTo(b) == 0).isEqualTo(a.equals(b));
            assertThat(Integer.signum(a.compareTo(b))).isEqualTo(-Integer.signum(b.compareTo(a)));
        }
    }

    @Property(tries = 300)
    void aSetKeepsTheFirstOfEachName(@ForAll("names") List<DomainName> names) {
        NameLimits limits = NameLimits.acm().withMaxNames(100).withoutCommonName();
        NameSet set = NameSet.of(names, limits);
        Set<DomainName> seen = new HashSet<>();
        List<DomainName> expected = names.stream().filter(seen::add).toList();

        assertThat(set.names()).isEqualTo(expected);
        assertThat(NameSet.of(set.names(), limits)).isEqualTo(set);
    }

    @Provide
    Arbitrary<List<DomainName>> names() {
        return Arbitraries.of("a.com", "b.com", "*.a.com", "A.com", "c.b.com")
                .map(DomainName::parse)
                .list()
                .ofMinSize(1);
    }
}
