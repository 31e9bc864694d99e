package dev.acm.examples;

import dev.acm.event.AuditEntry;
import dev.acm.event.CertificateEvent;
import dev.acm.event.EventType;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Prints what happens, step by step, with times. */
final class Story {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int WIDTH = 64;

    private final PrintStream out;
    private final InstantSource clock;
    private int step;

    Story(PrintStream out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
    }

    void step(String title) {
        step++;
        out.println();
        out.println(TIME.format(clock.instant()) + "  " + step + ". " + title);
    }

    void say(String text) {
        text.lines().forEach(line -> out.println("                     " + line));
    }

    void auditTrail(List<AuditEntry> entries) {
        for (AuditEntry entry : entries) {
            CertificateEvent event = entry.event();
            String details = event.details().entrySet().stream()
                    .map(detail -> detail.getKey() + "=" + detail.getValue())
                    .collect(Collectors.joining(" "));
            out.printf(
                    Locale.ROOT,
                    "  %3d  %s  %-20s %-11s %s  [%s]%n",
                    event.sequence(),
                    TIME.format(event.at()),
                    event.type(),
                    event.actor(),
                    details,
                    entry.hash().substring(0, 8));
        }
    }

    /** Draws each generation's validity on one line, and below it what happened when. */
    void timeline(List<AuditEntry> entries) {
        Map<Long, Instant> issued = new TreeMap<>();
        Map<Long, Instant> ends = new TreeMap<>();
        entries.stream()
                .map(AuditEntry::event)
                .filter(event -> event.type() == EventType.ISSUED || event.type() == EventType.RENEWED)
                .forEach(event -> {
                    long generation = Long.parseLong(event.details().getOrDefault("generation", "0"));
                    issued.put(generation, event.at());
                    ends.put(generation, Instant.parse(event.details().getOrDefault("notAfter", "")));
                });
        Instant first = entries.get(0).event().at();
        Instant last = ends.values().stream().max(Instant::compareTo).orElse(first);
        issued.forEach((generation, at) -> {
            int from = column(first, last, at);
            int to = Math.max(from + 1, column(first, last, ends.getOrDefault(generation, last)));
            out.println("  generation " + generation + "  " + " ".repeat(from) + "├" + "─".repeat(to - from - 1) + "┤");
        });
        int now = column(first, last, clock.instant());
        out.println("  now           " + " ".repeat(now) + "▲");
        out.println("                " + DAY.format(first) + " ".repeat(Math.max(1, WIDTH - 19)) + DAY.format(last));
    }

    private static int column(Instant first, Instant last, Instant at) {
        double whole = Math.max(1, Duration.between(first, last).toSeconds());
        return (int) Math.round(Duration.between(first, at).toSeconds() / whole * WIDTH);
    }
}
