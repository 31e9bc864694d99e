package dev.acm.ca;

import static dev.acm.ca.TestAuthority.NOW;
import static dev.acm.ca.TestAuthority.attempt;
import static dev.acm.certificate.KeyAlgorithm.EC_prime256v1;
import static dev.acm.certificate.KeyAlgorithm.EC_secp384r1;
import static dev.acm.certificate.KeyAlgorithm.RSA_2048;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acm.ca.SigningToken.Decision;
import dev.acm.ca.lint.CertificateLint;
import dev.acm.ca.lint.LintContext;
import dev.acm.ca.lint.LintProfile;
import dev.acm.ca.profile.CertificateProfile;
import dev.acm.ca.profile.CertificateProfile.Usage;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.memory.InMemoryRecordStore;
import dev.acm.spi.AuthorityException;
import dev.acm.spi.IssuancePlan;
import dev.acm.spi.RecordStore;
import dev.acm.spi.StoredRecord;
import dev.acm.spi.Submission;
import dev.acm.spi.Write;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("BR 4.3.1.2: only the lint gives the way to a signature")
class SigningTokenTest {
    /** Of each kind. */
    private static final int CORRUPTIONS = Integer.getInteger("acm.corruptions", 200);

    /** A kind of certificate: keys of CA and leaf, profile, and names; each with URLs and without. */
    enum Kind {
        EC_SERVER(EC_prime256v1, EC_prime256v1, CertificateProfile.tlsServer(), "example.com", "*.example.com"),
        EC_384_SERVER(EC_secp384r1, EC_secp384r1, CertificateProfile.tlsServer(), "a.b.example.com"),
        RSA_SERVER(RSA_2048, RSA_2048, CertificateProfile.tlsServer(), "example.com"),
        RSA_ENCIPHERING(
                EC_prime256v1,
                RSA_2048,
                CertificateProfile.builder("enciphering", Set.of(Usage.SERVER_AUTH))
                        .keyEncipherment(true)
                        .subjectKeyIdentifier(true)
                        .build(),
                "example.com",
                "xn--bcher-kva.example.com"),
        CLIENT(EC_prime256v1, EC_prime256v1, CertificateProfile.tlsClient(), "client.example.com"),
        BOTH(RSA_2048, EC_prime256v1, CertificateProfile.tlsServerAndClient(), "both.example.com"),
        OWN_POLICY(
                EC_prime256v1,
                EC_prime256v1,
                CertificateProfile.builder("own-policy", Set.of(Usage.SERVER_AUTH))
                        .policy("1.3.6.1.4.1.99999.1.2")
                        .build(),
                "example.com"),
        NO_POLICY(
                EC_prime256v1,
                EC_prime256v1,
                CertificateProfile.builder("no-policy", Set.of(Usage.SERVER_AUTH))
                        .withoutPolicy()
                        .build(),
                "*.example.com"),
        PRIVATE_NAME(EC_prime256v1, EC_prime256v1, CertificateProfile.tlsServer(), "server.corp", "localhost"),
        NO_COMMON_NAME(EC_prime256v1, EC_prime256v1, CertificateProfile.tlsServer(), "a".repeat(63) + ".example.com");

        private final KeyAlgorithm caKey;
        private final KeyAlgorithm key;
        private final CertificateProfile profile;
        private final String[] names;

        Kind(KeyAlgorithm caKey, KeyAlgorithm key, CertificateProfile profile, String... names) {
            this.caKey = caKey;
            this.key = key;
            this.profile = profile;
            this.names = names;
        }

        EmbeddedAuthority open(RecordStore store, boolean urls) throws Exception {
            PublicationOptions.Builder publication = PublicationOptions.builder();
            if (urls) {
                publication
                        .crlUrl("http://ca.example/{issuer}/{shard}.crl")
                        .crlShards(4)
                        .issuerUrl("http://ca.example/{issuer}.cer")
                        .ocspUrl("http://ca.example/ocsp");
            }
            return EmbeddedAuthority.open(
                    TestAuthority.options(store)
                            .keyAlgorithm(caKey)
                            .profile(profile)
                            .publication(publication.build())
                            .build(),
                    NOW);
        }

        IssuancePlan plan() throws Exception {
            return TestAuthority.plan(key, names).profile(profile.name()).build();
        }
    }

    /** An attempt whose intent is stored and whose process died before the signature. */
    private static final class Interrupted {
        private final InMemoryRecordStore store = new InMemoryRecordStore();
        private final IssuancePlan plan;
        private final EmbeddedAuthority restarted;
        private final StoredRecord intent;

