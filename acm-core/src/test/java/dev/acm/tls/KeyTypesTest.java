package dev.acm.tls;

import static dev.acm.tls.Deployments.arn;
import static dev.acm.tls.Deployments.material;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acm.spi.ServingMaterial;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.X509ExtendedKeyManager;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 8446 §4.4.2.2: the certificate is one the peer can verify")
class KeyTypesTest {
    private static final String HOST = "shop.example.test";
    private static final ServingMaterial EC = material(arn(1), 1, "P-256", HOST);
    private static final ServingMaterial RSA = material(arn(2), 1, "RSA", HOST);
    private static final ServingMaterial WILD_RSA = material(arn(3), 1, "RSA", "*.example.test");
    private static final ServingMaterial ED25519 = material(arn(4), 1, "Ed25519", HOST);
    private static final ServingMaterial P384 = material(arn(5), 1, "P-384", HOST);

    private final ServingKeyManager keys = ServingKeyManager.create(new SteppingClock());

    private X509Certificate handshake(KeyManager keyManager, SSLEngine client) throws SSLException {
        return EngineHandshake.run(client, TlsPeers.context(keyManager).createSSLEngine());
    }

    private static SSLEngine ordinaryClient(String protocol) {
        return TlsPeers.client(TlsPeers.context(), protocol, HOST);
    }

    /** A TLS 1.2 client that can verify one kind of key only. */
    private static SSLEngine clientOf(String authentication) {
        SSLEngine client = ordinaryClient(TlsPeers.TLS12);
        SSLParameters parameters = client.getSSLParameters();
        parameters.setCipherSuites(new String[] {"TLS_ECDHE_" + authentication + "_WITH_AES_128_GCM_SHA256"});
        client.setSSLParameters(parameters);
        return client;
    }

    @Test
    void twins_eachServeTheirPeers() throws Exception {
        keys.publish(EC);
        keys.publish(RSA);

        assertThat(handshake(keys, clientOf("ECDSA"))).isEqualTo(EC.chain().leaf());
        assertThat(handshake(keys, clientOf("RSA"))).isEqualTo(RSA.chain().leaf());
    }

    @ParameterizedTest
    @ValueSource(strings = {TlsPeers.TLS12, TlsPeers.TLS13})
    @DisplayName("an exact name of either key type is preferred to a wildcard that fits the first question")
    void exactName_isPreferred_whateverIsAskedFirst(String protocol) throws Exception {
        keys.publish(WILD_RSA);
        keys.publish(EC);

        assertThat(handshake(keys, ordinaryClient(protocol)))
                .isEqualTo(EC.chain().leaf());
    }

    @ParameterizedTest
    @ValueSource(strings = {TlsPeers.TLS12, TlsPeers.TLS13})
    void rsaOnly_servesPeersThatPreferEc(String protocol) throws Exception {
        keys.publish(RSA);

        assertThat(handshake(keys, ordinaryClient(protocol)))
                .isEqualTo(RSA.chain().leaf());
    }

    @ParameterizedTest
    @ValueSource(strings = {TlsPeers.TLS12, TlsPeers.TLS13})
    void p384_andEd25519_serveTooWhenAlone(String protocol) throws Exception {
        keys.publish(P384);
        assertThat(handshake(keys, ordinaryClient(protocol)))
                .isEqualTo(P384.chain().leaf());
        keys.retire(arn(5));

        keys.publish(ED25519);

        assertThat(handshake(keys, ordinaryClient(protocol)))
                .isEqualTo(ED25519.chain().leaf());
    }

    @Test
    void noFittingCertificate_refusesTheHandshake() {
        keys.publish(EC);

        assertThatThrownBy(() -> handshake(keys, clientOf("RSA"))).isInstanceOf(SSLException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {TlsPeers.TLS12, TlsPeers.TLS13})
    @DisplayName("a swap of the key type between two questions of one handshake leaves it what was decided first")
    void keyTypeSwappedBetweenQuestions_handshakeCompletes(String protocol) throws Exception {
        ServingMaterial nextIsEc = material(arn(2), 2, "P-256", HOST);
        keys.publish(RSA);

        X509Certificate shown =
                handshake(new SwapAfterFirstRefusal(keys, () -> keys.publish(nextIsEc)), ordinaryClient(protocol));

        assertThat(shown).isEqualTo(RSA.chain().leaf());
        assertThat(handshake(keys, ordinaryClient(protocol)))
                .isEqualTo(nextIsEc.chain().leaf());
    }

    @Test
    @DisplayName(
            "negative control: without the memory of the first question that handshake fails (TLS 1.3 asks once for each key type)")
    void keyTypeSwappedBetweenQuestions_withoutMemory_fails() {
        ServingMaterial nextIsEc = material(arn(2), 2, "P-256", HOST);
        keys.publish(RSA);
        KeyManager forgetful = new SwapAfterFirstRefusal(keys, () -> keys.publish(nextIsEc)) {
            @Override
            public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
                engine.getHandshakeSession().removeValue("dev.acm.tls.decided");
                return super.chooseEngineServerAlias(keyType, issuers, engine);
            }
        };

        assertThatThrownBy(() -> handshake(forgetful, ordinaryClient(TlsPeers.TLS13)))
                .isInstanceOf(SSLException.class);
    }

    /** Swaps right after the first question of a key type that the serving certificate does not have. */
    private static class SwapAfterFirstRefusal extends X509ExtendedKeyManager {
        private final ServingKeyManager keys;
        private Runnable swap;

        SwapAfterFirstRefusal(ServingKeyManager keys, Runnable swap) {
            this.keys = keys;
            this.swap = swap;
        }

        @Override
        public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
            String alias = keys.chooseEngineServerAlias(keyType, issuers, engine);
            if (alias == null) {
                swap.run();
                swap = () -> {};
            }
            return alias;
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return keys.getPrivateKey(alias);
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return keys.getCertificateChain(alias);
        }

        @Override
        public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            return null;
        }

        @Override
        public String[] getServerAliases(String keyType, Principal[] issuers) {
            return null;
        }

        @Override
        public String[] getClientAliases(String keyType, Principal[] issuers) {
            return null;
        }

        @Override
        public String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
            return null;
        }
    }
}
