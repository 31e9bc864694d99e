package dev.acm.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsServer;
import dev.acm.spi.DnsAnswer;
import dev.acm.spi.DnsAnswer.Security;
import dev.acm.spi.DnsAnswer.Status;
import dev.acm.spi.DnsQuestion;
import dev.acm.spi.DnsResolver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README's code is the example's, and its commands are there. */
class ReadmeTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private static String readme() throws IOException {
        return Files.readString(ROOT.resolve("README.md"));
    }

    @Test
    void javaBlock_isTheRegionOfTheExample() throws IOException {
        String source = Files.readString(ROOT.resolve("acm-examples/src/main/java/dev/acm/examples/E01Embed.java"));
        Matcher region = Pattern.compile("// @start region=\"embed\"\\R(.*?)\\s*// @end", Pattern.DOTALL)
                .matcher(source);
        Matcher block = Pattern.compile("```java\\R(.*?)\\R```", Pattern.DOTALL).matcher(readme());

        assertThat(region.find()).isTrue();
        assertThat(block.find()).isTrue();
        assertThat(block.group(1)).isEqualTo(region.group(1).stripIndent());
    }

    @Test
    void commands_exist() throws IOException {
        assertThat(readme()).contains("./quickstart\n", "./mvnw verify\n");
        assertThat(ROOT.resolve("quickstart")).isExecutable();
        assertThat(ROOT.resolve("mvnw")).isExecutable();
    }

    @Test
    void links_leadSomewhere() throws IOException {
        Matcher link = Pattern.compile("\\]\\(([^)#:]+)\\)").matcher(readme());

        assertThat(link.results().map(found -> found.group(1)).toList())
                .hasSizeGreaterThan(4)
                .allSatisfy(target -> assertThat(ROOT.resolve(target)).exists());
    }

    @Test
    void example_runs() throws Exception {
        HttpsServer server = E01Embed.serve(new SilentDns(), new byte[32], new byte[32]);

        assertThat(server.getAddress().getPort()).isPositive();
        server.stop(0);
    }

    /** Finds nothing, and asks nobody. */
    private static final class SilentDns implements DnsResolver {
        @Override
        public CompletionStage<DnsAnswer> ask(DnsQuestion question) {
            return CompletableFuture.completedStage(new DnsAnswer(
                    question,
                    Status.NXDOMAIN,
                    List.of(),
                    List.of(),
                    Security.SECURE,
                    vantagePoint(),
                    Optional.empty(),
                    Optional.empty(),
                    Instant.EPOCH));
        }

        @Override
        public String vantagePoint() {
            return "nowhere";
        }
    }
}
