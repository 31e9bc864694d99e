package dev.acm.tls;

import static dev.acm.tls.Deployments.arn;
import static dev.acm.tls.Deployments.material;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acm.spi.ServingMaterial;
import dev.acm.tls.DerCertificates.Usage;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ServingKeyManagerTest {
    private static final ServingMaterial SHOP = material(arn(1), 1, "P-256", "shop.example.test");
    private static final ServingMaterial WILD = material(arn(2), 1, "P-256", "*.example.test");
    private static final ServingMaterial SHOP_RSA = material(arn(3), 1, "RSA", "shop.example.test");

    private final SteppingClock clock = new SteppingClock();
    private ServingKeyManager keys = ServingKeyManager.create(clock);

    private Optional<X509Certificate> shown(String host, String keyType) {
        return keys.serverAlias(host, keyType).map(alias -> keys.getCertificateChain(alias)[0]);
    }

    private static X509Certificate leaf(ServingMaterial material) {
        return material.chain().leaf();
    }

    @Nested
    @DisplayName("RFC 6066 §3, RFC 9525 §6.3: choosing by name")
    class ByName {
        @Test
        void exactName_isPreferredToWildcard() {
            keys.publish(WILD);
            keys.publish(SHOP);

            assertThat(shown("shop.example.test", "EC")).contains(leaf(SHOP));
            assertThat(shown("other.example.test", "EC")).contains(leaf(WILD));
        }

        @Test
        void host_inAnyCase_isFound() {
            keys.publish(WILD);
            keys.publish(SHOP);

            assertThat(shown("Shop.EXAMPLE.test", "EC")).contains(leaf(SHOP));
        }

        @Test
        void wildcard_standsForOneLabelOnly() {
            keys = ServingKeyManager.builder(clock).withoutDefault().build();
            keys.publish(WILD);

            assertThat(shown("a.b.example.test", "EC")).isEmpty();
            assertThat(shown("example.test", "EC")).isEmpty();
            assertThat(shown(".example.test", "EC")).isEmpty();
            assertThat(shown("test", "EC")).isEmpty();
        }

        @Test
        void unknownHost_getsTheCertificateDeployedFirst() {
            keys.publish(SHOP);
            keys.publish(WILD);

            assertThat(shown("elsewhere.test", "EC")).contains(leaf(SHOP));
            assertThat(keys.getCertificateChain(keys.chooseEngineServerAlias("EC", null, null)))
                    .containsExactly(leaf(SHOP));
        }

        @Test
        void unknownHost_afterTheFirstIsRetired_getsTheNext() {
            keys.publish(SHOP);
            keys.publish(WILD);

            keys.retire(arn(1));

            assertThat(shown("elsewhere.test", "EC")).contains(leaf(WILD));
        }

        @Test
        void unknownHost_withNamedDefaults_getsOneOfThem() {
            keys = ServingKeyManager.builder(clock)
                    .defaultCertificate(arn(2))
                    .defaultCertificate(arn(3))
                    .build();
            keys.publish(SHOP);
            assertThat(shown("elsewhere.test", "EC")).isEmpty();

            keys.publish(WILD);
            keys.publish(SHOP_RSA);

            assertThat(shown("elsewhere.test", "EC")).contains(leaf(WILD));
            assertThat(shown("elsewhere.test", "RSA")).contains(leaf(SHOP_RSA));
        }

        @Test
        void unknownHost_withoutDefault_getsNone() {
            keys = ServingKeyManager.builder(clock).withoutDefault().build();
            keys.publish(SHOP);

            assertThat(shown("elsewhere.test", "EC")).isEmpty();
            assertThat(keys.chooseEngineServerAlias("EC", null, null)).isNull();
        }

        @Test
        void knownHost_neverGetsTheDefault() {
            keys.publish(material(arn(4), 1, "RSA", "default.example.org"));
            keys.publish(SHOP);

            assertThat(shown("shop.example.test", "RSA")).isEmpty();
        }
    }

    @Nested
    @DisplayName("several certificates for one name")
    class Several {
        @Test
        void keyType_decides() {
            keys.publish(SHOP);
            keys.publish(SHOP_RSA);

            assertThat(shown("shop.example.test", "EC")).contains(leaf(SHOP));
            assertThat(shown("shop.example.test", "RSA")).contains(leaf(SHOP_RSA));
            assertThat(shown("shop.example.test", "EC_RSA")).contains(leaf(SHOP));
            assertThat(shown("shop.example.test", "DSA")).isEmpty();
        }

        @Test
        void certificateDeployedLast_isPreferred_andRenewingChangesNothing() {
            ServingMaterial other = material(arn(5), 1, "P-256", "shop.example.test", "b.example.test");
            keys.publish(SHOP);
            keys.publish(other);
            assertThat(shown("shop.example.test", "EC")).contains(leaf(other));

            keys.publish(material(arn(1), 2, "P-256", "shop.example.test"));

            assertThat(shown("shop.example.test", "EC")).contains(leaf(other));
        }

        @Test
        void retiringOne_leavesTheOther() {
            ServingMaterial other = material(arn(5), 1, "P-256", "shop.example.test");
            keys.publish(SHOP);
            keys.publish(other);

            keys.retire(arn(5));

            assertThat(shown("shop.example.test", "EC")).contains(leaf(SHOP));
        }

        @Test
        void validOne_isPreferredToExpired() {
            Instant now = clock.instant();
            ServingMaterial expired =
                    material(arn(5), 1, "P-256", Usage.ANY, Deployments.FROM, now.minusSeconds(1), "shop.example.test");
            keys.publish(SHOP);
            keys.publish(expired);

            assertThat(shown("shop.example.test", "EC")).contains(leaf(SHOP));
        }

        @Test
        void expiredOne_aloneStillServes() {
            ServingMaterial expired = material(
                    arn(5),
                    1,
                    "P-256",
                    Usage.ANY,
                    Deployments.FROM,
                    clock.instant().minusSeconds(1),
                    "shop.example.test");
            keys.publish(expired);

            assertThat(shown("shop.example.test", "EC")).contains(leaf(expired));
        }

        @Test
        @DisplayName("RFC 5280 §4.2.1.12: a client's certificate never serves as a server's")
        void clientOnlyCertificate_isPassedOver() {
            ServingMaterial clientOnly =
                    material(arn(5), 1, "P-256", Usage.CLIENT, Deployments.FROM, Deployments.TO, "shop.example.test");
            keys.publish(SHOP);
            keys.publish(clientOnly);

            assertThat(shown("shop.example.test", "EC")).contains(leaf(SHOP));
        }
    }

    @Nested
    @DisplayName("aliases")
    class Aliases {
        @Test
        void alias_namesCertificateAndGeneration() {
            keys.publish(SHOP);

            assertThat(keys.serverAlias("shop.example.test", "EC").orElseThrow())
                    .startsWith(arn(1) + "#1.");
        }

        @Test
        void unknownAlias_readsAsNull_neverAsCurrent() {
            keys.publish(SHOP);

            assertThat(keys.getPrivateKey(arn(1) + "#2.2")).isNull();
            assertThat(keys.getCertificateChain("current")).isNull();
            assertThat(keys.getPrivateKey(null)).isNull();
            assertThat(keys.getCertificateChain(null)).isNull();
        }

        @Test
        void aliasesOfAKeyType_areListed() {
            keys.publish(SHOP);
            keys.publish(SHOP_RSA);

            assertThat(keys.getServerAliases("EC", null))
                    .containsExactly(keys.serverAlias("shop.example.test", "EC").orElseThrow());
            assertThat(keys.getClientAliases("RSA", null)).hasSize(1);
            assertThat(keys.getServerAliases("EdDSA", null)).isNull();
            assertThat(keys.getServerAliases(null, null)).isNull();
            assertThat(keys.getServerAliases("EC", new X500Principal[] {new X500Principal("CN=none")}))
                    .isNull();
        }

        @Test
        void returnedChain_isACopy() {
            keys.publish(SHOP);
            String alias = keys.serverAlias("shop.example.test", "EC").orElseThrow();

            keys.getCertificateChain(alias)[0] = leaf(WILD);

            assertThat(keys.getCertificateChain(alias)).containsExactly(leaf(SHOP));
        }
    }

    @Nested
    @DisplayName("retention of superseded generations")
    class Retention {
        private final ServingMaterial renewed = material(arn(1), 2, "P-256", "shop.example.test");

        @Test
        void superseded_isReadableFor60Seconds() {
            keys.publish(SHOP);
            String old = keys.serverAlias("shop.example.test", "EC").orElseThrow();
            keys.publish(renewed);

            clock.advance(Duration.ofMillis(59_999));
            assertThat(keys.getPrivateKey(old)).isSameAs(SHOP.privateKey());
            assertThat(keys.getCertificateChain(old)).containsExactly(leaf(SHOP));

            clock.advance(Duration.ofMillis(1));
            assertThat(keys.getPrivateKey(old)).isNull();
            assertThat(keys.getCertificateChain(old)).isNull();
        }

        @Test
        void serving_isReadableForEver() {
            keys.publish(SHOP);
            String alias = keys.serverAlias("shop.example.test", "EC").orElseThrow();

            clock.advance(Duration.ofDays(400));
            keys.dropExpired();

            assertThat(keys.getPrivateKey(alias)).isSameAs(SHOP.privateKey());
        }

        @Test
        void retired_isReadableForTheRetention() {
            keys.publish(SHOP);
            String old = keys.serverAlias("shop.example.test", "EC").orElseThrow();

            keys.retire(arn(1));

            assertThat(keys.getPrivateKey(old)).isSameAs(SHOP.privateKey());
            clock.advance(Duration.ofSeconds(60));
            assertThat(keys.getPrivateKey(old)).isNull();
        }

        @Test
        void oneTooMany_evictsTheOldest_andReportsIt() {
            List<String> evicted = new ArrayList<>();
            keys = ServingKeyManager.builder(clock)
                    .retainedPerCertificate(2)
                    .onEviction((arn, generation) -> evicted.add(arn + "#" + generation))
                    .build();
            List<String> aliases = new ArrayList<>();
            for (int generation = 1; generation <= 4; generation++) {
                keys.publish(Deployments.relabel(SHOP, arn(1), generation, "shop.example.test"));
                aliases.add(keys.serverAlias("shop.example.test", "EC").orElseThrow());
            }

            assertThat(evicted).containsExactly(arn(1) + "#1");
            assertThat(keys.getPrivateKey(aliases.get(0))).isNull();
            assertThat(keys.getPrivateKey(aliases.get(1))).isNotNull();
        }

        @Test
        void default_is4096OfEachCertificate() {
            List<Long> evicted = new ArrayList<>();
            keys = ServingKeyManager.builder(clock)
                    .onEviction((arn, generation) -> evicted.add(generation))
                    .build();

            for (int generation = 1; generation <= 4098; generation++) {
                keys.publish(Deployments.relabel(SHOP, arn(1), generation, "shop.example.test"));
                keys.publish(Deployments.relabel(SHOP, arn(100 + generation), 1, "x" + generation + ".example.test"));
            }

            assertThat(evicted).containsExactly(1L);
        }

        @Test
        void evictionListener_thatThrows_changesNothing() {
            keys = ServingKeyManager.builder(clock)
                    .retainedPerCertificate(2)
                    .onEviction((arn, generation) -> {
                        throw new IllegalStateException("listener");
                    })
                    .build();

            for (int generation = 1; generation <= 4; generation++) {
                assertThat(keys.publish(Deployments.relabel(SHOP, arn(1), generation, "shop.example.test")))
                        .isEqualTo(Publication.PUBLISHED);
            }
        }

        @Test
        void forgetSuperseded_endsItAtOnce_ofThatCertificateOnly() {
            keys.publish(SHOP);
            keys.publish(WILD);
            String old = keys.serverAlias("shop.example.test", "EC").orElseThrow();
            String oldWild = keys.serverAlias("a.example.test", "EC").orElseThrow();
            keys.publish(renewed);
            keys.publish(Deployments.relabel(WILD, arn(2), 2, "*.example.test"));

            keys.forgetSuperseded(arn(1));

            assertThat(keys.getPrivateKey(old)).isNull();
            assertThat(keys.getPrivateKey(oldWild)).isNotNull();
            assertThat(shown("shop.example.test", "EC")).contains(leaf(renewed));
        }

        @Test
        void forgetSuperseded_worksAfterRetirement() {
            keys.publish(SHOP);
            String old = keys.serverAlias("shop.example.test", "EC").orElseThrow();
            keys.retire(arn(1));

            keys.forgetSuperseded(arn(1));

            assertThat(keys.getPrivateKey(old)).isNull();
        }

        @Test
        void settings_outOfRange_areRefused() {
            ServingKeyManager.Builder builder = ServingKeyManager.builder(clock);

            assertThatThrownBy(() -> builder.retention(Duration.ofMillis(999)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("PT0.999S");
            assertThatThrownBy(() -> builder.retention(Duration.ofHours(2)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> builder.retainedPerCertificate(1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("got 1");
        }

        @Test
        void retention_setAlone_isKept() {
            keys = ServingKeyManager.builder(clock)
                    .retention(Duration.ofSeconds(5))
                    .build();
            keys.publish(SHOP);
            String old = keys.serverAlias("shop.example.test", "EC").orElseThrow();
            keys.publish(renewed);

            clock.advance(Duration.ofSeconds(5));

            assertThat(keys.getPrivateKey(old)).isNull();
        }
    }

    @Nested
    @DisplayName("publishing")
    class Publishing {
        private final ServingMaterial second = material(arn(1), 2, "P-256", "shop.example.test", "b.example.test");

        @Test
        void newer_isPublished() {
            assertThat(keys.publish(SHOP)).isEqualTo(Publication.PUBLISHED);
            assertThat(keys.publish(second)).isEqualTo(Publication.PUBLISHED);

            assertThat(keys.generation(arn(1))).isEqualTo(OptionalLong.of(2));
            assertThat(shown("b.example.test", "EC")).contains(leaf(second));
        }

        @Test
        void same_changesNothing() {
            keys.publish(SHOP);
            String alias = keys.serverAlias("shop.example.test", "EC").orElseThrow();

            assertThat(keys.publish(SHOP)).isEqualTo(Publication.ALREADY_SERVED);
            assertThat(keys.serverAlias("shop.example.test", "EC")).contains(alias);
        }

        @Test
        void sameGenerationWithAnotherChain_isRefused() {
            keys.publish(SHOP);

            assertThat(keys.publish(material(arn(1), 1, "P-256", "shop.example.test")))
                    .isEqualTo(Publication.REFUSED_CONFLICTING);
            assertThat(shown("shop.example.test", "EC")).contains(leaf(SHOP));
        }

        @Test
        void older_isRefused_unlessTheNewerOneIsNamed() {
            keys.publish(second);

            assertThat(keys.publish(SHOP)).isEqualTo(Publication.REFUSED_OLDER);
            assertThat(keys.rollBack(SHOP, 3)).isEqualTo(Publication.REFUSED_OLDER);
            assertThat(shown("shop.example.test", "EC")).contains(leaf(second));
            assertThat(keys.rollBack(SHOP, 2)).isEqualTo(Publication.PUBLISHED);
            assertThat(keys.rollBack(SHOP, 2)).isEqualTo(Publication.ALREADY_SERVED);
            assertThat(shown("shop.example.test", "EC")).contains(leaf(SHOP));
        }

        @Test
        @DisplayName("a generation published again has another alias, so two contents never share one")
        void rolledBack_hasAnAliasOfItsOwn() {
            keys.publish(SHOP);
            String first = keys.serverAlias("shop.example.test", "EC").orElseThrow();
            keys.publish(second);
            keys.rollBack(SHOP, 2);

            assertThat(keys.serverAlias("shop.example.test", "EC").orElseThrow())
                    .isNotEqualTo(first)
                    .startsWith(arn(1) + "#1.");
        }

        @Test
        void droppedName_isServedNoMore() {
            keys = ServingKeyManager.builder(clock).withoutDefault().build();
            keys.publish(second);

            keys.publish(Deployments.relabel(second, arn(1), 3, "shop.example.test"));

            assertThat(shown("b.example.test", "EC")).isEmpty();
            assertThat(shown("shop.example.test", "EC")).isPresent();
        }

        @Test
        void retiring_twice_isRetiringOnce() {
            keys.publish(SHOP);

            assertThat(keys.retire(arn(1))).isTrue();
            assertThat(keys.retire(arn(1))).isFalse();
            assertThat(keys.retire(arn(7))).isFalse();
            assertThat(keys.generation(arn(1))).isEmpty();
            assertThat(shown("shop.example.test", "EC")).isEmpty();
        }

        @Test
        void afterRetirement_anyGenerationMayBePublished() {
            keys.publish(second);
            keys.retire(arn(1));

            assertThat(keys.publish(SHOP)).isEqualTo(Publication.PUBLISHED);
            assertThat(shown("shop.example.test", "EC")).contains(leaf(SHOP));
        }
    }

    @Nested
    @DisplayName("client side")
    class ClientSide {
        private final X500Principal shopIssuer = leaf(SHOP).getIssuerX500Principal();

        private Optional<X509Certificate> chosen(X500Principal[] issuers, String... keyTypes) {
            String alias = keys.chooseEngineClientAlias(keyTypes, issuers, null);
            return alias == null ? Optional.empty() : Optional.of(keys.getCertificateChain(alias)[0]);
        }

        @Test
        void certificate_isChosenByIssuer() {
            keys.publish(WILD);
            keys.publish(SHOP);

            assertThat(chosen(new X500Principal[] {shopIssuer}, "EC")).contains(leaf(SHOP));
            assertThat(chosen(new X500Principal[] {new X500Principal("CN=none")}, "EC"))
                    .isEmpty();
            assertThat(chosen(null, "EC")).contains(leaf(WILD));
        }

        @Test
        void keyTypes_areTriedInTheServersOrder() {
            keys.publish(SHOP);
            keys.publish(SHOP_RSA);

            assertThat(chosen(null, "RSA", "EC")).contains(leaf(SHOP_RSA));
            assertThat(chosen(null, "EC", "RSA")).contains(leaf(SHOP));
            assertThat(chosen(null, "DSA")).isEmpty();
            assertThat(keys.chooseClientAlias(null, null, null)).isNull();
        }

        @Test
        void namedCertificates_areTheOnlyOnes() {
            keys = ServingKeyManager.builder(clock).clientCertificate(arn(1)).build();
            keys.publish(WILD);
            assertThat(chosen(null, "EC")).isEmpty();

            keys.publish(SHOP);

            assertThat(chosen(null, "EC")).contains(leaf(SHOP));
        }

        @Test
        @DisplayName("RFC 5280 §4.2.1.12: a server's certificate is never shown by a client")
        void serverOnlyCertificate_isPassedOver() {
            keys.publish(
                    material(arn(5), 1, "P-256", Usage.SERVER, Deployments.FROM, Deployments.TO, "shop.example.test"));

            assertThat(chosen(null, "EC")).isEmpty();
        }

        @Test
        void expiredCertificate_isTheLastChoice() {
            keys.publish(material(
                    arn(5),
                    1,
                    "P-256",
                    Usage.ANY,
                    Deployments.FROM,
                    clock.instant().minusSeconds(1),
                    "old.example.test"));
            keys.publish(SHOP);

            assertThat(chosen(null, "EC")).contains(leaf(SHOP));
        }
    }
}
