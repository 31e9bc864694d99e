package dev.acm.testkit.sim;

import dev.acm.RunReport;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/** Everything that happened, as a hash: two simulations with the same hash took the same course. */
final class FleetLog {
    private final MessageDigest digest;
    private long steps;
    private long crashes;

    FleetLog() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    void step(Instant at, String who, RunReport.Step step) {
        steps++;
        digest.update((at.getEpochSecond() + who + step.arn().id() + step.action() + step.outcome() + "\n")
                .getBytes(StandardCharsets.UTF_8));
    }

    void note(Instant at, String who, String what) {
        digest.update((at.getEpochSecond() + who + what + "\n").getBytes(StandardCharsets.UTF_8));
    }

    void crash(Instant at, String who) {
        crashes++;
        note(at, who, "crash");
    }

    long steps() {
        return steps;
    }

    long crashes() {
        return crashes;
    }

    String hash() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
