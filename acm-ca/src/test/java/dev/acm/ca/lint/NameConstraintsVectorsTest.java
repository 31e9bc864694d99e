package dev.acm.ca.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.acm.ca.Vectors;
import dev.acm.ca.Vectors.Vector;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class NameConstraintsVectorsTest {
    private static final Set<String> TYPES = Set.of("dns", "ip");

    @TestFactory
    Stream<DynamicTest> nameConstraints() {
        return Vectors.read("name-constraints.json").all().stream()
                .filter(NameConstraintsVectorsTest::isOfOurTypes)
                .map(vector -> dynamicTest(vector.id(), () -> judge(vector)));
    }

    private static boolean isOfOurTypes(Vector vector) {
        List<Map<String, Object>> names = new ArrayList<>(vector.<Map<String, Object>>list("leaf_san"));
        for (Map<String, Object> certificate : vector.<Map<String, Object>>list("chain")) {
            // what a CA's own names may be is path validation's to judge
            if (certificate.containsKey("san")) {
                return false;
            }
            Vector constraints = constraints(certificate);
            names.addAll(constraints.list("permitted"));
            names.addAll(constraints.list("excluded"));
        }
        return !names.isEmpty() && names.stream().allMatch(name -> TYPES.containsAll(name.keySet()));
    }

    @SuppressWarnings("unchecked")
    private static Vector constraints(Map<String, Object> certificate) {
        return certificate.get("name_constraints") instanceof Map<?, ?> map
                ? new Vector((Map<String, Object>) map)
                : new Vector(Map.of());
    }

    private static void judge(Vector vector) {
        List<String> violations = new ArrayList<>();
        for (Map<String, Object> certificate : vector.<Map<String, Object>>list("chain")) {
            Vector fields = constraints(certificate);
            NameConstraints constraints =
                    new NameConstraints(subtrees(fields.list("permitted")), subtrees(fields.list("excluded")));
            for (Map<String, Object> name : vector.<Map<String, Object>>list("leaf_san")) {
                if (name.get("dns") instanceof String dns) {
                    Findings findings = new Findings(Set.of());
                    AlternativeNameRules.checkDns(dns, true, true, findings);
                    findings.toList().forEach(finding -> violations.add(finding.message()));
                    constraints
                            .againstDns(dns.toLowerCase(java.util.Locale.ROOT))
                            .ifPresent(violations::add);
                } else {
                    byte[] octets = addressOrNetwork((String) name.get("ip"));
                    constraints.againstAddress(octets).ifPresent(violations::add);
                }
            }
        }

        assertThat(vector.allows(violations.isEmpty() ? "accept" : "reject"))
                .as("%s", violations)
                .isTrue();
    }

    private static NameConstraints.Subtrees subtrees(List<Map<String, Object>> names) {
        List<String> dns = new ArrayList<>();
        List<byte[]> addresses = new ArrayList<>();
        for (Map<String, Object> name : names) {
            if (name.get("dns") instanceof String text) {
                dns.add(text);
            } else {
                addresses.add(network((String) name.get("ip")));
            }
        }
        return new NameConstraints.Subtrees(dns, addresses, false);
    }

    private static byte[] addressOrNetwork(String text) {
        return text.contains("/") ? network(text) : octets(text);
    }

    private static byte[] network(String cidr) {
        String[] parts = cidr.split("/", -1);
        byte[] address = octets(parts[0]);
        byte[] result = java.util.Arrays.copyOf(address, 2 * address.length);
        if (parts[1].contains(".") || parts[1].contains(":")) {
            System.arraycopy(octets(parts[1]), 0, result, address.length, address.length);
            return result;
        }
        for (int bit = 0; bit < Integer.parseInt(parts[1]); bit++) {
            result[address.length + bit / 8] |= (byte) (0x80 >> (bit % 8));
        }
        return result;
    }

    private static byte[] octets(String literal) {
        try {
            return InetAddress.getByName(literal).getAddress();
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
