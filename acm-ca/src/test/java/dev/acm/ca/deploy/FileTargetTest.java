package dev.acm.ca.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acm.ca.pem.PemReader;
import dev.acm.ca.pem.Pkcs12;
import dev.acm.spi.DeploymentException;
import dev.acm.spi.DeploymentTarget;
import dev.acm.spi.PortException.Effect;
import dev.acm.spi.RetryClass;
import dev.acm.spi.ServingMaterial;
import dev.acm.testkit.contract.DeploymentTargetContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTargetTest implements DeploymentTargetContract {
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    private Path folder;

    private final AtomicInteger reloads = new AtomicInteger();
    private final AtomicBoolean broken = new AtomicBoolean();

    @Override
    public DeploymentTarget newTarget() {
        return target().build();
    }

    private FileTarget.Builder target() {
        return FileTarget.pem("files", folder, RANDOM).reload(this::reload);
    }

    private void reload(dev.acm.certificate.CertificateArn arn) throws IOException {
        reloads.incrementAndGet();
        if (broken.getAndSet(false)) {
            throw new IOException("configuration test failed");
        }
    }

    @Override
    public boolean breakNextActivation(DeploymentTarget target) {
        broken.set(true);
        return true;
    }

    private Path current() {
        return folder.resolve(ARN.id().toString()).resolve("current");
    }

    private ServingMaterial serve(DeploymentTarget target, long generation) throws DeploymentException {
        ServingMaterial material = material(ARN, generation);
        target.prepare(material);
        target.activate(material);
        return material;
    }

    @Test
    void activate_filesAreWhole_andOnlyForTheOwner() throws Exception {
        ServingMaterial material = serve(newTarget(), 1);

        assertThat(PemReader.readCertificates(Files.readString(current().resolve("fullchain.pem"))))
                .isEqualTo(material.chain());
        assertThat(PemReader.readPrivateKey(Files.readString(current().resolve("privkey.pem")), Optional.empty()))
                .isEqualTo(material.privateKey());
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.skip(1).filter(path -> !Files.isSymbolicLink(path)).toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .as("%s", file)
                        .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------");
            }
        }
    }

    @Test
    void activate_combinedAndPkcs12_holdKeyAndChain() throws Exception {
        ServingMaterial material =
                serve(FileTarget.combinedPem("haproxy", folder, RANDOM).build(), 1);
        String combined = Files.readString(current().resolve("combined.pem"));
        assertThat(combined).startsWith(material.chain().toPem()).contains("BEGIN PRIVATE KEY");

        List<char[]> given = new ArrayList<>();
        ServingMaterial second = serve(
                FileTarget.pkcs12("tomcat", folder.resolve("p12"), RANDOM, "tls", () -> {
                            given.add("changeit".toCharArray());
                            return given.get(given.size() - 1);
                        })
                        .build(),
                1);
        Path store = folder.resolve("p12").resolve(ARN.id().toString()).resolve("current/keystore.p12");
        Pkcs12.Entry entry = Pkcs12.read(Files.readAllBytes(store), "changeit".toCharArray());
        assertThat(entry.key()).isEqualTo(second.privateKey());
        assertThat(entry.chain()).isEqualTo(second.chain());
        assertThat(given).isNotEmpty().allMatch(secret -> new String(secret).equals("\0".repeat(8)));
    }

    @Test
    void reload_runsOnlyWhenTheFilesChanged() throws Exception {
        DeploymentTarget target = newTarget();
        ServingMaterial first = serve(target, 1);
        assertThat(reloads).hasValue(1);

        target.prepare(first);
        target.activate(first);
        newTarget().activate(first);
        assertThat(reloads).hasValue(1);

        serve(target, 2);
        assertThat(reloads).hasValue(2);
    }

    @Test
    void reload_fails_isReportedAndTheFilesGoBack() throws Exception {
        DeploymentTarget target = newTarget();
        ServingMaterial first = serve(target, 1);
        broken.set(true);

        assertThatThrownBy(() -> serve(target, 2))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("configuration test failed");

        assertThat(Files.readString(current().resolve("fullchain.pem")))
                .isEqualTo(first.chain().toPem());
        serve(target, 2);
        assertThat(target.observe(ARN)).hasValue(2);
    }

    @Test
    void reload_neverRan_isMadeUpFor() throws Exception {
        ServingMaterial first = serve(newTarget(), 1);
        ServingMaterial second = material(ARN, 2);
        // the process dies between the rename and the hook
        assertThatThrownBy(() -> FileTarget.pem("files", folder, RANDOM)
                        .reload(arn -> {
                            throw new StackOverflowError("killed");
                        })
                        .build()
                        .activate(second))
                .isInstanceOf(StackOverflowError.class);
        DeploymentTarget restarted = newTarget();
        assertThat(restarted.observe(ARN)).hasValue(1);

        restarted.activate(second);

        assertThat(reloads).hasValue(2);
        assertThat(restarted.observe(ARN)).hasValue(2);
        assertThat(first).isNotNull();
    }

    @Test
    void activate_supersededKey_isDeleted() throws Exception {
        DeploymentTarget target = newTarget();
        serve(target, 1);
        serve(target, 2);

        assertThat(generations()).hasSize(1);
        target.retire(ARN);
        assertThat(generations()).isEmpty();
    }

    @Test
    void retire_hookFails_runsAgainAtTheNextCall() throws Exception {
        DeploymentTarget target = newTarget();
        serve(target, 1);
        broken.set(true);

        assertThatThrownBy(() -> target.retire(ARN)).isInstanceOf(DeploymentException.class);
        assertThat(generations()).isEmpty();
        newTarget().retire(ARN);

        assertThat(reloads).hasValue(3);
        assertThat(newTarget().observe(ARN)).isEmpty();
        // the control: what is over is over
        newTarget().retire(ARN);
        assertThat(reloads).hasValue(3);
    }

    @Test
    void retire_whatNoHookHasTaken_isToldToTheServerToo() throws Exception {
        broken.set(true);
        assertThatThrownBy(() -> serve(newTarget(), 1)).isInstanceOf(DeploymentException.class);
        assertThatThrownBy(() -> FileTarget.pem("files", folder, RANDOM)
                        .reload(arn -> {
                            throw new StackOverflowError("killed");
                        })
                        .build()
                        .activate(material(ARN, 2)))
                .isInstanceOf(StackOverflowError.class);
        broken.set(true);
        assertThatThrownBy(() -> newTarget().retire(ARN)).isInstanceOf(DeploymentException.class);

        newTarget().retire(ARN);

        assertThat(reloads).hasValue(3);
        assertThat(Files.isSymbolicLink(current())).isFalse();
    }

    @Test
    void activate_hookIsInterrupted_filesGoBackAndTheThreadStaysInterrupted() throws Exception {
        ServingMaterial first = serve(newTarget(), 1);
        ServingMaterial second = material(ARN, 2);
        DeploymentTarget interrupted = FileTarget.pem("files", folder, RANDOM)
                .reload(arn -> {
                    throw new InterruptedException("while it waited for the server");
                })
                .build();

        assertThatThrownBy(() -> interrupted.activate(second))
                .isInstanceOfSatisfying(
                        DeploymentException.class, e -> assertThat(e.effect()).isEqualTo(Effect.NONE));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(Files.readString(current().resolve("fullchain.pem")))
                .isEqualTo(first.chain().toPem());
    }

    private List<Path> generations() throws IOException {
        try (Stream<Path> paths = Files.list(current().resolveSibling("generations"))) {
            return paths.toList();
        }
    }

    @Test
    void observe_changedBySomebodyElse_isTold() throws Exception {
        DeploymentTarget target = newTarget();
        serve(target, 1);
        Files.writeString(
                current().resolve("fullchain.pem"), material(ARN, 1).chain().toPem());

        assertThatThrownBy(() -> target.observe(ARN))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("somebody else");
    }

    @Test
    void activate_filesThatWereDamaged_areWrittenAnew() throws Exception {
        DeploymentTarget target = newTarget();
        ServingMaterial first = serve(target, 1);
        Files.writeString(current().resolve("fullchain.pem"), "");

        target.activate(first);

        assertThat(target.observe(ARN)).hasValue(1);
        assertThat(reloads).hasValue(2);
    }

    @Test
    void cut_withoutRestart_saysWhatToDo_andWithItRestarts() throws Exception {
        AtomicInteger restarts = new AtomicInteger();
        serve(newTarget(), 1);

        assertThatThrownBy(() -> newTarget().cut(ARN))
                .isInstanceOfSatisfying(
                        DeploymentException.class,
                        e -> assertThat(e.retryClass()).isEqualTo(RetryClass.NEVER))
                .hasMessageContaining("restart");
        target().restart(arn -> restarts.incrementAndGet()).build().cut(ARN);
        assertThat(restarts).hasValue(1);
    }

    @Test
    void command_failsOrHangs_isReported() throws Exception {
        ReloadHook failing =
                ReloadHook.command(Duration.ofSeconds(20), List.of("/bin/sh", "-c", "echo no such host; exit 3"));
        ReloadHook hanging = ReloadHook.command(Duration.ofMillis(50), List.of("/bin/sleep", "60"));

        assertThatThrownBy(() -> failing.reload(ARN))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("exit code 3")
                .hasMessageContaining("no such host");
        assertThatThrownBy(() -> hanging.reload(ARN))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("did not end");
        ReloadHook.command(Duration.ofSeconds(20), List.of("/bin/true")).reload(ARN);
        assertThatThrownBy(() -> ReloadHook.command(Duration.ofSeconds(1), List.of("nginx", "-s", "reload")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void command_interruptedOrTooLate_leavesNoProcessBehind() throws Exception {
        ReloadHook patient = ReloadHook.command(Duration.ofSeconds(50), List.of("/bin/sleep", "61.1"));
        ReloadHook hasty = ReloadHook.command(Duration.ofMillis(50), List.of("/bin/sh", "-c", "/bin/sleep 61.2; true"));

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> patient.reload(ARN)).isInstanceOf(InterruptedException.class);
        assertThatThrownBy(() -> hasty.reload(ARN)).isInstanceOf(IOException.class);

        List<ProcessHandle> left = ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .arguments()
                        .filter(arguments -> List.of(arguments).toString().contains("61."))
                        .isPresent())
                .toList();
        for (ProcessHandle process : left) {
            process.onExit().get(20, TimeUnit.SECONDS); // those that were killed, and are not gone yet
        }
    }

    @Test
    void folderName_outsideOfTheFolder_isRefused() {
        FileTarget target = target().folderName(arn -> "../elsewhere").build();

        assertThatThrownBy(() -> target.prepare(material(ARN, 1))).isInstanceOf(IllegalStateException.class);
    }
}
