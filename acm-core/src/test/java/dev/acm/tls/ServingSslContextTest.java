package dev.acm.tls;

import static dev.acm.tls.Deployments.arn;
import static dev.acm.tls.Deployments.material;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.acm.spi.ServingMaterial;
import java.security.KeyManagementException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSessionContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs on the JDK's default flags: tickets are stateless, so no session can be invalidated on the server. */
class ServingSslContextTest {
    private static final String HOST = "shop.example.test";
    private static final ServingMaterial ONE = material(arn(1), 1, "P-256", HOST);
    private static final ServingMaterial TWO = material(arn(1), 2, "P-256", HOST);

    private final ServingKeyManager keys = ServingKeyManager.create(new SteppingClock());
    private final AcceptAnything serverTrust = new AcceptAnything();
    private final AcceptAnything clientTrust = new AcceptAnything();
    private final ServingSslContext server =
            ServingSslContext.builder(keys).trust(serverTrust).build();
    private SSLContext client = TlsPeers.context(clientTrust);

    @BeforeEach
    void deploy() {
        keys.publish(ONE);
    }

    private X509Certificate handshake(String protocol) throws SSLException {
        return handshake(protocol, server.createSSLEngine());
    }

    private X509Certificate handshake(String protocol, SSLEngine serverEngine) throws SSLException {
        return EngineHandshake.run(TlsPeers.client(client, protocol, HOST), serverEngine);
    }

    @Nested
    @DisplayName("cut: no session made before is resumed")
    class Cut {
        @ParameterizedTest
        @ValueSource(strings = {TlsPeers.TLS12, TlsPeers.TLS13})
        @DisplayName("negative control: without a cut the second handshake is a resumption")
        void handshake_withoutCut_resumes(String protocol) throws Exception {
            handshake(protocol);

            handshake(protocol);

            assertThat(clientTrust.asked()).isEqualTo(1);
        }

        @ParameterizedTest
        @ValueSource(strings = {TlsPeers.TLS12, TlsPeers.TLS13})
        @DisplayName("negative control: invalidating all sessions on the server cuts nothing, on any JDK")
        void handshake_afterInvalidation_resumes(String protocol) throws Exception {
            handshake(protocol);

            SSLSessionContext sessions = server.getServerSessionContext();
            sessions.getIds()
                    .asIterator()
                    .forEachRemaining(id -> sessions.getSession(id).invalidate());
            handshake(protocol);

            assertThat(clientTrust.asked()).isEqualTo(1);
        }

        @ParameterizedTest
        @ValueSource(strings = {TlsPeers.TLS12, TlsPeers.TLS13})
        void handshake_afterCut_isFull(String protocol) throws Exception {
            handshake(protocol);

            server.cut();
            handshake(protocol);

            assertThat(clientTrust.asked()).isEqualTo(2);
        }

        @ParameterizedTest
        @ValueSource(strings = {TlsPeers.TLS12, TlsPeers.TLS13})
        @DisplayName("negative control: a swap alone, with all sessions invalidated, goes on under the old identity")
        void handshake_afterSwapAndInvalidation_showsOldIdentity(String protocol) throws Exception {
            assumeTrue(
                    Runtime.version().feature() < 25,
                    "JDK 25 compares the ticket's certificate with what the key manager gives now");
            handshake(protocol);

            keys.publish(TWO);
            SSLSessionContext sessions = server.getServerSessionContext();
            sessions.getIds()
                    .asIterator()
                    .forEachRemaining(id -> sessions.getSession(id).invalidate());

            assertThat(handshake(protocol)).isEqualTo(ONE.chain().leaf());
        }

        @ParameterizedTest
        @ValueSource(strings = {TlsPeers.TLS12, TlsPeers.TLS13})
        void handshake_afterSwapAndCut_showsNewIdentity(String protocol) throws Exception {
            handshake(protocol);

            keys.publish(TWO);
            server.cut();

            assertThat(handshake(protocol)).isEqualTo(TWO.chain().leaf());
        }

        @ParameterizedTest
        @ValueSource(strings = {TlsPeers.TLS12, TlsPeers.TLS13})
        @DisplayName("an engine made before the cut that has not shaken hands does not resume either")
        void handshake_ofEngineMadeBeforeCut_isFull(String protocol) throws Exception {
            handshake(protocol);
            SSLEngine early = server.createSSLEngine();

            server.cut();
            handshake(protocol, early);

            assertThat(clientTrust.asked()).isEqualTo(2);
        }

        @ParameterizedTest
        @ValueSource(strings = {TlsPeers.TLS12, TlsPeers.TLS13})
        @DisplayName("on the client's side: its next handshake is full")
        void handshake_afterCutOfClient_isFull(String protocol) throws Exception {
            ServingSslContext cuttable =
                    ServingSslContext.builder(keys).trust(clientTrust).build();
            client = cuttable;
            handshake(protocol);
            handshake(protocol);
            assertThat(clientTrust.asked()).isEqualTo(1);

            cuttable.cut();
            handshake(protocol);

            assertThat(clientTrust.asked()).isEqualTo(2);
        }

