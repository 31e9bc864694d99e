package dev.acm.ca;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Vector files: from the folder in the system property {@code acm.vectors} if it is there, else from the test resources. */
public final class Vectors {
    private final Map<String, Object> file;

    private Vectors(Map<String, Object> file) {
        this.file = file;
    }

    /** One vector. */
    public record Vector(Map<String, Object> fields) {
        /** Its id. */
        public String id() {
            return text("id");
        }

        /** A string; empty when absent or null. */
        public String text(String name) {
            return fields.get(name) instanceof String text ? text : "";
        }

        /** Whether a field is there and not null. */
        public boolean has(String name) {
            return fields.getOrDefault(name, Json.NULL) != Json.NULL;
        }

        /** A number. */
        public long number(String name) {
            return (Long) fields.get(name);
        }

        /** A boolean. */
        public boolean flag(String name) {
            return (Boolean) fields.get(name);
        }

        /** An instant. */
        public Instant instant(String name) {
            return Instant.parse(text(name));
        }

        /** Bytes in Base64. */
        public byte[] base64(String name) {
            return Base64.getDecoder().decode(text(name));
        }

        /** A list; empty when absent. */
        @SuppressWarnings("unchecked")
        public <T> List<T> list(String name) {
            return has(name) ? (List<T>) fields.get(name) : List.of();
        }

        /** An object. */
        @SuppressWarnings("unchecked")
        public Vector object(String name) {
            return new Vector((Map<String, Object>) fields.get(name));
        }

        /** Whether an outcome is the expected one or another that no rule forbids. */
        public boolean allows(Object outcome) {
            return outcome.equals(fields.get("expected"))
                    || list("also_acceptable").contains(outcome);
        }
    }

    /** A file of our own wording, which is among the test resources. */
    public static Vectors read(String name) {
        return find(name).orElseThrow(() -> new AssertionError("no vectors " + name));
    }

    /** A file with others' objects, which is in the named folder only. */
    public static Optional<Vectors> find(String name) {
        try {
            String folder = System.getProperty("acm.vectors", "");
            if (!folder.isEmpty() && Files.exists(Path.of(folder, name))) {
                return Optional.of(new Vectors(Json.object(Files.readString(Path.of(folder, name)))));
            }
            try (InputStream resource = Vectors.class.getResourceAsStream("/vectors/" + name)) {
                return resource == null
                        ? Optional.empty()
                        : Optional.of(
                                new Vectors(Json.object(new String(resource.readAllBytes(), StandardCharsets.UTF_8))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One test for each vector of a file that may be absent; then one that says so. */
    @SuppressWarnings("exports") // tests export nothing
    public static Stream<DynamicTest> testsIfPresent(String name, Consumer<Vector> test) {
        return testsIfPresent(name, vector -> true, test);
    }

    /** One test for each vector that is ours to judge. */
    @SuppressWarnings("exports") // tests export nothing
    public static Stream<DynamicTest> testsIfPresent(String name, Predicate<Vector> ours, Consumer<Vector> test) {
        return find(name)
                .map(vectors -> vectors.tests(ours, test))
                .orElseGet(() -> Stream.of(DynamicTest.dynamicTest(
                        name + " is not here: set -Dacm.vectors",
                        () -> org.junit.jupiter.api.Assumptions.abort(name + " is not here"))));
    }

    private Stream<DynamicTest> tests(Predicate<Vector> ours, Consumer<Vector> test) {
        List<Vector> all = all().stream().filter(ours).toList();
        assertThat(all).isNotEmpty();
        return all.stream().map(vector -> DynamicTest.dynamicTest(vector.id(), () -> test.accept(vector)));
    }

    /** All vectors. */
    @SuppressWarnings("unchecked")
    public List<Vector> all() {
        return ((List<Map<String, Object>>) file.get("vectors"))
                .stream().map(Vector::new).toList();
    }

    /** An object of the file besides the vectors. */
    @SuppressWarnings("unchecked")
    public Vector object(String name) {
        return new Vector((Map<String, Object>) file.get(name));
    }
}
