package dev.acm.benchmarks;

import dev.acm.certificate.CertificateArn;
import dev.acm.dcv.ValidationTokens;
import dev.acm.name.DomainName;
import dev.acm.spi.DnsAnswer;
import dev.acm.spi.DnsQuestion;
import dev.acm.spi.Observation;
import dev.acm.spi.ValidationSubject;
import dev.acm.validation.DnsValidation;
import dev.acm.validation.caa.DnsCaaPolicy;
import dev.acm.validation.dns.DnsjavaResolver;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Resolver;

/**
 * DNS against a signed zone on loopback. Each method is one round, and prints its ratio: a CAA climb over six names against one
 * question, at 20 ms for each answer (at most 1.3 times, for names never asked before); 1 000 names at once (how many threads they
 * hold); questions a second against bare dnsjava with its validator (at least 0.8 times).
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
public class DnsBenchmark {
    private static final int LATENCY_MILLIS = 20;
    private static final int PAIRS = 20;
    private static final int NAMES = 1000;
    private static final int QUESTIONS = 1000;
    private static final int TURNS = 5;
    private static final int IN_FLIGHT = 64;
    private static final DomainName DEEP = DomainName.parse("a.b.c.d.example.test");

    private final DnsWorld world = new DnsWorld();
    private int asked;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    /** Ends the server. */
    @TearDown
    public void close() throws IOException {
        world.close();
    }

    /**
     * Names never asked before, four new labels each time below a zone that is known; and the same name again. Each against one question
     * of its own kind: the first for a name never asked before either, the second for the same name again.
     */
    @Benchmark
    public void climb() {
        DnsjavaResolver resolver = world.resolver();
        world.latency(LATENCY_MILLIS);
        one(resolver, DEEP);
        climb(resolver, DEEP);
        List<Double> newOnes = new ArrayList<>();
        List<Double> newClimbs = new ArrayList<>();
        List<Double> sameOnes = new ArrayList<>();
        List<Double> sameClimbs = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            DomainName first = fresh();
            newOnes.add(millis(() -> one(resolver, first)));
            DomainName second = fresh();
            newClimbs.add(millis(() -> climb(resolver, second)));
            sameOnes.add(millis(() -> one(resolver, DEEP)));
            sameClimbs.add(millis(() -> climb(resolver, DEEP)));
        }
        print("never asked: ", newClimbs, newOnes);
        print("same again: ", sameClimbs, sameOnes);
    }

    private DomainName fresh() {
        int number = ++asked;
        return DomainName.parse("a" + number + ".b" + number + ".c" + number + ".d" + number + ".example.test");
    }

    private static void print(String what, List<Double> climbs, List<Double> single) {
        System.out.printf(
                Locale.ROOT,
                "%sclimb over %d names %.1f ms, one question %.1f ms, ratio %.2f; ",
                what,
                DEEP.labels().size(),
                median(climbs),
                median(single),
                median(climbs) / median(single));
    }

    /** The same with nothing known of the chain of trust; no target. */
    @Benchmark
    public void coldClimb() {
        world.latency(LATENCY_MILLIS);
        List<Double> single = new ArrayList<>();
        List<Double> climbs = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            DnsjavaResolver first = world.resolver();
            single.add(millis(() -> one(first, DEEP)));
            DnsjavaResolver second = world.resolver();
            climbs.add(millis(() -> climb(second, DEEP)));
        }
        print("cold: ", climbs, single);
    }

    private static DnsAnswer one(DnsjavaResolver resolver, DomainName name) {
        DnsAnswer answer = resolver.ask(new DnsQuestion(name + ".", "CAA"))
                .toCompletableFuture()
                .join();
        if (answer.security() != DnsAnswer.Security.SECURE) {
            throw new IllegalStateException(answer.toString());
        }
        return answer;
    }

    private static Observation climb(DnsjavaResolver resolver, DomainName name) {
        Observation seen =
                DnsCaaPolicy.of(resolver).observe(name).toCompletableFuture().join();
        if (seen.facts().number("emptyLevels") != name.labels().size()) {
            throw new IllegalStateException(seen.toString());
        }
        return seen;
    }

    /** Control and CAA of 1 000 names, all begun at once. */
    @Benchmark
    public void thousandNames() {
        DnsjavaResolver resolver = world.resolver();
        world.latency(LATENCY_MILLIS);
        one(resolver, DEEP);
        ValidationTokens tokens = ValidationTokens.of(List.of(new byte[32]), DomainName.parse("validation.acm.test"));
        DnsValidation validation = DnsValidation.of(resolver, tokens);
        DnsCaaPolicy caa = DnsCaaPolicy.of(resolver);
        CertificateArn arn = new CertificateArn("acm", "local", "alice", new UUID(1, 2));
        threads.resetPeakThreadCount();
        int before = threads.getThreadCount();
        double millis = millis(() -> {
            List<CompletableFuture<?>> all = new ArrayList<>();
            for (int i = 0; i < NAMES; i++) {
                DomainName name = DomainName.parse("n" + i + ".example.test");
                all.add(validation
                        .observe(new ValidationSubject(arn, 1, name))
                        .thenCombine(caa.observe(name), (one, two) -> one)
                        .toCompletableFuture());
            }
            CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0])).join();
        });
        System.out.printf(
                Locale.ROOT,
                "%d names in %.0f ms, %d threads more than before; ",
                NAMES,
                millis,
                threads.getPeakThreadCount() - before);
    }

    /**
     * The same questions with the same validation, 64 under way at any time. Bare dnsjava verifies each answer each time; ours is asked
     * by one that has the keys and never saw the answers, which is what counts, and then again.
     */
    @Benchmark
    public void throughput() throws IOException {
        world.latency(0);
        Resolver bare = world.bare();
        IntFunction<CompletionStage<Boolean>> askBare =
                i -> world.askBare(bare, i).thenApply(answer -> isAuthentic(answer));
        ask(askBare);
        // each in turns, so that what the machine does otherwise comes to all
        double firstMillis = 0;
        double againMillis = 0;
        double bareMillis = 0;
        for (int i = 0; i < TURNS; i++) {
            DnsjavaResolver ours = world.resolver();
            one(ours, DEEP);
            IntFunction<CompletionStage<Boolean>> askOurs = n -> ours.ask(new DnsQuestion(world.name(n), "TXT"))
                    .thenApply(answer -> answer.security() == DnsAnswer.Security.SECURE);
            bareMillis += millis(() -> ask(askBare));
            firstMillis += millis(() -> ask(askOurs));
            againMillis += millis(() -> ask(askOurs));
        }
        System.out.printf(
                Locale.ROOT,
                "never asked: ours %.0f questions/s, bare %.0f questions/s, ratio %.2f; same again: ours %.0f, ratio %.2f; ",
                TURNS * QUESTIONS * 1000 / firstMillis,
                TURNS * QUESTIONS * 1000 / bareMillis,
                bareMillis / firstMillis,
                TURNS * QUESTIONS * 1000 / againMillis,
                bareMillis / againMillis);
    }

    private static boolean isAuthentic(Message answer) {
        return answer.getHeader().getFlag(Flags.AD);
    }

    private static int ask(IntFunction<CompletionStage<Boolean>> question) {
        Semaphore window = new Semaphore(IN_FLIGHT);
        List<CompletableFuture<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < QUESTIONS; i++) {
            window.acquireUninterruptibly();
            all.add(question.apply(i)
                    .whenComplete((answer, error) -> window.release())
                    .toCompletableFuture());
        }
        for (CompletableFuture<Boolean> answer : all) {
            if (!answer.join()) {
                throw new IllegalStateException("an answer that is not secure");
            }
        }
        return all.size();
    }

    private static double millis(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e6;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }
}
