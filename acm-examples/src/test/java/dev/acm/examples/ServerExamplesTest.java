package dev.acm.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("a renewal under load fails no request")
class ServerExamplesTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private interface Example {
        Load.Result tell(PrintStream out) throws Exception;
    }

    private static Arguments example(String server, Example example) {
        return Arguments.of(server, example);
    }

    private static Stream<Arguments> examples() {
        return Stream.of(
                example("JDK HttpsServer", out -> RenewalUnderLoad.tell("JDK HttpsServer", out, E11JdkServer::start)),
                example("Netty", out -> RenewalUnderLoad.tell("Netty", out, E12NettyServer::start)),
                example("Jetty", out -> RenewalUnderLoad.tell("Jetty", out, E13JettyServer::start)),
                example("Tomcat", out -> RenewalUnderLoad.tell("Tomcat", out, E14TomcatServer::start)),
                example("Spring Boot", E15SpringBoot::tell),
                example("HttpClient with mutual TLS", E16MutualTls::tell));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void renewal_underLoad_failsNoRequest(String server, Example example) throws Exception {
        Load.Result result = example.tell(out);

        assertThat(result.failures()).as(result.toString()).isZero();
        assertThat(result.requests()).isGreaterThanOrEqualTo(80);
        assertThat(result.serials()).as("both generations were shown").hasSize(2);
        assertThat(result.reconnects()).as("the kept connection was kept").isZero();
        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains(server + ": generation 2 serves", ", 0 failed");
    }

    @Test
    @DisplayName("negative control: a server that is restarted for its new certificate fails some")
    void restart_underLoad_failsRequests() throws Exception {
        RestartingServer restarting = new RestartingServer();

        Load.Result result = new RenewalUnderLoad("restarting", out, Optional.empty())
                .tell(restarting::start, (acm, port) -> {
                    Load.Client client = Load.Client.https(acm, port);
                    return () -> {
                        restarting.restartOnce();
                        return client.connect();
                    };
                });

        assertThat(result.failures() + result.reconnects())
                .as(result.toString())
                .isPositive();
    }

    /** Closes its connections when it has served a while, as a restart does, and listens again on the same port. */
    private static final class RestartingServer {
        private DemoServer server;
        private Embedded acm;
        private int visits;

        RenewalUnderLoad.RunningServer start(Embedded embedded) throws Exception {
            acm = embedded;
            server = new DemoServer(acm.sslContext);
            return new RenewalUnderLoad.RunningServer() {
                @Override
                public int port() {
                    return server.address().getPort();
                }

                @Override
                public void close() {
                    server.close();
                }
            };
        }

        synchronized void restartOnce() throws Exception {
            if (++visits == 10) {
                InetSocketAddress address = server.address();
                server.close();
                server = new DemoServer(acm.sslContext, address);
            }
        }
    }
}
