package dev.acm.ca;

import static dev.acm.ca.TestAuthority.NOW;
import static dev.acm.ca.TestAuthority.attempt;
import static dev.acm.ca.TestAuthority.options;
import static dev.acm.ca.TestAuthority.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.acm.ca.CrashingStore.Moment;
import dev.acm.ca.internal.DerElement;
import dev.acm.certificate.CertificateChain;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.certificate.RevocationReason;
import dev.acm.memory.InMemoryRecordStore;
import dev.acm.spi.AuthorityException;
import dev.acm.spi.Document;
import dev.acm.spi.IssuancePlan;
import dev.acm.spi.RecordStore;
import dev.acm.spi.RetryClass;
import dev.acm.spi.StoredRecord;
import dev.acm.spi.Submission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A1, A2: killed at any write, one certificate, and no signature unknown to the store")
class EmbeddedAuthorityCrashTest {
    private static final int WRITES_OF_AN_ISSUE = 4;

    private final InMemoryRecordStore store = new InMemoryRecordStore();
    private final RecordingProvider provider = new RecordingProvider();

    private EmbeddedAuthority open(RecordStore on) throws Exception {
        return EmbeddedAuthority.open(options(on).provider(provider).build(), NOW);
    }

    static Stream<Arguments> moments() {
        List<Arguments> moments = new ArrayList<>();
        for (int write = 1; write <= WRITES_OF_AN_ISSUE; write++) {
            for (Moment moment : Moment.values()) {
                moments.add(Arguments.of(write, moment));
            }
        }
        return moments.stream();
    }

    private List<StoredRecord> certificates() {
        return store.scan("ca-certificate", Optional.empty(), Optional.empty(), 1000)
                .records();
    }

    private List<Document> inState(String state) {
        return certificates().stream()
                .map(StoredRecord::document)
                .filter(document -> document.string("state").equals(state))
                .toList();
    }

    /** What was signed besides the self tests and the CA certificates themselves. */
    private void everySignatureIsKnown(int selfTests) {
        Set<String> known = new HashSet<>();
        for (StoredRecord record : certificates()) {
            Document document = record.document();
            if (document.has("toBeSigned")) {
                known.add(Arrays.toString(document.bytes("toBeSigned")));
            }
            if (document.has("certificate")) {
                known.add(Arrays.toString(DerElement.parse(document.bytes("certificate"))
                        .children()
                        .get(0)
                        .encoded()));
            }
        }
        List<String> unknown = provider
                .signed()
                .subList(selfTests, provider.signed().size())
                .stream()
                .filter(octets -> octets[0] == 0x30)
                .map(Arrays::toString)
                .filter(octets -> !known.contains(octets))
                .toList();
        assertThat(unknown).isEmpty();
    }

