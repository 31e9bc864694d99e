package dev.acm.ca.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.ca.Vectors;
import dev.acm.ca.Vectors.Vector;
import dev.acm.ca.internal.Der;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class WeakKeysVectorsTest {
    // only a list, which is not here, tells these
    private static final Set<String> BY_LIST = Set.of("DEBIAN_WEAK");
    // prime numbers and patterned primes break no named rule
    private final PublicKeyCheck check = PublicKeyCheck.builder().build();

    @TestFactory
    Stream<DynamicTest> weakKeys() {
        return Vectors.testsIfPresent("weak-keys.json", this::judge);
    }

    private void judge(Vector vector) {
        switch (vector.text("kind")) {
            case "rsa" -> judgeRsa(vector);
            case "fermat" -> judgeFermat(vector);
            case "roca" -> judgeRoca(vector);
            case "spki" -> judgeSpki(vector);
            default -> throw new AssertionError(vector.text("kind"));
        }
    }

    private static BigInteger modulus(Vector vector) {
        return new BigInteger(vector.text("n_hex"), 16);
    }

    private void judgeRsa(Vector vector) {
        List<String> reasons = vector.list("reasons");
        List<KeyFinding> findings = new ArrayList<>();
        new RsaKeyCheck(2048, 8192).check(modulus(vector), new BigInteger(vector.text("e")), findings);
        List<String> faults =
                findings.stream().map(finding -> finding.fault().name()).toList();
        if (BY_LIST.containsAll(reasons) && !reasons.isEmpty()) {
            assertThat(vector.<String>list("all_br_reasons")).containsAll(faults);
            assertThat(blocked(vector)).extracting(KeyFinding::fault).contains(KeyFault.BLOCKED);
            return;
        }
        assertThat(vector.allows(faults.isEmpty() ? "accept" : "reject"))
                .as("%s", faults)
                .isTrue();
        if (!faults.isEmpty() && vector.text("expected").equals("reject")) {
            List<String> named = new ArrayList<>(reasons);
            named.removeAll(BY_LIST);
            assertThat(faults).containsAll(named);
        }
    }

    private static List<KeyFinding> blocked(Vector vector) {
        byte[] spki = Der.sequence(
                HexFormat.of().parseHex("300d06092a864886f70d0101010500"),
                Der.bitString(
                        Der.sequence(Der.integer(modulus(vector)), Der.integer(new BigInteger(vector.text("e"))))));
        return PublicKeyCheck.builder()
                .blocked(sha256 -> sha256.length() == 64)
                .build()
                .check(spki);
    }

    private static void judgeRoca(Vector vector) {
        boolean found = RocaFingerprint.matches(modulus(vector));

        assertThat(found == vector.flag("expected_roca")
                        || vector.list("also_acceptable").contains(found))
                .isTrue();
    }

    private static void judgeFermat(Vector vector) {
        OptionalInt round = RsaKeyCheck.fermat(modulus(vector), (int) vector.number("rounds"));

        assertThat(round.isPresent()).isEqualTo(vector.flag("expected_factored"));
        if (round.isPresent()) {
            assertThat(round.getAsInt()).isEqualTo((int) vector.number("expected_rounds"));
        }
    }

    private void judgeSpki(Vector vector) {
        List<KeyFinding> findings = check.check(HexFormat.of().parseHex(vector.text("spki_hex")));

        assertThat(vector.allows(findings.isEmpty() ? "accept" : "reject"))
                .as("%s", findings)
                .isTrue();
        if (vector.text("expected").equals("reject") && !findings.isEmpty()) {
            List<String> reasons = new ArrayList<>(vector.<String>list("reasons"));
            if (vector.list("flags").contains("CompressedPoint")) {
                // refused for its form, before anything is decompressed
                reasons.add("POINT_ENCODING");
            }
            assertThat(reasons)
                    .containsAnyElementsOf(findings.stream()
                            .map(finding -> finding.fault().name())
                            .toList());
        }
    }
}
