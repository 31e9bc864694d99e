package dev.acm.validation.perspective;

import dev.acm.spi.Document;
import dev.acm.spi.Observation;
import dev.acm.validation.internal.Sizes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What was seen from everywhere, as one observation. A view that is like the primary one is stored as that; one for which there
 * is no room is left out, and then does not corroborate.
 *
 * @param primary what the primary vantage point saw
 * @param remotes what the others saw, by name; without those that are lost
 */
record Views(Observation primary, Map<String, Observation> remotes) {
    private static final int MAX_OCTETS = 15_000;

    static <T> CompletionStage<Observation> observe(
            T primary, List<Perspective<T>> remotes, Function<T, CompletionStage<Observation>> look) {
        CompletionStage<Observation> first = look.apply(primary);
        Map<String, CompletableFuture<Optional<Observation>>> others = new LinkedHashMap<>();
        for (Perspective<T> remote : remotes) {
            others.put(remote.name(), guarded(look, remote.port()));
        }
        CompletableFuture<Void> all = CompletableFuture.allOf(others.values().toArray(new CompletableFuture<?>[0]));
        return first.thenCombine(all, (seen, done) -> {
            Map<String, Observation> views = new LinkedHashMap<>();
            others.forEach((name, view) -> view.join().ifPresent(v -> views.put(name, v)));
            return new Views(seen, views).toObservation();
        });
    }

    /** A vantage point that cannot be reached at all does not corroborate, and does not spoil the others. */
    private static <T> CompletableFuture<Optional<Observation>> guarded(
            Function<T, CompletionStage<Observation>> look, T port) {
        CompletionStage<Observation> seen;
        try {
            seen = look.apply(port);
        } catch (RuntimeException e) {
            seen = CompletableFuture.failedFuture(e);
        }
        return seen.thenApply(Optional::of)
                .exceptionally(error -> Optional.empty())
                .toCompletableFuture();
    }

    private Observation toObservation() {
        // the whole is as old as its oldest part
        Instant at = remotes.values().stream()
                .map(Observation::at)
                .reduce(primary.at(), (one, other) -> one.isBefore(other) ? one : other);
        List<Document> kept = new ArrayList<>();
        int room = MAX_OCTETS - Sizes.of(primary.facts());
        for (Map.Entry<String, Observation> remote : remotes.entrySet()) {
            boolean same = plain(remote.getValue().facts().asMap())
                    .equals(plain(primary.facts().asMap()));
            Document.Builder view = Document.builder()
                    .put("name", remote.getKey())
                    .put("at", remote.getValue().at());
            Document document = same
                    ? view.put("same", true).build()
                    : view.put("facts", remote.getValue().facts()).build();
            int size = Sizes.of(document) + 1;
            if (size <= room) {
                room -= size;
                kept.add(document);
            }
        }
        return new Observation(
                at,
                Document.builder()
                        .put("form", "mpic-1")
                        .put("at", primary.at())
                        .put("primary", primary.facts())
                        .put("remotes", kept)
                        .build());
    }

    /** Without what differs between any two looks: who answered, and when. */
    private static Object plain(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .filter(e -> !e.getKey().equals("at") && !e.getKey().equals("server"))
                    .collect(Collectors.toMap(Map.Entry::getKey, e -> plain(e.getValue())));
        }
        return value instanceof List<?> list ? list.stream().map(Views::plain).toList() : value;
    }

    /**
     * The views back.
     *
     * @throws IllegalArgumentException if they are none
     */
    static Views parse(Observation observation) {
        Document document = observation.facts();
        if (!document.string("form").equals("mpic-1")) {
            throw new IllegalArgumentException("no evidence of several vantage points: " + document.string("form"));
        }
        Document primary = document.findDocument("primary").orElse(Document.empty());
        Map<String, Observation> remotes = new LinkedHashMap<>();
        for (Document view : document.documents("remotes")) {
            Document facts =
                    view.flag("same") ? primary : view.findDocument("facts").orElse(Document.empty());
            remotes.put(view.string("name"), new Observation(view.instant("at"), facts));
        }
        return new Views(new Observation(document.instant("at"), primary), remotes);
    }

    /** The views, or nothing when the evidence is of another sort. */
    static Optional<Views> read(Observation observation) {
        try {
            return Optional.of(parse(observation));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
