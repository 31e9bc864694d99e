package dev.acm.tls;

import static dev.acm.tls.Deployments.arn;
import static dev.acm.tls.Deployments.material;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acm.deploy.InProcessTls;
import dev.acm.spi.DeploymentException;
import dev.acm.spi.RetryClass;
import dev.acm.spi.ServingMaterial;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("P4: a cut of the in-process target really cuts, on the JDK's default flags")
class InProcessCutTest {
    private static final String HOST = "shop.example.test";
    private static final ServingMaterial ONE = material(arn(1), 1, "P-256", HOST);
    private static final ServingMaterial TWO = material(arn(1), 2, "P-256", HOST);

    private final ServingKeyManager keys = ServingKeyManager.create(new SteppingClock());
    private final ServingSslContext one =
            ServingSslContext.builder(keys).trust(new AcceptAnything()).build();
    private final ServingSslContext other =
            ServingSslContext.builder(keys).trust(new AcceptAnything()).build();
    private final InProcessTls target = new InProcessTls("tls", keys, List.of(one, other));
    private final AcceptAnything clientTrust = new AcceptAnything();
    private final SSLContext client = TlsPeers.context(clientTrust);

    @BeforeEach
    void deploy() throws Exception {
        target.activate(ONE);
    }

    private X509Certificate handshake(String protocol, ServingSslContext server) throws Exception {
        return EngineHandshake.run(TlsPeers.client(client, protocol, HOST), server.createSSLEngine());
    }

    @ParameterizedTest
    @ValueSource(strings = {TlsPeers.TLS12, TlsPeers.TLS13})
    void cut_endsTheSessionsOfAllContexts(String protocol) throws Exception {
        for (ServingSslContext server : List.of(one, other)) {
            handshake(protocol, server);
            target.activate(TWO);

            target.cut(arn(1));

            assertThat(handshake(protocol, server)).isEqualTo(TWO.chain().leaf());
        }
        assertThat(clientTrust.asked()).isEqualTo(4);
    }

    @Test
    void cut_forgetsSupersededKeys() throws Exception {
        String superseded = keys.serverAlias(HOST, "EC").orElseThrow();
        target.activate(TWO);
        assertThat(keys.getPrivateKey(superseded)).isNotNull();

        target.cut(arn(1));

        assertThat(keys.getPrivateKey(superseded)).isNull();
        assertThat(keys.getPrivateKey(keys.serverAlias(HOST, "EC").orElseThrow()))
                .isEqualTo(TWO.privateKey());
    }

    @Test
    void cut_ofTargetWithoutContexts_saysWhatToDo() {
        InProcessTls blind = new InProcessTls(keys);

        assertThatThrownBy(() -> blind.cut(arn(1)))
                .isInstanceOfSatisfying(
                        DeploymentException.class,
                        e -> assertThat(e.retryClass()).isEqualTo(RetryClass.NEVER))
                .hasMessageContaining("pass them to its constructor");
    }
}
