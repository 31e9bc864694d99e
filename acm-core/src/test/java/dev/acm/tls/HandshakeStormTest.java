package dev.acm.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.spi.ServingMaterial;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No handshake is torn by a swap. The ordinary run makes 10 000 swaps for each protocol; 100 000 over at least 5 000 handshakes with
 * {@code ./mvnw -pl acm-core -am test -Dtest=HandshakeStormTest -Dsurefire.failIfNoSpecifiedTests=false -Dacm.storm=full}.
 */
@DisplayName("one handshake, one generation")
class HandshakeStormTest {
    private static final String NAME = "storm.example.test";
    private static final List<ServingMaterial> POOL = IntStream.rangeClosed(1, 8)
            .mapToObj(i -> Deployments.material(Deployments.arn(1), i, "P-256", NAME))
            .toList();
    private static final Set<X509Certificate> GENUINE =
            POOL.stream().map(material -> material.chain().leaf()).collect(Collectors.toUnmodifiableSet());

    @ParameterizedTest
    @ValueSource(strings = {TlsPeers.TLS12, TlsPeers.TLS13})
    void handshakes_whileGenerationsAreSwapped_neverFail(String protocol) throws Exception {
        ServingKeyManager keys = ServingKeyManager.create(InstantSource.system());
        keys.publish(POOL.get(0));
        HandshakeStorm storm = new HandshakeStorm(protocol, keys, GENUINE);

        HandshakeStorm.Outcome outcome = storm.run(HandshakeStorm.Size.configured(), n -> {
            ServingMaterial next =
                    Deployments.relabel(POOL.get((int) (n % POOL.size())), Deployments.arn(1), n + 1, NAME);
            assertThat(keys.publish(next)).isEqualTo(Publication.PUBLISHED);
        });

        assertThat(outcome.failures()).as(outcome.toString()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {TlsPeers.TLS12, TlsPeers.TLS13})
    @DisplayName("negative control: a key manager that looks up key and chain separately is caught")
    void handshakes_withTornKeyManager_fail(String protocol) throws Exception {
        Torn torn = new Torn();
        HandshakeStorm storm = new HandshakeStorm(protocol, torn, GENUINE);

        HandshakeStorm.Outcome outcome = storm.runUntilFailure(
                HandshakeStorm.Size.configured(), n -> torn.current = POOL.get((int) (n % POOL.size())));

        assertThat(outcome.failures()).as(outcome.toString()).isPositive();
    }

    /** What hot swap usually is: one alias, and whatever is current when it is asked for. */
    private static final class Torn extends X509ExtendedKeyManager {
        private volatile ServingMaterial current = POOL.get(0);

        @Override
        public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
            return keyType.equals("EC") ? "current" : null;
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return current.privateKey();
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return current.chain().certificates().toArray(X509Certificate[]::new);
        }

        @Override
        public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            return null;
        }

        @Override
        public String[] getServerAliases(String keyType, Principal[] issuers) {
            return new String[] {"current"};
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
