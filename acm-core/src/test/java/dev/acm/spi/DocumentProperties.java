package dev.acm.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DocumentProperties {
    private static final int TRIES = 100;

    private static Arbitrary<Object> values(int depth) {
        Arbitrary<Object> flat = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(8).asGeneric(),
                Arbitraries.longs().asGeneric(),
                Arbitraries.of(true, false).asGeneric());
        return depth == 0
                ? flat
                : Arbitraries.oneOf(
                        flat,
                        values(depth - 1).list().ofMaxSize(3).asGeneric(),
                        Arbitraries.maps(Arbitraries.strings().alpha().ofMaxLength(4), values(depth - 1))
                                .ofMaxSize(3)
                                .asGeneric());
    }

    @Provide
    Arbitrary<Map<String, Object>> maps() {
        return Arbitraries.maps(Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(4), values(2))
                .ofMaxSize(4);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void documentsGiveBackWhatTheyWereMadeOf(@ForAll("maps") Map<String, Object> map) {
        assertThat(Document.of(map).asMap()).isEqualTo(map);
        assertThat(Document.of(Document.of(map).asMap())).isEqualTo(Document.of(map));
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void toBuilderBuildsTheSame(@ForAll("maps") Map<String, Object> map) {
        assertThat(Document.of(map).toBuilder().build()).isEqualTo(Document.of(map));
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void writingOverKeepsTheOtherFields(@ForAll("maps") Map<String, Object> map) {
        Document written = Document.of(map).toBuilder().put("written!", "x").build();

        assertThat(written.toBuilder().remove("written!").build()).isEqualTo(Document.of(map));
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void bytesRoundTrip(@ForAll byte[] bytes) {
        assertThat(Document.builder().put("x", bytes).build().bytes("x")).isEqualTo(bytes);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void instantsRoundTrip(@ForAll Instant at) {
        assertThat(Document.builder().put("x", at).build().instant("x")).isEqualTo(at);
    }
}
