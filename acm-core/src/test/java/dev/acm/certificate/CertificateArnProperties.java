package dev.acm.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CertificateArnProperties {
    /** The form once more, as a pattern. */
    private static final Pattern FORM =
            Pattern.compile("arn:[0-9A-Za-z_-]{1,64}:acm:[0-9A-Za-z_-]{1,64}:[0-9A-Za-z_-]{1,64}:certificate/"
                    + "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private static final String GOOD =
            "arn:local:acm:test-1:111122223333:certificate/0f000000-0000-4000-8000-00000000000a";

    @Provide
    Arbitrary<String> nearlyArns() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, GOOD.length()),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.of(
                                "", ":", "::", "a", "F", "-", "/", "acm", ":acm:", "certificate/", " ", "\u00e9"))
                .as((at, cut, put) -> GOOD.substring(0, at) + put + GOOD.substring(Math.min(GOOD.length(), at + cut)));
    }

    @Property
    void parsingTakesWhatTheFormTakes(@ForAll("nearlyArns") String text) {
        boolean taken;
        try {
            taken = CertificateArn.parse(text).toString().equals(text);
        } catch (IllegalArgumentException e) {
            taken = false;
        }

        assertThat(taken).as(text).isEqualTo(FORM.matcher(text).matches());
    }
}
