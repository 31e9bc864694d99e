package dev.acm.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The status page in a real browser, which checks the certificate as browsers do. */
@DisplayName("the status page in headless Chromium")
class StatusPageTest {
    private static E17StatusPage page;

    @TempDir
    private Path home;

    @BeforeAll
    static void start() throws Exception {
        page = new E17StatusPage();
    }

    @AfterAll
    static void stop() throws Exception {
        page.close();
    }

    /** Where a program is. Without it the test is skipped with a notice, or fails where {@code -Dacm.browser=required}. */
    private static String program(String name) {
        Optional<String> found = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
        if (found.isEmpty() && "required".equals(System.getProperty("acm.browser"))) {
            throw new AssertionError(name + " is required and not there");
        }
        assumeTrue(found.isPresent(), "NOTICE: no " + name + ", so the page was not looked at in a browser");
        return found.orElseThrow();
    }

    private String run(List<String> command) throws Exception {
        Path output = home.resolve("output");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("HOME", home.toString());
        Process process = builder.start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS))
                    .as(command.get(0) + " ends")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    private void trustTheRoot() throws Exception {
        String certutil = program("certutil");
        Path database = Files.createDirectories(home.resolve(".pki/nssdb"));
        Path root = Files.writeString(home.resolve("root.pem"), page.rootPem());
        run(List.of(certutil, "-N", "-d", "sql:" + database, "--empty-password"));
        run(List.of(certutil, "-A", "-d", "sql:" + database, "-n", "demo", "-t", "C,,", "-i", root.toString()));
    }

    private String dom(String url) throws Exception {
        return run(new ArrayList<>(List.of(
                program("chromium"),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + home.resolve("profile"),
                "--host-resolver-rules=MAP " + E17StatusPage.HOST + " 127.0.0.1",
                "--dump-dom",
                url)));
    }

    @Test
    void page_inABrowserThatTrustsTheRoot_showsTheFleet() throws Exception {
        program("chromium");
        trustTheRoot();

        String dom = dom(page.url());

        assertThat(dom)
                .contains("<h1>Certificates</h1>", "4 certificates, 2 waiting")
                .contains("status.example.test", "blog.example.test", "in-process-tls")
                .containsSubsequence("What waits, and why", "shop.example.test", "DNS_NO_RECORD", "next try")
                .contains("new.example.test", "PENDING_VALIDATION", "Publish this record");
    }

    @Test
    @DisplayName("negative control: a browser that does not trust the root shows no page")
    void page_inABrowserThatDoesNot_isRefused() throws Exception {
        assertThat(dom(page.url())).doesNotContain("<h1>Certificates</h1>").contains("ERR_CERT_AUTHORITY_INVALID");
    }
}
