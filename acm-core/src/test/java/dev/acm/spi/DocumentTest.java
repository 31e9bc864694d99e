package dev.acm.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("S7: documents hold maps, lists, strings, longs and booleans only")
class DocumentTest {
    private static final Instant AT = Instant.parse("2026-06-01T00:00:00.123456789Z");
    private static final Document MIXED = Document.builder()
            .put("text", "a")
            .put("number", 7L)
            .put("flag", true)
            .put("at", AT)
            .put("bytes", new byte[] {0, (byte) 0xff})
            .put("strings", List.of("a", "b"))
            .put("inner", Document.builder().put("x", 1).build())
            .put("inners", List.of(Document.builder().put("x", 2).build()))
            .build();

    @Nested
    class Reading {
        @Test
        void accessors_rightType_returnTheValue() {
            assertThat(MIXED.string("text")).isEqualTo("a");
            assertThat(MIXED.findString("text")).contains("a");
            assertThat(MIXED.number("number")).isEqualTo(7);
            assertThat(MIXED.flag("flag")).isTrue();
            assertThat(MIXED.instant("at")).isEqualTo(AT);
            assertThat(MIXED.findInstant("at")).contains(AT);
            assertThat(MIXED.bytes("bytes")).containsExactly(0, 0xff);
            assertThat(MIXED.strings("strings")).containsExactly("a", "b");
            assertThat(MIXED.findDocument("inner").orElseThrow().number("x")).isEqualTo(1);
            assertThat(MIXED.documents("inners"))
                    .singleElement()
                    .satisfies(inner -> assertThat(inner.number("x")).isEqualTo(2));
        }

        @Test
        void accessors_missing_areEmptyZeroOrFalse() {
            Document empty = Document.empty();

            assertThat(empty.findString("x")).isEmpty();
            assertThat(empty.findInstant("x")).isEmpty();
            assertThat(empty.findDocument("x")).isEmpty();
            assertThat(empty.number("x")).isZero();
            assertThat(empty.flag("x")).isFalse();
            assertThat(empty.strings("x")).isEmpty();
            assertThat(empty.documents("x")).isEmpty();
            assertThat(empty.has("x")).isFalse();
        }

