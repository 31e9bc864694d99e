package dev.acm.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LeftOversTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private final LeftOvers leftOvers = new LeftOvers();

    private List<String> due(Duration later, String... values) {
        return leftOvers.due(List.of(values), NOW.plus(later), 10);
    }

    @Test
    void due_seenForAnHour_isOver() {
        assertThat(due(Duration.ZERO, "a")).isEmpty();
        assertThat(due(LeftOvers.AGE.minusNanos(1), "a", "b")).isEmpty();
        assertThat(due(LeftOvers.AGE, "a", "b")).containsExactly("a");
    }

    @Test
    @DisplayName("what was not removed after all counts from then on")
    void due_told_isForgotten() {
        due(Duration.ZERO, "a");
        due(LeftOvers.AGE, "a");

        assertThat(due(LeftOvers.AGE.plusSeconds(1), "a")).isEmpty();
        assertThat(due(LeftOvers.AGE.multipliedBy(3), "a")).containsExactly("a");
    }

    @Test
    void due_clockSetBack_countsFromThere() {
        due(Duration.ofDays(30), "a");
        due(Duration.ZERO, "a");

        assertThat(due(LeftOvers.AGE, "a")).containsExactly("a");
    }

    @Test
    void due_moreThanWanted_isLeftForTheNextLook() {
        List<String> many = IntStream.range(0, 15).mapToObj(Integer::toString).toList();
        leftOvers.due(many, NOW, 10);

        assertThat(leftOvers.due(many, NOW.plus(LeftOvers.AGE), 10)).hasSize(10);
        assertThat(leftOvers.due(many.subList(10, 15), NOW.plus(LeftOvers.AGE), 10))
                .hasSize(5);
    }

    @Test
    @DisplayName("4 096 values are known, the latest")
    void due_floodOfValues_isBounded() {
        due(Duration.ZERO, "first");
        leftOvers.due(IntStream.range(0, 4096).mapToObj(Integer::toString).toList(), NOW, 10);

        assertThat(due(LeftOvers.AGE, "4095", "first")).containsExactly("4095");
    }
}
