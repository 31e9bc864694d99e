package dev.acm.ca.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.acm.ca.Vectors;
import dev.acm.ca.Vectors.Vector;
import dev.acm.certificate.CertificateChain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** name-constraints.json: real certificates are made of each chain, and judged as a path is. */
class NameConstraintsVectorsTest {
    @TestFactory
    Stream<DynamicTest> nameConstraints() {
        return Vectors.read("name-constraints.json").all().stream()
                .map(vector -> dynamicTest(vector.id(), () -> judge(vector)));
    }

    private static void judge(Vector vector) {
        List<Vector> authorities = named(vector.list("chain"));
        Vector last = authorities.get(authorities.size() - 1);
        List<LintFinding> best = null;
        for (List<Vector> path : paths(authorities, last.text("subject"))) {
            List<LintFinding> findings = judgePath(path, vector);
            best = best == null || findings.size() < best.size() ? findings : best;
        }

        assertThat(best).as("a path to the leaf").isNotNull();
        assertThat(vector.allows(best.isEmpty() ? "accept" : "reject"))
                .as("%s wanted, %s", vector.text("expected"), best)
                .isTrue();
    }

    /** The authorities; those without a name stand one below the other. */
    private static List<Vector> named(List<Map<String, Object>> chain) {
        List<Vector> authorities = new ArrayList<>();
        for (Map<String, Object> fields : chain) {
            Map<String, Object> copy = new HashMap<>(fields);
            int place = authorities.size();
            copy.putIfAbsent("subject", "CN=authority " + place);
            copy.putIfAbsent(
                    "issuer",
                    place == 0 ? "CN=anchor" : authorities.get(place - 1).text("subject"));
            authorities.add(new Vector(copy));
        }
        return authorities;
    }

    /** From the top down to an authority of this name; the file may hold several ways. */
    private static List<List<Vector>> paths(List<Vector> authorities, String subject) {
        List<List<Vector>> paths = new ArrayList<>();
        for (Vector authority : authorities) {
            if (!authority.text("subject").equals(subject)) {
                continue;
            }
            List<Vector> above = new ArrayList<>(authorities);
            above.remove(authority);
            List<List<Vector>> ways = paths(above, authority.text("issuer"));
            for (List<Vector> way : ways.isEmpty() ? List.of(List.<Vector>of()) : ways) {
                List<Vector> path = new ArrayList<>(way);
                path.add(authority);
                paths.add(path);
            }
        }
        return paths;
    }

    private static List<LintFinding> judgePath(List<Vector> path, Vector vector) {
        List<byte[]> chain = new ArrayList<>();
        // x509-limbo's leaf has this subject, which the vector does not repeat
        String subject = vector.text("title").endsWith("-dn-match-sub-mismatch") ? "CN=foo" : "";
        String issuer = path.get(path.size() - 1).text("subject");
        ConstrainedCertificate leaf = new ConstrainedCertificate(subject, issuer, false);
        vector.<Map<String, Object>>list("leaf_san").forEach(leaf::alternativeName);
        chain.add(leaf.toDer());
        for (int i = path.size() - 1; i >= 0; i--) {
            Vector authority = path.get(i);
            ConstrainedCertificate certificate =
                    new ConstrainedCertificate(authority.text("subject"), authority.text("issuer"), true);
            authority.<Map<String, Object>>list("san").forEach(certificate::alternativeName);
            if (authority.fields().get("name_constraints") instanceof Map<?, ?>) {
                Vector constraints = authority.object("name_constraints");
                certificate.constraints(constraints.list("permitted"), constraints.list("excluded"));
            }
            chain.add(certificate.toDer());
        }
        List<LintFinding> findings = new ArrayList<>(ChainLint.check(CertificateChain.fromDer(chain)));
        // names that are none at all are not certified, constrained or not
        vector.<Map<String, Object>>list("leaf_san").stream()
                .filter(name -> name.containsKey("dns"))
                .forEach(name -> {
                    Findings own = new Findings(Set.of());
                    AlternativeNameRules.checkDns(
                            (String) name.get("dns"), LintProfile.TLS_CLIENT, LintContext.none(), true, own);
                    findings.addAll(own.toList());
                });
        return findings;
    }

    /** The type of a name, for {@link ConstrainedCertificate}. */
    static int typeOf(String type) {
        return switch (type) {
            case "dns" -> GeneralName.dNSName;
            case "email" -> GeneralName.rfc822Name;
            case "uri" -> GeneralName.uniformResourceIdentifier;
            case "dn" -> GeneralName.directoryName;
            case "ip" -> GeneralName.iPAddress;
            default -> throw new AssertionError(type);
        };
    }
}
