package dev.acm.ca.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acm.certificate.CertificateArn;
import dev.acm.name.DomainName;
import dev.acm.spi.DeploymentException;
import dev.acm.spi.ServingMaterial;
import dev.acm.testkit.FakeAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("a real nginx serves what FileTarget writes")
class NginxTest {
    private static final Path NGINX = Path.of("/usr/sbin/nginx");
    private static final Instant FROM = Instant.parse("2026-11-23T11:00:00Z");
    private static final CertificateArn ARN =
            new CertificateArn("acm", "eu-1", "111122223333", UUID.fromString("6b1d3f0c-3f5e-4c86-9d57-0a8f0f5f2c14"));
    private static final int TRIES = 600;

    @TempDir
    private Path folder;

    private final FakeAuthority authority = FakeAuthority.create(FROM);
    private Process nginx;
    private int port;

    @BeforeEach
    void start() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(NGINX), "nginx is not installed");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        configure("");
        FileTarget.pem("nginx", folder.resolve("tls"), new SecureRandom())
                .build()
                .activate(material(1));
        nginx = new ProcessBuilder(command())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("nginx.out").toFile())
                .start();
    }

    @AfterEach
    void stop() throws Exception {
        if (nginx != null) {
            nginx.destroy();
            assertThat(nginx.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private ServingMaterial material(long generation) {
        return authority.material(ARN, generation, List.of(DomainName.parse("nginx.example.com")), FROM);
    }

    private void configure(String more) throws IOException {
        Path current = folder.resolve("tls").resolve(ARN.id().toString()).resolve("current");
        Files.writeString(
                folder.resolve("nginx.conf"),
                String.join(
                        "\n",
                        "daemon off; pid " + folder.resolve("nginx.pid") + ";",
                        "error_log " + folder.resolve("error.log") + ";",
                        "events { worker_connections 64; }",
                        "http { access_log off;",
                        "  client_body_temp_path " + folder + "/t1; proxy_temp_path " + folder + "/t2;",
                        "  fastcgi_temp_path " + folder + "/t3; uwsgi_temp_path " + folder + "/t4;",
                        "  scgi_temp_path " + folder + "/t5;",
                        "  server { listen 127.0.0.1:" + port + " ssl;",
                        "    ssl_certificate " + current + "/fullchain.pem;",
                        "    ssl_certificate_key " + current + "/privkey.pem;",
                        "    return 200 ok; } }",
                        more,
                        ""));
    }

    private List<String> command(String... more) {
        List<String> command = new java.util.ArrayList<>(List.of(
                NGINX.toString(),
                "-p",
                folder.toString(),
                "-c",
                folder.resolve("nginx.conf").toString(),
                "-e",
                folder.resolve("error.log").toString()));
        command.addAll(List.of(more));
        return command;
    }

    /** Looks until the wanted certificate is shown: nginx starts and reloads in its own time. */
    private boolean shows(ServingMaterial material) throws Exception {
        for (int i = 0; i < TRIES; i++) {
            try {
                if (look().equals(material.chain().leaf())) {
                    return true;
                }
            } catch (IOException e) {
                assertThat(nginx.isAlive())
                        .as("%s", Files.readString(folder.resolve("error.log")))
                        .isTrue();
            }
            nginx.waitFor(20, TimeUnit.MILLISECONDS);
        }
        return false;
    }

    private X509Certificate look() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustAll()}, null);
        try (SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    @Test
    void activate_nginxTakesTheNewGeneration_andKeepsItWhenAReloadFails() throws Exception {
        assertThat(shows(material1())).isTrue();
        FileTarget target = FileTarget.pem("nginx", folder.resolve("tls"), new SecureRandom())
                .reload(ReloadHook.command(Duration.ofSeconds(20), command("-s", "reload")))
                .build();
        ServingMaterial second = material(2);
        target.prepare(second);
        target.activate(second);
        assertThat(shows(second)).isTrue();
        assertThat(target.observe(ARN)).hasValue(2);

        configure("no such directive;");
        ServingMaterial third = material(3);
        assertThatThrownBy(() -> target.activate(third))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("exit code");
        assertThat(target.observe(ARN)).hasValue(2);
        assertThat(shows(second)).isTrue();

        configure("");
        target.activate(third);
        assertThat(shows(third)).isTrue();
    }

    /** The first generation, as its file says. */
    private ServingMaterial material1() throws Exception {
        Path file = folder.resolve("tls").resolve(ARN.id().toString()).resolve("current/fullchain.pem");
        return new ServingMaterial(
                ARN,
                1,
                List.of(),
                dev.acm.ca.pem.PemReader.readCertificates(Files.readString(file)),
                material(1).privateKey());
    }

    private static final class TrustAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
