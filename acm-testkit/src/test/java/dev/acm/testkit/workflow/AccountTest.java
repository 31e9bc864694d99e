package dev.acm.testkit.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.acm.AccountConfiguration;
import dev.acm.CertificateManager;
import dev.acm.ListQuery;
import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.dcv.ValidationStatus;
import dev.acm.error.ErrorCode;
import dev.acm.error.LimitExceededException;
import dev.acm.error.PortFailedException;
import dev.acm.event.Caller;
import dev.acm.event.EventType;
import dev.acm.quota.Quota;
import dev.acm.quota.QuotaUsage;
import dev.acm.quota.Quotas;
import dev.acm.request.CertificateRequest;
import dev.acm.spi.Document;
import dev.acm.spi.RecordKey;
import dev.acm.spi.RecordStore;
import dev.acm.spi.RequestPolicy;
import dev.acm.spi.StoreException;
import dev.acm.spi.Write;
import dev.acm.testkit.Crash;
import dev.acm.testkit.Fault;
import dev.acm.testkit.FaultyStore;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The account's settings, its quotas and its readings (acm-behaviour a.3, g.3, i). */
class AccountTest {
    private static final Quotas TWO = Quotas.unlimited().with(Quota.CERTIFICATES_HELD, 2);
    private static final Quotas THREE_A_YEAR = Quotas.unlimited().with(Quota.REQUESTS_PER_YEAR, 3);

    private final World world = new World();

    private CertificateManager limited(Quotas quotas) {
        return world.builder(world.store).quotas(quotas).build();
    }

    private static CertificateRequest named(String name) {
        return CertificateRequest.builder(name)
                .keyAlgorithm(KeyAlgorithm.EC_prime256v1)
                .build();
    }

    private static CertificateArn request(CertificateManager manager, int number) {
        return manager.request(named("n" + number + ".example.test")).arn();
    }

    private static QuotaUsage usage(CertificateManager manager, Quota quota) {
        return manager.account().quotas().stream()
                .filter(usage -> usage.quota() == quota)
                .findFirst()
                .orElseThrow();
    }

    @Nested
    class Limits {
        @Test
        void held_deletedWhileAllIsCountedAnew_isNotTakenBackTwice() {
            CertificateManager here = limited(TWO);
            CertificateArn first = request(here, 1);
            request(here, 2);
            // after the certificate is deleted, and before it is taken back, another manager counts all and takes one
            // more
            boolean[] once = {true};
            RecordStore slow = (RecordStore) Proxy.newProxyInstance(
                    RecordStore.class.getClassLoader(), new Class<?>[] {RecordStore.class}, (proxy, method, args) -> {
                        Object answer = method.invoke(world.store, args);
                        if (method.getName().equals("write") && once[0]) {
                            once[0] = false;
                            request(limited(TWO), 3);
                        }
                        return answer;
                    });

            world.builder(slow).quotas(TWO).build().delete(first);

            assertThatExceptionOfType(LimitExceededException.class).isThrownBy(() -> request(here, 4));
        }

        @Test
        void burst_keepsTheAccountsRecordSmall_andItsRepeatedRequestsAreTheSame() {
            CertificateManager manager = limited(Quotas.unlimited().with(Quota.CERTIFICATES_HELD, 510));
            CertificateRequest first = CertificateRequest.builder("n.example.test")
                    .idempotencyToken("first")
                    .build();
            CertificateArn arn = manager.request(first).arn();
            IntStream.range(1, 510).forEach(i -> request(manager, i));

            int reservations = world.store
                    .scan("account", Optional.empty(), Optional.empty(), 10)
                    .records()
                    .get(0)
                    .document()
                    .findDocument("usage")
                    .orElseThrow()
                    .documents("reservations")
                    .size();
            assertThat(reservations).isBetween(1, 20);
            assertThat(manager.request(first).arn()).isEqualTo(arn);
            assertThatExceptionOfType(LimitExceededException.class).isThrownBy(() -> request(manager, 511));
        }

