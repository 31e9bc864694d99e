package dev.acm.testkit.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.acm.CertificateFilter;
import dev.acm.CertificateList;
import dev.acm.CertificateManager;
import dev.acm.CertificateSummary;
import dev.acm.ListQuery;
import dev.acm.SortBy;
import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateStatus;
import dev.acm.certificate.CertificateType;
import dev.acm.certificate.ExtendedKeyUsage;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.certificate.KeyUsage;
import dev.acm.certificate.RevocationReason;
import dev.acm.dcv.ValidationMethod;
import dev.acm.error.ErrorCode;
import dev.acm.error.InvalidRequestException;
import dev.acm.event.Caller;
import dev.acm.name.DomainName;
import dev.acm.renewal.RenewalEligibility;
import dev.acm.renewal.RenewalStatus;
import dev.acm.request.CertificateRequest;
import dev.acm.tag.Tag;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** List and search (acm-behaviour a.3, a.5): every filter alone, every order, and pages that stay stable. */
class ListingTest {
    private static final Instant START = Instant.parse("2026-01-10T09:00:00Z");

    private final World world = new World();
    private final CertificateManager manager = world.manager();

    private CertificateArn request(CertificateRequest.Builder request) {
        return manager.request(request.build()).arn();
    }

    private static CertificateRequest.Builder named(String name) {
        return CertificateRequest.builder(name).keyAlgorithm(KeyAlgorithm.EC_prime256v1);
    }

    private static List<String> firstNames(CertificateList list) {
        return list.certificates().stream()
                .map(summary -> summary.names().get(0).value())
                .toList();
    }

    private List<String> found(CertificateFilter filter) {
        return firstNames(manager.list(ListQuery.all().where(filter).ascending(SortBy.COMMON_NAME)));
    }

