package dev.acm.ca.deploy;

import dev.acm.certificate.CertificateArn;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Tells a server that its files have changed. */
@FunctionalInterface
public interface ReloadHook {
    /**
     * Makes the server read its files again. Called with the new files in place; an exception means that the server goes on with
     * what it had.
     *
     * @param arn whose files have changed
     * @throws IOException if the server did not take them; the message is reported
     * @throws InterruptedException if the thread was told to stop
     */
    void reload(CertificateArn arn) throws IOException, InterruptedException;

    /**
     * A command that must end with exit code 0. It gets no input and the environment of this process; its output is reported if
     * it fails, so it should print no secret.
     *
     * @param timeout after which it is killed, and has failed; more than zero
     * @param command an absolute path, and arguments; no shell is between
     * @return the hook
     * @throws IllegalArgumentException if there is no command, or its path is not absolute
     */
    static ReloadHook command(Duration timeout, List<String> command) {
        List<String> copy = List.copyOf(command);
        if (copy.isEmpty() || !Path.of(copy.get(0)).isAbsolute()) {
            throw new IllegalArgumentException("command must begin with an absolute path, got " + copy);
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be more than zero, got " + timeout);
        }
        return new Command(timeout, copy);
    }
}
