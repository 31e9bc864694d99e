package dev.acm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.testkit.wrong.WrongAuditLog;
import dev.acm.testkit.wrong.WrongAuthority;
import dev.acm.testkit.wrong.WrongCaaPolicy;
import dev.acm.testkit.wrong.WrongCertificateCheck;
import dev.acm.testkit.wrong.WrongCodec;
import dev.acm.testkit.wrong.WrongKeyCheck;
import dev.acm.testkit.wrong.WrongKeyPairSource;
import dev.acm.testkit.wrong.WrongListener;
import dev.acm.testkit.wrong.WrongProbe;
import dev.acm.testkit.wrong.WrongRequestPolicy;
import dev.acm.testkit.wrong.WrongResolver;
import dev.acm.testkit.wrong.WrongStore;
import dev.acm.testkit.wrong.WrongTarget;
import dev.acm.testkit.wrong.WrongValidationZone;
import dev.acm.testkit.wrong.WrongValidator;
import dev.acm.testkit.wrong.WrongVault;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every numbered sentence of a port has a test by its number, every such test belongs to a sentence, and for every test
 * there is a wrong implementation that fails it.
 */
class ContractSentencesTest {
    private static final Path PORTS = Path.of("../acm-core/src/main/java/dev/acm/spi");
    private static final Pattern SENTENCE = Pattern.compile("<li>([A-Z][0-9]+) ");

    /** What the manager promises to implementers, and the tests of the manager that hold it to that. */
    private static final Map<String, List<String>> MANAGERS = Map.of(
            "KeyVault K4", List.of("ExportTest#export_isAuditedWithActorAndPurpose_beforeTheKeyIsOpened"),
            "CertificateCheck I4",
                    List.of(
                            "ImportTest#chain_remarksOfTheCheck_areHandedOnByWhatWasGiven_andRefuseNothing",
                            "ImportTest#chain_remarkBeyondItsEnd_isOfTheChain_andRefusesNothing"));

    private record Port(String name, Class<?> contract, Set<String> caught) {
        @Override
        public String toString() {
            return name;
        }

        Set<String> tests() {
            return Arrays.stream(contract.getMethods())
                    .filter(method -> method.isAnnotationPresent(Test.class))
                    .map(Method::getName)
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        Set<String> sentences() throws IOException {
            Set<String> numbers = new TreeSet<>();
            Matcher matcher = SENTENCE.matcher(Files.readString(PORTS.resolve(name + ".java")));
            while (matcher.find()) {
                numbers.add(matcher.group(1));
            }
            return numbers;
        }
    }

    private static <E> Port port(String name, Class<?> contract, E[] wrong, Function<E, Collection<String>> caughtBy) {
        return new Port(
                name,
                contract,
                Stream.of(wrong).flatMap(one -> caughtBy.apply(one).stream()).collect(Collectors.toSet()));
    }

    static Stream<Port> ports() {
        return Stream.of(
                port("AuditLog", AuditLogContract.class, WrongAuditLog.values(), WrongAuditLog::caughtBy),
                port(
                        "CertificateAuthority",
                        CertificateAuthorityContract.class,
                        WrongAuthority.values(),
                        WrongAuthority::caughtBy),
                port("CaaPolicy", CaaPolicyContract.class, WrongCaaPolicy.values(), WrongCaaPolicy::caughtBy),
                port(
                        "CertificateCheck",
                        CertificateCheckContract.class,
                        WrongCertificateCheck.values(),
                        WrongCertificateCheck::caughtBy),
                port("CertificateCodec", CertificateCodecContract.class, WrongCodec.values(), WrongCodec::caughtBy),
                port("KeyCheck", KeyCheckContract.class, WrongKeyCheck.values(), WrongKeyCheck::caughtBy),
                port(
                        "KeyPairSource",
                        KeyPairSourceContract.class,
                        WrongKeyPairSource.values(),
                        WrongKeyPairSource::caughtBy),
                port(
                        "CertificateListener",
                        CertificateListenerContract.class,
                        WrongListener.values(),
                        WrongListener::caughtBy),
                port("ServingProbe", ServingProbeContract.class, WrongProbe.values(), WrongProbe::caughtBy),
                port(
                        "RequestPolicy",
                        RequestPolicyContract.class,
                        WrongRequestPolicy.values(),
                        WrongRequestPolicy::caughtBy),
                port("DnsResolver", DnsResolverContract.class, WrongResolver.values(), WrongResolver::caughtBy),
                port("RecordStore", RecordStoreContract.class, WrongStore.values(), ContractSentencesTest::caughtBy),
                port("DeploymentTarget", DeploymentTargetContract.class, WrongTarget.values(), WrongTarget::caughtBy),
                port(
                        "ValidationZone",
                        ValidationZoneContract.class,
                        WrongValidationZone.values(),
                        WrongValidationZone::caughtBy),
                port(
                        "DomainValidator",
                        DomainValidatorContract.class,
                        WrongValidator.values(),
                        WrongValidator::caughtBy),
                port("KeyVault", KeyVaultContract.class, WrongVault.values(), WrongVault::caughtBy));
    }

    // a listing under concurrent writes needs threads to meet in order to fail
    private static Collection<String> caughtBy(WrongStore store) {
        return Stream.concat(store.caughtBy().stream(), store.alsoCaughtBy().stream())
                .toList();
    }

    private static String prefix(String sentence) {
        return sentence.toLowerCase(Locale.ROOT) + "_";
    }

    @ParameterizedTest
    @MethodSource("ports")
    void everySentence_hasATestByItsNumber(Port port) throws IOException {
        assertThat(port.sentences()).isNotEmpty().allSatisfy(sentence -> {
            boolean managers = MANAGERS.containsKey(port.name() + " " + sentence);
            assertThat(port.tests().stream().anyMatch(test -> test.startsWith(prefix(sentence))))
                    .as("%s has a test, or is the manager's to keep", sentence)
                    .isNotEqualTo(managers);
        });
    }

    @ParameterizedTest
    @MethodSource("ports")
    void everyTest_belongsToASentence(Port port) throws IOException {
        Set<String> sentences = port.sentences();

        assertThat(port.tests())
                .isNotEmpty()
                .allSatisfy(test -> assertThat(sentences).anyMatch(sentence -> test.startsWith(prefix(sentence))));
    }

    @ParameterizedTest
    @MethodSource("ports")
    void everyTest_isFailedBySomethingWrong(Port port) {
        assertThat(port.caught()).containsAll(port.tests());
        assertThat(port.tests()).as("and what is told to fail is a test").containsAll(port.caught());
    }

    @Test
    void everyPortWithSentences_isLookedAt() throws IOException {
        Set<String> numbered = new TreeSet<>();
        try (Stream<Path> sources = Files.list(PORTS)) {
            for (Path source : sources.toList()) {
                if (SENTENCE.matcher(Files.readString(source)).find()) {
                    numbered.add(source.getFileName().toString().replace(".java", ""));
                }
            }
        }

        assertThat(ports().map(Port::name)).containsExactlyInAnyOrderElementsOf(numbered);
    }

    @Test
    void whatTheManagerKeeps_hasTestsThatExist() throws IOException {
        for (List<String> tests : MANAGERS.values()) {
            for (String test : tests) {
                String[] parts = test.split("#");
                Path source = Path.of("src/test/java/dev/acm/testkit/workflow", parts[0] + ".java");
                assertThat(Files.readString(source)).contains("void " + parts[1] + "(");
            }
        }
    }
}
