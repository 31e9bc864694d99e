package dev.acm.testkit.sim;

/** What a host does with its manager, in a fresh world each time it is played; it must do the same each time. */
@FunctionalInterface
public interface Scenario {
    /**
     * Plays it to its end.
     *
     * @param stage where
     */
    void play(Stage stage);
}
