package dev.acm.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.acm.CertificateManager;
import dev.acm.ca.AuthorityOptions;
import dev.acm.ca.EmbeddedAuthority;
import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.dcv.ValidationTokens;
import dev.acm.error.ResourceNotFoundException;
import dev.acm.event.Caller;
import dev.acm.memory.InMemoryRecordStore;
import dev.acm.name.DomainName;
import dev.acm.request.CertificateRequest;
import dev.acm.spi.AuthorityException;
import dev.acm.spi.DnsAnswer;
import dev.acm.spi.DnsQuestion;
import dev.acm.spi.DnsResolver;
import dev.acm.spi.RecordStore;
import dev.acm.spi.RequestPolicy;
import dev.acm.spi.StoredRecord;
import dev.acm.validation.DnsValidation;
import dev.acm.validation.caa.DnsCaaPolicy;
import dev.acm.vault.HostKey;
import dev.acm.vault.JdkKeyPairSource;
import dev.acm.vault.SoftwareKeyVault;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Two regions are two stores: nothing of one is in the other, and one DNS record serves both. */
class RegionsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final ValidationTokens TOKENS =
            ValidationTokens.of(List.of(new byte[32]), DomainName.parse("validation.example.net"));

    private final RecordStore westStore = new InMemoryRecordStore();
    private final RecordStore eastStore = new InMemoryRecordStore();
    private final CertificateManager west = manager("west-1", westStore);
    private final CertificateManager east = manager("east-1", eastStore);

    // names below internal.example need no validation, so that keys are made without DNS
    private static CertificateManager manager(String region, RecordStore store) {
        try {
            SecureRandom random = new SecureRandom();
            SoftwareKeyVault vault = new SoftwareKeyVault(
                    List.of(HostKey.of("host", new byte[32])), new JdkKeyPairSource(random), random);
            DnsResolver nobody = new Nobody();
            return CertificateManager.builder(store, () -> NOW)
                    .authority(EmbeddedAuthority.open(
                            AuthorityOptions.builder("authority", store, vault, random)
                                    .build(),
                            NOW))
                    .validator(DnsValidation.of(nobody, TOKENS))
                    .caaPolicy(DnsCaaPolicy.of(nobody))
                    .vault(vault)
                    .requestPolicy((caller, request) -> new RequestPolicy.Allowed(
                            !request.domainNames().get(0).value().endsWith(".internal.example")))
                    .region(region)
                    .defaultCaller(new Caller("123456789012", "alice", "local"))
                    .build();
        } catch (AuthorityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static CertificateArn issued(CertificateManager manager) {
        CertificateArn arn = manager.request(CertificateRequest.builder("db.internal.example")
                        .keyAlgorithm(KeyAlgorithm.EC_prime256v1)
                        .build())
                .arn();
        manager.runDue(10);
        return arn;
    }

    private static List<String> contents(RecordStore store) throws Exception {
        List<String> contents = new ArrayList<>();
        for (String space : List.of("certificate", "chain", "token", "account")) {
            for (StoredRecord record :
                    store.scan(space, Optional.empty(), Optional.empty(), 1000).records()) {
                contents.add(record.key() + " " + record.document().asMap());
            }
        }
        return contents;
    }

    private static String spelled(CertificateManager manager, CertificateArn arn) {
        PublicKey key = manager.get(arn).leaf().getPublicKey();
        return Base64.getEncoder().encodeToString(key.getEncoded());
    }

    @Test
    void sameName_inTwoRegions_hasTheSameRecord() {
        CertificateRequest request = CertificateRequest.builder("shop.example.com")
                .alternativeName("*.shop.example.com")
                .build();

        assertThat(west.request(request).records())
                .hasSize(1)
                .isEqualTo(east.request(request).records());
        assertThat(west.as(Caller.application("another")).request(request).records())
                .isNotEqualTo(east.request(request).records());
    }

    @Test
    void keysAndRecords_ofOneRegion_areNotInTheOther() throws Exception {
        CertificateArn inWest = issued(west);
        CertificateArn inEast = issued(east);

        assertThat(inWest.region()).isEqualTo("west-1");
        assertThat(spelled(west, inWest)).isNotEqualTo(spelled(east, inEast));
        assertThat(contents(westStore)).anyMatch(content -> content.contains(spelled(west, inWest)));
        assertThat(contents(eastStore))
                .noneMatch(content -> content.contains(spelled(west, inWest)))
                .noneMatch(content -> content.contains(inWest.toString()));
        assertThatExceptionOfType(ResourceNotFoundException.class).isThrownBy(() -> east.describe(inWest));
    }

    /** A resolver that never answers: nothing here is to be validated. */
    private static final class Nobody implements DnsResolver {
        @Override
        public CompletionStage<DnsAnswer> ask(DnsQuestion question) {
            return new CompletableFuture<>();
        }

        @Override
        public String vantagePoint() {
            return "nowhere";
        }
    }
}
