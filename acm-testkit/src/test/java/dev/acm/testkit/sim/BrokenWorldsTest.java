package dev.acm.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.CertificateManager;
import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateChain;
import dev.acm.certificate.RevocationReason;
import dev.acm.spi.AttemptId;
import dev.acm.spi.AuditLog;
import dev.acm.spi.AuthorityDescription;
import dev.acm.spi.AuthorityException;
import dev.acm.spi.CertificateAuthority;
import dev.acm.spi.DeploymentTarget;
import dev.acm.spi.Document;
import dev.acm.spi.IssuancePlan;
import dev.acm.spi.KeyVault;
import dev.acm.spi.RecordKey;
import dev.acm.spi.RecordStore;
import dev.acm.spi.ServingMaterial;
import dev.acm.spi.StoreException;
import dev.acm.spi.StoredRecord;
import dev.acm.spi.Submission;
import dev.acm.spi.Write;
import dev.acm.spi.WriteResult;
import dev.acm.testkit.Fault;
import dev.acm.testkit.sim.CrashEnumerator.Report;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** The negative controls of the enumerator: something is wrong, nothing shows it undisturbed, and the enumerator finds it. */
class BrokenWorldsTest {
    private static final EnumSet<Fault> CRASHES = EnumSet.of(Fault.CRASH_BEFORE, Fault.CRASH_AFTER);

    private static Report enumerate(
            Workflows workflow, BiFunction<SimulatedWorld, SimulatedProcess, CertificateManager> program) {
        return CrashEnumerator.of(CrashEnumeratorTest::world, program).everywhere(workflow, CRASHES);
    }

    private static Report withStore(Workflows workflow, BiFunction<SimulatedProcess, RecordStore, RecordStore> wrong) {
        return enumerate(workflow, (world, process) -> {
            RecordStore store = process.name().equals("one") ? wrong.apply(process, world.store()) : world.store();
            return world.over(process, store).build();
        });
    }

    private static void assertFoundOnlyByCrashing(Report report, String fault) {
        assertThat(report.failures())
                .noneMatch(failure -> failure.startsWith("undisturbed"))
                .anyMatch(failure -> failure.contains(fault));
    }

    @Test
    void intentNotStoredBeforeTheEffect_isFound() {
        Report report = withStore(Workflows.REQUEST_TO_ISSUE, (process, store) -> new WithoutIntents(store).store());

        assertFoundOnlyByCrashing(report, "submitted with two signing requests (K1)");
    }

    @Test
    void storeThatLosesItsLastWriteWhenTheProcessDies_isFound() {
        Map<String, Undo> undos = new HashMap<>();
        Report report = withStore(Workflows.REQUEST_TO_ISSUE, (process, store) -> {
            // the store below is a new one in each play, so an undo of another play does not fit and does nothing
            Optional.ofNullable(undos.get(process.name()))
                    .filter(undo -> process.restarts() > 0)
                    .ifPresent(Undo::run);
            Undo undo = new Undo(store);
            undos.put(process.name(), undo);
            return undo.store();
        });

        assertFoundOnlyByCrashing(report, "submitted with two signing requests (K1)");
    }

    @Test
    void authorityThatForgetsWhatItSigned_isFound() {
        Report report = enumerate(
                Workflows.REQUEST_TO_ISSUE,
                (world, process) -> world.standard(process)
                        .authority(process.around(
                                CertificateAuthority.class, new Forgetful(world.authority(), process.restarts())))
                        .build());

        assertFoundOnlyByCrashing(report, "known to nobody but the authority");
    }

    @Test
    void auditLogThatIsToldTooEarly_isFound() {
        Report report = enumerate(
                Workflows.REQUEST_TO_ISSUE,
                (world, process) -> world.standard(process)
                        .auditLog(process.around(AuditLog.class, entry -> {}))
                        .build());

        assertThat(report.failures()).anyMatch(failure -> failure.contains("known to nobody but the authority"));
    }

    @Test
    void targetThatStopsServingFirst_isFound() {
        Report report = enumerate(
                Workflows.RENEW_BY_HAND,
                (world, process) -> CertificateManager.builder(
                                process.around(RecordStore.class, world.store()), process.clock())
                        .authority(process.around(CertificateAuthority.class, world.authority()))
                        .validator(world.validator())
                        .caaPolicy(world.caaPolicy())
                        .vault(process.around(KeyVault.class, world.vault()))
                        .target(process.around(DeploymentTarget.class, tearing(world.target())))
                        .defaultCaller(SimulatedWorld.CALLER)
                        .build());

        assertThat(report.failures()).anyMatch(failure -> failure.contains("which uses it"));
    }