    @Test
    void submit_withoutCrash_writesFourTimes() throws Exception {
        open(store);
        CrashingStore counting = new CrashingStore(store, WRITES_OF_AN_ISSUE + 1, Moment.BEFORE);

        open(counting)
                .submit(
                        attempt(1),
                        plan(KeyAlgorithm.EC_prime256v1, "example.com").build());

        assertThat(counting.hasCrashed()).isFalse();
        assertThat(inState("ISSUED")).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("moments")
    void submit_crashAtAWrite_submittingAgainGivesOneCertificate(int write, Moment moment) throws Exception {
        open(store);
        int before = provider.signed().size();
        IssuancePlan plan = plan(KeyAlgorithm.EC_prime256v1, "example.com").build();
        EmbeddedAuthority crashing = open(new CrashingStore(store, write, moment));
        assertThat(catchThrowable(() -> crashing.submit(attempt(1), plan))).isInstanceOf(AuthorityException.class);
        everySignatureIsKnown(before);

        EmbeddedAuthority restarted = open(store);
        Optional<Submission> found = restarted.find(attempt(1));
        CertificateChain chain = TestAuthority.issue(restarted, 1, plan);

        boolean taken = write > 1 || moment == Moment.AFTER;
        boolean issued = write == WRITES_OF_AN_ISSUE && moment == Moment.AFTER;
        assertThat(found.isPresent()).isEqualTo(taken);
        assertThat(found.filter(Submission.Issued.class::isInstance).isPresent())
                .isEqualTo(issued);
        assertThat(inState("ISSUED")).hasSize(1);
        assertThat(restarted.find(attempt(1))).contains(new Submission.Issued(chain));
        assertThat(TestAuthority.issue(open(store), 1, plan)).isEqualTo(chain);
        everySignatureIsKnown(before);
        SecondOpinion.jdkAccepts(chain, restarted.roots(), NOW);
    }

    @ParameterizedTest
    @MethodSource("moments")
    void poll_crashAtAWrite_finishesWithinTheHour(int write, Moment moment) throws Exception {
        open(store);
        IssuancePlan plan = plan(KeyAlgorithm.EC_prime256v1, "example.com").build();
        EmbeddedAuthority crashing = open(new CrashingStore(store, write, moment));
        assertThat(catchThrowable(() -> crashing.submit(attempt(1), plan))).isInstanceOf(AuthorityException.class);
        EmbeddedAuthority restarted = open(store);
        if (restarted.find(attempt(1)).isEmpty()) {
            return; // never taken: nothing to poll for
        }

        Submission polled = restarted.poll(attempt(1), Document.empty(), NOW.plus(Duration.ofHours(1)));

        assertThat(polled).isInstanceOf(Submission.Issued.class);
        assertThat(restarted.find(attempt(1))).contains(polled);
    }

    @ParameterizedTest
    @MethodSource("moments")
    void poll_crashAtAWrite_isRefusedForGoodAfterTheHour(int write, Moment moment) throws Exception {
        open(store);
        IssuancePlan plan = plan(KeyAlgorithm.EC_prime256v1, "example.com").build();
        EmbeddedAuthority crashing = open(new CrashingStore(store, write, moment));
        assertThat(catchThrowable(() -> crashing.submit(attempt(1), plan))).isInstanceOf(AuthorityException.class);
        EmbeddedAuthority restarted = open(store);
        Optional<Submission> found = restarted.find(attempt(1));
        if (!(found.orElse(null) instanceof Submission.Pending)) {
            return;
        }

        Submission polled = restarted.poll(
                attempt(1), Document.empty(), NOW.plus(Duration.ofHours(1)).plusSeconds(1));

        assertThat(polled).isInstanceOf(Submission.Rejected.class);
        assertThat(restarted.submit(attempt(1), plan)).isEqualTo(polled);
        assertThat(inState("ISSUED")).isEmpty();
    }

    @Test
    @DisplayName("an intent with other URLs than are configured by now is signed for nobody, and a new attempt is")
    void submit_urlsChangedAfterTheIntent_anotherAttemptSucceeds() throws Exception {
        open(store);
        for (int number : List.of(1, 2)) {
            EmbeddedAuthority crashing = open(new CrashingStore(store, WRITES_OF_AN_ISSUE, Moment.BEFORE));
            assertThat(catchThrowable(() -> crashing.submit(attempt(number), requestedAt(NOW))))
                    .isInstanceOf(AuthorityException.class);
        }
        PublicationOptions urls =
                PublicationOptions.builder().crlUrl("http://ca.example/crl").build();
        EmbeddedAuthority changed = EmbeddedAuthority.open(
                options(store).provider(provider).publication(urls).build(), NOW);

        Submission refused = changed.submit(attempt(1), requestedAt(NOW));

        assertThat(refused).isInstanceOfSatisfying(Submission.Rejected.class, rejected -> {
            assertThat(rejected.diagnosis().code()).isEqualTo("AUTHORITY_CHANGED");
            assertThat(rejected.retryClass()).isEqualTo(RetryClass.TRANSIENT);
        });
        assertThat(changed.submit(attempt(3), requestedAt(NOW))).isInstanceOf(Submission.Issued.class);
        // the control: with the options it was made with, the other is finished
        assertThat(open(store).submit(attempt(2), requestedAt(NOW))).isInstanceOf(Submission.Issued.class);
    }

    @ParameterizedTest
    @MethodSource("moments")
    @DisplayName("BR 3.2.2.8: submitting again is no way round the hour, and within it finishes the attempt")
    void submit_againAfterTheHour_isRefusedForGood(int write, Moment moment) throws Exception {
        open(store);
        EmbeddedAuthority crashing = open(new CrashingStore(store, write, moment));
        IssuancePlan plan = requestedAt(NOW);
        assertThat(catchThrowable(() -> crashing.submit(attempt(1), plan))).isInstanceOf(AuthorityException.class);
        EmbeddedAuthority restarted = open(store);
        Optional<Submission> found = restarted.find(attempt(1));
        if (!(found.orElse(null) instanceof Submission.Pending)) {
            return;
        }

        Submission late = restarted.submit(
                attempt(1), requestedAt(NOW.plus(Duration.ofHours(1)).plusSeconds(1)));

        assertThat(late).isInstanceOf(Submission.Rejected.class);
        assertThat(((Submission.Rejected) late).diagnosis().code()).isEqualTo("ATTEMPT_TOO_OLD");
        assertThat(restarted.submit(attempt(1), plan)).isEqualTo(late);
        assertThat(inState("ISSUED")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("moments")
    @DisplayName("control: the last second of the hour")
    void submit_againWithinTheHour_isIssued(int write, Moment moment) throws Exception {
        open(store);
        EmbeddedAuthority crashing = open(new CrashingStore(store, write, moment));
        assertThat(catchThrowable(() -> crashing.submit(attempt(1), requestedAt(NOW))))
                .isInstanceOf(AuthorityException.class);

        Submission again = open(store).submit(attempt(1), requestedAt(NOW.plus(Duration.ofHours(1))));

        assertThat(again).isInstanceOf(Submission.Issued.class);
    }

    private static IssuancePlan requestedAt(Instant time) throws Exception {
        IssuancePlan now = plan(KeyAlgorithm.EC_prime256v1, "example.com").build();
        return IssuancePlan.builder(
                        now.arn(), now.generation(), now.names(), now.signingRequest(), now.keyAlgorithm(), time)
                .build();
    }

    @ParameterizedTest
    @MethodSource("moments")
    @DisplayName("BR 6.1.1.3: a key that was compromised since the crash gets no certificate")
    void submit_keyCompromisedSinceTheCrash_isRefused(int write, Moment moment) throws Exception {
        EmbeddedAuthority authority = open(store);
        IssuancePlan plan = plan(KeyAlgorithm.EC_prime256v1, "example.com").build();
        CertificateChain other = TestAuthority.issue(authority, 2, plan);
        EmbeddedAuthority crashing = open(new CrashingStore(store, write, moment));
        assertThat(catchThrowable(() -> crashing.submit(attempt(1), plan))).isInstanceOf(AuthorityException.class);
        boolean issued = write == WRITES_OF_AN_ISSUE && moment == Moment.AFTER;

        authority.revoke(other, RevocationReason.KEY_COMPROMISE, NOW);

        Submission again = open(store).submit(attempt(1), plan);
        assertThat(again).isInstanceOf(issued ? Submission.Issued.class : Submission.Rejected.class);
        assertThat(inState("ISSUED")).hasSize(issued ? 2 : 1);
    }

    @ParameterizedTest
    @MethodSource("moments")
    void open_crashWhileTheCaIsMade_oneCaIsThere(int write, Moment moment) throws Exception {
        CrashingStore crashing = new CrashingStore(store, write, moment);
        assertThat(catchThrowable(() -> open(crashing))).isInstanceOf(AuthorityException.class);
        everyCaSignatureIsKnown();

        EmbeddedAuthority first = open(store);
        EmbeddedAuthority second = open(store);

        assertThat(second.roots()).isEqualTo(first.roots());
        assertThat(store.scan("ca-authority", Optional.empty(), Optional.empty(), 10)
                        .records())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 30})
    void open_crashBeforeASignature_isFinishedEvenDaysLater(long days) throws Exception {
        CrashingStore crashing = new CrashingStore(store, 4, Moment.BEFORE);
        assertThat(catchThrowable(() -> open(crashing))).isInstanceOf(AuthorityException.class);
        Instant later = NOW.plus(Duration.ofDays(days));

        EmbeddedAuthority finished =
                EmbeddedAuthority.open(options(store).provider(provider).build(), later);

        everyCaSignatureIsKnown();
        assertThat(finished.issuingCertificate().getNotBefore().toInstant())
                .isEqualTo(later.minus(Duration.ofHours(1)));
        SecondOpinion.jdkAccepts(CertificateChain.of(List.of(finished.issuingCertificate())), finished.roots(), later);
    }

    @ParameterizedTest
    @CsvSource({"1, BEFORE", "1, AFTER", "2, BEFORE", "2, AFTER"})
    void rollOver_crashAtAWrite_thereIsOneNewCa(int write, Moment moment) throws Exception {
        open(store);
        EmbeddedAuthority crashing = open(new CrashingStore(store, write, moment));
        assertThat(catchThrowable(() -> crashing.rollOver(NOW))).isInstanceOf(AuthorityException.class);
        everyCaSignatureIsKnown();
        boolean done = write == 2 && moment == Moment.AFTER;

        EmbeddedAuthority restarted = open(store);
        int found = restarted.issuingCertificates().size();
        if (!done) {
            restarted.rollOver(NOW);
        }

        // one that was begun is finished at the next start already
        assertThat(found).isEqualTo(write == 1 && moment == Moment.BEFORE ? 1 : 2);
        assertThat(restarted.issuingCertificates().size()).isGreaterThanOrEqualTo(2);
        everyCaSignatureIsKnown();
        SecondOpinion.jdkAccepts(
                TestAuthority.issue(
                        restarted,
                        1,
                        plan(KeyAlgorithm.EC_prime256v1, "example.com").build()),
                restarted.roots(),
                NOW);
    }

    /** The to-be-signed octets of every CA certificate that was ever signed are in the authority's record. */
    private void everyCaSignatureIsKnown() {
        Set<String> known = new HashSet<>();
        for (StoredRecord record : store.scan("ca-authority", Optional.empty(), Optional.empty(), 10)
                .records()) {
            List<Document> cas = new ArrayList<>(record.document().documents("issuing"));
            record.document().findDocument("root").ifPresent(cas::add);
            for (Document ca : cas) {
                if (ca.has("toBeSigned")) {
                    known.add(Arrays.toString(ca.bytes("toBeSigned")));
                }
                ca.strings("abandoned")
                        .forEach(octets ->
                                known.add(Arrays.toString(Base64.getDecoder().decode(octets))));
                if (ca.has("certificate")) {
                    known.add(Arrays.toString(DerElement.parse(ca.bytes("certificate"))
                            .children()
                            .get(0)
                            .encoded()));
                }
            }
        }
        assertThat(provider.signed().stream()
                        .filter(octets -> octets[0] == 0x30)
                        .map(Arrays::toString)
                        .filter(octets -> !known.contains(octets)))
                .isEmpty();
    }

    @Nested
    @DisplayName("S9: two managers on one store")
    class TwoManagers {
        @ParameterizedTest
        @MethodSource("dev.acm.ca.EmbeddedAuthorityCrashTest#moments")
        void submit_anotherManagerInBetween_bothGetTheSame(int write, Moment moment) throws Exception {
            open(store);
            IssuancePlan plan = plan(KeyAlgorithm.EC_prime256v1, "example.com").build();
            EmbeddedAuthority other = open(store);
            List<Submission> others = new ArrayList<>();
            EmbeddedAuthority interrupted =
                    open(new InterruptedStore(store, write, moment, () -> others.add(other.submit(attempt(1), plan))));

            Submission submission = interrupted.submit(attempt(1), plan);

            assertThat(others).containsExactly(submission);
            assertThat(inState("ISSUED")).hasSize(1);
        }

        @Test
        void submit_twoThreads_bothGetTheSame() throws Exception {
            EmbeddedAuthority one = open(store);
            EmbeddedAuthority two = open(store);
            IssuancePlan plan = plan(KeyAlgorithm.EC_prime256v1, "example.com").build();
            ExecutorService threads = Executors.newFixedThreadPool(2);
            CyclicBarrier barrier = new CyclicBarrier(2);
            try {
                for (int i = 1; i <= 100; i++) {
                    int number = i;
                    Future<CertificateChain> first = threads.submit(() -> {
                        barrier.await();
                        return TestAuthority.issue(one, number, plan);
                    });
                    Future<CertificateChain> second = threads.submit(() -> {
                        barrier.await();
                        return TestAuthority.issue(two, number, plan);
                    });

                    assertThat(first.get()).isEqualTo(second.get());
                }
            } finally {
                threads.shutdownNow();
            }
            assertThat(inState("ISSUED")).hasSize(100);
        }

        @Test
        void open_twoThreadsOnAnEmptyStore_makeOneCa() throws Exception {
            ExecutorService threads = Executors.newFixedThreadPool(2);
            CyclicBarrier barrier = new CyclicBarrier(2);
            try {
                List<Future<EmbeddedAuthority>> both = new ArrayList<>();
                for (int i = 0; i < 2; i++) {
                    both.add(threads.submit(() -> {
                        barrier.await();
                        return open(store);
                    }));
                }

                assertThat(both.get(0).get().issuingCertificate())
                        .isEqualTo(both.get(1).get().issuingCertificate());
            } finally {
                threads.shutdownNow();
            }
        }
    }
}
