package dev.acm.tls;

import static dev.acm.tls.Deployments.arn;
import static dev.acm.tls.Deployments.material;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ServingKeyManagerTest {
    private final SteppingClock clock = new SteppingClock();
    private final ServingKeyManager keys = ServingKeyManager.create(clock);

    @Test
    void smoke() throws Exception {
        var one = material(arn(1), 1, "P-256", "shop.example.test", "*.shop.example.test");
        var two = material(arn(1), 2, "P-256", "shop.example.test", "*.shop.example.test");
        assertThat(keys.publish(one)).isEqualTo(Publication.PUBLISHED);
        String alias = keys.serverAlias("a.SHOP.example.test", "EC").orElseThrow();
        keys.publish(two);
        assertThat(keys.getPrivateKey(alias)).isSameAs(one.privateKey());
        clock.advance(Duration.ofSeconds(60));
        assertThat(keys.getPrivateKey(alias)).isNull();
        for (String p : new String[] {TlsPeers.TLS12, TlsPeers.TLS13}) {
            var context =
                    ServingSslContext.builder(keys).trust(new AcceptAnything()).build();
            assertThat(EngineHandshake.run(
                            TlsPeers.client(TlsPeers.context(), p, "shop.example.test"), context.createSSLEngine()))
                    .isEqualTo(two.chain().leaf());
        }
    }
}