        @Test
        void cut_keepsSettingsOfSessionContexts() {
            SSLSessionContext sessions = server.getServerSessionContext();
            sessions.setSessionTimeout(77);
            sessions.setSessionCacheSize(7);
            server.getClientSessionContext().setSessionTimeout(88);

            server.cut();

            assertThat(sessions.getSessionTimeout()).isEqualTo(77);
            assertThat(sessions.getSessionCacheSize()).isEqualTo(7);
            assertThat(server.getClientSessionContext().getSessionTimeout()).isEqualTo(88);
        }
    }

    @Nested
    @DisplayName("mutual TLS")
    class MutualTls {
        private final ServingMaterial identity = material(arn(9), 1, "P-256", "client.example.test");

        @BeforeEach
        void identify() {
            ServingKeyManager clientKeys = ServingKeyManager.create(new SteppingClock());
            clientKeys.publish(identity);
            client = ServingSslContext.builder(clientKeys).trust(clientTrust).build();
        }

        private SSLEngine demanding() {
            SSLEngine engine = server.createSSLEngine();
            engine.setNeedClientAuth(true);
            return engine;
        }

        @ParameterizedTest
        @ValueSource(strings = {TlsPeers.TLS12, TlsPeers.TLS13})
        void handshake_showsClientCertificate(String protocol) throws Exception {
            SSLEngine engine = demanding();

            handshake(protocol, engine);

            assertThat(engine.getSession().getPeerCertificates())
                    .containsExactly(identity.chain().leaf());
        }

        @ParameterizedTest
        @ValueSource(strings = {TlsPeers.TLS12, TlsPeers.TLS13})
        @DisplayName("negative control: without a cut a withdrawn client gets in by resumption")
        void withdrawnClient_withoutCut_getsIn(String protocol) throws Exception {
            handshake(protocol, demanding());
            serverTrust.refuseFromNowOn();

            handshake(protocol, demanding());

            assertThat(serverTrust.asked()).isEqualTo(1);
        }

        @ParameterizedTest
        @ValueSource(strings = {TlsPeers.TLS12, TlsPeers.TLS13})
        void withdrawnClient_afterCut_isRefused(String protocol) throws Exception {
            handshake(protocol, demanding());
            AcceptAnything newTrust = new AcceptAnything();
            newTrust.refuseFromNowOn();

            server.cut(newTrust);

            assertThatThrownBy(() -> handshake(protocol, demanding())).isInstanceOf(SSLException.class);
            assertThat(newTrust.asked()).isEqualTo(1);
        }

        @ParameterizedTest
        @ValueSource(strings = {TlsPeers.TLS12, TlsPeers.TLS13})
        @DisplayName("an engine made before the cut judges by the new trust")
        void withdrawnClient_onEngineMadeBeforeCut_isRefused(String protocol) throws Exception {
            handshake(protocol, demanding());
            SSLEngine early = demanding();
            AcceptAnything newTrust = new AcceptAnything();
            newTrust.refuseFromNowOn();

            server.cut(newTrust);

            assertThatThrownBy(() -> handshake(protocol, early)).isInstanceOf(SSLException.class);
            assertThat(newTrust.asked()).isEqualTo(1);
        }
    }

    @Nested
    @DisplayName("stands in for the JDK's context")
    class StandIn {
        @Test
        void provider_isTheOneOfTheEngines() throws Exception {
            SSLContext plain = SSLContext.getInstance("TLS");

            assertThat(server.getProvider()).isEqualTo(plain.getProvider());
            assertThat(server.getProtocol()).isEqualTo("TLS");
        }

        @Test
        void parameters_areTheJdks() throws Exception {
            SSLContext plain = TlsPeers.context();

            assertThat(server.getDefaultSSLParameters().getCipherSuites())
                    .isEqualTo(plain.getDefaultSSLParameters().getCipherSuites());
            assertThat(server.getSupportedSSLParameters().getProtocols())
                    .isEqualTo(plain.getSupportedSSLParameters().getProtocols());
        }

        @Test
        void init_isRefused() {
            assertThatThrownBy(() -> server.init(null, null, null)).isInstanceOf(KeyManagementException.class);
        }

        @Test
        void build_unknownProtocol_isRefused() {
            assertThatThrownBy(() ->
                            ServingSslContext.builder(keys).protocol("TLSv0").build())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("TLSv0");
        }

        @Test
        @DisplayName("with the JDK's authorities by default: a self-signed certificate is not trusted")
        void of_trustsTheJdksAuthorities() {
            client = ServingSslContext.of(ServingKeyManager.create(new SteppingClock()));

            assertThatThrownBy(() -> handshake(TlsPeers.TLS13)).isInstanceOf(SSLException.class);
        }
    }
}
