package dev.acm.ca.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.acm.ca.Vectors;
import dev.acm.ca.Vectors.Vector;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ValidityScheduleVectorsTest {
    // validation and CAA are not this module's
    private static final Set<String> OTHERS =
            Set.of("dcv_reuse", "dcv_method_permitted", "dcv_method_wildcard", "random_value_age", "caa_freshness");

    @TestFactory
    Stream<DynamicTest> validitySchedule() {
        return Vectors.read("validity-schedule.json").all().stream()
                .filter(vector -> !OTHERS.contains(vector.text("kind")))
                .map(vector -> dynamicTest(vector.id(), () -> judge(vector)));
    }

    private static void judge(Vector vector) {
        switch (vector.text("kind")) {
            case "subscriber_validity" -> judgeValidity(vector);
            case "generate_validity" -> judgeGenerated(vector);
            case "request_window" -> judgeRequested(vector);
            case "br_not_before" -> {
                ValidityWindow window = window(vector.instant("not_before"), Duration.ofDays(10));
                assertThat(vector.allows(window.beginsNear(vector.instant("signing_time")) ? "accept" : "reject"))
                        .isTrue();
            }
            case "short_lived" -> {
                Instant issued = vector.instant("issued_at");
                ValidityWindow window = window(issued, Duration.ofSeconds(vector.number("validity_seconds")));
                assertThat(vector.allows(window.isShortLived(issued))).isTrue();
            }
            case "crl_window" ->
                assertThat(vector.allows(ValidityWindow.isCrlWindow(
                                vector.instant("this_update"),
                                vector.instant("next_update"),
                                vector.text("scope").equals("ca"))))
                        .isTrue();
            case "ocsp_window" ->
                assertThat(vector.allows(ValidityWindow.isOcspWindow(
                                vector.instant("this_update"), vector.instant("next_update"))))
                        .isTrue();
            default -> throw new AssertionError(vector.text("kind"));
        }
    }

    private static ValidityWindow window(Instant notBefore, Duration length) {
        return ValidityWindow.of(notBefore, Duration.ZERO, length);
    }

    private static void judgeValidity(Vector vector) {
        ValiditySchedule schedule = ValiditySchedule.caBrowserForum();
        Instant issued = vector.instant("issued_at");
        Duration length = new ValidityWindow(vector.instant("not_before"), vector.instant("not_after")).length();

        assertThat(length.toSeconds()).isEqualTo(vector.number("validity_seconds"));
        assertThat(schedule.maximum(issued)).isEqualTo(Duration.ofDays(vector.number("max_days")));
        assertThat(schedule.standard(issued)).isEqualTo(Duration.ofDays(vector.number("should_max_days")));
        assertThat(length.compareTo(schedule.maximum(issued)) <= 0).isEqualTo(vector.flag("within_max"));
        assertThat(length.compareTo(schedule.standard(issued)) <= 0).isEqualTo(vector.flag("within_should"));
    }

    private static void judgeGenerated(Vector vector) {
        Vector expected = vector.object("expected");
        Instant now = vector.instant("now");
        Duration backdate = Duration.between(expected.instant("not_before"), now);
        assertThat(backdate.toSeconds()).isLessThanOrEqualTo(vector.number("max_backdate_seconds"));

        ValidityWindow window = ValidityWindow.of(now, backdate, Duration.ofSeconds(vector.number("validity_seconds")));

        assertThat(window).isEqualTo(new ValidityWindow(expected.instant("not_before"), expected.instant("not_after")));
    }

    private static void judgeRequested(Vector vector) {
        Optional<ValidityWindow.Fault> fault = new ValidityWindow(
                        vector.instant("not_before"), vector.instant("not_after"))
                .faultAt(
                        vector.instant("now"),
                        Duration.ofSeconds(vector.number("max_validity_seconds")),
                        Duration.ofSeconds(vector.number("max_backdate_seconds")));

        assertThat(vector.allows(fault.isEmpty() ? "accept" : "reject")).isTrue();
        assertThat(fault.map(Enum::name).orElse("")).isEqualTo(vector.text("reason"));
    }
}
