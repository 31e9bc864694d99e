package dev.acm.tls;

import static dev.acm.tls.Deployments.arn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.spi.ServingMaterial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Against a model that keeps a plain list and searches it from end to end. */
class ServingKeyManagerProperties {
    private static final ServingMaterial EC = Deployments.material(arn(0), 1, "P-256", "any.test");
    private static final ServingMaterial RSA = Deployments.material(arn(0), 1, "RSA", "any.test");
    private static final List<String> HOSTS = List.of("a.test", "b.test", "c.test", "x.a.test", "y.a.test", "none.org");
    private static final List<String> NAMES = List.of("a.test", "b.test", "c.test", "x.a.test", "*.a.test", "*.test");

    /** Publish a generation of a certificate under some names, or retire it. */
    record Step(int certificate, boolean rsa, Set<String> names, boolean retire) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Step> step = Combinators.combine(
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.of(true, false),
                        Arbitraries.of(NAMES).set().ofMinSize(1).ofMaxSize(4),
                        Arbitraries.frequencyOf(
                                Tuple.of(4, Arbitraries.just(false)), Tuple.of(1, Arbitraries.just(true))))
                .as(Step::new);
        return step.list().ofMinSize(1).ofMaxSize(30);
    }

    @Property(tries = 300)
    void everyHostGetsWhatTheModelSays(@ForAll("steps") List<Step> steps) {
        ServingKeyManager keys = ServingKeyManager.create(new SteppingClock());
        Model model = new Model();
        long generation = 0;
        for (Step step : steps) {
            generation++;
            if (step.retire) {
                keys.retire(arn(step.certificate));
                model.deployed.remove(step.certificate);
            } else {
                keys.publish(Deployments.relabel(
                        step.rsa ? RSA : EC, arn(step.certificate), generation, step.names.toArray(String[]::new)));
                model.deployed.put(step.certificate, new Model.Serving(generation, step.rsa, step.names));
            }
            for (String host : HOSTS) {
                for (String type : List.of("EC", "RSA")) {
                    assertThat(keys.serverAlias(host, type)
                                    .map(alias -> alias.substring(0, alias.lastIndexOf('.')))
                                    .orElse("none"))
                            .as(host + " " + type)
                            .isEqualTo(model.choose(host, type.equals("RSA")));
                }
            }
        }
    }

    private static final class Model {
        record Serving(long generation, boolean rsa, Set<String> names) {}

        /** In the order of first deployment: a renewal keeps the place. */
        private final Map<Integer, Serving> deployed = new LinkedHashMap<>();

        String choose(String host, boolean rsa) {
            List<String> levels = List.of(host, "*" + host.substring(host.indexOf('.')));
            for (String name : levels) {
                String found = last(name, rsa);
                if (found != null) {
                    return found;
                }
                if (last(name, !rsa) != null) {
                    return "none"; // the peer should ask for the other key type
                }
            }
            return deployed.entrySet().stream()
                    .findFirst()
                    .filter(first -> first.getValue().rsa == rsa)
                    .map(Model::text)
                    .orElse("none");
        }

        private String last(String name, boolean rsa) {
            List<String> all = new ArrayList<>();
            deployed.entrySet().stream()
                    .filter(entry -> entry.getValue().rsa == rsa
                            && entry.getValue().names.contains(name))
                    .forEach(entry -> all.add(text(entry)));
            return all.isEmpty() ? null : all.get(all.size() - 1);
        }

        private static String text(Map.Entry<Integer, Serving> entry) {
            return arn(entry.getKey()) + "#" + entry.getValue().generation;
        }
    }
}
