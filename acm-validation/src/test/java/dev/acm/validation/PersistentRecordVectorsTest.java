package dev.acm.validation;

import static dev.acm.validation.vectors.Vectors.number;
import static dev.acm.validation.vectors.Vectors.object;
import static dev.acm.validation.vectors.Vectors.string;
import static dev.acm.validation.vectors.Vectors.strings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.name.DomainName;
import dev.acm.spi.DnsAnswer;
import dev.acm.spi.DnsQuestion;
import dev.acm.spi.DnsRecord;
import dev.acm.validation.vectors.Vectors;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** dns-persist.json, and the reverse names of dcv-derivations.json. */
class PersistentRecordVectorsTest {
    @TestFactory
    Stream<DynamicTest> persist() {
        return Vectors.each("dns-persist.json", PersistentRecordVectorsTest::check);
    }

    private static void check(Map<String, Object> vector) {
        String owner = string(vector, "lookup_name") + ".";
        DnsAnswer.Status status =
                string(vector, "fault") == null ? DnsAnswer.Status.NOERROR : Vectors.fault(string(vector, "fault"));
        List<DnsRecord> records = strings(vector, "txt").stream()
                .<DnsRecord>map(text -> new DnsRecord.Txt(owner, 60, List.of(text)))
                .toList();
        DnsAnswer answer = new DnsAnswer(
                new DnsQuestion(owner, "TXT"),
                status,
                List.of(),
                records,
                DnsAnswer.Security.INSECURE,
                "vector",
                Optional.empty(),
                Optional.empty(),
                Instant.EPOCH);

        List<String> acceptable = new ArrayList<>(strings(vector, "also_acceptable"));
        acceptable.add(string(vector, "expected"));
        assertThat(acceptable).contains(judge(answer, vector).name().toLowerCase(Locale.ROOT));
    }

    private static PersistentRecord.Verdict judge(DnsAnswer answer, Map<String, Object> vector) {
        Set<String> issuers = Set.copyOf(strings(vector, "issuer_domains"));
        URI account = URI.create(string(vector, "account_uri"));
        Instant now = Instant.ofEpochSecond(number(vector, "time"));
        String identifier = string(vector, "identifier");
        if (identifier.matches("[0-9.]+|.*:.*")) {
            return PersistentRecord.judge(answer, address(identifier), issuers, account, now);
        }
        return PersistentRecord.judge(answer, DomainName.parse(identifier), issuers, account, now);
    }

    private static InetAddress address(String literal) {
        try {
            // a literal is parsed and never looked up
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(literal, e);
        }
    }

    @TestFactory
    Stream<DynamicTest> reverseNames() {
        return Vectors.read("dcv-derivations.json").stream()
                .filter(vector -> string(vector, "kind").equals("reverse_name"))
                .map(vector -> DynamicTest.dynamicTest(string(vector, "id"), () -> checkReverse(vector)));
    }

    private static void checkReverse(Map<String, Object> vector) {
        InetAddress address = address(string(object(vector.get("input")), "ip"));
        Map<String, Object> output = object(vector.get("output"));

        assertThat(PersistentRecord.reverseName(address)).isEqualTo(string(output, "reverse_zone_name"));
        assertThat(PersistentRecord.lookupName(address)).isEqualTo(string(output, "persist_name") + ".");
    }
}
