package dev.acm.validation.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.spi.DnsAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Vector files: from the folder named by the system property {@code acm.vectors} where it holds the file, else from the resources. */
public final class Vectors {
    private Vectors() {}

    /** One test for each vector, named by its id. */
    public static Stream<DynamicTest> each(String file, Consumer<Map<String, Object>> test) {
        List<Map<String, Object>> vectors = read(file);
        assertThat(vectors).as(file).isNotEmpty();
        return vectors.stream().map(vector -> DynamicTest.dynamicTest(string(vector, "id"), () -> test.accept(vector)));
    }

    /** All of them. */
    public static List<Map<String, Object>> read(String file) {
        return maps(object(Json.parse(text(file))), "vectors");
    }

    private static String text(String file) {
        String folder = System.getProperty("acm.vectors");
        try {
            if (folder != null && Files.exists(Path.of(folder, file))) {
                return Files.readString(Path.of(folder, file), StandardCharsets.UTF_8);
            }
            try (InputStream in = Objects.requireNonNull(Vectors.class.getResourceAsStream("/vectors/" + file), file)) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An object. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }

    /** A string. */
    public static String string(Map<String, Object> from, String key) {
        return (String) from.get(key);
    }

    /** A number; 0 when absent. */
    public static long number(Map<String, Object> from, String key) {
        Object value = from.get(key);
        return value == null ? 0 : (Long) value;
    }

    /** A fault of a DNS world, as the resolver would tell it. */
    public static DnsAnswer.Status fault(String name) {
        return name.equals("YXDOMAIN") ? DnsAnswer.Status.OTHER_RCODE : DnsAnswer.Status.valueOf(name);
    }

    /** A list of objects; empty when absent. */
    @SuppressWarnings("unchecked")
    public static List<Map<String, Object>> maps(Map<String, Object> from, String key) {
        return from.get(key) == null ? List.of() : (List<Map<String, Object>>) from.get(key);
    }

    /** A list of strings; empty when absent. */
    @SuppressWarnings("unchecked")
    public static List<String> strings(Map<String, Object> from, String key) {
        return from.get(key) == null ? List.of() : (List<String>) from.get(key);
    }
}
