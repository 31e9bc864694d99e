package dev.acm.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NameSetTest {
    private static final NameLimits ACM = NameLimits.acm();
    private static final NameRules PUBLIC = NameRules.publicWeb();
    private static final String LONG = "a".repeat(61) + ".com";

    private static List<String> numbered(int count) {
        return IntStream.range(0, count).mapToObj(i -> "h" + i + ".example.com").toList();
    }

    private static NameFault[] faults(List<String> texts, NameLimits limits) {
        return catchThrowableOfType(InvalidNameException.class, () -> NameSet.parse(texts, PUBLIC, limits))
                .violations()
                .stream()
                .map(NameViolation::fault)
                .toArray(NameFault[]::new);
    }

    @Test
    void parse_duplicates_areDroppedInOrder() {
        NameSet set = NameSet.parse(
                List.of("B.example.com", "a.example.com", "b.EXAMPLE.com", "*.a.example.com"), PUBLIC, ACM);

        assertThat(set.names())
                .extracting(DomainName::value)
                .containsExactly("b.example.com", "a.example.com", "*.a.example.com");
        assertThat(set.commonName()).contains(DomainName.parse("b.example.com"));
        assertThat(set.bases()).extracting(DomainName::value).containsExactly("b.example.com", "a.example.com");
        assertThat(set.covers(DomainName.parse("x.a.example.com"))).isTrue();
        assertThat(set.covers(DomainName.parse("x.b.example.com"))).isFalse();
        assertThat(set).containsExactlyElementsOf(set.names());
    }

    @Test
    void parse_counts_areInclusive() {
        assertThat(NameSet.parse(numbered(10), PUBLIC, ACM).names()).hasSize(10);
        assertThat(faults(numbered(11), ACM)).containsExactly(NameFault.TOO_MANY_NAMES);
        assertThat(NameSet.parse(numbered(100), PUBLIC, ACM.withMaxNames(100)).names())
                .hasSize(100);
        assertThat(faults(numbered(101), ACM.withMaxNames(100))).containsExactly(NameFault.TOO_MANY_NAMES);
        assertThat(faults(List.of(), ACM)).containsExactly(NameFault.NO_NAMES);
        assertThatThrownBy(() -> ACM.withMaxNames(101)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ACM.withMaxNames(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void parse_duplicates_countOnce() {
        List<String> twice = List.of(numbered(10), numbered(10)).stream()
                .flatMap(List::stream)
                .toList();

        assertThat(NameSet.parse(twice, PUBLIC, ACM).names()).hasSize(10);
    }

    @Test
    void parse_firstNameTooLongForCommonName_isRefusedOrLeftOut() {
        assertThat(LONG).hasSize(65);
        assertThat(NameSet.parse(List.of(LONG.substring(1)), PUBLIC, ACM).commonName())
                .isPresent();
        assertThat(faults(List.of(LONG, "b.com"), ACM)).containsExactly(NameFault.COMMON_NAME_TOO_LONG);
        assertThat(NameSet.parse(List.of("b.com", LONG), PUBLIC, ACM).commonName())
                .contains(DomainName.parse("b.com"));
        assertThat(NameSet.parse(List.of(LONG), PUBLIC, ACM.withoutCommonName()).commonName())
                .isEmpty();
    }

    @Test
    void parse_badNames_areAllReportedWithTheSet() {
        List<String> texts = List.of(numbered(11), List.of("a_b.com", "co.uk")).stream()
                .flatMap(List::stream)
                .toList();

        assertThat(faults(texts, ACM))
                .containsExactly(NameFault.UNDERSCORE, NameFault.IS_PUBLIC_SUFFIX, NameFault.TOO_MANY_NAMES);
        assertThat(faults(List.of("a_b.com"), ACM)).containsExactly(NameFault.UNDERSCORE);
        assertThat(faults(List.of("a_b.com", LONG), ACM)).containsExactly(NameFault.UNDERSCORE);
    }

    @Test
    void of_goodNames_equalsParsed() {
        NameSet set = NameSet.of(List.of(DomainName.parse("b.com"), DomainName.parse("a.com")), ACM);

        assertThat(set).isEqualTo(NameSet.parse(List.of("b.com", "a.com"), PUBLIC, ACM));
        assertThat(set).isNotEqualTo(NameSet.parse(List.of("a.com", "b.com"), PUBLIC, ACM));
        assertThat(set).isNotEqualTo(NameSet.of(set.names(), ACM.withoutCommonName()));
    }
}
