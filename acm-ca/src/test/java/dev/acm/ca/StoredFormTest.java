package dev.acm.ca;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.certificate.CertificateChain;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.certificate.RevocationReason;
import dev.acm.memory.InMemoryRecordStore;
import dev.acm.spi.RecordStore;
import dev.acm.testkit.StoredForm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The form of the authority's spaces, pinned by a golden file. Fields may be added; none changes or goes. */
class StoredFormTest {
    private static final List<String> SPACES = List.of(
            "ca-authority",
            "ca-attempt",
            "ca-certificate",
            "ca-revocation",
            "ca-compromised-key",
            "ca-crl",
            "ca-responder");

    private static List<String> golden() throws IOException {
        try (InputStream in = StoredFormTest.class.getResourceAsStream("/golden/stored-form-1.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
    }

    private static SortedSet<String> life() throws Exception {
        RecordStore store = new InMemoryRecordStore();
        EmbeddedAuthority authority = EmbeddedAuthority.open(
                TestAuthority.options(store)
                        .publication(PublicationOptions.builder()
                                .ocspUrl("http://ca.example/ocsp")
                                .ocspResponder(Duration.ofDays(10))
                                .build())
                        .build(),
                TestAuthority.NOW);
        CertificateChain chain = TestAuthority.issue(
                authority,
                1,
                TestAuthority.plan(KeyAlgorithm.EC_prime256v1, "shop.example.com")
                        .build());
        authority.revoke(chain, RevocationReason.KEY_COMPROMISE, TestAuthority.NOW.plus(Duration.ofHours(1)));
        authority.crl(TestAuthority.NOW.plus(Duration.ofHours(2)));
        OcspResponderTest.ask(authority, chain, TestAuthority.NOW.plus(Duration.ofHours(2)));
        SortedSet<String> form = new TreeSet<>();
        for (String space : SPACES) {
            form.addAll(StoredForm.of(store, space));
        }
        return form;
    }

    @Test
    void everySpace_hasTheFormOfTheGoldenFile() throws Exception {
        assertThat(life()).containsExactlyInAnyOrderElementsOf(golden());
        assertThat(SPACES).allSatisfy(space -> {
            assertThat(golden()).anyMatch(line -> line.startsWith(space + " "));
        });
    }

    @Test
    void negativeControl_changedForm_isNoticed() throws Exception {
        SortedSet<String> changed = new TreeSet<>();
        life().forEach(line -> changed.add(line.replace("ca-crl number number", "ca-crl number text")));

        assertThat(golden()).contains("ca-crl number number");
        assertThat(changed).doesNotContain("ca-crl number number");
    }
}
