package dev.acm.testkit.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.acm.CertificateManager;
import dev.acm.ListQuery;
import dev.acm.RunReport;
import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateStatus;
import dev.acm.certificate.FailureReason;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.error.InvalidRequestException;
import dev.acm.key.KeyBinding;
import dev.acm.key.KeyUse;
import dev.acm.key.SealedKey;
import dev.acm.request.CertificateRequest;
import dev.acm.spi.AttemptId;
import dev.acm.spi.AuthorityException;
import dev.acm.spi.CertificateAuthority;
import dev.acm.spi.Document;
import dev.acm.spi.IssuancePlan;
import dev.acm.spi.KeyVault;
import dev.acm.spi.Page;
import dev.acm.spi.PortException.Effect;
import dev.acm.spi.RecordKey;
import dev.acm.spi.RecordStore;
import dev.acm.spi.RetryClass;
import dev.acm.spi.StoreException;
import dev.acm.spi.StoredRecord;
import dev.acm.spi.Submission;
import dev.acm.spi.VaultException;
import dev.acm.spi.Write;
import dev.acm.spi.WriteResult;
import dev.acm.testkit.Answer;
import dev.acm.testkit.Fault;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Bad luck that must cost time only: nothing is lost, forgotten, hammered or held up. */
class SetbacksTest {
    private final World world = new World();

    private static CertificateRequest.Builder request(String name) {
        return CertificateRequest.builder(name).keyAlgorithm(KeyAlgorithm.EC_prime256v1);
    }

    @Test
    void storeFailsAfterTheSignature_certificateIsDeleted_whatWasSignedIsRevoked() {
        world.validator.proveAll();
        CertificateManager manager = world.manager(new FirstChainLost(world.store));
        CertificateArn arn = manager.request(World.request()).arn();
        world.run(manager);

        manager.delete(arn);
        world.pass(manager, Duration.ofHours(2));

        assertThat(world.authority.signatures()).isEqualTo(1);
        assertThat(world.authority.revoked()).hasSize(1);
    }

    @Test
    void deletedWhileItIsSigned_andLookedUpTooEarly_whatWasSignedIsRevoked() {
        world.validator.proveAll();
        CertificateManager other = world.manager();
        SlowAuthority slow = new SlowAuthority(world.authority);
        CertificateManager manager = world.builder(world.store).authority(slow).build();
        CertificateArn arn = manager.request(World.request()).arn();
        slow.meanwhile = () -> {
            other.delete(arn);
            // the claim has ended, and the request has not arrived yet
            world.pass(other, Duration.ofMinutes(10));
        };

        world.run(manager);
        world.pass(other, Duration.ofHours(2));

        assertThat(world.authority.signatures()).isEqualTo(1);
        assertThat(world.authority.revoked()).hasSize(1);
    }

    @Test
    void twoRunsOfOneManager_keepOutOfEachOthersWay() {
        world.validator.proveAll();
        SlowAuthority slow = new SlowAuthority(world.authority);
        CertificateManager manager = world.builder(world.store).authority(slow).build();
        manager.request(World.request());
        slow.meanwhile = () -> assertThat(manager.runDue(10).steps()).isEmpty();

        world.run(manager);

        assertThat(slow.submissions).isEqualTo(1);
        assertThat(world.authority.signatures()).isEqualTo(1);
    }

    @Test
    @DisplayName("K1: a key that was made and not committed is gone")
    void overtakenWhileTheKeyIsMade_thatKeyIsDestroyed() {
        world.validator.proveAll();
        CertificateManager other = world.manager();
        KeyLedger ledger = new KeyLedger(world.vault);
        CertificateManager manager = world.builder(world.store).vault(ledger).build();
        CertificateArn arn = manager.request(World.request()).arn();
        ledger.onGenerate = () -> other.delete(arn);

        world.run(manager);

        assertThat(ledger.made).hasSize(1);
        assertThat(ledger.destroyed).containsExactlyElementsOf(ledger.made);
    }

    @Test
    void portBreaksWithALongMessage_othersGoOn() {
        world.validator.proveAll();
        SlowAuthority slow = new SlowAuthority(world.authority);
        slow.meanwhile = () -> {
            throw new IllegalStateException("x".repeat(10_000));
        };
        CertificateManager manager = world.builder(world.store).authority(slow).build();
        CertificateArn broken = manager.request(World.request()).arn();
        CertificateArn fine = manager.request(request("b.example.test").build()).arn();

        world.run(manager);

        assertThat(manager.explain(broken).diagnoses())
                .extracting(Diagnosis::code)
                .containsExactly("PORT_BROKE");
        assertThat(manager.describe(fine).status()).isEqualTo(CertificateStatus.ISSUED);
        world.pass(manager, Duration.ofHours(1));
        assertThat(manager.describe(broken).status()).isEqualTo(CertificateStatus.ISSUED);
        assertThat(world.authority.signatures()).isEqualTo(2);
    }

    @Test
    void shortLife_isNotRenewedOverAndOver() {
        world.validator.proveAll();
        CertificateManager manager = world.manager();
        CertificateArn arn = manager.request(request("a.example.test")
                        .validity(Duration.ofMinutes(80))
                        .build())
                .arn();
        manager.deployments().associate(arn, World.TARGET);

        world.pass(manager, Duration.ofHours(1));

        assertThat(world.authority.signatures()).isBetween(1, 4);
    }

