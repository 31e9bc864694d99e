package dev.acm.name;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

@Label("UAX 15 and RFC 3492: tables and codecs")
class UnicodeProperties {
    /** The JDK's normalizer is right for what its own Unicode version knows. */
    private static boolean known(int point) {
        return Character.isDefined(point) && (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE);
    }

    private static boolean sameAsJdk(int[] points) {
        String text = new String(points, 0, points.length);
        String jdk = Normalizer.normalize(text, Normalizer.Form.NFC);
        int[] ours = Nfc.normalize(points, 0, points.length);
        return jdk.equals(new String(ours, 0, ours.length))
                && Nfc.isNormalized(points, 0, points.length) == jdk.equals(text);
    }

    @Example
    void everyCodePointNormalizesAsTheJdkDoes() {
        List<String> wrong = new ArrayList<>();
        for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
            if (known(point) && !(sameAsJdk(new int[] {point}) && sameAsJdk(new int[] {'a', point, 0x323}))) {
                wrong.add(Integer.toHexString(point));
            }
        }

        assertThat(wrong).isEmpty();
    }

    @Property(tries = 5000)
    void sequencesNormalizeAsTheJdkDoes(@ForAll("sequences") List<Integer> sequence) {
        int[] points = sequence.stream().mapToInt(Integer::intValue).toArray();

        assertThat(sameAsJdk(points)).isTrue();
        int[] normal = Nfc.normalize(points, 0, points.length);
        assertThat(Nfc.isNormalized(normal, 0, normal.length)).isTrue();
    }

    @Provide
    Arbitrary<List<Integer>> sequences() {
        Arbitrary<Integer> combining = Arbitraries.integers().between(0x300, 0x36F);
        Arbitrary<Integer> jamo = Arbitraries.integers().between(0x1100, 0x11FF);
        Arbitrary<Integer> syllables = Arbitraries.integers().between(0xAC00, 0xAC40);
        Arbitrary<Integer> indic = Arbitraries.integers().between(0x900, 0xDFF);
        Arbitrary<Integer> latin = Arbitraries.integers().between(0x61, 0x17F);
        Arbitrary<Integer> any = Arbitraries.integers().between(0, Character.MAX_CODE_POINT);
        return Arbitraries.oneOf(combining, jamo, syllables, indic, latin, any)
                .filter(UnicodeProperties::known)
                .list()
                .ofMaxSize(8);
    }

    @Property(tries = 3000)
    void punycodeRoundTrips(@ForAll("scalars") List<Integer> scalars) {
        int[] points = scalars.stream().mapToInt(Integer::intValue).toArray();
        String encoded = Punycode.encode(points, 0, points.length);
        int[] decoded = new int[encoded.length() + 1];
        int length = Punycode.decode(encoded, 0, encoded.length(), decoded, 0);

        assertThat(Arrays.copyOf(decoded, length)).isEqualTo(points);
    }

    @Provide
    Arbitrary<List<Integer>> scalars() {
        return Arbitraries.integers()
                .between(0, Character.MAX_CODE_POINT)
                .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                .list()
                .ofMinSize(1)
                .ofMaxSize(30);
    }

    /** DN-15 rests on this: only a delimiter with nothing before or nothing after it has a second spelling. */
    @Property(tries = 20_000)
    void whatDecodesEncodesToTheSame(@ForAll("codes") String code) {
        int[] points = new int[code.length()];
        int length = Punycode.decode(code, 0, code.length(), points, 0);
        if (length > 0 && !code.startsWith("-") && !code.endsWith("-")) {
            assertThat(Punycode.encode(points, 0, length)).isEqualTo(code);
        }
    }

    @Provide
    Arbitrary<String> codes() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .numeric()
                .withChars('-')
                .ofMinLength(1)
                .ofMaxLength(12);
    }

    @Example
    void everyShortCodeThatDecodesEncodesToTheSame() {
        String digits = "abcdefghijklmnopqrstuvwxyz0123456789-";
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < 37 * 37 * 37; i++) {
            String code = "" + digits.charAt(i / 1369) + digits.charAt(i / 37 % 37) + digits.charAt(i % 37);
            int[] points = new int[3];
            int length = Punycode.decode(code, 0, 3, points, 0);
            if (length > 0 && !Punycode.encode(points, 0, length).equals(code)) {
                wrong.add(code);
            }
        }

        // The negative control: these do decode, and their second spelling is what DN-15 refuses.
        assertThat(wrong).isNotEmpty().allSatisfy(code -> assertThat(code).matches("-.*|.*-"));
    }

    @Property
    void addressesRoundTrip(@ForAll @IntRange(max = 0xFFFF) int one, @ForAll byte[] bytes) {
        byte[] octets = Arrays.copyOf(bytes, bytes.length % 2 == 0 ? 4 : 16);
        octets[1] = (byte) one;
        octets[octets.length - 1] = (byte) (one >> 8);
        IpName name = IpName.of(octets);

        assertThat(IpName.parse(name.value())).isEqualTo(name);
        assertThat(IpName.parseCanonical(name.value()).octets()).isEqualTo(octets);
    }
}