    private static List<CertificateSummary> all(CertificateManager manager, ListQuery query) {
        List<CertificateSummary> all = new ArrayList<>();
        Optional<String> token = Optional.empty();
        do {
            CertificateList page = manager.list(token.map(query::after).orElse(query));
            all.addAll(page.certificates());
            token = page.nextToken();
        } while (token.isPresent());
        return all;
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class Filters {
        private final World world = new World();
        private final CertificateManager manager = world.manager();

        private CertificateArn request(CertificateRequest.Builder request) {
            return manager.request(request.build()).arn();
        }

        private List<String> found(CertificateFilter filter) {
            return firstNames(manager.list(ListQuery.all().where(filter).ascending(SortBy.COMMON_NAME)));
        }

        /** Four that differ: one in use, one renewed and tagged, one exportable and waiting, one with an RSA key. */
        @BeforeAll
        void four() {
            world.validator.prove(DomainName.parse("used.example.test"));
            world.validator.prove(DomainName.parse("renewed.example.test"));
            world.validator.prove(DomainName.parse("rsa.example.test"));
            CertificateArn used = request(named("used.example.test").alternativeName("*.used.example.test"));
            CertificateArn renewed = request(named("renewed.example.test").tag(Tag.of("Team", "blue")));
            request(CertificateRequest.builder("rsa.example.test").tag(Tag.of("Team")));
            world.run(manager);
            manager.deployments().associate(used, World.TARGET);
            world.pass(manager, Duration.ofDays(1));
            manager.renew(renewed);
            world.run(manager);
            request(named("waiting.example.test").exportable(true));
        }

        Stream<Arguments> filters() {
            return Stream.of(
                    Arguments.of(CertificateFilter.status(CertificateStatus.PENDING_VALIDATION), "waiting"),
                    Arguments.of(
                            CertificateFilter.status(CertificateStatus.ISSUED, CertificateStatus.FAILED),
                            "renewed rsa used"),
                    Arguments.of(CertificateFilter.type(CertificateType.AMAZON_ISSUED), "renewed rsa used waiting"),
                    Arguments.of(CertificateFilter.type(CertificateType.IMPORTED), ""),
                    Arguments.of(CertificateFilter.keyAlgorithm(KeyAlgorithm.parse("RSA-2048")), "rsa"),
                    Arguments.of(CertificateFilter.keyAlgorithm(KeyAlgorithm.EC_prime256v1), "renewed used waiting"),
                    Arguments.of(CertificateFilter.validationMethod(ValidationMethod.DNS), "renewed rsa used waiting"),
                    Arguments.of(CertificateFilter.validationMethod(ValidationMethod.EMAIL), ""),
                    Arguments.of(CertificateFilter.renewalStatus(RenewalStatus.SUCCESS), "renewed"),
                    Arguments.of(CertificateFilter.renewalStatus(RenewalStatus.FAILED), ""),
                    Arguments.of(CertificateFilter.renewalEligibility(RenewalEligibility.ELIGIBLE), "used"),
                    Arguments.of(CertificateFilter.keyUsage(KeyUsage.DIGITAL_SIGNATURE), "renewed rsa used"),
                    Arguments.of(CertificateFilter.keyUsage(KeyUsage.CERTIFICATE_SIGNING), ""),
                    Arguments.of(
                            CertificateFilter.extendedKeyUsage(
                                    ExtendedKeyUsage.CODE_SIGNING, ExtendedKeyUsage.TLS_WEB_SERVER_AUTHENTICATION),
                            "renewed rsa used"),
                    Arguments.of(CertificateFilter.extendedKeyUsage(ExtendedKeyUsage.CODE_SIGNING), ""),
                    Arguments.of(CertificateFilter.inUse(true), "used"),
                    Arguments.of(CertificateFilter.inUse(false), "renewed rsa waiting"),
                    Arguments.of(CertificateFilter.exported(true), ""),
                    Arguments.of(CertificateFilter.exportable(true), "waiting"),
                    Arguments.of(CertificateFilter.domain("*.USED.example.test"), "used"),
                    Arguments.of(CertificateFilter.domain("used.example"), ""),
                    Arguments.of(CertificateFilter.domainContains("sED"), "used"),
                    Arguments.of(CertificateFilter.domainContains("example.t"), "renewed rsa used waiting"),
                    Arguments.of(CertificateFilter.firstDomain("rsa.example.test"), "rsa"),
                    Arguments.of(CertificateFilter.firstDomain("*.used.example.test"), ""),
                    Arguments.of(CertificateFilter.tag("Team"), "renewed rsa"),
                    Arguments.of(CertificateFilter.tag("team"), ""),
                    Arguments.of(CertificateFilter.tag("Team", "blue"), "renewed"),
                    Arguments.of(CertificateFilter.tag("Team", ""), ""),
                    Arguments.of(CertificateFilter.createdAt(START, START.plusSeconds(3600)), "renewed rsa used"),
                    Arguments.of(CertificateFilter.createdAt(START.plusSeconds(3600), Instant.MAX), "waiting"),
                    Arguments.of(CertificateFilter.notBefore(Instant.MIN, START), "rsa used"),
                    Arguments.of(CertificateFilter.inUse(true).or(CertificateFilter.exportable(true)), "used waiting"),
                    Arguments.of(CertificateFilter.inUse(false).and(CertificateFilter.tag("Team")), "renewed rsa"),
                    Arguments.of(
                            CertificateFilter.not(CertificateFilter.tag("Team").or(CertificateFilter.inUse(true))),
                            "waiting"));
        }

        @ParameterizedTest(name = "{0}: {1}")
        @MethodSource("filters")
        void list_oneFilter_findsExactlyThose(CertificateFilter filter, String expected) {
            assertThat(found(filter))
                    .containsExactlyElementsOf(Stream.of(expected.split(" "))
                            .filter(name -> !name.isEmpty())
                            .map(name -> name + ".example.test")
                            .toList());
        }

        @Test
        void list_serialAndArn_findTheOne() {
            CertificateSummary used = manager.list(ListQuery.all().where(CertificateFilter.inUse(true)))
                    .certificates()
                    .get(0);

            assertThat(found(CertificateFilter.serial(used.serial().orElseThrow())))
                    .containsExactly("used.example.test");
            assertThat(found(CertificateFilter.arn(used.arn()))).containsExactly("used.example.test");
        }

        @Test
        void list_expiryWindow_includesBothEnds() {
            CertificateSummary used = manager.list(ListQuery.all().where(CertificateFilter.inUse(true)))
                    .certificates()
                    .get(0);
            Instant end = used.notAfter().orElseThrow();

            assertThat(found(CertificateFilter.notAfter(end, end))).contains("used.example.test");
            assertThat(found(CertificateFilter.notAfter(end.plusSeconds(1), end.plusSeconds(2))))
                    .doesNotContain("used.example.test");
            assertThat(found(CertificateFilter.notAfter(Instant.MIN, Instant.MAX)))
                    .doesNotContain("waiting.example.test");
        }

        @Test
        void list_withoutFilter_hidesNothing() {
            assertThat(manager.list(ListQuery.all()).certificates())
                    .extracting(CertificateSummary::keyAlgorithm)
                    .containsExactlyInAnyOrder(
                            KeyAlgorithm.EC_prime256v1,
                            KeyAlgorithm.EC_prime256v1,
                            KeyAlgorithm.EC_prime256v1,
                            KeyAlgorithm.RSA_2048);
        }
    }

    @Nested
    class Limits {
        @Test
        void limit_atTheBorder_isTakenAndBeyondItRefused() {
            assertThat(ListQuery.all().withLimit(1).limit()).isEqualTo(1);
            assertThat(ListQuery.all().withLimit(1000).limit()).isEqualTo(1000);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ListQuery.all().withLimit(0));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ListQuery.all().withLimit(1001));
        }