        @Test
        void held_atTheLimit_isTakenAndOneMoreRefusedWithTheFigures() {
            CertificateManager manager = limited(TWO);
            request(manager, 1);
            request(manager, 2);

            LimitExceededException refused =
                    catchThrowableOfType(LimitExceededException.class, () -> request(manager, 3));

            assertThat(refused.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
            assertThat(refused.exhausted()).singleElement().satisfies(usage -> {
                assertThat(usage.quota()).isEqualTo(Quota.CERTIFICATES_HELD);
                assertThat(usage.used()).isEqualTo(2);
                assertThat(usage.limit()).hasValue(2);
            });
            assertThat(manager.list(ListQuery.all()).certificates()).hasSize(2);
        }

        @Test
        void held_deleting_makesRoom() {
            CertificateManager manager = limited(TWO);
            CertificateArn first = request(manager, 1);
            request(manager, 2);

            manager.delete(first);
            request(manager, 3);

            assertThat(usage(manager, Quota.CERTIFICATES_HELD).used()).isEqualTo(2);
        }

        @Test
        void yearly_deletedOnesStillCount_untilTheYearIsOver() {
            CertificateManager manager = limited(THREE_A_YEAR);
            IntStream.range(0, 3).forEach(i -> manager.delete(request(manager, i)));

            LimitExceededException refused =
                    catchThrowableOfType(LimitExceededException.class, () -> request(manager, 3));
            Instant reset = refused.exhausted().get(0).reset().orElseThrow();

            assertThat(reset)
                    .isBetween(
                            world.time.instant().plus(Duration.ofDays(365)),
                            world.time.instant().plus(Duration.ofDays(366)));
            world.time.set(reset.minusSeconds(1));
            assertThatExceptionOfType(LimitExceededException.class).isThrownBy(() -> request(manager, 4));
            world.time.set(reset);
            request(manager, 5);
        }

        @Test
        void unlimited_isTheDefaultAndCountsAllTheSame() {
            CertificateManager manager = world.manager();
            request(manager, 1);

            assertThat(usage(manager, Quota.CERTIFICATES_HELD))
                    .isEqualTo(new QuotaUsage(
                            Quota.CERTIFICATES_HELD, 1, java.util.OptionalLong.empty(), Optional.empty()));
            assertThat(usage(manager, Quota.REQUESTS_PER_YEAR).used()).isEqualTo(1);
            assertThat(usage(manager, Quota.IMPORTED_HELD).used()).isZero();
        }

        @Test
        void limitsSwitchedOnLater_countWhatIsThere() {
            CertificateManager before = world.manager();
            request(before, 1);
            request(before, 2);

            assertThatExceptionOfType(LimitExceededException.class).isThrownBy(() -> request(limited(TWO), 3));
        }

        @Test
        void otherAccountsAndPrivateOnes_doNotCount() {
            CertificateManager manager = limited(TWO);
            CertificateManager trusting = world.builder(world.store)
                    .quotas(TWO)
                    .requestPolicy((caller, request) -> new RequestPolicy.Allowed(false))
                    .build();
            IntStream.range(0, 3).forEach(i -> request(trusting, i));
            CertificateManager other = manager.as(Caller.application("other"));

            request(manager, 10);
            request(manager, 11);
            request(other, 12);

            assertThat(usage(manager, Quota.CERTIFICATES_HELD).used()).isEqualTo(2);
            assertThat(usage(other, Quota.CERTIFICATES_HELD).used()).isEqualTo(1);
        }

        @Test
        void preflight_tellsOfAQuotaThatIsUsedUp() {
            CertificateManager manager = limited(TWO);
            assertThat(manager.preflight(World.request()).findings()).isEmpty();
            request(manager, 1);
            request(manager, 2);

            assertThat(manager.preflight(World.request()).findings())
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.field()).isEqualTo("CERTIFICATES_HELD"));
        }

        @Test
        void token_repeatedAtTheLimit_isTheSameCertificate() {
            CertificateManager manager = limited(TWO);
            request(manager, 1);
            CertificateRequest once = CertificateRequest.builder("once.example.test")
                    .idempotencyToken("once")
                    .build();

            CertificateArn arn = manager.request(once).arn();

            assertThat(manager.request(once).arn()).isEqualTo(arn);
            assertThat(usage(manager, Quota.CERTIFICATES_HELD).used()).isEqualTo(2);
        }

