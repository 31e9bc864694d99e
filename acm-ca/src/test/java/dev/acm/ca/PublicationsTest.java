package dev.acm.ca;

import static dev.acm.ca.TestAuthority.NOW;
import static dev.acm.ca.TestAuthority.attempt;
import static dev.acm.ca.TestAuthority.issue;
import static dev.acm.ca.TestAuthority.options;
import static dev.acm.ca.TestAuthority.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acm.ca.lint.CrlLint;
import dev.acm.ca.lint.LintContext;
import dev.acm.certificate.CertificateChain;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.certificate.RevocationReason;
import dev.acm.memory.InMemoryRecordStore;
import dev.acm.spi.IssuancePlan;
import dev.acm.spi.Submission;
import java.math.BigInteger;
import java.net.URI;
import java.security.cert.CRLReason;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PublicationsTest {
    private static final int SHARDS = 3;
    private static final Instant SOON = NOW.plusSeconds(300);

    private final InMemoryRecordStore store = new InMemoryRecordStore();

    private EmbeddedAuthority open(PublicationOptions.Builder publication) throws Exception {
        return EmbeddedAuthority.open(
                options(store).publication(publication.build()).build(), NOW);
    }

    private EmbeddedAuthority sharded() throws Exception {
        return open(PublicationOptions.builder()
                .crlUrl("http://ca.example/{issuer}/{shard}.crl")
                .crlShards(SHARDS));
    }

    private static IssuancePlan ecPlan() throws Exception {
        return plan(KeyAlgorithm.EC_prime256v1, "example.com").build();
    }

    private static String idOf(X509Certificate ca) {
        byte[] extension = ca.getExtensionValue("2.5.29.14");
        return HexFormat.of().formatHex(Arrays.copyOfRange(extension, 4, extension.length));
    }

    private static URI url(X509Certificate issuer, int shard) {
        return URI.create("http://ca.example/" + idOf(issuer) + "/" + shard + ".crl");
    }

    private static URI crlUrlOf(CertificateChain chain) {
        return URI.create(Extensions.crlUrlOf(chain.leaf()).orElseThrow());
    }

    private static BigInteger number(byte[] crl) throws Exception {
        byte[] value = SecondOpinion.crl(crl).getExtensionValue("2.5.29.20");
        return new BigInteger(Arrays.copyOfRange(value, 4, value.length));
    }

    @Nested
    @DisplayName("BR 7.2.2.1: CRLs that each cover a part")
    class Shards {
        /** One certificate of each shard. */
        private List<CertificateChain> oneOfEachShard(EmbeddedAuthority authority) throws Exception {
            CertificateChain[] chains = new CertificateChain[SHARDS];
            int found = 0;
            for (int i = 1; found < SHARDS; i++) {
                CertificateChain chain = issue(authority, i, ecPlan());
                for (int shard = 0; shard < SHARDS; shard++) {
                    if (crlUrlOf(chain).equals(url(authority.issuingCertificate(), shard)) && chains[shard] == null) {
                        chains[shard] = chain;
                        found++;
                    }
                }
            }
            return List.of(chains);
        }

        @Test
        void publications_revokedCertificate_isOnItsOwnShardOnly() throws Exception {
            EmbeddedAuthority authority = sharded();
            List<CertificateChain> chains = oneOfEachShard(authority);
            authority.revoke(chains.get(1), RevocationReason.CESSATION_OF_OPERATION, NOW);

            Map<URI, byte[]> published = authority.publications(NOW);

            assertThat(published).hasSize(SHARDS);
            for (int shard = 0; shard < SHARDS; shard++) {
                byte[] der = published.get(url(authority.issuingCertificate(), shard));
                X509CRL crl = SecondOpinion.crl(der);
                assertThat(crl.isRevoked(chains.get(1).leaf())).isEqualTo(shard == 1);
                assertThat(crl.getCriticalExtensionOIDs()).containsExactly("2.5.29.28");
                assertThat(CrlLint.check(
                                der,
                                LintContext.builder()
                                        .issuer(authority.issuingCertificate())
                                        .build()))
                        .isEmpty();
            }
        }

        @Test
        void publications_shards_othersTakeTheRightOneOnly() throws Exception {
            EmbeddedAuthority authority = sharded();
            List<CertificateChain> chains = oneOfEachShard(authority);
            authority.revoke(chains.get(1), RevocationReason.SUPERSEDED, NOW);
            Map<URI, byte[]> published = authority.publications(NOW);
            List<byte[]> first = List.of(published.get(crlUrlOf(chains.get(0))));
            List<byte[]> second = List.of(published.get(crlUrlOf(chains.get(1))));
            List<X509Certificate> roots = authority.roots();

            assertThat(SecondOpinion.jdkAccepts(chains.get(0), roots, first, true, SOON))
                    .isTrue();
            assertThat(SecondOpinion.opensslAccepts(chains.get(0), roots, first, true, SOON))
                    .isTrue();
            // revoked; and the control: another shard says nothing of it, so it is not accepted either
            for (List<byte[]> crl : List.of(second, first)) {
                assertThat(SecondOpinion.jdkAccepts(chains.get(1), roots, crl, true, SOON))
                        .isFalse();
                assertThat(SecondOpinion.isOpensslThere()
                                && SecondOpinion.opensslAccepts(chains.get(1), roots, crl, true, SOON))
                        .isFalse();
            }
        }

        @Test
        void crl_ofShardedCertificates_listsAll() throws Exception {
            EmbeddedAuthority authority = sharded();
            List<CertificateChain> chains = oneOfEachShard(authority);
            for (CertificateChain chain : chains) {
                authority.revoke(chain, RevocationReason.SUPERSEDED, NOW);
            }

            assertThat(SecondOpinion.crl(authority.crl(NOW)).getRevokedCertificates())
                    .hasSize(SHARDS);
        }

        @Test
        @DisplayName("RFC 5280 5.2.3: one number for all, rising from the store, whatever the clock does")
        void publications_clockGoesBack_numbersRise() throws Exception {
            EmbeddedAuthority authority = sharded();
            List<BigInteger> numbers = new ArrayList<>();
            for (Instant at : List.of(NOW, NOW.minus(Duration.ofDays(2)), NOW)) {
                for (byte[] crl : sharded().publications(at).values()) {
                    numbers.add(number(crl));
                }
            }

            assertThat(numbers)
                    .isEqualTo(List.of(1, 1, 1, 2, 2, 2, 3, 3, 3).stream()
                            .map(BigInteger::valueOf)
                            .toList());
            assertThat(number(authority.crl(NOW))).isEqualTo(BigInteger.valueOf(4));
        }

        private PublicationOptions.Builder fewer() {
            return PublicationOptions.builder()
                    .crlUrl("http://ca.example/{issuer}/{shard}.crl")
                    .crlShards(SHARDS - 1);
        }

        private PublicationOptions.Builder elsewhere() {
            return PublicationOptions.builder()
                    .crlUrl("http://other.example/{issuer}/{shard}")
                    .crlShards(SHARDS);
        }

        private PublicationOptions.Builder whole() {
            return PublicationOptions.builder().crlUrl("http://ca.example/{issuer}/{shard}.crl");
        }

        private List<PublicationOptions.Builder> changes() {
            return List.of(fewer(), elsewhere(), whole(), PublicationOptions.builder());
        }

        @Test
        @DisplayName("REV-8: after any change of place, each certificate is judged by the CRL that it names")
        void publications_placeChanged_certificateKeepsIts() throws Exception {
            EmbeddedAuthority before = sharded();
            List<CertificateChain> revoked = oneOfEachShard(before);
            before.publications(NOW);
            for (CertificateChain chain : revoked) {
                before.revoke(chain, RevocationReason.SUPERSEDED, NOW);
            }
            CertificateChain good = issue(before, 1000, ecPlan());

            for (PublicationOptions.Builder change : changes()) {
                Map<URI, byte[]> published = open(change).publications(NOW);
                for (CertificateChain chain : revoked) {
                    byte[] crl = published.get(crlUrlOf(chain));
                    assertThat(SecondOpinion.crl(crl).isRevoked(chain.leaf())).isTrue();
                    assertThat(SecondOpinion.jdkAccepts(chain, before.roots(), List.of(crl), true, SOON))
                            .isFalse();
                }
                List<byte[]> itsOwn = List.of(published.get(crlUrlOf(good)));
                assertThat(SecondOpinion.jdkAccepts(good, before.roots(), itsOwn, true, SOON))
                        .isTrue();
                assertThat(SecondOpinion.opensslAccepts(good, before.roots(), itsOwn, true, SOON))
                        .isTrue();
            }
        }

        @Test
        void publications_placeChanged_placesBeforeAreServedEvenWhenEmpty_andPartsStayParts() throws Exception {
            sharded().publications(NOW);

            EmbeddedAuthority after = open(elsewhere());
            Map<URI, byte[]> published = after.publications(NOW);

            assertThat(published).hasSize(2 * SHARDS);
            for (int shard = 0; shard < SHARDS; shard++) {
                X509CRL crl = SecondOpinion.crl(published.get(url(after.issuingCertificate(), shard)));
                assertThat(crl.getCriticalExtensionOIDs()).containsExactly("2.5.29.28");
            }
            // and again, when nothing of it is configured any more
            assertThat(open(PublicationOptions.builder()).publications(NOW).keySet())
                    .isEqualTo(published.keySet());
        }

        @Test
        @DisplayName("what was revoked is published where it says, though nothing was ever published there")
        void publications_placeNeverPublished_revokedCertificateIsStillListedThere() throws Exception {
            EmbeddedAuthority before = sharded();
            CertificateChain chain = issue(before, 1, ecPlan());
            before.revoke(chain, RevocationReason.SUPERSEDED, NOW);

            byte[] crl = open(elsewhere()).publications(NOW).get(crlUrlOf(chain));

            assertThat(SecondOpinion.crl(crl).isRevoked(chain.leaf())).isTrue();
        }

        @Test
        @DisplayName("a place is known from its first certificate on, not from its first CRL")
        void publications_urlDroppedBeforeAnyCrl_isStillServed() throws Exception {
            EmbeddedAuthority before = open(PublicationOptions.builder().crlUrl("http://ca.example/{issuer}.crl"));
            CertificateChain chain = issue(before, 1, ecPlan());
            EmbeddedAuthority dropped = open(PublicationOptions.builder());

            // nothing is revoked yet
            assertThat(dropped.publications(NOW)).containsOnlyKeys(crlUrlOf(chain));
            assertThat(open(elsewhere()).publications(NOW)).containsKey(crlUrlOf(chain));
            dropped.revoke(chain, RevocationReason.SUPERSEDED, NOW);

            assertThat(SecondOpinion.crl(dropped.publications(NOW).get(crlUrlOf(chain)))
                            .isRevoked(chain.leaf()))
                    .isTrue();
        }

        @Test
        @DisplayName("a CRL's number goes on from the record that a place was noted in, and the other way round")
        void submit_urlChangedAfterACrl_keepsItsNumber() throws Exception {
            EmbeddedAuthority before = open(PublicationOptions.builder().crlUrl("http://ca.example/{issuer}.crl"));
            issue(before, 1, ecPlan());
            before.crl(NOW);
            EmbeddedAuthority after = open(PublicationOptions.builder().crlUrl("http://new.example/{issuer}.crl"));
            issue(after, 2, ecPlan());

            byte[] number = SecondOpinion.crl(after.crl(NOW)).getExtensionValue("2.5.29.20");

            assertThat(number[number.length - 1]).isEqualTo((byte) 2);
            assertThat(open(PublicationOptions.builder()).publications(NOW)).hasSize(2);
        }

        @Test
        void publications_wholeOnceThenShards_oldPlaceListsAll() throws Exception {
            EmbeddedAuthority before = open(PublicationOptions.builder().crlUrl("http://ca.example/{issuer}.crl"));
            CertificateChain old = issue(before, 1, ecPlan());
            before.publications(NOW);
            EmbeddedAuthority after = sharded();
            CertificateChain young = issue(after, 2, ecPlan());
            after.revoke(old, RevocationReason.SUPERSEDED, NOW);
            after.revoke(young, RevocationReason.SUPERSEDED, NOW);

            Map<URI, byte[]> published = after.publications(NOW);

            X509CRL whole = SecondOpinion.crl(published.get(crlUrlOf(old)));
            assertThat(whole.isRevoked(old.leaf())).isTrue();
            assertThat(whole.getExtensionValue("2.5.29.28")).isNull();
            assertThat(SecondOpinion.crl(published.get(crlUrlOf(young))).isRevoked(young.leaf()))
                    .isTrue();
        }

        @Test
        @DisplayName("control: an authority that never had a URL publishes nothing")
        void publications_neverAPlace_isEmpty() throws Exception {
            EmbeddedAuthority authority = open(PublicationOptions.builder());
            authority.revoke(issue(authority, 1, ecPlan()), RevocationReason.SUPERSEDED, NOW);

            assertThat(authority.publications(NOW)).isEmpty();
        }
    }

    @Nested
    @DisplayName("BR 7.2: the root's CRL")
    class RootCrl {
        private EmbeddedAuthority withRootUrls() throws Exception {
            return open(PublicationOptions.builder()
                    .rootCrlUrl("http://ca.example/root.crl")
                    .rootUrl("http://ca.example/{issuer}.cer")
                    .crlUrl("http://ca.example/{issuer}.crl"));
        }

        private boolean accepted(EmbeddedAuthority authority, CertificateChain chain) throws Exception {
            List<byte[]> crls = List.of(
                    authority.rootCrl(NOW), authority.crl(chain.certificates().get(1), NOW));
            boolean jdk = SecondOpinion.jdkAccepts(chain, authority.roots(), crls, false, SOON);
            if (SecondOpinion.isOpensslThere()) {
                assertThat(SecondOpinion.opensslAccepts(chain, authority.roots(), crls, false, SOON))
                        .isEqualTo(jdk);
            }
            return jdk;
        }

        @Test
        void rootCrl_issuingCaRevoked_othersRefuseTheChain() throws Exception {
            EmbeddedAuthority authority = withRootUrls();
            CertificateChain chain = issue(authority, 1, ecPlan());
            assertThat(accepted(authority, chain)).isTrue();

            authority.revokeIssuing(
                    authority.issuingCertificate(), RevocationReason.KEY_COMPROMISE, NOW.minusSeconds(5));

            assertThat(accepted(authority, chain)).isFalse();
            X509CRL crl = SecondOpinion.crl(authority.rootCrl(NOW));
            assertThat(crl.getRevokedCertificate(authority.issuingCertificate()).getRevocationReason())
                    .isEqualTo(CRLReason.KEY_COMPROMISE);
            assertThat(Duration.between(
                            crl.getThisUpdate().toInstant(), crl.getNextUpdate().toInstant()))
                    .isEqualTo(Duration.ofDays(180).minusSeconds(1));
            assertThat(crl.isRevoked(chain.leaf())).isFalse();
        }

        @Test
        void publications_rootUrls_areServedAndInTheIssuingCertificate() throws Exception {
            EmbeddedAuthority authority = withRootUrls();
            X509Certificate root = authority.roots().get(0);

            Map<URI, byte[]> published = authority.publications(NOW);

            URI rootUrl = URI.create("http://ca.example/" + idOf(root) + ".cer");
            assertThat(published.keySet())
                    .containsExactlyInAnyOrder(
                            URI.create("http://ca.example/root.crl"),
                            rootUrl,
                            URI.create("http://ca.example/" + idOf(authority.issuingCertificate()) + ".crl"));
            assertThat(published.get(rootUrl)).isEqualTo(root.getEncoded());
            assertThat(Extensions.crlUrlOf(authority.issuingCertificate())).contains("http://ca.example/root.crl");
            assertThat(authority.issuingCertificate().getNonCriticalExtensionOIDs())
                    .contains("1.3.6.1.5.5.7.1.1");
        }

        @Test
        void submit_issuingCaRevoked_isRefusedByEveryManager() throws Exception {
            EmbeddedAuthority authority = sharded();
            EmbeddedAuthority other = sharded();
            other.revokeIssuing(other.issuingCertificate(), RevocationReason.SUPERSEDED, NOW);

            Submission refused = authority.submit(attempt(1), ecPlan());
            authority.rollOver(NOW);
            CertificateChain chain = issue(authority, 2, ecPlan());

            assertThat(((Submission.Rejected) refused).diagnosis().code()).isEqualTo("ISSUER_REVOKED");
            SecondOpinion.accepts(chain, authority.roots(), NOW);
        }

        @Test
        void revokeIssuing_reasonThatNoCrlGives_isRefused() throws Exception {
            EmbeddedAuthority authority = sharded();

            for (RevocationReason reason : List.of(RevocationReason.UNSPECIFIED, RevocationReason.CERTIFICATE_HOLD)) {
                assertThatThrownBy(() -> authority.revokeIssuing(authority.issuingCertificate(), reason, NOW))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Nested
    @DisplayName("Roll-over: the CA before still answers")
    class RollOver {
        @Test
        void publications_afterRollOver_eachCaHasItsOwn() throws Exception {
            EmbeddedAuthority authority = open(PublicationOptions.builder()
                    .crlUrl("http://ca.example/{issuer}/0.crl")
                    .issuerUrl("http://ca.example/{issuer}.cer"));
            CertificateChain before = issue(authority, 1, ecPlan());
            X509Certificate old = authority.issuingCertificate();

            authority.rollOver(NOW);
            authority.revoke(before, RevocationReason.SUPERSEDED, NOW);

            Map<URI, byte[]> published = authority.publications(NOW);
            X509Certificate young = authority.issuingCertificate();
            assertThat(published.keySet())
                    .containsExactlyInAnyOrder(
                            url(old, 0),
                            URI.create("http://ca.example/" + idOf(old) + ".cer"),
                            url(young, 0),
                            URI.create("http://ca.example/" + idOf(young) + ".cer"));
            assertThat(crlUrlOf(before)).isEqualTo(url(old, 0));
            SecondOpinion.crl(published.get(url(old, 0))).verify(old.getPublicKey());
            assertThat(SecondOpinion.jdkAccepts(
                            before, authority.roots(), List.of(published.get(url(old, 0))), true, SOON))
                    .isFalse();
            CertificateChain after = issue(authority, 2, ecPlan());
            assertThat(SecondOpinion.jdkAccepts(
                            after, authority.roots(), List.of(published.get(url(young, 0))), true, SOON))
                    .isTrue();
        }

        @Test
        void publications_oldCaEnded_isLeftOut() throws Exception {
            EmbeddedAuthority authority = sharded();
            X509Certificate old = authority.issuingCertificate();
            Instant late = old.getNotAfter().toInstant().plusSeconds(1);
            authority.rollOver(late);

            assertThat(authority.publications(late).keySet()).hasSize(SHARDS).doesNotContain(url(old, 0));
            assertThat(authority.publications(late.minusSeconds(1))).hasSize(2 * SHARDS);
        }

        @Test
        void rollOver_urlWithoutIssuer_isNotPossibleAndChangesNothing() throws Exception {
            EmbeddedAuthority authority = open(PublicationOptions.builder().crlUrl("http://ca.example/crl"));

            assertThatThrownBy(() -> authority.rollOver(NOW))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("{issuer}");
            assertThat(authority.issuingCertificates()).hasSize(1);
        }
    }

    @Nested
    class Options {
        private final PublicationOptions.Builder builder = PublicationOptions.builder();

        @Test
        void publications_noUrls_areEmpty() throws Exception {
            assertThat(TestAuthority.open(store).publications(NOW)).isEmpty();
        }

        @Test
        void crlUrl_notHttp_isRefused() {
            for (String url :
                    List.of("https://ca.example/", "ldap://ca.example/", "ca.crl", "http:///x", "http://a b")) {
                assertThatThrownBy(() -> builder.crlUrl(url)).isInstanceOf(IllegalArgumentException.class);
            }
        }

        @Test
        void build_shardsWithoutAPlaceForEach_isRefused() {
            builder.crlUrl("http://ca.example/{issuer}").crlShards(2);

            assertThatThrownBy(builder::build)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("{shard}");
        }

        @Test
        void setters_outOfRange_areRefused() {
            assertThatThrownBy(() -> builder.crlShards(0)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> builder.crlValidity(Duration.ofDays(10).plusSeconds(1)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> builder.rootCrlValidity(Duration.ofDays(366)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> builder.ocspValidity(Duration.ofHours(8).minusSeconds(1)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> builder.ocspResponder(Duration.ofDays(3)).build())
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
