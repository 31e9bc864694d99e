package dev.acm.validation.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Another make of name server, run as a process of its own on loopback, with zones that its own tools have signed. */
abstract class ForeignServer implements AutoCloseable {
    static final String KEY_NAME = "acm-key";

    private static final int MAX_LOG_LINES = 500;

    final Path directory;
    private final InetSocketAddress address;
    private Process process;

    ForeignServer(Path directory) {
        this.directory = directory;
        this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), freePort());
    }

    /** How a zone is signed by the server's tools. */
    enum Signing {
        /** Not at all. */
        NONE,
        /** With NSEC. */
        PLAIN,
        /** With NSEC3. */
        HASHED,
        /** With NSEC3 that leaves out unsigned delegations. */
        OPT_OUT
    }

    /** Signs a zone, lines with absolute names, and gives the DS records of its key as zone-file lines. */
    abstract List<String> zone(String apex, Signing signing, List<String> lines);

    /** A zone without signatures that takes dynamic updates under {@link #KEY_NAME} with 32 zero octets. */
    abstract void updatedZone(String apex);

    abstract List<String> command();

    /** Whether the server prints this when it answers. */
    abstract boolean isReady(String line);

    int port() {
        return address.getPort();
    }

    InetSocketAddress address() {
        return address;
    }

    void start() {
        try {
            process = new ProcessBuilder(command())
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
            BufferedReader log =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            List<String> seen = new ArrayList<>();
            for (String line = log.readLine(); line != null && seen.size() < MAX_LOG_LINES; line = log.readLine()) {
                seen.add(line);
                if (isReady(line)) {
                    return;
                }
            }
            throw new AssertionError("the server did not start:\n" + String.join("\n", seen));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    void write(String name, List<String> lines) {
        try {
            Files.writeString(directory.resolve(name), String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> read(String name) {
        try {
            return Files.readAllLines(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a tool, and gives what it prints. */
    String run(String... command) {
        try {
            Process tool = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
            String out = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(tool.waitFor())
                    .as("%s: %s", String.join(" ", command), out)
                    .isZero();
            return out;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static boolean isInstalled(String... programs) {
        return Arrays.stream(programs)
                .allMatch(program -> Stream.of("/usr/bin", "/usr/sbin", "/usr/local/sbin")
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program))));
    }

    /** A zone's file name; the root's is no dot. */
    static String file(String apex) {
        return apex.equals(".") ? "root" : apex.substring(0, apex.length() - 1).toLowerCase(Locale.ROOT);
    }

    static List<String> withHead(String apex, List<String> lines) {
        String dot = apex.equals(".") ? "" : ".";
        return Stream.concat(
                        Stream.of(
                                apex + " 300 IN SOA ns" + dot + apex + " host" + dot + apex + " 1 3600 600 86400 60",
                                apex + " 300 IN NS ns" + dot + apex,
                                "ns" + dot + apex + " 300 IN A 127.0.0.1"),
                        lines.stream())
                .collect(Collectors.toList());
    }

    /** One that is free for UDP and TCP now; the server takes it a moment later. */
    private static int freePort() {
        for (int i = 0; i < 20; i++) {
            try (DatagramSocket udp = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                    ServerSocket tcp = new ServerSocket(udp.getLocalPort(), 1, InetAddress.getLoopbackAddress())) {
                return tcp.getLocalPort();
            } catch (IOException e) {
                // taken for TCP; another one
                continue;
            }
        }
        throw new IllegalStateException("no free port");
    }
}
