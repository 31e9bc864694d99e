package dev.acm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.spi.DnsAnswer;
import dev.acm.spi.DnsAnswer.Security;
import dev.acm.spi.DnsAnswer.Status;
import dev.acm.spi.DnsQuestion;
import dev.acm.spi.DnsRecord;
import dev.acm.spi.DnsResolver;
import dev.acm.testkit.FakeDns;
import dev.acm.testkit.MutableTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FakeDnsTest implements DnsResolverContract {
    private final FakeDns dns = new FakeDns(MutableTime.at("2026-11-23T12:00:00Z"))
            .txt("There.example.", "text")
            .cname("one.example.", "Two.example.")
            .cname("two.example.", "there.example.")
            .cname("loop.example.", "loop.example.")
            .txt("x.bogus.example.", "forged")
            .security("bogus.example.", Security.BOGUS)
            .fail("broken.example.", "TXT", Status.SERVFAIL)
            .fail("slow.example.", "TXT", Status.TIMEOUT);

    @Override
    public DnsResolver resolver() {
        return dns;
    }

    @Override
    public DnsQuestion existing() {
        return new DnsQuestion("there.example.", "TXT");
    }

    @Override
    public DnsQuestion missing() {
        return new DnsQuestion("nowhere.example.", "TXT");
    }

    @Override
    public Optional<DnsQuestion> noData() {
        return Optional.of(new DnsQuestion("there.example.", "CAA"));
    }

    @Override
    public Optional<DnsQuestion> aliased() {
        return Optional.of(new DnsQuestion("one.example.", "TXT"));
    }

    @Override
    public Optional<DnsQuestion> bogus() {
        return Optional.of(new DnsQuestion("x.bogus.example.", "TXT"));
    }

    @Override
    public Map<DnsQuestion, Status> troubles() {
        return Map.of(
                new DnsQuestion("broken.example.", "TXT"), Status.SERVFAIL,
                new DnsQuestion("slow.example.", "TXT"), Status.TIMEOUT,
                new DnsQuestion("loop.example.", "TXT"), Status.ALIAS_LOOP);
    }

    private DnsAnswer ask(String name, String type) {
        return dns.ask(new DnsQuestion(name, type)).toCompletableFuture().join();
    }

    @Test
    void ask_nameAboveARecord_exists() {
        assertThat(ask("bogus.example.", "TXT").status()).isEqualTo(Status.NOERROR);
    }

    @Test
    void ask_aliasToNowhere_tellsTheAlias() {
        dns.cname("a.example.", "nowhere.example.");

        DnsAnswer answer = ask("a.example.", "TXT");

        assertThat(answer.status()).isEqualTo(Status.NXDOMAIN);
        assertThat(answer.aliases()).hasSize(1);
        assertThat(answer.negativeTtl()).isPresent();
    }

    @Test
    void lie_untilHealed_isTold() {
        DnsAnswer truth = ask("there.example.", "TXT");
        DnsRecord forged = new DnsRecord.Txt("there.example.", 1, List.of("forged"));
        dns.lie(new DnsAnswer(
                truth.question(),
                Status.NOERROR,
                List.of(),
                List.of(forged),
                Security.SECURE,
                "liar",
                Optional.empty(),
                Optional.empty(),
                truth.at()));

        assertThat(ask("there.example.", "TXT").records()).containsExactly(forged);
        dns.heal();
        assertThat(ask("there.example.", "TXT")).isEqualTo(truth);
    }

    @Test
    void hold_untilReleased_nothingIsAnswered() {
        dns.hold();
        CompletableFuture<DnsAnswer> answer = dns.ask(existing()).toCompletableFuture();
        dns.remove("there.example.");

        assertThat(answer).isNotDone();
        dns.release();
        assertThat(answer.join().records()).as("as it was when asked").hasSize(1);
        assertThat(ask("there.example.", "TXT").status()).isEqualTo(Status.NXDOMAIN);
        assertThat(dns.asked()).hasSize(2);
    }

    @Test
    void security_onTheWay_theWeakestCounts() {
        dns.security("example.", Security.SECURE).security("bogus.example.", Security.BOGUS);
        dns.cname("mixed.example.", "x.bogus.example.");

        assertThat(ask("there.example.", "TXT").security()).isEqualTo(Security.SECURE);
        assertThat(ask("mixed.example.", "TXT").security()).isEqualTo(Security.BOGUS);
    }
}
