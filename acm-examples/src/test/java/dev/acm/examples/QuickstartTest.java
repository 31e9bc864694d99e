package dev.acm.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.acm.dcv.ValidationTokens;
import dev.acm.loopbackdns.LoopbackDns;
import dev.acm.loopbackdns.LoopbackZone;
import dev.acm.name.DomainName;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void localStory_isToldToItsEnd() throws Exception {
        new LocalStory(out).tell();

        assertThat(printed())
                .containsSubsequence(
                        "publish this one record",
                        "DNS_NO_RECORD",
                        "got NXDOMAIN [SECURE]",
                        "CheckCaa -> CaaPermitted",
                        "Submit -> Issued",
                        "generation 1, RSA_2048",
                        "first connection, kept open: 200 OK",
                        "Submit -> Issued",
                        "generation 2, RSA_2048",
                        "first connection, still open: 200 OK",
                        "second connection:            200 OK",
                        "The owner withdraws permission",
                        "DNS_NO_RECORD",
                        "what was issued serves on: 200 OK",
                        "The audit trail",
                        "KEY_DESTROYED",
                        "generation 2  ");
    }

    @Test
    void localStory_showsNoSecret() throws Exception {
        new LocalStory(out).tell();

        assertThat(printed()).doesNotContain("PRIVATE").doesNotContain("sealed");
    }

    @Test
    void realDomain_recordPublished_isIssuedAndServed(@TempDir Path folder) throws Exception {
        Path secret = Files.write(folder.resolve("secret"), new byte[32]);
        try (LoopbackDns dns = LoopbackDns.start(InstantSource.system())) {
            LoopbackZone root = dns.signedZone(".");
            String record = ValidationTokens.of(List.of(new byte[32]), DomainName.parse("validation.example"))
                    .record("123456789012", DomainName.parse("www.shop.example"))
                    .toZoneLine();
            root.add(record);

            new RealDomain(out, "www.shop.example", dns.address(), List.of(root.ds()), secret, Duration.ofSeconds(30))
                    .tell();
        }

        assertThat(printed())
                .containsSubsequence("publish this one record", "ISSUED: Valid", "as www.shop.example", "200 OK");
    }

    @Test
    void realDomain_noRecord_saysWhatIsMissingAndKeepsTheSecret(@TempDir Path folder) throws Exception {
        Path secret = folder.resolve("secret");
        try (LoopbackDns dns = LoopbackDns.start(InstantSource.system())) {
            LoopbackZone root = dns.signedZone(".").add("www.shop.example. 300 IN A 192.0.2.1");

            new RealDomain(out, "www.shop.example", dns.address(), List.of(root.ds()), secret, Duration.ZERO).tell();
        }

        assertThat(printed()).contains("DNS_NO_RECORD", "run it again with the same --secret");
        assertThat(secret).hasSize(32);
    }

    @Test
    void arguments_unknownOrHalf_areRefusedWithTheUsage() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quickstart.main(new String[] {"--domain", "a.example"}))
                .withMessageContaining("Usage");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quickstart.main(new String[] {"--nonsense", "x"}))
                .withMessageContaining("unknown option '--nonsense'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quickstart.main(new String[] {"--domain", "a b", "--resolver", "127.0.0.1"}));
    }
}