        @Test
        void refused_leavesTheTokenUnused() {
            CertificateManager manager = limited(TWO);
            request(manager, 1);
            CertificateArn second = request(manager, 2);
            CertificateRequest.Builder once =
                    CertificateRequest.builder("once.example.test").idempotencyToken("once");
            assertThatExceptionOfType(LimitExceededException.class).isThrownBy(() -> manager.request(once.build()));

            manager.delete(second);

            manager.request(once.alternativeName("more.example.test").build());
            assertThat(manager.list(ListQuery.all()).certificates()).hasSize(2);
        }

        @Test
        void manyAtOnce_neverMoreThanTheLimit() {
            CertificateManager one = limited(Quotas.unlimited().with(Quota.CERTIFICATES_HELD, 10));
            CertificateManager two = limited(Quotas.unlimited().with(Quota.CERTIFICATES_HELD, 10));
            List<CompletableFuture<Boolean>> calls = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                int number = i;
                calls.add(CompletableFuture.supplyAsync(() -> {
                    try {
                        request(number % 2 == 0 ? one : two, number);
                        return true;
                    } catch (LimitExceededException e) {
                        return false;
                    }
                }));
            }

            long taken = calls.stream().filter(CompletableFuture::join).count();

            assertThat(taken).isEqualTo(10);
            assertThat(one.list(ListQuery.all()).certificates()).hasSize(10);
        }
    }

    @Nested
    class Crashes {
        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3})
        void killedAtAWrite_neverCountsTooFew_andTheSweepTakesBack(int write) {
            FaultyStore faulty = FaultyStore.over(world.store);
            CertificateManager manager = world.builder(faulty).quotas(TWO).build();
            request(manager, 0);
            faulty.onWrite(write, Fault.CRASH_AFTER);
            CertificateRequest once = CertificateRequest.builder("once.example.test")
                    .idempotencyToken("once")
                    .build();
            assertThatExceptionOfType(Crash.class).isThrownBy(() -> manager.request(once));

            CertificateManager again = limited(TWO);
            long stored = again.list(ListQuery.all()).certificates().size();
            assertThat(usage(again, Quota.CERTIFICATES_HELD).used()).isGreaterThanOrEqualTo(stored);
            world.time.advance(Duration.ofHours(3));
            again.runDue(10);

            assertThat(usage(again, Quota.CERTIFICATES_HELD).used()).isEqualTo(stored);
            if (stored == 1) {
                request(again, 2);
            }
            assertThatExceptionOfType(LimitExceededException.class).isThrownBy(() -> request(again, 3));
        }

        @Test
        void storedLongAfterItsReservation_isCountedAllTheSame() {
            boolean[] slow = {false};
            RecordStore sleepy = (RecordStore) Proxy.newProxyInstance(
                    RecordStore.class.getClassLoader(),
                    new Class<?>[] {RecordStore.class},
                    (proxy, method, arguments) -> {
                        if (slow[0] && method.getName().equals("write") && isCertificate((List<?>) arguments[0])) {
                            slow[0] = false;
                            world.time.advance(Duration.ofHours(3));
                            // the sweep of another manager takes the reservation back
                            limited(TWO).runDue(10);
                        }
                        return method.invoke(world.store, arguments);
                    });
            CertificateManager manager = world.builder(sleepy).quotas(TWO).build();
            slow[0] = true;
            request(manager, 1);
            request(manager, 2);

            assertThatExceptionOfType(LimitExceededException.class).isThrownBy(() -> request(manager, 3));
            assertThat(slow[0]).isFalse();
        }

        private boolean isCertificate(List<?> batch) {
            return batch.get(0) instanceof Write.Insert insert
                    && insert.key().space().equals("certificate");
        }

        @Test
        void storeDown_isToldAndNothingIsStored() {
            FaultyStore faulty = FaultyStore.over(world.store);
            CertificateManager manager = world.builder(faulty).quotas(TWO).build();
            faulty.onWrite(1, Fault.NOT_DONE);

            assertThatExceptionOfType(PortFailedException.class)
                    .isThrownBy(() -> request(manager, 1))
                    .withCauseInstanceOf(StoreException.class);
            assertThat(manager.list(ListQuery.all()).certificates()).isEmpty();
        }
    }

    @Nested
    class Settings {
        @ParameterizedTest
        @ValueSource(ints = {1, 45, 90})
        void days_atTheBorders_areTaken(int days) {
            CertificateManager manager = world.manager();

            manager.account().configure(AccountConfiguration.acm().withDaysBeforeExpiry(days));

            assertThat(manager.account().configuration().daysBeforeExpiry()).isEqualTo(days);
        }

        @ParameterizedTest
        @ValueSource(ints = {0, -1, 91})
        void days_beyondTheBorders_areRefused(int days) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> AccountConfiguration.acm().withDaysBeforeExpiry(days))
                    .withMessageContaining("1 to 90");
        }

        @Test
        void days_unset_are45AndOtherAccountsKeepTheirs() {
            CertificateManager manager = world.manager();
            manager.account().configure(AccountConfiguration.acm().withDaysBeforeExpiry(7));

            assertThat(manager.as(Caller.application("other")).account().configuration())
                    .isEqualTo(AccountConfiguration.acm());
            assertThat(AccountConfiguration.acm().daysBeforeExpiry()).isEqualTo(45);
        }

        @Test
        void days_changed_butARecordIsRefused_holdUpNoRun() {
            RefusingStore refusing = new RefusingStore(world.store);
            CertificateManager manager = world.manager(refusing);
            refusing.refuse(request(manager, 1));
            assertThatExceptionOfType(PortFailedException.class)
                    .isThrownBy(() -> manager.account()
                            .configure(AccountConfiguration.acm().withDaysBeforeExpiry(9)));

            assertThat(manager.runDue(10).nextRun()).isPresent();
        }

        @Test
        void manyAccountsThatCannotBeBroughtUpToDate_holdUpNoOther() throws Exception {
            for (int i = 0; i < 45; i++) {
                Document.Builder account = Document.builder()
                        .put("schema", 1)
                        .put("daysBeforeExpiry", 30)
                        .put("telling", true);
                world.store.write(List.of(new Write.Insert(
                        new RecordKey("account", String.format(Locale.ROOT, "account-%02d", i)),
                        "shared",
                        Optional.of(world.time.instant()),
                        (i < 44 ? account.put("usage", "of another form") : account).build())));
            }
            CertificateManager manager = world.manager();

            for (int run = 0; run < 3; run++) {
                manager.runDue(10);
            }

            assertThat(world.store
                            .find(new RecordKey("account", "account-44"))
                            .orElseThrow()
                            .document()
                            .has("telling"))
                    .isFalse();
        }

        @Test
        void nextRun_knowsOfAccountsAndReports_butDoesNotHurryForThoseThatFail() throws Exception {
            Instant now = world.time.instant();
            world.store.write(List.of(new Write.Insert(
                    new RecordKey("account", "later"),
                    "shared",
                    Optional.of(now.plus(Duration.ofHours(5))),
                    Document.empty())));
            CertificateManager manager = world.manager();
            assertThat(manager.runDue(10).nextRun()).contains(now.plus(Duration.ofHours(5)));

            world.store.write(List.of(new Write.Insert(
                    new RecordKey("compromise", "broken"), "shared", Optional.of(now), Document.empty())));

            assertThat(manager.runDue(10).nextRun().orElseThrow())
                    .isBetween(now.plusSeconds(60), now.plus(Duration.ofMinutes(5)));
        }

        @Test
        void days_changed_whileACertificateIsDeleted_areChanged() {
            CertificateManager manager = world.manager();
            CertificateArn gone = request(manager, 1);
            AccountConfiguration nine = AccountConfiguration.acm().withDaysBeforeExpiry(9);
            RecordStore deleting = (RecordStore) Proxy.newProxyInstance(
                    RecordStore.class.getClassLoader(), new Class<?>[] {RecordStore.class}, (proxy, method, args) -> {
                        Object answer = method.invoke(world.store, args);
                        if (method.getName().equals("scan")) {
                            manager.delete(gone);
                        }
                        return answer;
                    });

            world.manager(deleting).account().configure(nine);

            assertThat(manager.account().configuration()).isEqualTo(nine);
        }

        @Test
        void days_changed_moveTheDailyEventsOfOldAndNewCertificates() {
            world.validator.proveAll();
            CertificateManager manager = world.manager();
            CertificateArn old = request(manager, 1);
            world.run(manager);
            manager.account().configure(AccountConfiguration.acm().withDaysBeforeExpiry(2));
            CertificateArn fresh = request(manager, 2);
            world.run(manager);

            Instant end = manager.describe(old).notAfter().orElseThrow();
            world.runUntil(manager, end.minus(Duration.ofDays(3)));
            assertThat(world.listener.typesOf(old)).doesNotContain(EventType.APPROACHING_EXPIRATION);
            world.runUntil(manager, end.plusSeconds(1));

            assertThat(world.listener.typesOf(old))
                    .filteredOn(EventType.APPROACHING_EXPIRATION::equals)
                    .hasSize(2);
            assertThat(world.listener.typesOf(fresh)).contains(EventType.APPROACHING_EXPIRATION);
        }

        @Test
        void days_interruptedWhileTelling_areToldByTheNextRun() {
            world.validator.proveAll();
            FaultyStore faulty = FaultyStore.over(world.store);
            CertificateManager manager = world.manager(faulty);
            CertificateArn arn = request(manager, 1);
            world.run(manager);
            faulty.onWrite(2, Fault.CRASH_BEFORE);
            assertThatExceptionOfType(Crash.class)
                    .isThrownBy(() -> manager.account()
                            .configure(AccountConfiguration.acm().withDaysBeforeExpiry(90)));

            CertificateManager again = world.manager();
            Instant end = again.describe(arn).notAfter().orElseThrow();
            again.runDue(10);
            world.runUntil(again, end.minus(Duration.ofDays(89)).minusSeconds(1));

            assertThat(world.listener.typesOf(arn))
                    .filteredOn(EventType.APPROACHING_EXPIRATION::equals)
                    .hasSize(1);
        }
    }

    @Nested
    class Readings {
        @Test
        void readings_wholeDaysLeft_onlyOfWhatIsIssued() {
            world.validator.proveAll();
            CertificateManager manager = world.manager();
            CertificateArn issued = request(manager, 1);
            world.run(manager);
            request(manager, 2);
            Instant end = manager.describe(issued).notAfter().orElseThrow();

            world.time.set(end.minus(Duration.ofDays(10)));
            assertThat(manager.account().expiryReadings()).singleElement().satisfies(reading -> {
                assertThat(reading.arn()).isEqualTo(issued);
                assertThat(reading.daysToExpiry()).isEqualTo(10);
                assertThat(reading.domainName().value()).isEqualTo("n1.example.test");
                assertThat(reading.notAfter()).isEqualTo(end);
            });
            world.time.set(end.minusSeconds(1));
            assertThat(manager.account().expiryReadings().get(0).daysToExpiry()).isZero();
            world.time.set(end.plusSeconds(1));
            assertThat(manager.account().expiryReadings()).isEmpty();
        }
    }

    @Test
    void listDomainValidations_hasOneForEachName() {
        CertificateManager manager = world.manager();
        CertificateArn arn = manager.request(World.request()).arn();

        assertThat(manager.listDomainValidations(arn))
                .hasSize(2)
                .allSatisfy(
                        validation -> assertThat(validation.status()).isEqualTo(ValidationStatus.PENDING_VALIDATION));
    }

    @ParameterizedTest
    @EnumSource(Quota.class)
    void quotas_areAllVisible(Quota quota) {
        assertThat(usage(limited(Quotas.acm()), quota).limit()).isPresent();
    }
}