    @Test
    void authorityRefuses_atTheEndItsReasonIsTold() {
        world.validator.proveAll();
        world.authority.rejectWith(FailureReason.PCA_LIMIT_EXCEEDED, RetryClass.POLICY);
        Answer[] refusals = new Answer[40];
        java.util.Arrays.fill(refusals, Answer.REJECT);
        world.authority.answerNext(refusals);
        CertificateManager manager = world.manager();
        CertificateArn arn = manager.request(World.request()).arn();

        world.pass(manager, Duration.ofHours(73));

        assertThat(manager.describe(arn).status()).isEqualTo(CertificateStatus.FAILED);
        assertThat(manager.describe(arn).failureReason()).hasValue(FailureReason.PCA_LIMIT_EXCEEDED);
    }

    @Test
    void everyQuestionIsLost_theAuthorityIsNotHammered() {
        world.validator.proveAll();
        for (int n = 1; n <= 500; n++) {
            world.authority.onSubmit(n, Fault.REQUEST_LOST);
        }
        CertificateManager manager = world.manager();
        manager.request(World.request());

        world.pass(manager, Duration.ofHours(24));

        assertThat(world.authority.submissions()).isBetween(10, 100);
    }

    @Test
    void nameLeavesNoRoomForTheRecord_isRefusedAndNothingIsStored() {
        String longest = ("a".repeat(60) + ".").repeat(4) + "example";
        CertificateManager manager = world.manager();

        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(
                        () -> manager.request(request(longest).commonName(false).build()));

        assertThat(manager.list(ListQuery.all()).certificates()).isEmpty();
        assertThat(manager.preflight(request(longest).commonName(false).build()).findings())
                .isNotEmpty();
    }

    @Test
    void unreadableRecord_hidesNoOtherAndIsNotAskedForAtOnce() throws Exception {
        world.validator.proveAll();
        world.store.write(List.of(new Write.Insert(
                new RecordKey("certificate", "broken"),
                World.CALLER.account(),
                Optional.of(world.time.instant()),
                Document.builder().put("schema", 99).build())));
        CertificateManager manager = world.manager();
        CertificateArn arn = manager.request(World.request()).arn();

        RunReport report = manager.runDue(10);

        assertThat(manager.describe(arn).status()).isEqualTo(CertificateStatus.ISSUED);
        assertThat(manager.list(ListQuery.all()).certificates()).hasSize(1);
        assertThat(report.nextRun().orElseThrow()).isAfter(world.time.instant());
    }

    /** Does something else before it asks for the shop's certificate, once. */
    private static final class SlowAuthority extends DelegatingAuthority {
        private Runnable meanwhile = () -> {};
        private int submissions;

        SlowAuthority(CertificateAuthority behind) {
            super(behind);
        }

        @Override
        public Submission submit(AttemptId attempt, IssuancePlan plan) throws AuthorityException {
            submissions++;
            if (plan.names().contains(World.SHOP)) {
                Runnable once = meanwhile;
                meanwhile = () -> {};
                once.run();
            }
            return super.submit(attempt, plan);
        }
    }

    /** Notes which keys are made and destroyed. */
    private static final class KeyLedger implements KeyVault {
        private final KeyVault behind;
        private final List<SealedKey> made = new ArrayList<>();
        private final List<SealedKey> destroyed = new ArrayList<>();
        private Runnable onGenerate = () -> {};

        KeyLedger(KeyVault behind) {
            this.behind = behind;
        }

        @Override
        public SealedKey generate(KeyBinding binding, KeyAlgorithm algorithm) throws VaultException {
            SealedKey key = behind.generate(binding, algorithm);
            made.add(key);
            onGenerate.run();
            return key;
        }

        @Override
        public SealedKey seal(KeyBinding binding, KeyPair keys) throws VaultException {
            return behind.seal(binding, keys);
        }

        @Override
        public byte[] sign(SealedKey key, KeyBinding binding, String algorithm, byte[] content, KeyUse use)
                throws VaultException {
            return behind.sign(key, binding, algorithm, content, use);
        }

        @Override
        public PrivateKey open(SealedKey key, KeyBinding binding, KeyUse use) throws VaultException {
            return behind.open(key, binding, use);
        }

        @Override
        public byte[] export(SealedKey key, KeyBinding binding, KeyUse use) throws VaultException {
            return behind.export(key, binding, use);
        }

        @Override
        public void destroy(SealedKey key, KeyBinding binding) throws VaultException {
            destroyed.add(key);
            behind.destroy(key, binding);
        }
    }

    /** Fails to take the first chain. */
    private static final class FirstChainLost implements RecordStore {
        private final RecordStore behind;
        private boolean lost;

        FirstChainLost(RecordStore behind) {
            this.behind = behind;
        }

        @Override
        public WriteResult write(List<Write> batch) throws StoreException {
            if (!lost && batch.get(0).key().space().equals("chain")) {
                lost = true;
                throw new StoreException("full", Effect.NONE, RetryClass.TRANSIENT, null);
            }
            return behind.write(batch);
        }

        @Override
        public Optional<StoredRecord> find(RecordKey key) throws StoreException {
            return behind.find(key);
        }

        @Override
        public Page due(String space, Instant now, Optional<String> after, int limit) throws StoreException {
            return behind.due(space, now, after, limit);
        }

        @Override
        public Page scan(String space, Optional<String> partition, Optional<String> after, int limit)
                throws StoreException {
            return behind.scan(space, partition, after, limit);
        }
    }
}
