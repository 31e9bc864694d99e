package dev.acm.tls;

import static dev.acm.tls.Deployments.arn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.spi.ServingMaterial;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("100 000 certificates")
class HundredThousandNamesTest {
    private static final int COUNT = 100_000;
    private static final ServingMaterial ANY = Deployments.material(arn(0), 1, "P-256", "any.test");
    private static final ServingKeyManager KEYS = ServingKeyManager.create(new SteppingClock());

    @BeforeAll
    static void deploy() {
        for (int i = 1; i <= COUNT; i++) {
            KEYS.publish(Deployments.relabel(ANY, arn(i), 1, "c" + i + ".example.test", "*.c" + i + ".example.test"));
        }
    }

    private static String served(String host) {
        return KEYS.serverAlias(host, "EC")
                .map(alias -> alias.substring(0, alias.lastIndexOf('.')))
                .orElse("none");
    }

    @Test
    void everyHost_getsItsOwnCertificate() {
        assertThat(IntStream.rangeClosed(1, COUNT)
                        .filter(i -> !served("c" + i + ".example.test").startsWith(arn(i) + "#")
                                || !served("www.c" + i + ".example.test").startsWith(arn(i) + "#")))
                .isEmpty();
    }

    @Test
    void swappingOne_changesNoOther() {
        KEYS.publish(Deployments.relabel(ANY, arn(500), 2, "c500.example.test", "*.c500.example.test"));

        assertThat(served("c500.example.test")).isEqualTo(arn(500) + "#2");
        assertThat(served("a.c500.example.test")).isEqualTo(arn(500) + "#2");
        assertThat(IntStream.rangeClosed(1, COUNT)
                        .filter(i ->
                                i != 500 && !served("c" + i + ".example.test").equals(arn(i) + "#1")))
                .isEmpty();
    }
}
