package dev.acm.ca;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.ca.SigningToken.Decision;
import dev.acm.ca.internal.DerElement;
import dev.acm.ca.lint.CertificateLint;
import dev.acm.ca.lint.LintContext;
import dev.acm.ca.lint.LintProfile;
import dev.acm.ca.lint.Rule;
import dev.acm.ca.profile.ValiditySchedule;
import dev.acm.ca.profile.ValidityWindow;
import dev.acm.certificate.CertificateChain;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.name.DomainName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("BR 4.3.1.2: only the lint gives the way to a signature")
class SigningTokenTest {
    private static final CertificateLint LINT = CertificateLint.of(LintProfile.TLS_SERVER);
    private byte[] good = new byte[0];
    private LintContext context = LintContext.none();

    @BeforeEach
    void issueOne() throws Exception {
        EmbeddedAuthority authority = TestAuthority.open();
        CertificateChain chain = TestAuthority.issue(
                authority,
                1,
                TestAuthority.plan(KeyAlgorithm.EC_prime256v1, "example.com", "*.example.com")
                        .build());
        good = DerElement.parse(chain.toDer().get(0)).children().get(0).encoded();
        context = LintContext.builder()
                .issuer(authority.issuingCertificate())
                .signedAt(TestAuthority.NOW)
                .requestedKey(chain.leaf().getPublicKey().getEncoded())
                .plannedNames(List.of(DomainName.parse("example.com"), DomainName.parse("*.example.com")))
                .reservedSerial(chain.leaf().getSerialNumber())
                .plannedValidity(new ValidityWindow(
                        chain.leaf().getNotBefore().toInstant(),
                        chain.leaf().getNotAfter().toInstant()))
                .limits(ValiditySchedule.thirteenMonths())
                .waive(List.of(Rule.AIA_MISSING, Rule.REVOCATION_INFORMATION_MISSING))
                .build();
    }

    @Test
    void forCertificate_goodOctets_givesATokenForExactlyThem() {
        Decision decision = SigningToken.forCertificate(good, LINT, context);

        assertThat(decision).isInstanceOf(Decision.Granted.class);
        assertThat(((Decision.Granted) decision).token().toBeSigned()).isEqualTo(good);
    }

    @Test
    void forCertificate_octetsChangedAfterwards_tokenKeepsThoseThatWereRead() {
        byte[] octets = good.clone();
        Decision.Granted granted = (Decision.Granted) SigningToken.forCertificate(octets, LINT, context);

        octets[20] ^= 1;

        assertThat(granted.token().toBeSigned()).isEqualTo(good);
    }

    @Test
    void forCertificate_seededCorruptions_noneGetsAToken() {
        Random random = new Random(20261123);
        List<String> granted = new ArrayList<>();
        int tried = 0;
        while (tried < Integer.getInteger("acm.corruptions", 500)) {
            byte[] corrupt = corrupt(good, random);
            if (Arrays.equals(corrupt, good)) {
                continue;
            }
            tried++;
            if (SigningToken.forCertificate(corrupt, LINT, context) instanceof Decision.Granted) {
                granted.add(HexFormat.of().formatHex(corrupt));
            }
        }

        assertThat(granted).isEmpty();
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
