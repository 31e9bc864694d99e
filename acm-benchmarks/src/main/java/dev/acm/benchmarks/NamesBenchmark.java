package dev.acm.benchmarks;

import com.google.common.net.InternetDomainName;
import com.ibm.icu.text.IDNA;
import dev.acm.name.DomainName;
import dev.acm.name.NameRules;
import dev.acm.name.PublicSuffixes;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Names read and judged, against Guava's public suffixes and ICU4J's UTS 46. Each call handles the whole list; compare the
 * pairs of one run. With {@code -prof gc}, {@code suffixLookup} shows no allocation.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class NamesBenchmark {
    private static final List<String> ASCII = List.of(
            "example.com",
            "www.example.com",
            "api.eu-west-1.internal.example.org",
            "shop.example.co.uk",
            "a.b.c.d.example.net",
            "mail.example.de",
            "static.cdn.example.io",
            "www.city.kobe.jp",
            "login.example.com.au",
            "my-very-long-service-name.production.example.dev");
    private static final List<String> A_LABELS = List.of(
            "www.xn--mnchen-3ya.de",
            "xn--80akhbyknj4f.com",
            "xn--fiq228c.xn--fiqs8s",
            "xn--bcher-kva.example.com",
            "www.xn--mgbbh1a71e.com",
            "xn--11b2ezcs70k.com",
            "xn--9n2bp8q.com",
            "xn--wgv71a119e.xn--j6w193g");

    private final NameRules rules = NameRules.publicWeb();
    private final PublicSuffixes suffixes = PublicSuffixes.shipped();
    private final List<DomainName> parsed =
            ASCII.stream().map(DomainName::parse).toList();
    private final IDNA uts46 = IDNA.getUTS46Instance(IDNA.USE_STD3_RULES
            | IDNA.CHECK_BIDI
            | IDNA.CHECK_CONTEXTJ
            | IDNA.CHECK_CONTEXTO
            | IDNA.NONTRANSITIONAL_TO_UNICODE
            | IDNA.NONTRANSITIONAL_TO_ASCII);

    /** Form and all public rules, the suffix list among them. */
    @Benchmark
    public void asciiNames(Blackhole hole) {
        for (String name : ASCII) {
            hole.consume(rules.parse(name));
        }
    }

    /** Guava: form and the suffix list. */
    @Benchmark
    public void asciiNamesGuava(Blackhole hole) {
        for (String name : ASCII) {
            hole.consume(InternetDomainName.from(name).topPrivateDomain());
        }
    }

    /** Strict IDNA2008. */
    @Benchmark
    public void aLabels(Blackhole hole) {
        for (String name : A_LABELS) {
            hole.consume(DomainName.parse(name));
        }
    }

    /** ICU4J: UTS 46 with every check it has. */
    @Benchmark
    public void aLabelsIcu(Blackhole hole) {
        IDNA.Info info = new IDNA.Info();
        StringBuilder out = new StringBuilder();
        for (String name : A_LABELS) {
            out.setLength(0);
            hole.consume(uts46.nameToUnicode(name, out, info));
            if (info.hasErrors()) {
                throw new IllegalStateException(name);
            }
        }
    }

    /** The suffix list alone, on names read before. */
    @Benchmark
    public void suffixLookup(Blackhole hole) {
        for (DomainName name : parsed) {
            hole.consume(suffixes.isSuffix(name, PublicSuffixes.Section.ICANN));
        }
    }
}