        @Test
        void accessors_missingButRequired_nameTheField() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Document.empty().string("x"))
                    .withMessageContaining("'x'");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Document.empty().instant("x"))
                    .withMessageContaining("'x'");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Document.empty().bytes("x"))
                    .withMessageContaining("'x'");
        }

        @Test
        void accessors_otherType_nameFieldAndTypes() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> MIXED.number("text"))
                    .withMessageContainingAll("'text'", "Long", "String");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> MIXED.string("number"))
                    .withMessageContaining("'number'");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> MIXED.flag("text"))
                    .withMessageContaining("'text'");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> MIXED.findDocument("text"))
                    .withMessageContaining("'text'");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> MIXED.documents("strings"))
                    .withMessageContaining("'strings'");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> MIXED.strings("inners"))
                    .withMessageContaining("'inners'");
        }

        @Test
        void instant_noInstant_namesFieldAndText() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> MIXED.instant("text"))
                    .withMessageContainingAll("'text'", "'a'");
        }

        @Test
        void bytes_noBase64_namesTheField() {
            Document wrong = Document.builder().put("key", "a!").build();

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> wrong.bytes("key"))
                    .withMessageContaining("'key'");
        }
    }

    @Nested
    class Writing {
        @Test
        void of_valueOfAnotherType_namesThePath() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Document.of(Map.of("a", List.of("x", Map.of("b", 1.5)))))
                    .withMessageContainingAll("/a/1/b", "java.lang.Double");
        }

        @Test
        void of_null_namesThePath() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Document.of(Map.of("a", Arrays.asList("x", null))))
                    .withMessageContainingAll("/a/1", "null");
        }

        @Test
        void of_keyThatIsNoString_isRefused() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Document.of(Map.of("a", Map.of(1, "x"))))
                    .withMessageContaining("/a");
        }

        @Test
        void put_nullName_isRefused() {
            assertThatThrownBy(() -> Document.builder().put(null, "x")).isInstanceOf(NullPointerException.class);
        }

        @Test
        void put_integer_isALong() {
            assertThat(Document.builder().put("x", 1).build().asMap()).containsEntry("x", 1L);
        }

        @Test
        void put_emptyOptional_removesTheField() {
            Document without = MIXED.toBuilder().put("text", Optional.empty()).build();

            assertThat(without.has("text")).isFalse();
            assertThat(MIXED.has("text")).isTrue();
        }

        @Test
        void put_presentOptional_setsTheField() {
            Document document = Document.builder()
                    .put("at", Optional.of(AT))
                    .put("text", Optional.of("a"))
                    .build();

            assertThat(document.instant("at")).isEqualTo(AT);
            assertThat(document.string("text")).isEqualTo("a");
        }

        @Test
        void remove_field_isGone() {
            assertThat(MIXED.toBuilder().remove("text").build().has("text")).isFalse();
        }
    }

    @Nested
    class Immutability {
        @Test
        void of_mapChangedAfterwards_doesNotChangeTheDocument() {
            List<Object> list = new ArrayList<>(List.of("a"));
            Map<String, Object> map = new LinkedHashMap<>(Map.of("list", list));
            Document document = Document.of(map);

            list.add("b");
            map.put("more", "c");

            assertThat(document).isEqualTo(Document.of(Map.of("list", List.of("a"))));
        }

        @Test
        void asMap_isUnmodifiableDeeply() {
            assertThatThrownBy(() -> MIXED.asMap().put("x", "y")).isInstanceOf(UnsupportedOperationException.class);
            assertThatThrownBy(() -> ((Map<?, ?>) MIXED.asMap().get("inner")).clear())
                    .isInstanceOf(UnsupportedOperationException.class);
            assertThatThrownBy(() -> ((List<?>) MIXED.asMap().get("strings")).clear())
                    .isInstanceOf(UnsupportedOperationException.class);
        }

        @Test
        void build_builderUsedOn_doesNotChangeTheFirst() {
            Document.Builder builder = Document.builder().put("a", "1");
            Document first = builder.build();

            builder.put("b", "2");

            assertThat(first.has("b")).isFalse();
        }
    }

    @Nested
    class Equality {
        @Test
        void equals_otherOrder_isEqual() {
            Document one = Document.builder().put("a", 1).put("b", 2).build();
            Document other = Document.builder().put("b", 2).put("a", 1).build();

            assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        }

        @Test
        void equals_otherValue_isNotEqual() {
            assertThat(Document.builder().put("a", 1).build())
                    .isNotEqualTo(Document.builder().put("a", 2).build())
                    .isNotEqualTo(Document.builder().put("a", "1").build())
                    .isNotEqualTo(Document.empty());
        }

        @Test
        void toString_showsNoValues() {
            assertThat(Document.builder().put("sealed", "secret").build()).hasToString("Document[sealed]");
        }
    }

    @Test
    void manyFields_areFoundReplacedRemovedAndKeptInOrder() {
        for (int fields : new int[] {0, 1, 8, 63, 64, 65, 300}) {
            Document.Builder builder = Document.builder();
            for (int i = 0; i < fields; i++) {
                builder.put("f" + i, i);
            }
            Document document = builder.build();

            assertThat(document.asMap()).hasSize(fields);
            assertThat(document.asMap().keySet())
                    .containsExactlyElementsOf(java.util.stream.IntStream.range(0, fields)
                            .mapToObj(i -> "f" + i)
                            .toList());
            assertThat(Document.of(document.asMap())).isEqualTo(document).hasSameHashCodeAs(document);
            assertThat(Document.of(new java.util.HashMap<>(document.asMap()))).isEqualTo(document);
            assertThat(document.number("f" + (fields - 1))).isEqualTo(Math.max(0, fields - 1));
            assertThat(document.has("none")).isFalse();
            Document changed =
                    document.toBuilder().put("f0", "new").remove("f1").build();
            assertThat(changed.string("f0")).isEqualTo("new");
            assertThat(changed.asMap()).hasSize(Math.max(1, fields > 1 ? fields - 1 : fields));
        }
    }

    @Test
    void builder_usedAgain_doesNotChangeWhatItBuilt() {
        Document.Builder builder = Document.builder().put("a", "one");
        Document first = builder.build();

        builder.put("a", "two").put("b", "three");

        assertThat(first.string("a")).isEqualTo("one");
        assertThat(first.has("b")).isFalse();
    }
}
