package dev.acm.validation.perspective;

import static dev.acm.validation.vectors.Vectors.maps;
import static dev.acm.validation.vectors.Vectors.string;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.diagnosis.Diagnosis;
import dev.acm.name.DomainName;
import dev.acm.spi.CaaDecision;
import dev.acm.spi.CaaPolicy;
import dev.acm.spi.CaaQuestion;
import dev.acm.spi.Document;
import dev.acm.spi.Observation;
import dev.acm.validation.vectors.Vectors;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** mpic.json, through the whole combination and not only its table: BR 3.2.2.9. */
class QuorumVectorsTest {
    private static final DomainName NAME = DomainName.parse("example.com");

    @TestFactory
    Stream<DynamicTest> mpic() {
        return Vectors.each("mpic.json", QuorumVectorsTest::check);
    }

    private static void check(Map<String, Object> vector) {
        Instant now = LocalDate.parse(string(vector, "date")).atTime(12, 0).toInstant(ZoneOffset.UTC);
        List<Perspective<CaaPolicy>> remotes = new ArrayList<>();
        for (Map<String, Object> remote : maps(vector, "remotes")) {
            remotes.add(new Perspective<>(
                    "remote " + remotes.size(),
                    Region.valueOf(string(remote, "rir")),
                    new Saying(string(remote, "result"), now)));
        }
        CorroboratedCaa policy = CorroboratedCaa.of(new Saying(string(vector, "primary"), now), remotes, Quorum::on);

        Observation seen = policy.observe(NAME).toCompletableFuture().join();
        CaaDecision decision = policy.judge(new CaaQuestion(NAME, Set.of(), Set.of(), ""), seen, now);

        List<String> acceptable = new ArrayList<>(Vectors.strings(vector, "also_acceptable"));
        acceptable.add(string(vector, "expected"));
        assertThat(acceptable)
                .as("%s", decision)
                .contains(decision instanceof CaaDecision.Permitted ? "allow" : "deny");
    }

    /** A vantage point that says one thing. */
    private record Saying(String result, Instant at) implements CaaPolicy {
        @Override
        public CompletionStage<Observation> observe(DomainName name) {
            return CompletableFuture.completedFuture(
                    new Observation(at, Document.builder().put("result", result).build()));
        }

        @Override
        public CaaDecision judge(CaaQuestion question, Observation observation, Instant now) {
            Diagnosis why = Diagnosis.builder("SAID_SO", "said so").build();
            return switch (observation.facts().string("result")) {
                case "pass" -> new CaaDecision.Permitted(Optional.empty());
                case "fail" -> new CaaDecision.Forbidden(why);
                default -> new CaaDecision.Unknown(why);
            };
        }
    }
}
