package dev.acm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.acm.spi.DnsAnswer;
import dev.acm.spi.DnsAnswer.Security;
import dev.acm.spi.DnsAnswer.Status;
import dev.acm.spi.DnsQuestion;
import dev.acm.spi.DnsRecord;
import dev.acm.spi.DnsResolver;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * The contract of {@link DnsResolver}: D1. The implementer names questions whose answers are known; a situation that cannot
 * be brought about is left empty, and its test skipped.
 */
public interface DnsResolverContract {
    /**
     * The resolver.
     *
     * @return with everything behind it that the questions need
     * @throws Exception if there is none
     */
    DnsResolver resolver() throws Exception;

    /**
     * A question that has records, without an alias on the way.
     *
     * @return the question
     */
    DnsQuestion existing();

    /**
     * A name that does not exist.
     *
     * @return the question
     */
    DnsQuestion missing();

    /**
     * A name that exists, without records of the type.
     *
     * @return the question; empty if there is none
     */
    default Optional<DnsQuestion> noData() {
        return Optional.empty();
    }

    /**
     * A question, not for CNAME, to which at least two aliases lead, and then records.
     *
     * @return the question; empty if there is none
     */
    default Optional<DnsQuestion> aliased() {
        return Optional.empty();
    }

    /**
     * A question whose answer DNSSEC proves wrong.
     *
     * @return the question; empty if there is none
     */
    default Optional<DnsQuestion> bogus() {
        return Optional.empty();
    }

    /**
     * Questions that end in trouble, and what it is called.
     *
     * @return possibly empty
     */
    default Map<DnsQuestion, Status> troubles() {
        return Map.of();
    }

    private static DnsAnswer answer(DnsResolver resolver, DnsQuestion question) throws Exception {
        // get throws if the stage completes otherwise than normally
        DnsAnswer answer = resolver.ask(question).toCompletableFuture().get(120, TimeUnit.SECONDS);
        assertThat(answer.question()).isEqualTo(question);
        assertThat(answer.server()).isNotBlank();
        return answer;
    }

    /**
     * Records come with what was asked and who answered; their names are absolute and in lower case.
     *
     * @throws Exception if the resolver fails
     */
    @Test
    default void d1_existing_givesItsRecords() throws Exception {
        DnsResolver resolver = resolver();

        DnsAnswer answer = answer(resolver, existing());

        assertThat(answer.status()).isEqualTo(Status.NOERROR);
        assertThat(answer.aliases()).isEmpty();
        assertThat(answer.records())
                .isNotEmpty()
                .allSatisfy(record ->
                        assertThat(record.owner()).isEqualTo(existing().name()));
        assertThat(answer.isConclusive()).isTrue();
    }

    /**
     * D2: it looks from one place, which has a name.
     *
     * @throws Exception if the resolver fails
     */
    @Test
    default void d2_vantagePoint_isOneAndTheSame() throws Exception {
        DnsResolver resolver = resolver();
        String before = resolver.vantagePoint();
        answer(resolver, existing());

        assertThat(before).isNotBlank().isEqualTo(resolver.vantagePoint());
    }

    /**
     * A name that does not exist is no trouble.
     *
     * @throws Exception if the resolver fails
     */
    @Test
    default void d1_missing_isNxdomain() throws Exception {
        DnsAnswer answer = answer(resolver(), missing());

        assertThat(answer.status()).isEqualTo(Status.NXDOMAIN);
        assertThat(answer.records()).isEmpty();
        assertThat(answer.isConclusive()).isTrue();
    }

    /**
     * A name without records of the type exists all the same.
     *
     * @throws Exception if the resolver fails
     */
    @Test
    default void d1_noData_isNoError() throws Exception {
        assumeTrue(noData().isPresent(), "no such question was named");

        DnsAnswer answer = answer(resolver(), noData().orElseThrow());

        assertThat(answer.status()).isEqualTo(Status.NOERROR);
        assertThat(answer.records()).isEmpty();
    }

    /**
     * Each alias on the way is told, in order, and the records are those of the last target.
     *
     * @throws Exception if the resolver fails
     */
    @Test
    default void d1_aliases_areToldInOrder() throws Exception {
        assumeTrue(aliased().isPresent(), "no such question was named");
        DnsQuestion question = aliased().orElseThrow();

        DnsAnswer answer = answer(resolver(), question);

        assertThat(answer.status()).isEqualTo(Status.NOERROR);
        assertThat(answer.aliases()).hasSizeGreaterThanOrEqualTo(2);
        String name = question.name();
        for (DnsRecord.Cname alias : answer.aliases()) {
            assertThat(alias.owner()).isEqualTo(name);
            name = alias.target();
        }
        String target = name;
        assertThat(answer.records())
                .isNotEmpty()
                .allSatisfy(record -> assertThat(record.owner()).isEqualTo(target));
    }

    /**
     * A CNAME that is asked for is a record and not an alias.
     *
     * @throws Exception if the resolver fails
     */
    @Test
    default void d1_cnameAskedFor_isARecord() throws Exception {
        assumeTrue(aliased().isPresent(), "no such question was named");
        DnsQuestion question = new DnsQuestion(aliased().orElseThrow().name(), "CNAME");

        DnsAnswer answer = answer(resolver(), question);

        assertThat(answer.aliases()).isEmpty();
        assertThat(answer.records()).singleElement().isInstanceOf(DnsRecord.Cname.class);
    }

    /**
     * Trouble is an answer: the stage completes normally, with the trouble's name, and proves nothing.
     *
     * @throws Exception if the resolver fails
     */
    @Test
    default void d1_trouble_isAnAnswer() throws Exception {
        assumeTrue(!troubles().isEmpty(), "no such question was named");
        DnsResolver resolver = resolver();
        for (Map.Entry<DnsQuestion, Status> trouble : troubles().entrySet()) {
            DnsAnswer answer = answer(resolver, trouble.getKey());

            assertThat(answer.status()).as("%s", trouble.getKey()).isEqualTo(trouble.getValue());
            assertThat(answer.isConclusive()).isFalse();
        }
    }

    /**
     * What DNSSEC proves wrong is called bogus, and never proves absence.
     *
     * @throws Exception if the resolver fails
     */
    @Test
    default void d1_bogus_isCalledSo() throws Exception {
        assumeTrue(bogus().isPresent(), "no such question was named");

        DnsAnswer answer = answer(resolver(), bogus().orElseThrow());

        assertThat(answer.security()).isEqualTo(Security.BOGUS);
        assertThat(answer.isConclusive()).isFalse();
    }

    /**
     * Many questions at once are answered each by itself.
     *
     * @throws Exception if the resolver fails
     */
    @Test
    default void d1_manyAtOnce_areAnsweredEachByItself() throws Exception {
        DnsResolver resolver = resolver();

        List<Status> statuses = Race.run(thread -> {
            CompletionStage<DnsAnswer> other = resolver.ask(missing());
            Status mine =
                    answer(resolver, thread % 2 == 0 ? existing() : missing()).status();
            assertThat(other.toCompletableFuture().get(120, TimeUnit.SECONDS).status())
                    .isEqualTo(Status.NXDOMAIN);
            return mine;
        });

        for (int thread = 0; thread < statuses.size(); thread++) {
            assertThat(statuses.get(thread)).isEqualTo(thread % 2 == 0 ? Status.NOERROR : Status.NXDOMAIN);
        }
    }
}
