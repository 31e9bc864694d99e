package dev.acm.validation.caa;

import static dev.acm.validation.vectors.Vectors.object;
import static dev.acm.validation.vectors.Vectors.string;
import static dev.acm.validation.vectors.Vectors.strings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.name.DomainName;
import dev.acm.spi.CaaDecision;
import dev.acm.spi.CaaQuestion;
import dev.acm.spi.Observation;
import dev.acm.validation.vectors.Vectors;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** caa.json: small DNS worlds, judged by the real policy. */
class CaaVectorsTest {
    @TestFactory
    Stream<DynamicTest> caa() {
        return Vectors.each("caa.json", CaaVectorsTest::check);
    }

    private static void check(Map<String, Object> vector) {
        CaaDecision decision = decide(vector);

        List<String> acceptable = new ArrayList<>(strings(vector, "also_acceptable"));
        acceptable.add(string(vector, "expected"));
        assertThat(acceptable).as("%s", decision).contains(outcome(decision));
        if (!outcome(decision).equals(string(vector, "expected"))) {
            System.out.println(string(vector, "id") + ": took the also acceptable outcome " + outcome(decision));
        }
        if (decision instanceof CaaDecision.Permitted permitted && string(vector, "found_at") != null) {
            assertThat(permitted.foundAt()).contains(string(vector, "found_at"));
        }
    }

    private static CaaDecision decide(Map<String, Object> vector) {
        Map<String, Object> query = object(vector.get("query"));
        boolean wildcard = (Boolean) query.get("wildcard");
        String base = string(query, "name").replaceFirst("^\\*\\.", "");
        DomainName name = DomainName.parse((wildcard ? "*." : "") + base);
        Set<URI> accounts = new HashSet<>();
        strings(query, "account_uris").forEach(uri -> accounts.add(URI.create(uri)));
        if (string(query, "account_uri") != null) {
            accounts.add(URI.create(string(query, "account_uri")));
        }
        String method = string(query, "method") == null ? "" : string(query, "method");
        CaaQuestion question = new CaaQuestion(name, Set.copyOf(strings(query, "issuers")), accounts, method);
        DnsCaaPolicy policy = DnsCaaPolicy.of(new VectorWorld(object(vector.get("world"))));
        Observation observation = policy.observe(name).toCompletableFuture().join();
        return policy.judge(question, observation, VectorWorld.NOW);
    }

    private static String outcome(CaaDecision decision) {
        if (decision instanceof CaaDecision.Permitted) {
            return "allowed";
        }
        return decision instanceof CaaDecision.Forbidden ? "denied" : "error";
    }

    /** The negative control: against the opposite verdict the same check fails for every vector it can fail for. */
    @Test
    void check_oppositeVerdict_isCaught() {
        Map<String, Object> vector =
                new java.util.HashMap<>(Vectors.read("caa.json").get(0));
        vector.put("expected", string(vector, "expected").equals("allowed") ? "denied" : "allowed");

        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> check(vector)))
                .isInstanceOf(AssertionError.class);
    }
}
