package dev.acm.validation.perspective;

import static dev.acm.validation.vectors.Vectors.maps;
import static dev.acm.validation.vectors.Vectors.string;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.FailureReason;
import dev.acm.dcv.Challenge;
import dev.acm.dcv.ValidationMethod;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.name.DomainName;
import dev.acm.spi.CaaDecision;
import dev.acm.spi.CaaPolicy;
import dev.acm.spi.CaaQuestion;
import dev.acm.spi.Document;
import dev.acm.spi.DomainValidator;
import dev.acm.spi.Judgement;
import dev.acm.spi.Observation;
import dev.acm.spi.RetryClass;
import dev.acm.spi.ValidationRules;
import dev.acm.spi.ValidationSubject;
import dev.acm.validation.vectors.Vectors;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
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
        List<String> acceptable = new ArrayList<>(Vectors.strings(vector, "also_acceptable"));
        acceptable.add(string(vector, "expected"));

        // the rule is the same for both checks, so each vector is put to both
        assertThat(acceptable).as("CAA").contains(permits(vector) ? "allow" : "deny");
        assertThat(acceptable).as("control").contains(proves(vector) ? "allow" : "deny");
    }

    private static Instant now(Map<String, Object> vector) {
        return LocalDate.parse(string(vector, "date")).atTime(12, 0).toInstant(ZoneOffset.UTC);
    }

    private static <T> List<Perspective<T>> remotes(Map<String, Object> vector, Function<String, T> saying) {
        List<Perspective<T>> remotes = new ArrayList<>();
        for (Map<String, Object> remote : maps(vector, "remotes")) {
            remotes.add(new Perspective<>(
                    "remote " + remotes.size(),
                    Region.valueOf(string(remote, "rir")),
                    saying.apply(string(remote, "result"))));
        }
        return remotes;
    }

    private static boolean permits(Map<String, Object> vector) {
        Instant now = now(vector);
        CorroboratedCaa policy = CorroboratedCaa.of(
                new Saying(string(vector, "primary"), now),
                remotes(vector, result -> new Saying(result, now)),
                Quorum::on);
        Observation seen = policy.observe(NAME).toCompletableFuture().join();
        return policy.judge(new CaaQuestion(NAME, Set.of(), Set.of(), ""), seen, now) instanceof CaaDecision.Permitted;
    }

    private static boolean proves(Map<String, Object> vector) {
        Instant now = now(vector);
        ValidationSubject subject =
                new ValidationSubject(new CertificateArn("acm", "local", "alice", new UUID(1, 2)), 1, NAME);
        CorroboratedValidation validation = CorroboratedValidation.of(
                new Showing(string(vector, "primary"), now),
                remotes(vector, result -> new Showing(result, now)),
                Quorum::on);
        Observation seen = validation.observe(subject).toCompletableFuture().join();
        return validation.judge(subject, seen, ValidationRules.acm(), now) instanceof Judgement.Proven;
    }

    private static CompletionStage<Observation> observation(String result, Instant at) {
        return CompletableFuture.completedFuture(
                new Observation(at, Document.builder().put("result", result).build()));
    }

    /** The same for control of a name. */
    private record Showing(String result, Instant at) implements DomainValidator {
        @Override
        public ValidationMethod method() {
            return ValidationMethod.DNS;
        }

        @Override
        public String caaMethodLabel() {
            return "";
        }

        @Override
        public Challenge challenge(ValidationSubject subject) {
            throw new AssertionError("nobody asks for it");
        }

        @Override
        public CompletionStage<Observation> observe(ValidationSubject subject) {
            return observation(result, at);
        }

        @Override
        public Judgement judge(ValidationSubject subject, Observation seen, ValidationRules rules, Instant now) {
            Diagnosis why = Diagnosis.builder("SAID_SO", "said so").build();
            return switch (seen.facts().string("result")) {
                case "pass" -> new Judgement.Proven(List.of(subject.name()), now);
                case "fail" -> new Judgement.Refused(FailureReason.DOMAIN_NOT_ALLOWED, why);
                default -> new Judgement.NotYet(why, RetryClass.TRANSIENT);
            };
        }
    }

    /** A vantage point that says one thing. */
    private record Saying(String result, Instant at) implements CaaPolicy {
        @Override
        public CompletionStage<Observation> observe(DomainName name) {
            return observation(result, at);
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