        @Test
        void term_atTheBorder_isTakenAndBeyondItRefused() {
            assertThat(found(CertificateFilter.domainContains("x".repeat(256)))).isEmpty();
            assertThatIllegalArgumentException().isThrownBy(() -> CertificateFilter.domainContains("x".repeat(257)));
            assertThatIllegalArgumentException().isThrownBy(() -> CertificateFilter.domain(""));
            assertThatIllegalArgumentException().isThrownBy(() -> CertificateFilter.firstDomain("x".repeat(257)));
        }

        @ParameterizedTest
        @ValueSource(strings = {"0a:ff", "00:01:02:03:04:05:06:07:08:09:0a:0b:0c:0d:0e:0f:10:11:12:13"})
        void serial_twoToTwentyOctets_areTaken(String serial) {
            assertThat(found(CertificateFilter.serial(serial))).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "0a",
                    "0A:FF",
                    "0aff",
                    "0a:f",
                    "",
                    "00:01:02:03:04:05:06:07:08:09:0a:0b:0c:0d:0e:0f:10:11:12:13:14"
                })
        void serial_otherForm_isRefused(String serial) {
            assertThatIllegalArgumentException().isThrownBy(() -> CertificateFilter.serial(serial));
        }

        @Test
        void window_endingBeforeItBegins_isRefused() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> CertificateFilter.notAfter(START, START.minusSeconds(1)));
        }

        @Test
        void filter_withoutValue_isRefused() {
            assertThatIllegalArgumentException().isThrownBy(() -> CertificateFilter.status());
            assertThatIllegalArgumentException().isThrownBy(() -> CertificateFilter.keyUsage());
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "x", "not a token!", "AAAA"})
        void token_notOurs_isRefused(String token) {
            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(() -> manager.list(ListQuery.all().after(token)))
                    .satisfies(e -> assertThat(e.findings())
                            .singleElement()
                            .satisfies(finding -> assertThat(finding.rule()).isEqualTo("list:token")));
            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(() -> manager.list(
                            ListQuery.all().ascending(SortBy.STATUS).after(token)));
        }

        @Test
        void token_forgedWithTheRightQuery_isRefused() {
            request(named("a.example.test"));
            request(named("b.example.test"));
            ListQuery query = ListQuery.all().withLimit(1);
            String[] real = new String(
                            Base64.getUrlDecoder()
                                    .decode(manager.list(query).nextToken().orElseThrow()),
                            StandardCharsets.UTF_8)
                    .split("\n", 2);
            String forged =
                    Base64.getUrlEncoder().encodeToString((real[0] + "\nno cursor").getBytes(StandardCharsets.UTF_8));

            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(() -> manager.list(query.after(forged)))
                    .satisfies(e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
                        assertThat(e.findings()).singleElement().satisfies(finding -> {
                            assertThat(finding.rule()).isEqualTo("list:token");
                            assertThat(finding.remedy()).contains("nextToken");
                        });
                    });
        }

        @Test
        void token_tooLong_isRefused() {
            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(() -> manager.list(ListQuery.all().after("A".repeat(10_001))))
                    .withMessageContaining("10000");
        }

        @Test
        void token_ofAnotherQuery_isRefused() {
            request(named("a.example.test"));
            request(named("b.example.test"));
            ListQuery query = ListQuery.all().withLimit(1).ascending(SortBy.COMMON_NAME);
            String token = manager.list(query).nextToken().orElseThrow();

            assertThat(firstNames(manager.list(query.withLimit(5).after(token))))
                    .containsExactly("b.example.test");
            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(() -> manager.list(
                            ListQuery.all().descending(SortBy.COMMON_NAME).after(token)))
                    .withMessageContaining("another order");
            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(() -> manager.list(
                            query.where(CertificateFilter.inUse(false)).after(token)));
        }
    }

    @Nested
    class Pages {
        @BeforeEach
        void nine() {
            for (int i = 0; i < 9; i++) {
                request(named("n" + i + ".example.test"));
                world.time.advance(Duration.ofSeconds(1));
            }
        }

        @ParameterizedTest
        @EnumSource(SortBy.class)
        void sorted_byEachProperty_pagesAreTheWholeInOrderBothWays(SortBy by) {
            List<CertificateArn> whole = manager.list(ListQuery.all().ascending(by)).certificates().stream()
                    .map(CertificateSummary::arn)
                    .toList();

            assertThat(all(manager, ListQuery.all().ascending(by).withLimit(2)))
                    .extracting(CertificateSummary::arn)
                    .containsExactlyElementsOf(whole);
            assertThat(all(manager, ListQuery.all().descending(by).withLimit(4)))
                    .extracting(CertificateSummary::arn)
                    .containsExactlyInAnyOrderElementsOf(whole);
        }

        @Test
        void sorted_byCreation_isInOrder() {
            assertThat(firstNames(manager.list(
                            ListQuery.all().descending(SortBy.CREATED_AT).withLimit(2))))
                    .containsExactly("n8.example.test", "n7.example.test");
            assertThat(manager.list(ListQuery.all().ascending(SortBy.CERTIFICATE_ARN))
                            .certificates())
                    .isSortedAccordingTo(
                            Comparator.comparing(summary -> summary.arn().toString()));
        }

        @Test
        void sorted_byRevocation_hasTheRevokedLast() {
            world.validator.proveAll();
            world.run(manager);
            CertificateArn revoked = manager.list(ListQuery.all().where(CertificateFilter.domain("n4.example.test")))
                    .certificates()
                    .get(0)
                    .arn();
            manager.revoke(revoked, RevocationReason.SUPERSEDED);

            CertificateSummary last = manager.list(ListQuery.all().withLimit(1).descending(SortBy.REVOKED_AT))
                    .certificates()
                    .get(0);

            assertThat(last.arn()).isEqualTo(revoked);
            assertThat(last.revokedAt()).contains(world.time.instant());
        }

        @Test
        void token_insertedMeanwhile_repeatsAndHidesNothing() {
            ListQuery query = ListQuery.all().withLimit(3).ascending(SortBy.COMMON_NAME);
            CertificateList first = manager.list(query);

            request(named("n0a.example.test"));
            request(named("n5a.example.test"));

            List<String> rest = all(manager, query.after(first.nextToken().orElseThrow())).stream()
                    .map(summary -> summary.names().get(0).value())
                    .toList();
            assertThat(rest)
                    .containsExactly(
                            "n3.example.test",
                            "n4.example.test",
                            "n5.example.test",
                            "n5a.example.test",
                            "n6.example.test",
                            "n7.example.test",
                            "n8.example.test");
        }

        @Test
        void token_inTheStoresOrder_survivesInserts() {
            ListQuery query = ListQuery.all().withLimit(4).where(CertificateFilter.domainContains("n"));
            CertificateList first = manager.list(query);
            request(named("late.example.test"));
            request(named("later.example.test"));

            List<String> names = new ArrayList<>(firstNames(first));
            all(manager, query.after(first.nextToken().orElseThrow()))
                    .forEach(summary -> names.add(summary.names().get(0).value()));

            assertThat(names).doesNotHaveDuplicates().hasSize(9);
        }

        @Test
        void list_otherAccount_seesNothingOfIt() {
            CertificateManager other = manager.as(Caller.application("other"));
            String token =
                    manager.list(ListQuery.all().withLimit(2)).nextToken().orElseThrow();

            assertThat(other.list(ListQuery.all()).certificates()).isEmpty();
            assertThat(other.list(ListQuery.all().withLimit(2).after(token)).certificates())
                    .isEmpty();
        }

        @Test
        void list_statuses_asBefore() {
            assertThat(manager.list(ListQuery.all().withStatuses(Set.of(CertificateStatus.PENDING_VALIDATION)))
                            .certificates())
                    .hasSize(9);
            assertThat(manager.list(ListQuery.all().withStatuses(Set.of())).certificates())
                    .hasSize(9);
        }
    }
}
