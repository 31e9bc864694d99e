package dev.acm.testkit.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.acm.CertificateManager;
import dev.acm.Explanation;
import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateChain;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.event.AuditEntry;
import dev.acm.event.EventType;
import dev.acm.renewal.Forecast;
import dev.acm.renewal.RenewalReason;
import dev.acm.request.CertificateRequest;
import dev.acm.spi.AuthorityDescription;
import dev.acm.spi.CertificateAuthority;
import dev.acm.spi.RenewalHint;
import dev.acm.testkit.Answer;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Renewals by the authority's hint, by hand and by plan; the breaker; the forecast. */
class RenewalPlanningTest {
    private final World world = new World();

    @BeforeEach
    void hintsAreGiven() {
        world.validator.proveAll();
        AuthorityDescription plain = world.authority.describe();
        world.authority.describedAs(AuthorityDescription.builder("hinting", Set.of("ca.example"))
                .trustAnchors(plain.trustAnchors())
                .renewalHints(true)
                .build());
    }

    private CertificateArn inUse(CertificateManager manager) {
        CertificateArn arn = manager.request(World.request()).arn();
        manager.deployments().associate(arn, World.TARGET);
        world.run(manager);
        return arn;
    }

    private RenewalHint atOnce(CertificateChain chain) throws Exception {
        String leaf = HexFormat.of()
                .formatHex(
                        MessageDigest.getInstance("SHA-256").digest(chain.leaf().getEncoded()));
        Instant now = world.time.instant();
        return new RenewalHint(
                leaf, now.minusSeconds(7200), now.minusSeconds(3600), Optional.of("https://ca.example/1"));
    }

    private List<String> reasons() {
        return world.audit.entries().stream()
                .map(AuditEntry::event)
                .filter(event -> event.type() == EventType.ATTEMPT_STARTED)
                .map(event -> event.details().getOrDefault("reason", ""))
                .toList();
    }

    @Test
    void authorityRevokesInMass_itsHintIsFollowedAtOnce_once_andTheReasonIsTold() throws Exception {
        CertificateManager manager = world.manager();
        CertificateArn arn = inUse(manager);
        world.authority.hint(manager.get(arn), atOnce(manager.get(arn)));

        world.pass(manager, Duration.ofDays(30));

        assertThat(world.authority.signatures()).isEqualTo(2);
        assertThat(reasons()).containsExactly("", "AUTHORITY_HINT");
        assertThat(world.audit.entries())
                .anySatisfy(entry ->
                        assertThat(entry.event().details()).containsEntry("explanation", "https://ca.example/1"));
    }

    @Test
    void hintThatSpeaksOfAnotherCertificate_startsNothing() throws Exception {
        CertificateManager manager = world.manager();
        CertificateArn arn = inUse(manager);
        CertificateArn other = manager.request(CertificateRequest.builder("other.example.test")
                        .keyAlgorithm(KeyAlgorithm.EC_prime256v1)
                        .build())
                .arn();
        world.run(manager);
        world.authority.hint(manager.get(arn), atOnce(manager.get(other)));

        world.pass(manager, Duration.ofDays(30));

        assertThat(world.authority.signatures()).isEqualTo(2);
        assertThat(reasons()).containsExactly("", "");
    }

    @Test
    void authorityHintsForEver_theBreakerHolds_andAPersonMayGoOn() throws Exception {
        CertificateManager manager = world.builder(world.store)
                .authority(new AlwaysNow(world.authority))
                .build();
        CertificateArn arn = inUse(manager);

        world.pass(manager, Duration.ofDays(39));

        assertThat(world.authority.signatures()).isEqualTo(2);
        assertThat(manager.explain(arn).toText()).contains("BREAKER", "AUTHORITY_HINT");
        manager.renew(arn);
        world.run(manager);
        assertThat(world.authority.signatures()).isEqualTo(3);
        assertThat(reasons()).containsExactly("", "AUTHORITY_HINT", "BY_HAND");
    }

    @Test
    void chainsThatNeverFit_areAskedForTwiceInATenthOfTheLifetime() {
        CertificateManager manager = world.manager();
        inUse(manager);
        Answer[] wrong = new Answer[50];
        java.util.Arrays.fill(wrong, Answer.WRONG_KEY);
        world.authority.answerNext(wrong);

        // the renewal opens 60 days before expiry, and a tenth of the lifetime is 39.5 days
        world.pass(manager, Duration.ofDays(395 - 30));

        assertThat(world.authority.signatures()).isEqualTo(1 + 2);
    }

    @Test
    void explain_showsWhenItIsRenewedAndWhatElseWasLookedAt() throws Exception {
        CertificateManager manager = world.manager();
        CertificateArn arn = inUse(manager);

        Explanation explanation = manager.explain(arn);

        assertThat(explanation.renewal().orElseThrow().reason()).isEqualTo(RenewalReason.SCHEDULE);
        assertThat(explanation.nextTry())
                .hasValue(explanation.renewal().orElseThrow().at());
        assertThat(explanation.toText()).contains("renewal ", "SCHEDULE");
    }

    @Test
    void forecast_isWhatHappens() {
        CertificateManager manager = world.manager();
        List<CertificateArn> arns = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            arns.add(manager.request(CertificateRequest.builder("a" + i + ".example.test")
                            .keyAlgorithm(KeyAlgorithm.EC_prime256v1)
                            .validity(Duration.ofDays(20 + 2L * i))
                            .build())
                    .arn());
            if (i % 5 > 0) {
                manager.deployments().associate(arns.get(i), World.TARGET);
            }
        }
        world.run(manager);

        Forecast forecast = manager.fleet().forecast(3);
        int before = world.authority.signatures();
        world.pass(manager, Duration.ofDays(forecast.days().size()));

        assertThat((double) (world.authority.signatures() - before))
                .isCloseTo(forecast.renewals(), within(forecast.renewals() * 0.02 + 1));
        assertThat(forecast.days().stream().mapToInt(Forecast.Day::expiring).sum())
                .isEqualTo(4);
    }

    /** Wants every certificate to be renewed at once, whichever it is. */
    private final class AlwaysNow extends DelegatingAuthority {
        AlwaysNow(CertificateAuthority behind) {
            super(behind);
        }

        @Override
        public Optional<RenewalHint> renewalHint(CertificateChain chain, Instant now) {
            try {
                return Optional.of(atOnce(chain));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
