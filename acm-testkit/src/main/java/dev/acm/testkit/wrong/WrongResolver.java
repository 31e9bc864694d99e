package dev.acm.testkit.wrong;

import dev.acm.spi.DnsAnswer;
import dev.acm.spi.DnsAnswer.Security;
import dev.acm.spi.DnsAnswer.Status;
import dev.acm.spi.DnsQuestion;
import dev.acm.spi.DnsResolver;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** DNS resolvers that break the contract in one way each. */
@SuppressWarnings("ImmutableEnumChecker") // the sets are of Set.of, the functions keep nothing
public enum WrongResolver {
    /** Throws for trouble. */
    THROWS(
            answer -> isTrouble(answer)
                    ? CompletableFuture.failedStage(new IOException("no answer"))
                    : CompletableFuture.completedStage(answer),
            Set.of("d1_trouble_isAnAnswer")),
    /** Says of a name it could not look up that it does not exist. */
    TAKES_TROUBLE_FOR_ABSENCE(
            answer -> CompletableFuture.completedStage(
                    isTrouble(answer) ? with(answer, Status.NXDOMAIN, Security.INSECURE, true) : answer),
            Set.of("d1_trouble_isAnAnswer")),
    /** Says of a name without such records that it does not exist. */
    TAKES_NO_DATA_FOR_NXDOMAIN(
            answer -> CompletableFuture.completedStage(
                    answer.records().isEmpty() && answer.status() == Status.NOERROR
                            ? with(answer, Status.NXDOMAIN, answer.security(), true)
                            : answer),
            Set.of("d1_noData_isNoError")),
    /** Does not tell by which aliases it came to the records. */
    HIDES_ALIASES(
            answer -> CompletableFuture.completedStage(with(answer, answer.status(), answer.security(), false)),
            Set.of("d1_aliases_areToldInOrder")),
    /** Takes what DNSSEC proves wrong for unsigned. */
    BELIEVES_BOGUS(
            answer -> CompletableFuture.completedStage(
                    answer.security() == Security.BOGUS
                            ? with(answer, answer.status(), Security.INSECURE, true)
                            : answer),
            Set.of("d1_bogus_isCalledSo")),
    /** Takes what is unsigned for undecided. */
    DOUBTS_EVERYTHING(
            answer -> CompletableFuture.completedStage(
                    answer.isConclusive() ? with(answer, answer.status(), Security.INDETERMINATE, true) : answer),
            Set.of("d1_existing_givesItsRecords", "d1_missing_isNxdomain")),
    /** Follows an alias also when the alias itself was asked for. */
    FOLLOWS_WHAT_WAS_ASKED_FOR(
            answer -> CompletableFuture.completedStage(
                    answer.question().type().equals("CNAME") ? withoutRecords(answer) : answer),
            Set.of("d1_cnameAskedFor_isARecord")),
    /** Looks from another place each time. */
    WANDERS(CompletableFuture::completedStage, Set.of("d2_vantagePoint_isOneAndTheSame")) {
        @Override
        public DnsResolver over(DnsResolver right) {
            AtomicInteger places = new AtomicInteger();
            return new DnsResolver() {
                @Override
                public CompletionStage<DnsAnswer> ask(DnsQuestion question) {
                    return right.ask(question);
                }

                @Override
                public String vantagePoint() {
                    return "place " + places.incrementAndGet();
                }
            };
        }
    },
    /** Keeps one question in mind, whoever asks. */
    MIXES_QUESTIONS(CompletableFuture::completedStage, Set.of("d1_manyAtOnce_areAnsweredEachByItself")) {
        @Override
        public DnsResolver over(DnsResolver right) {
            return new DnsResolver() {
                private volatile DnsQuestion current = new DnsQuestion("none.", "A");

                @Override
                public CompletionStage<DnsAnswer> ask(DnsQuestion question) {
                    current = question;
                    Delegating.letOthersIn();
                    return right.ask(current);
                }

                @Override
                public String vantagePoint() {
                    return right.vantagePoint();
                }
            };
        }
    };

    private final Function<DnsAnswer, CompletionStage<DnsAnswer>> change;
    private final Set<String> caughtBy;

    WrongResolver(Function<DnsAnswer, CompletionStage<DnsAnswer>> change, Set<String> caughtBy) {
        this.change = change;
        this.caughtBy = caughtBy;
    }

    private static boolean isTrouble(DnsAnswer answer) {
        return answer.status() != Status.NOERROR && answer.status() != Status.NXDOMAIN;
    }

    private static DnsAnswer withoutRecords(DnsAnswer answer) {
        return new DnsAnswer(
                answer.question(),
                answer.status(),
                answer.aliases(),
                List.of(),
                answer.security(),
                answer.server(),
                answer.detail(),
                Optional.empty(),
                answer.at());
    }

    private static DnsAnswer with(DnsAnswer answer, Status status, Security security, boolean aliases) {
        return new DnsAnswer(
                answer.question(),
                status,
                aliases ? answer.aliases() : List.of(),
                answer.records(),
                security,
                answer.server(),
                answer.detail(),
                Optional.empty(),
                answer.at());
    }

    /**
     * Makes a resolver wrong.
     *
     * @param right a right one
     * @return one that changes its answers
     */
    public DnsResolver over(DnsResolver right) {
        return new DnsResolver() {
            @Override
            public CompletionStage<DnsAnswer> ask(DnsQuestion question) {
                return right.ask(question).thenCompose(change);
            }

            @Override
            public String vantagePoint() {
                return right.vantagePoint();
            }
        };
    }

    /**
     * Which tests of {@link dev.acm.testkit.contract.DnsResolverContract} must fail for this resolver.
     *
     * @return the names of the methods
     */
    public Set<String> caughtBy() {
        return caughtBy;
    }
}