    @Test
    void pointerMovedToAGenerationWithoutKey_isFound() {
        Report report = withStore(Workflows.REQUEST_TO_ISSUE, (process, store) -> new WithoutKeys(store).store());

        assertThat(report.failures()).anyMatch(failure -> failure.contains("no matching key"));
    }

    private static DeploymentTarget tearing(DeploymentTarget target) {
        return (DeploymentTarget) Proxy.newProxyInstance(
                DeploymentTarget.class.getClassLoader(),
                new Class<?>[] {DeploymentTarget.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("activate")) {
                        CertificateArn arn = ((ServingMaterial) arguments[0]).arn();
                        target.retire(arn);
                    }
                    return method.invoke(target, arguments);
                });
    }

    /** A store that changes what is written. */
    private abstract static class Tampering {
        final RecordStore below;

        Tampering(RecordStore below) {
            this.below = below;
        }

        abstract WriteResult write(Write write) throws StoreException;

        RecordStore store() {
            return (RecordStore) Proxy.newProxyInstance(
                    RecordStore.class.getClassLoader(),
                    new Class<?>[] {RecordStore.class},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("write") && ((List<?>) arguments[0]).size() == 1) {
                            return write((Write) ((List<?>) arguments[0]).get(0));
                        }
                        return method.invoke(below, arguments);
                    });
        }
    }

    /** As if the manager did not store that it is about to submit. */
    private static final class WithoutIntents extends Tampering {
        WithoutIntents(RecordStore below) {
            super(below);
        }

        @Override
        WriteResult write(Write write) throws StoreException {
            boolean intent = write instanceof Write.Update update
                    && update.document()
                            .findDocument("attempt")
                            .filter(attempt -> attempt.flag("submitted"))
                            .isPresent();
            return intent
                    ? new WriteResult.Written(List.of(((Write.Update) write).expectedVersion()))
                    : below.write(List.of(write));
        }
    }

    /** As if the pointer moved before the key is there. */
    private static final class WithoutKeys extends Tampering {
        WithoutKeys(RecordStore below) {
            super(below);
        }

        @Override
        WriteResult write(Write write) throws StoreException {
            if (!(write instanceof Write.Update update)) {
                return below.write(List.of(write));
            }
            List<Document> generations = new ArrayList<>();
            for (Document generation : update.document().documents("generations")) {
                Map<String, Object> fields = new LinkedHashMap<>(generation.asMap());
                fields.remove("key");
                generations.add(Document.of(fields));
            }
            Document document = update.document().toBuilder()
                    .put("generations", generations)
                    .build();
            return below.write(
                    List.of(new Write.Update(update.key(), update.expectedVersion(), update.dueAt(), document)));
        }
    }

    /** A store that tells of a write before it is safe. */
    private static final class Undo extends Tampering {
        private Optional<StoredRecord> before = Optional.empty();
        private Optional<RecordKey> last = Optional.empty();

        Undo(RecordStore below) {
            super(below);
        }

        @Override
        WriteResult write(Write write) throws StoreException {
            before = below.find(write.key());
            last = Optional.of(write.key());
            return below.write(List.of(write));
        }

        void run() {
            try {
                Optional<StoredRecord> now = last.isPresent() ? below.find(last.get()) : Optional.empty();
                if (now.isPresent() && before.isPresent()) {
                    StoredRecord old = before.get();
                    below.write(List.of(new Write.Update(old.key(), now.get().version(), old.dueAt(), old.document())));
                }
            } catch (StoreException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** Breaks A1 and A2: what it signed it knows until its adapter dies, and then signs again. */
    private static final class Forgetful implements CertificateAuthority {
        private final CertificateAuthority behind;
        private final int life;

        Forgetful(CertificateAuthority behind, int life) {
            this.behind = behind;
            this.life = life;
        }

        private AttemptId known(AttemptId attempt) {
            return new AttemptId(attempt.value().substring(0, 30) + String.format("%02x", life));
        }

        @Override
        public AuthorityDescription describe() {
            return behind.describe();
        }

        @Override
        public Submission submit(AttemptId attempt, IssuancePlan plan) throws AuthorityException {
            return behind.submit(known(attempt), plan);
        }

        @Override
        public Submission poll(AttemptId attempt, Document reference, Instant now) throws AuthorityException {
            return behind.poll(known(attempt), reference, now);
        }

        @Override
        public Optional<Submission> find(AttemptId attempt) throws AuthorityException {
            return behind.find(known(attempt));
        }

        @Override
        public void revoke(CertificateChain chain, RevocationReason reason, Instant at) throws AuthorityException {
            behind.revoke(chain, reason, at);
        }
    }
}
