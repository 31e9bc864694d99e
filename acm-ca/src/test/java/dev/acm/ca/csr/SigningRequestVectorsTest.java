package dev.acm.ca.csr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.ca.Vectors;
import dev.acm.ca.Vectors.Vector;
import dev.acm.ca.key.PublicKeyCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class SigningRequestVectorsTest {
    @TestFactory
    Stream<DynamicTest> csr() {
        return Vectors.testsIfPresent("csr.json", SigningRequestVectorsTest::judge);
    }

    private static void judge(Vector vector) {
        switch (vector.text("kind")) {
            case "request" -> judgeRequest(vector, vector.base64("der_base64"));
            case "described" -> judgeRequest(vector, TestRequest.of(vector.object("request")));
            case "normalize" -> {
                SigningRequest request =
                        SigningRequest.read(TestRequest.of(vector)).orElseThrow();
                assertThat(request.dnsNames()).isEqualTo(vector.list("expected_dns"));
                assertThat(request.addresses()).isEqualTo(vector.list("expected_ip"));
            }
            case "common_name" -> {
                String commonName = SigningRequest.read(TestRequest.of(vector))
                        .flatMap(SigningRequest::commonName)
                        .orElse("");
                assertThat(commonName).isEqualTo(vector.text("expected_cn"));
            }
            default -> throw new AssertionError(vector.text("kind"));
        }
    }

    private static void judgeRequest(Vector vector, byte[] der) {
        Optional<SigningRequest> request = SigningRequest.read(der);
        List<String> faults = new ArrayList<>();
        if (request.isEmpty()) {
            faults.add("NOT_DER");
        } else {
            PublicKeyCheck.builder()
                    .build()
                    .check(request.get().publicKey())
                    .forEach(finding -> faults.add(finding.fault().name()));
            request.get()
                    .checkProof(Optional.empty())
                    .forEach(finding -> faults.add(finding.fault().name()));
            request.get()
                    .checkNames()
                    .forEach(finding -> faults.add(finding.fault().name()));
        }

        assertThat(vector.allows(faults.isEmpty() ? "accept" : "reject"))
                .as("%s", faults)
                .isTrue();
        if (faults.isEmpty() && vector.text("expected").equals("accept")) {
            assertThat(request.orElseThrow().dnsNames())
                    .containsExactlyInAnyOrderElementsOf(vector.<String>list("dns_names"));
            assertThat(request.orElseThrow().addresses())
                    .containsExactlyInAnyOrderElementsOf(vector.<String>list("ip_addresses"));
        } else if (faults.equals(List.of("NOT_DER")) && der.length == 0) {
            assertThat(vector.<String>list("reasons")).containsExactly("PUBLIC_KEY"); // nothing at all, so no key
        } else if (!faults.isEmpty() && vector.text("expected").equals("reject")) {
            assertThat(vector.<String>list("reasons")).containsAnyElementsOf(faults);
        }
    }
}
