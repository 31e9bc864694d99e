package dev.acm.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.AccountConfiguration;
import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.FailureReason;
import dev.acm.error.AccessDeniedException;
import dev.acm.event.Caller;
import dev.acm.memory.InMemoryRecordStore;
import dev.acm.quota.Quotas;
import dev.acm.request.CertificateRequest;
import dev.acm.spi.AuthorityLimit;
import dev.acm.spi.Document;
import dev.acm.spi.RecordKey;
import dev.acm.spi.RecordStore;
import dev.acm.spi.RequestConditions;
import dev.acm.spi.RequestPolicy;
import dev.acm.spi.StoreException;
import dev.acm.spi.Write;
import dev.acm.testkit.StoredForm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The form of every space that a manager writes, pinned by a golden file. Fields may be added, since
 * other versions keep them; a field that changes or goes breaks managers of the version before that share the store.
 */
class StoredFormTest {
    private static final List<String> SPACES =
            List.of("certificate", "chain", "token", "account", "authority", "compromise", "denial");

    private final SimulatedWorld world = new SimulatedWorld(1, Instant.parse("2026-01-10T09:00:00Z"));

    private static SortedSet<String> golden() throws IOException {
        try (InputStream in = StoredFormTest.class.getResourceAsStream("/golden/stored-form-1.txt")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new TreeSet<>(text.lines().filter(line -> !line.isEmpty()).toList());
        }
    }

    private static SortedSet<String> form(RecordStore store) throws StoreException {
        SortedSet<String> form = new TreeSet<>();
        for (String space : SPACES) {
            form.addAll(StoredForm.of(store, space));
        }
        return form;
    }

    /** What is stored at moments of a life in which every space is written to. */
    private SortedSet<String> life() throws StoreException {
        world.authority().limitedTo(new AuthorityLimit(10, Duration.ofHours(1), 2));
        SortedSet<String> seen = new TreeSet<>();
        Stage stage = new Stage(
                world,
                world.start(
                        "one",
                        Weather.calm(),
                        crossing -> seen.addAll(unchecked()),
                        (w, process) -> w.standard(process)
                                .quotas(Quotas.acm())
                                .requestPolicy(StoredFormTest::decide)
                                .build()));
        CertificateArn arn = stage.call(manager -> manager.request(CertificateRequest.builder("shop.example.test")
                        .idempotencyToken("only_once")
                        .build())
                .arn());
        stage.run(manager -> {
            try {
                manager.request(
                        CertificateRequest.builder("denied.example.test").build());
            } catch (AccessDeniedException e) {
                // as the policy says
            }
        });
        stage.run(manager -> manager.deployments().associate(arn, SimulatedWorld.TARGET));
        stage.pass(Duration.ofMinutes(10));
        stage.run(manager ->
                manager.account().configure(AccountConfiguration.acm().withDaysBeforeExpiry(30)));
        stage.run(manager -> manager.renew(arn));
        stage.pass(Duration.ofMinutes(10));
        stage.run(manager -> manager.compromised(arn));
        stage.pass(Duration.ofDays(1));
        return seen;
    }

    private static RequestPolicy.Decision decide(Caller caller, RequestConditions request) {
        return request.domainNames().get(0).value().startsWith("denied")
                ? new RequestPolicy.Denied(FailureReason.DOMAIN_NOT_ALLOWED, "not for you")
                : new RequestPolicy.Allowed(true);
    }

    private SortedSet<String> unchecked() {
        try {
            return form(world.store());
        } catch (StoreException e) {
            throw new AssertionError(e);
        }
    }

    /** Fields whose kind is another one than the golden file says, or that are not written any more. */
    private static List<String> differences(SortedSet<String> form) throws IOException {
        return golden().stream()
                .filter(line -> !form.contains(line)
                        || form.stream()
                                        .filter(other -> other.startsWith(line.substring(0, line.lastIndexOf(' ') + 1)))
                                        .count()
                                > 1)
                .toList();
    }

    @Test
    void everySpace_hasTheFormOfTheGoldenFile() throws Exception {
        SortedSet<String> form = life();

        assertThat(differences(form)).isEmpty();
        assertThat(form)
                .as("and nothing that the file does not have; facts are the validator's own")
                .filteredOn(line -> !line.contains(".facts."))
                .isSubsetOf(golden());
        assertThat(SPACES).allSatisfy(space -> assertThat(golden()).anyMatch(line -> line.startsWith(space + " ")));
    }

    @Test
    void negativeControl_changedForm_isNoticed() throws Exception {
        SortedSet<String> changed = new TreeSet<>(golden());
        changed.remove("token arn text");
        changed.remove("certificate generations[].serial text");
        changed.add("certificate generations[].serial number");
        RecordStore store = new InMemoryRecordStore();
        Document chain = Document.builder().put("certificates", List.of(1)).build();
        store.write(List.of(new Write.Insert(new RecordKey("chain", "a"), "shared", Optional.empty(), chain)));
        changed.addAll(StoredForm.of(store, "chain"));

        assertThat(differences(changed))
                .containsExactlyInAnyOrder(
                        "token arn text", "certificate generations[].serial text", "chain certificates[] text");
    }
}
