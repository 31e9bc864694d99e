package dev.acm.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.name.DomainName;
import dev.acm.name.PublicSuffixes;
import dev.acm.spi.DnsAnswer;
import dev.acm.spi.DnsQuestion;
import dev.acm.spi.DnsRecord;
import dev.acm.validation.PersistentRecord.Verdict;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** DCV-12 and DCV-13: BR 3.2.2.4.22 and 3.2.2.5.8, beyond the vectors. */
class PersistentRecordTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final URI ACCOUNT = URI.create("https://ca.example/acct/1");
    private static final String VALID = "ca.example; accounturi=https://ca.example/acct/1";
    private static final Set<String> ISSUERS = Set.of("ca.example", "ca.example.net");
    private static final PublicSuffixes SUFFIXES = PublicSuffixes.shipped();

    private static DnsAnswer answer(String owner, DnsAnswer.Status status, List<List<String>> texts) {
        return new DnsAnswer(
                new DnsQuestion(owner, "TXT"),
                status,
                List.of(),
                texts.stream()
                        .<DnsRecord>map(strings -> new DnsRecord.Txt(owner, 60, strings))
                        .toList(),
                DnsAnswer.Security.INSECURE,
                "test",
                Optional.empty(),
                Optional.empty(),
                NOW);
    }

    private static DnsAnswer texts(String at, String... texts) {
        return answer(
                "_validation-persist." + at + ".",
                DnsAnswer.Status.NOERROR,
                Stream.of(texts).map(List::of).toList());
    }

    private static Verdict judge(String name, DnsAnswer answer) {
        return PersistentRecord.judge(answer, DomainName.parse(name), ISSUERS, ACCOUNT, NOW);
    }

    private static Verdict judgeAbove(String name, DnsAnswer answer) {
        return PersistentRecord.judge(answer, DomainName.parse(name), SUFFIXES, ISSUERS, ACCOUNT, NOW);
    }

    @Nested
    class OneRecord {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "ca.example;accounturi=https://ca.example/acct/1",
                    "CA.Example; AccountURI=https://ca.example/acct/1",
                    "ca.example.; accounturi=https://ca.example/acct/1",
                    "CA.EXAMPLE. ;accounturi=https://ca.example/acct/1",
                    "ca.example.net; accounturi=https://ca.example/acct/1",
                    "ca.example; accounturi=https://ca.example/acct/1; foo=bar; foo=baz",
                    "ca.example; accounturi=https://ca.example/acct/1; foo=",
                    "ca.example; accounturi=https://ca.example/acct/1; policy=",
                    "ca.example; accounturi=https://ca.example/acct/1; policy=anything",
                    "ca.example; accounturi=https://ca.example/acct/1; persistUntil=1795435200",
                    "ca.example; accounturi=https://ca.example/acct/1; PERSISTUNTIL=99999999999999",
                    "\tca.example\t;\taccounturi\t=\thttps://ca.example/acct/1\t"
                })
        void proves(String text) {
            assertThat(judge("example.com", texts("example.com", text))).isEqualTo(Verdict.VALID);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "ca.example",
                    "ca.example;",
                    "ca.example..; accounturi=https://ca.example/acct/1",
                    ".; accounturi=https://ca.example/acct/1",
                    "; accounturi=https://ca.example/acct/1",
                    "ca.example; policy=wildcard",
                    "ca.example; accounturi=https://ca.example/acct/1;",
                    "ca.example; accounturi=https://ca.example/acct/1; nonsense",
                    "ca.example; accounturi=https://ca.example/acct/1; =abc",
                    "ca.example; accounturi=https://ca.example/acct/1; policy=wild card",
                    "ca.example; accounturi=https://ca.example/acct/1/",
                    "ca.example; accounturi=https://ca.example/acct/1; accounturi=https://ca.example/acct/1",
                    "ca.example; accounturi=https://ca.example/acct/1; persistUntil=1795435199",
                    "ca.example; accounturi=https://ca.example/acct/1; persistUntil=0",
                    "ca.example; accounturi=https://ca.example/acct/1; persistUntil=-1",
                    "ca.example; accounturi=https://ca.example/acct/1; persistUntil=1e12",
                    "ca.example; accounturi=https://ca.example/acct/1; persistUntil=",
                    "ca.example; accounturi=https://ca.example/acct/1; persistUntil=4102444800; persistuntil=4102444800",
                    "ca.example; accounturi=https://ca.example/acct/1; policy=wildcard; policy=wildcard",
                    "other.example; accounturi=https://ca.example/acct/1",
                    "sub.ca.example; accounturi=https://ca.example/acct/1"
                })
        void doesNot(String text) {
            assertThat(judge("example.com", texts("example.com", text))).isEqualTo(Verdict.INVALID);
        }

        @Test
        @DisplayName("strings of one record belong together, those of several do not")
        void strings() {
            List<String> halves = List.of(VALID.substring(0, 30), VALID.substring(30));
            String owner = "_validation-persist.example.com.";

            assertThat(judge("example.com", answer(owner, DnsAnswer.Status.NOERROR, List.of(halves))))
                    .isEqualTo(Verdict.VALID);
            assertThat(judge("example.com", texts("example.com", halves.get(0), halves.get(1))))
                    .isEqualTo(Verdict.INVALID);
        }

        @Test
        @DisplayName("one valid record suffices, whatever else stands there")
        void beside() {
            assertThat(judge("example.com", texts("example.com", "v=spf1 -all", VALID + ";", VALID, "other.example")))
                    .isEqualTo(Verdict.VALID);
        }

        @Test
        void noIssuerOfOurs_provesNothing() {
            assertThat(PersistentRecord.judge(
                            texts("example.com", "; accounturi=" + ACCOUNT),
                            DomainName.parse("example.com"),
                            Set.of(""),
                            ACCOUNT,
                            NOW))
                    .isEqualTo(Verdict.INVALID);
        }
    }

    @Nested
    class Answers {
        @ParameterizedTest
        @EnumSource(
                value = DnsAnswer.Status.class,
                names = {"NOERROR", "NXDOMAIN"},
                mode = EnumSource.Mode.EXCLUDE)
        void fault_isAnError(DnsAnswer.Status fault) {
            assertThat(judge("example.com", answer("_validation-persist.example.com.", fault, List.of())))
                    .isEqualTo(Verdict.ERROR);
        }

        @ParameterizedTest
        @EnumSource(
                value = DnsAnswer.Status.class,
                names = {"NOERROR", "NXDOMAIN"})
        void nothing_isInvalid(DnsAnswer.Status status) {
            assertThat(judge("example.com", answer("_validation-persist.example.com.", status, List.of())))
                    .isEqualTo(Verdict.INVALID);
        }

        @ParameterizedTest
        @ValueSource(strings = {"www.example.com", "com", "example.org", "example.com.example.com"})
        void toAnotherQuestion_proveNothing(String at) {
            assertThat(judge("example.com", texts(at, VALID + "; policy=wildcard")))
                    .isEqualTo(Verdict.INVALID);
            assertThat(judgeAbove("example.com", texts(at, VALID + "; policy=wildcard")))
                    .isEqualTo(Verdict.INVALID);
        }
    }

    @Nested
    @DisplayName("BR 1.6.1: authorization domain names")
    class Above {
        @ParameterizedTest
        @CsvSource({
            "a.b.example.co.uk, a.b.example.co.uk b.example.co.uk example.co.uk",
            "*.b.example.co.uk, b.example.co.uk example.co.uk",
            "example.com, example.com",
            "*.example.com, example.com",
            "co.uk, co.uk",
            "www.shop.github.io, www.shop.github.io shop.github.io",
            "a.b.unknown-top, a.b.unknown-top"
        })
        void downToTheRegistrableDomain(String name, String expected) {
            assertThat(PersistentRecord.authorizationNames(DomainName.parse(name), SUFFIXES))
                    .extracting(DomainName::value)
                    .containsExactly(expected.split(" "));
        }

        @ParameterizedTest
        @CsvSource({
            // at the name itself
            "a.example.com, a.example.com, '', VALID",
            "*.a.example.com, a.example.com, '', INVALID",
            "*.a.example.com, a.example.com, '; policy=wildcard', VALID",
            "*.a.example.com, a.example.com, '; policy=WildCard', VALID",
            "*.a.example.com, a.example.com, '; policy=notwildcard', INVALID",
            // above it
            "a.example.com, example.com, '', INVALID",
            "a.example.com, example.com, '; policy=notwildcard', INVALID",
            "a.example.com, example.com, '; policy=wildcard', VALID",
            "*.a.example.com, example.com, '; policy=wildcard', VALID",
            "x.y.z.example.com, y.z.example.com, '; policy=wildcard', VALID",
            // below it, beside it, and above what anybody can register
            "a.example.com, b.a.example.com, '; policy=wildcard', INVALID",
            "a.example.com, b.example.com, '; policy=wildcard', INVALID",
            "a.example.com, com, '; policy=wildcard', INVALID",
            "a.example.co.uk, co.uk, '; policy=wildcard', INVALID",
            "shop.github.io, github.io, '; policy=wildcard', INVALID"
        })
        void recordAt(String name, String at, String policy, Verdict expected) {
            assertThat(judgeAbove(name, texts(at, VALID + policy))).isEqualTo(expected);
        }

        @Test
        void withoutTheList_onlyTheNameCounts() {
            assertThat(judge("a.example.com", texts("example.com", VALID + "; policy=wildcard")))
                    .isEqualTo(Verdict.INVALID);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, _ip-validation-persist.1.2.0.192.in-addr.arpa., VALID",
        "192.0.2.2, _ip-validation-persist.1.2.0.192.in-addr.arpa., INVALID",
        "192.0.2.1, _validation-persist.1.2.0.192.in-addr.arpa., INVALID"
    })
    @DisplayName("BR 3.2.2.5.8: addresses")
    void judge_address(String address, String at, Verdict expected) throws UnknownHostException {
        DnsAnswer answer = answer(at, DnsAnswer.Status.NOERROR, List.of(List.of(VALID)));

        assertThat(PersistentRecord.judge(answer, InetAddress.getByName(address), ISSUERS, ACCOUNT, NOW))
                .isEqualTo(expected);
    }
}
