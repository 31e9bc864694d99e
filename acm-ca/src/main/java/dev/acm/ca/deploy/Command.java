package dev.acm.ca.deploy;

import dev.acm.certificate.CertificateArn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command that reloads a server. */
final class Command implements ReloadHook {
    private static final int REPORTED_OCTETS = 2000;

    private final Duration timeout;
    private final List<String> command;

    Command(Duration timeout, List<String> command) {
        this.timeout = timeout;
        this.command = command;
    }

    @Override
    public void reload(CertificateArn arn) throws IOException, InterruptedException {
        // a file rather than a pipe: a daemon that keeps its output open would keep the pipe open, too
        Path output = Files.createTempFile("acm-reload", ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            process.getOutputStream().close();
            if (!endsInTime(process)) {
                throw new IOException(command.get(0) + " did not end within " + timeout);
            }
            if (process.exitValue() != 0) {
                throw new IOException(
                        command.get(0) + " ended with exit code " + process.exitValue() + ": " + beginningOf(output));
            }
        } finally {
            Files.deleteIfExists(output);
        }
    }

    /** Waits; leaves nothing behind that is still at work, whether it took too long or the wait was interrupted. */
    private boolean endsInTime(Process process) throws InterruptedException {
        boolean ended = false;
        try {
            ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return ended;
        } finally {
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        }
    }

    private static String beginningOf(Path output) throws IOException {
        try (var in = Files.newInputStream(output)) {
            return new String(in.readNBytes(REPORTED_OCTETS), StandardCharsets.UTF_8).strip();
        }
    }

    @Override
    public String toString() {
        return command.get(0);
    }
}
