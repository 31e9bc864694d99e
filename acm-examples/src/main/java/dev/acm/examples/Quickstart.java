package dev.acm.examples;

import dev.acm.name.DomainName;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The whole of it: a certificate is requested, validated over DNS, checked against CAA, issued, served, renewed without a
 * dropped connection, and refused when the owner withdraws the record.
 *
 * <p>Shows the story on this machine alone, or with {@code --domain} the first half of it against real DNS. Needs a JDK.
 * Prints the story.
 */
public final class Quickstart {
    private static final String USAGE = """
            Usage: quickstart
                   quickstart --domain NAME --resolver IP[:PORT] [--trust-anchor 'DS RECORD'] [--secret FILE] [--wait SECONDS]

            Without options: the whole story on this machine, in a few seconds.
            --domain NAME          asks for a certificate for a real domain, and waits for its DNS record
            --resolver IP[:PORT]   a recursive resolver that returns DNSSEC records; port 53 unless stated
            --trust-anchor 'DS'    a DS record to trust in place of the public root's keys; may be repeated
            --secret FILE          holds the secret behind the record's tokens; made when it is missing (quickstart.secret)
            --wait SECONDS         how long to wait for the record (3600)
            """;

    private Quickstart() {}

    /**
     * Runs the program.
     *
     * @param arguments see the usage
     * @throws Exception if anything fails
     */
    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        List<String> rest = new ArrayList<>(List.of(arguments));
        if (rest.remove("--help")) {
            out.print(USAGE);
            return;
        }
        if (rest.isEmpty()) {
            new LocalStory(out).tell();
            return;
        }
        Optional<String> domain = Optional.empty();
        Optional<InetSocketAddress> resolver = Optional.empty();
        List<String> anchors = new ArrayList<>();
        Path secret = Path.of("quickstart.secret");
        Duration wait = Duration.ofHours(1);
        while (!rest.isEmpty()) {
            String option = rest.remove(0);
            if (rest.isEmpty()) {
                throw usage("no value for '" + option + "', or no option of that name");
            }
            String value = rest.remove(0);
            switch (option) {
                case "--domain" -> domain = Optional.of(DomainName.parse(value).value());
                case "--resolver" -> resolver = Optional.of(address(value));
                case "--trust-anchor" -> anchors.add(value);
                case "--secret" -> secret = Path.of(value);
                case "--wait" -> wait = Duration.ofSeconds(Long.parseLong(value));
                default -> throw usage("unknown option '" + option + "'");
            }
        }
        if (domain.isEmpty() || resolver.isEmpty()) {
            throw usage("--domain and --resolver belong together");
        }
        new RealDomain(out, domain.get(), resolver.get(), anchors, secret, wait).tell();
    }

    private static InetSocketAddress address(String text) throws Exception {
        // 192.0.2.1, 192.0.2.1:5353, 2001:db8::1 or [2001:db8::1]:5353
        int colon = text.endsWith("]") ? -1 : text.lastIndexOf(':');
        boolean port = colon > 0 && (text.indexOf(':') == colon || text.charAt(colon - 1) == ']');
        String host = (port ? text.substring(0, colon) : text).replaceAll("[\\[\\]]", "");
        if (!host.matches("[0-9.]+|[0-9A-Fa-f:.]+")) {
            throw usage("--resolver takes an IP address, not '" + host + "'");
        }
        return new InetSocketAddress(
                InetAddress.getByName(host), port ? Integer.parseInt(text.substring(colon + 1)) : 53);
    }

    private static IllegalArgumentException usage(String fault) {
        return new IllegalArgumentException(fault + "\n" + USAGE);
    }
}
