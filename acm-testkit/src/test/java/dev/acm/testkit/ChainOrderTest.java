package dev.acm.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.certificate.ChainOrder;
import dev.acm.certificate.ChainOrder.Ordered;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ChainOrderTest {
    private static final TestCertificate ROOT = TestCertificate.authority("root", Optional.empty());
    private static final TestCertificate MIDDLE = TestCertificate.authority("middle", Optional.of(ROOT));
    private static final X509Certificate LEAF = TestCertificate.server(
                    "shop", TestCertificate.keyPair("secp256r1", 1), "shop.example.test")
            .signedBy(MIDDLE)
            .certificate();
    private static final X509Certificate NAMESAKE = TestCertificate.server(
                    "middle", TestCertificate.keyPair("secp256r1", 2), "shop.example.test")
            .selfSigned()
            .certificate();
    private static final X509Certificate ISSUER = MIDDLE.certificate();
    private static final X509Certificate ANCHOR = ROOT.certificate();

    @Test
    void of_inOrder_isNotMoved() {
        Ordered ordered = ChainOrder.of(LEAF, List.of(ISSUER, ANCHOR));

        assertThat(ordered.chain().certificates()).containsExactly(LEAF, ISSUER, ANCHOR);
        assertThat(ordered.places()).containsExactly(0, 1);
        assertThat(ordered.moved()).isFalse();
        assertThat(ordered.unused()).isEmpty();
        assertThat(ordered.complete()).isTrue();
        assertThat(ordered.abandoned()).isFalse();
    }

    @Test
    void of_anyOrder_isRepairedAndTold() {
        Ordered ordered = ChainOrder.of(LEAF, List.of(ANCHOR, ISSUER));

        assertThat(ordered.chain().certificates()).containsExactly(LEAF, ISSUER, ANCHOR);
        assertThat(ordered.places()).containsExactly(1, 0);
        assertThat(ordered.moved()).isTrue();
    }

    @Test
    void of_strangersAndRepetitions_areUnused() {
        Ordered ordered = ChainOrder.of(LEAF, List.of(NAMESAKE, ISSUER, LEAF, ISSUER));

        assertThat(ordered.chain().certificates()).containsExactly(LEAF, ISSUER);
        assertThat(ordered.places()).containsExactly(1);
        assertThat(ordered.unused()).containsExactly(0, 2, 3);
        assertThat(ordered.moved()).isTrue();
        assertThat(ordered.complete()).isFalse();
    }

    @Test
    void of_nothing_isTheLeafAlone() {
        assertThat(ChainOrder.of(ANCHOR, List.of()).complete()).isTrue();
        assertThat(ChainOrder.of(LEAF, List.of()).chain().certificates()).containsExactly(LEAF);
    }

    @Test
    @DisplayName("two that certify each other make no endless chain")
    void of_circle_ends() {
        TestCertificate a =
                TestCertificate.authority("a", Optional.of(TestCertificate.authority("b", Optional.empty())));
        TestCertificate b = TestCertificate.authority("b", Optional.of(a));

        Ordered ordered = ChainOrder.of(a.certificate(), List.of(b.certificate(), a.certificate()));

        assertThat(ordered.chain().certificates()).hasSize(3);
        assertThat(ordered.complete()).isFalse();
    }

    @Test
    @DisplayName("as many candidates as fit into a request are not all verified; as many as chains have are")
    void of_manyNamesakes_isAbandoned() {
        Ordered few = ChainOrder.of(LEAF, behindNamesakes(90));
        Ordered many = ChainOrder.of(LEAF, behindNamesakes(3000));

        assertThat(few.chain().certificates()).containsExactly(LEAF, ISSUER, ANCHOR);
        assertThat(few.abandoned()).isFalse();
        assertThat(many.abandoned()).isTrue();
        assertThat(many.chain().certificates()).containsExactly(LEAF);
        assertThat(many.unused()).hasSize(3002);
    }

    private static List<X509Certificate> behindNamesakes(int count) {
        List<X509Certificate> others = new ArrayList<>(Collections.nCopies(count, NAMESAKE));
        others.add(ISSUER);
        others.add(ANCHOR);
        return others;
    }
}
