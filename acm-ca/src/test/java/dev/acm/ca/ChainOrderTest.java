package dev.acm.ca;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.ca.pem.ChainOrder;
import dev.acm.ca.pem.ChainOrder.Ordered;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ChainOrderTest {
    private static X509Certificate leaf;
    private static X509Certificate middle;
    private static X509Certificate root;
    private static X509Certificate namesake;

    @BeforeAll
    static void issue() throws Exception {
        List<X509Certificate> path = TestCa.root()
                .build()
                .below("Middle")
                .build()
                .below("Lower")
                .build()
                .path()
                .certificates();
        leaf = path.get(0);
        middle = path.get(1);
        root = path.get(2);
        // of the same name, with another key
        namesake = TestCa.root().build().below("Middle").build().path().leaf();
    }

    @Test
    void of_inOrder_isNotMoved() {
        Ordered ordered = ChainOrder.of(leaf, List.of(middle, root));

        assertThat(ordered.chain().certificates()).containsExactly(leaf, middle, root);
        assertThat(ordered.moved()).isFalse();
        assertThat(ordered.unused()).isEmpty();
        assertThat(ordered.complete()).isTrue();
    }

    @Test
    void of_anyOrder_isRepairedAndTold() {
        Ordered ordered = ChainOrder.of(leaf, List.of(root, middle));

        assertThat(ordered.chain().certificates()).containsExactly(leaf, middle, root);
        assertThat(ordered.moved()).isTrue();
    }

    @Test
    void of_strangersAndRepetitions_areUnused() {
        Ordered ordered = ChainOrder.of(leaf, List.of(namesake, middle, leaf, middle));

        assertThat(ordered.chain().certificates()).containsExactly(leaf, middle);
        assertThat(ordered.unused()).containsExactly(namesake, leaf, middle);
        assertThat(ordered.moved()).isTrue();
        assertThat(ordered.complete()).isFalse();
    }

    @Test
    void of_nothing_isTheLeafAlone() {
        assertThat(ChainOrder.of(root, List.of()).complete()).isTrue();
        assertThat(ChainOrder.of(leaf, List.of()).chain().certificates()).containsExactly(leaf);
    }
}
