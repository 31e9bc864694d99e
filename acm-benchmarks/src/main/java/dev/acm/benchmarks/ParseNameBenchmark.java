package dev.acm.benchmarks;

import com.google.common.net.InternetDomainName;
import com.ibm.icu.text.IDNA;
import dev.acm.name.DomainName;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Reading a domain name, against Guava's and ICU's readers. Bare: lower case only, which every reader needs. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ParseNameBenchmark {
    /** The name as a requester writes it. */
    @Param({"shop.example.com", "A.Much.Longer.Name.With.Many.Labels.shop.example.com", "xn--bcher-kva.example.com"})
    public String text = "";

    private final IDNA idna = IDNA.getUTS46Instance(IDNA.USE_STD3_RULES | IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ);

    @Benchmark
    public String bare() {
        return text.toLowerCase(Locale.ROOT);
    }

    @Benchmark
    public DomainName acm() {
        return DomainName.parse(text);
    }

    @Benchmark
    public InternetDomainName guava() {
        return InternetDomainName.from(text);
    }

    @Benchmark
    public String icu() {
        return idna.nameToASCII(text, new StringBuilder(), new IDNA.Info()).toString();
    }
}
