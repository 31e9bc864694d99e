package dev.acm.validation.caa;

import static dev.acm.validation.vectors.Vectors.number;
import static dev.acm.validation.vectors.Vectors.string;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.validation.vectors.Vectors;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** validity-schedule.json, the kind caa_freshness: BR 3.2.2.8. */
class CaaFreshnessVectorsTest {
    @TestFactory
    Stream<DynamicTest> freshness() {
        return Vectors.read("validity-schedule.json").stream()
                .filter(vector -> string(vector, "kind").equals("caa_freshness"))
                .map(vector -> DynamicTest.dynamicTest(
                        string(vector, "id"),
                        () -> assertThat(CaaFreshness.isFresh(
                                        Duration.ofSeconds(number(vector, "age_seconds")),
                                        Duration.ofSeconds(number(vector, "ttl"))))
                                .isEqualTo(vector.get("expected"))));
    }
}
