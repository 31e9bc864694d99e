package dev.acm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class TurnsTest {
    /** The letters of an item are its groups, from the outermost to the innermost. */
    private static Function<String, Object> upTo(int letters) {
        return item -> item.substring(0, letters);
    }

    private static List<String> taken(List<String> items) {
        return Turns.taken(items, List.of(upTo(3), upTo(2), upTo(1)));
    }

    @Test
    void taken_oneGroup_keepsTheOrder() {
        assertThat(taken(List.of("aaa3", "aaa1", "aaa2"))).containsExactly("aaa3", "aaa1", "aaa2");
    }

    @Test
    void taken_innermostGroups_takeTurns() {
        assertThat(taken(List.of("aaa1", "aaa2", "aaa3", "aab1", "aab2")))
                .containsExactly("aaa1", "aab1", "aaa2", "aab2", "aaa3");
    }

    @Test
    void taken_manyInnerGroupsAgainstOneOuter_outerTakesEveryOtherTurn() {
        List<String> items = new ArrayList<>();
        for (char domain = 'a'; domain <= 'j'; domain++) {
            items.add("aa" + domain);
        }
        items.add("baa");
        items.add("bab");

        assertThat(taken(items).subList(0, 4)).containsExactly("aaa", "baa", "aab", "bab");
    }

    @Test
    void taken_everything_isThereOnce() {
        List<String> items = List.of("aaa", "aba", "baa", "aaa", "bbb", "abb");

        assertThat(taken(items)).containsExactlyInAnyOrderElementsOf(items);
    }
}
