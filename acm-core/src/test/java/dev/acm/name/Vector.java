package dev.acm.name;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** One vector of a file in the folder {@code acm.vectors}, or in the test resources if that is not set. */
record Vector(Map<String, Object> fields) {
    @SuppressWarnings("unchecked")
    static Stream<DynamicTest> tests(String file, Consumer<Vector> test) {
        List<Map<String, Object>> vectors =
                (List<Map<String, Object>>) Json.parse(read(file)).get("vectors");
        if (vectors.isEmpty()) {
            throw new IllegalStateException("no vectors in " + file);
        }
        return vectors.stream().map(Vector::new).map(v -> DynamicTest.dynamicTest(v.text("id"), () -> test.accept(v)));
    }

    private static String read(String file) {
        String folder = System.getProperty("acm.vectors");
        try (InputStream in = folder == null
                ? Vector.class.getResourceAsStream("/vectors/" + file)
                : Files.newInputStream(Path.of(folder, file))) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text(String field) {
        return (String) fields.get(field);
    }

    boolean flag(String field) {
        return (Boolean) fields.get(field);
    }

    /** Empty where the field is null or absent. */
    <T> Optional<T> find(String field, Class<T> type) {
        Object value = fields.get(field);
        return type.isInstance(value) ? Optional.of(type.cast(value)) : Optional.empty();
    }

    /** Whether the vector expects {@code outcome} in {@code field}, or lists it as acceptable too. */
    boolean accepts(String field, Object outcome) {
        return outcome.equals(fields.get(field))
                || find("also_acceptable", List.class).orElse(List.of()).contains(outcome);
    }

    @Override
    public String toString() {
        return fields.toString();
    }
}