        Interrupted(Kind kind, boolean urls) throws Exception {
            plan = kind.plan();
            restarted = kind.open(store, urls);
            // the place of the CRLs is written before the intent
            int signature = urls ? 5 : 4;
            EmbeddedAuthority crashing =
                    kind.open(new CrashingStore(store, signature, CrashingStore.Moment.BEFORE), urls);
            assertThatThrownBy(() -> crashing.submit(attempt(1), plan)).isInstanceOf(AuthorityException.class);
            intent = store.scan(Ledger.CERTIFICATES, Optional.empty(), Optional.empty(), 10).records().stream()
                    .filter(record -> record.document().string("state").equals("INTENT"))
                    .findFirst()
                    .orElseThrow();
        }

        byte[] toBeSigned() {
            return intent.document().bytes("toBeSigned");
        }

        /** Puts other octets into the intent and takes the attempt up. */
        Submission resume(byte[] octets) throws Exception {
            String version = store.find(intent.key()).orElseThrow().version();
            store.write(List.of(new Write.Update(
                    intent.key(),
                    version,
                    Optional.empty(),
                    intent.document().toBuilder().put("toBeSigned", octets).build())));
            return restarted.submit(attempt(1), plan);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("of octets corrupted in the store none gets a signature, whatever kind of certificate they were")
    void submit_seededCorruptionsOfTheIntent_noneIsSigned(Kind kind) throws Exception {
        Random random = new Random(20261123L + kind.ordinal());
        List<String> signed = new ArrayList<>();
        for (boolean urls : List.of(true, false)) {
            Interrupted interrupted = new Interrupted(kind, urls);
            byte[] good = interrupted.toBeSigned();
            for (int tried = 0; tried < CORRUPTIONS / 2; ) {
                byte[] corrupt = corrupt(good, random);
                if (Arrays.equals(corrupt, good)) {
                    continue;
                }
                tried++;
                if (!(interrupted.resume(corrupt) instanceof Submission.Rejected)) {
                    signed.add(HexFormat.of().formatHex(corrupt));
                    interrupted = new Interrupted(kind, urls);
                    good = interrupted.toBeSigned();
                }
            }
            // control: what is not corrupted is signed
            assertThat(interrupted.resume(good)).isInstanceOf(Submission.Issued.class);
        }

        assertThat(signed).isEmpty();
    }

    @Test
    @DisplayName(
            "control: many of these corruptions are certificates in good form, which only the plan tells from the right one")
    void forCertificate_formAlone_letsCorruptionsPass() throws Exception {
        Random random = new Random(20261123);
        byte[] good = new Interrupted(Kind.EC_SERVER, true).toBeSigned();
        CertificateLint form = CertificateLint.of(LintProfile.PKIX);

        int granted = 0;
        for (int tried = 0; tried < CORRUPTIONS; tried++) {
            if (SigningToken.forCertificate(corrupt(good, random), form, LintContext.none())
                    instanceof Decision.Granted) {
                granted++;
            }
        }

        assertThat(granted).isGreaterThan(CORRUPTIONS / 20);
    }

    @Test
    void forCertificate_goodOctets_givesATokenForExactlyThem() throws Exception {
        byte[] good = new Interrupted(Kind.EC_SERVER, true).toBeSigned();

        Decision decision = SigningToken.forCertificate(good, CertificateLint.of(LintProfile.PKIX), LintContext.none());

        assertThat(decision).isInstanceOf(Decision.Granted.class);
        assertThat(((Decision.Granted) decision).token().toBeSigned()).isEqualTo(good);
    }

    @Test
    void forCertificate_octetsChangedAfterwards_tokenKeepsThoseThatWereRead() throws Exception {
        byte[] good = new Interrupted(Kind.EC_SERVER, true).toBeSigned();
        byte[] octets = good.clone();
        Decision.Granted granted = (Decision.Granted)
                SigningToken.forCertificate(octets, CertificateLint.of(LintProfile.PKIX), LintContext.none());

        octets[20] ^= 1;

        assertThat(granted.token().toBeSigned()).isEqualTo(good);
    }

    private static byte[] corrupt(byte[] octets, Random random) {
        byte[] result = octets.clone();
        int at = random.nextInt(result.length);
        switch (random.nextInt(5)) {
            case 0 -> result[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> result[at] = (byte) random.nextInt(256);
            case 2 -> {
                int other = random.nextInt(result.length);
                byte swapped = result[at];
                result[at] = result[other];
                result[other] = swapped;
            }
            case 3 -> result = Arrays.copyOf(result, at);
            default -> {
                byte[] longer = Arrays.copyOf(result, result.length + 1);
                System.arraycopy(result, at, longer, at + 1, result.length - at);
                result = longer;
            }
        }
        return result;
    }
}
