package dev.acm.testkit;

import dev.acm.name.DomainName;
import dev.acm.spi.ValidationZone;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A validation zone in memory, which fails as long as a test says so. Thread-safe. */
public final class FakeValidationZone implements ValidationZone {
    private final DomainName apex;
    private final Map<String, List<String>> values = new HashMap<>();
    private boolean failing;

    /**
     * Creates an empty zone.
     *
     * @param apex its apex
     */
    public FakeValidationZone(DomainName apex) {
        this.apex = Objects.requireNonNull(apex, "apex");
    }

    /**
     * Takes no change from now on, or takes them again.
     *
     * @param failing whether changes fail
     * @return this zone
     */
    public synchronized FakeValidationZone failing(boolean failing) {
        this.failing = failing;
        return this;
    }

    /**
     * What stands at a name.
     *
     * @param name an absolute name
     * @return the values, a copy; empty if there is none
     */
    public synchronized List<String> values(String name) {
        return List.copyOf(values.getOrDefault(name, List.of()));
    }

    @Override
    public DomainName apex() {
        return apex;
    }

    @Override
    public synchronized CompletionStage<Change> add(String name, String value) {
        if (failing || !isInside(name)) {
            return failed(name);
        }
        List<String> all = values.computeIfAbsent(name, n -> new ArrayList<>());
        if (!all.contains(value)) {
            all.add(value);
        }
        return CompletableFuture.completedStage(new Done());
    }

    @Override
    public synchronized CompletionStage<Change> remove(String name, String value) {
        if (failing || !isInside(name)) {
            return failed(name);
        }
        values.getOrDefault(name, new ArrayList<>()).remove(value);
        return CompletableFuture.completedStage(new Done());
    }

    private boolean isInside(String name) {
        return name.endsWith("." + apex.value() + ".");
    }

    private CompletionStage<Change> failed(String name) {
        return CompletableFuture.completedStage(
                new Failed("fake zone", failing ? "the script says so" : name + " is not in " + apex));
    }
}
