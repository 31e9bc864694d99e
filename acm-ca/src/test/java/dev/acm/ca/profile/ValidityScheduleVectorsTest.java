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
    // judged in acm-validation
    private static final Set<String> OTHERS = Set.of("caa_freshness");

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
            case "dcv_reuse" -> {
                Instant issued = vector.instant("issue_at");
                assertThat(ControlSchedule.maximumReuse(vector.text("method"), issued))
                        .isEqualTo(Duration.ofDays(vector.number("max_reuse_days")));
                assertThat(vector.allows(ControlSchedule.isReusable(
                                vector.instant("validated_at"), vector.text("method"), issued)))
                        .isTrue();
            }
            case "dcv_method_permitted" ->
                assertThat(vector.allows(ControlSchedule.isPermitted(
                                vector.text("method"), Instant.parse(vector.text("date") + "T00:00:00Z"))))
                        .isTrue();
            case "dcv_method_wildcard" ->
                assertThat(vector.allows(ControlSchedule.provesSubdomains(vector.text("method"))))
                        .isTrue();
            case "random_value_age" ->
                assertThat(vector.allows(
                                ControlSchedule.isRandomValueFresh(Duration.ofSeconds(vector.number("age_seconds")))))
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
