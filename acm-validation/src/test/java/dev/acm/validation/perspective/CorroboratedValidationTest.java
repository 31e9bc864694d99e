package dev.acm.validation.perspective;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.certificate.CertificateArn;
import dev.acm.dcv.ResourceRecord;
import dev.acm.dcv.ValidationTokens;
import dev.acm.loopbackdns.LoopbackDns;
import dev.acm.loopbackdns.LoopbackDns.Fault;
import dev.acm.name.DomainName;
import dev.acm.spi.DomainValidator;
import dev.acm.spi.Judgement;
import dev.acm.spi.Observation;
import dev.acm.spi.ValidationRules;
import dev.acm.spi.ValidationSubject;
import dev.acm.validation.DnsValidation;
import dev.acm.validation.dns.DnsjavaResolver;
import dev.acm.validation.dns.TrustAnchors;
import dev.acm.validation.internal.Sizes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Five networks, each with a server of its own that may show something else. */
class CorroboratedValidationTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);
    private static final DomainName NAME = DomainName.parse("example.test");
    private static final ValidationSubject SUBJECT =
            new ValidationSubject(new CertificateArn("acm", "local", "alice", new UUID(1, 2)), 1, NAME);

    private final ValidationTokens tokens =
            ValidationTokens.of(List.of(new byte[32]), DomainName.parse("validation.acm.test"));
    private final List<LoopbackDns> networks = new ArrayList<>();
    private CorroboratedValidation validation;

    @BeforeEach
    void start() {
        List<Perspective<DomainValidator>> remotes = new ArrayList<>();
        DomainValidator primary = network();
        List<Region> regions = List.of(Region.ARIN, Region.RIPE, Region.APNIC, Region.LACNIC);
        for (Region region : regions) {
            remotes.add(new Perspective<>("in " + region, region, network()));
        }
        validation = CorroboratedValidation.of(primary, remotes, Quorum::on);
    }

    private DomainValidator network() {
        LoopbackDns network = LoopbackDns.start(CLOCK);
        network.zone("example.test.").add(tokens.record("alice", NAME).toZoneLine());
        networks.add(network);
        return DnsValidation.of(
                DnsjavaResolver.builder(network.address(), TrustAnchors.none("closed test network"), CLOCK)
                        .timeout(Duration.ofSeconds(5))
                        .attempts(1)
                        .build(),
                tokens);
    }

    @AfterEach
    void stop() throws IOException {
        for (LoopbackDns network : networks) {
            network.close();
        }
    }

    private void hideFrom(int... indexes) {
        ResourceRecord record = tokens.record("alice", NAME);
        for (int index : indexes) {
            networks.get(index).fault(record.name(), "CNAME", Fault.REFUSED);
        }
    }

    private Judgement judge() {
        Observation seen = validation.observe(SUBJECT).toCompletableFuture().join();
        assertThat(Sizes.of(seen.facts())).isLessThan(16 * 1024);
        return validation.judge(SUBJECT, seen, ValidationRules.acm(), NOW);
    }

    @Test
    void judge_allAgree_isProven() {
        assertThat(judge()).isEqualTo(new Judgement.Proven(List.of(NAME), NOW));
    }

    @Test
    void judge_oneOfFourDiffers_isProven() {
        hideFrom(2);

        assertThat(judge()).isInstanceOf(Judgement.Proven.class);
    }

    @Test
    void judge_twoOfFourDiffer_isNotAndNamesThem() {
        hideFrom(2, 3);

        Judgement.NotYet notYet = (Judgement.NotYet) judge();

        assertThat(notYet.diagnosis().code()).isEqualTo("DNS_NOT_CORROBORATED");
        assertThat(notYet.diagnosis().evidence()).extracting(e -> e.observer()).containsExactly("in RIPE", "in APNIC");
        assertThat(notYet.diagnosis().evidence().get(0).got()).startsWith("DNS_REFUSED");
    }

    @Test
    void judge_primaryDiffers_isNotWhateverTheOthersSay() {
        hideFrom(0);

        assertThat(((Judgement.NotYet) judge()).diagnosis().code()).isEqualTo("DNS_REFUSED");
    }

    @ParameterizedTest
    @CsvSource({
        "2025-03-14, 0, 0, true",
        "2025-03-15, 0, 0, false",
        "2025-03-15, 2, 0, true",
        "2025-09-14, 3, 1, true",
        "2025-09-15, 3, 1, false",
        "2025-09-15, 2, 1, true",
        "2026-03-15, 2, 2, false",
        "2026-12-15, 6, 4, true",
        "2026-12-15, 6, 3, false"
    })
    @DisplayName("BR 3.2.2.9: the timeline; from 2025-03-15 it must be asked, from 2025-09-15 dissent binds")
    void quorum_byDate(LocalDate day, int remotes, int agreeing, boolean met) {
        List<Region> regions =
                List.of(Region.ARIN, Region.RIPE, Region.APNIC, Region.ARIN, Region.LACNIC, Region.AFRINIC);

        assertThat(Quorum.on(day).isMet(remotes, regions.subList(0, agreeing))).isEqualTo(met);
    }
}
