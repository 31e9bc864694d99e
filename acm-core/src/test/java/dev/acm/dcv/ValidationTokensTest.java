package dev.acm.dcv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.acm.name.DomainName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The validation record depends on account and base name only (ACM behaviour d.1 to d.3). */
class ValidationTokensTest {
    private static final byte[] OLD = secret(1);
    private static final byte[] NEW = secret(2);
    private static final DomainName ZONE = DomainName.parse("validation.example");
    private static final DomainName NAME = DomainName.parse("example.com");

    private final ValidationTokens tokens = ValidationTokens.of(List.of(OLD), ZONE);

    private static byte[] secret(int value) {
        byte[] secret = new byte[32];
        Arrays.fill(secret, (byte) value);
        return secret;
    }

    @Nested
    class Form {
        @Test
        void record_hasTwoTokensOf32HexDigits() {
            ResourceRecord record = tokens.record("111122223333", NAME);

            assertThat(record.name()).matches("_[0-9a-f]{32}\\.example\\.com\\.");
            assertThat(record.type()).isEqualTo("CNAME");
            assertThat(record.value()).matches("_[0-9a-f]{32}\\.validation\\.example\\.");
        }

        @Test
        void record_nameAndValue_haveDifferentTokens() {
            ResourceRecord record = tokens.record("111122223333", NAME);

            assertThat(record.name().substring(0, 33))
                    .isNotEqualTo(record.value().substring(0, 33));
        }

        @Test
        void record_isPinned() {
            // owners publish it once and for all, so no later version may derive another
            assertThat(tokens.record("111122223333", NAME))
                    .hasToString(
                            "_0142f6f81ed830786b1c0ae87ae8f54a.example.com. CNAME _f289bbf73616d58e21be00d3bd75ff23.validation.example.");
        }
    }

    @Nested
    class Binding {
        @Test
        void record_sameAccountAndName_isTheSame() {
            assertThat(ValidationTokens.of(List.of(OLD), ZONE).record("111122223333", NAME))
                    .isEqualTo(tokens.record("111122223333", NAME));
        }

        @Test
        void record_wildcard_sharesTheRecordOfItsBase() {
            assertThat(tokens.record("111122223333", DomainName.parse("*.example.com")))
                    .isEqualTo(tokens.record("111122223333", NAME));
        }

        @Test
        void record_otherAccount_isAnother() {
            assertThat(tokens.record("444455556666", NAME)).isNotEqualTo(tokens.record("111122223333", NAME));
        }

        @Test
        void record_otherName_hasOtherTokens() {
            String here = tokens.record("111122223333", NAME).name().substring(0, 33);
            String below = tokens.record("111122223333", DomainName.parse("www.example.com"))
                    .name()
                    .substring(0, 33);

            assertThat(below).isNotEqualTo(here);
        }

        @Test
        void record_otherSecret_isAnother() {
            assertThat(ValidationTokens.of(List.of(NEW), ZONE).record("111122223333", NAME))
                    .isNotEqualTo(tokens.record("111122223333", NAME));
        }

        @Test
        void record_aThousandNames_areAllDifferent() {
            assertThat(IntStream.range(0, 1000)
                            .mapToObj(i -> tokens.record("a" + i % 10, DomainName.parse("n" + i / 10 + ".example"))
                                    .value())
                            .collect(Collectors.toSet()))
                    .hasSize(1000);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "ä", "ö", "a b", "a\0b", "a.b"})
        void record_accountOfAnotherForm_isRefused(String account) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> tokens.record(account, NAME))
                    .withMessageContaining("account");
            assertThatIllegalArgumentException().isThrownBy(() -> tokens.accepted(account, NAME));
        }
    }

    @Nested
    class Secrets {
        @Test
        void accepted_twoSecrets_areBothTheFirstMakesRecords() {
            ValidationTokens rotated = ValidationTokens.of(List.of(NEW, OLD), ZONE);

            assertThat(rotated.accepted("111122223333", NAME))
                    .containsExactly(rotated.record("111122223333", NAME), tokens.record("111122223333", NAME));
            assertThat(rotated.record("111122223333", NAME)).isNotEqualTo(tokens.record("111122223333", NAME));
        }

        @Test
        void of_secretChangedAfterwards_isNotAffected() {
            byte[] secret = OLD.clone();
            ValidationTokens copied = ValidationTokens.of(List.of(secret), ZONE);

            Arrays.fill(secret, (byte) 9);

            assertThat(copied.record("111122223333", NAME)).isEqualTo(tokens.record("111122223333", NAME));
        }

        @Test
        void of_shortSecret_isRefusedAlsoAsTheSecond() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ValidationTokens.of(List.of(OLD, new byte[31]), ZONE))
                    .withMessageContainingAll("32", "31");
        }

        @Test
        void of_noSecret_isRefused() {
            assertThatIllegalArgumentException().isThrownBy(() -> ValidationTokens.of(List.of(), ZONE));
        }

        @Test
        void of_wildcardZone_isRefused() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ValidationTokens.of(List.of(OLD), DomainName.parse("*.validation.example")));
        }

        @Test
        void of_null_isRefused() {
            assertThatNullPointerException().isThrownBy(() -> ValidationTokens.of(List.of(OLD), null));
            assertThatNullPointerException().isThrownBy(() -> ValidationTokens.of(null, ZONE));
        }

        @Test
        void toString_showsNoSecret() {
            byte[] text = "a-secret-that-nobody-may-read-01".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            ValidationTokens named = ValidationTokens.of(new ArrayList<>(List.of(text)), ZONE);

            assertThat(named).hasToString("ValidationTokens[1 secrets, validation.example]");
        }
    }

    @Nested
    class Records {
        @Test
        void toZoneLine_isALineOfAZoneFile() {
            assertThat(new ResourceRecord("_x.example.com.", "CNAME", "_y.example.net.").toZoneLine())
                    .isEqualTo("_x.example.com. 300 IN CNAME _y.example.net.");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", ".", "_x.example.com"})
        void new_nameNotAbsolute_isRefused(String name) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new ResourceRecord(name, "CNAME", "v"))
                    .withMessageContaining("name");
        }

        @Test
        void new_emptyOrNullPart_isRefused() {
            assertThatIllegalArgumentException().isThrownBy(() -> new ResourceRecord("x.", "", "v"));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new ResourceRecord("x.", "CNAME", "y.\nevil. IN CNAME z."));
            assertThatIllegalArgumentException().isThrownBy(() -> new ResourceRecord("x\r.", "CNAME", "y."));
            assertThatIllegalArgumentException().isThrownBy(() -> new ResourceRecord("x.", "CNAME", ""));
            assertThatNullPointerException().isThrownBy(() -> new ResourceRecord(null, "CNAME", "v"));
            assertThatNullPointerException().isThrownBy(() -> new ResourceRecord("x.", null, "v"));
            assertThatNullPointerException().isThrownBy(() -> new ResourceRecord("x.", "CNAME", null));
        }

        @Test
        void answerMail_listChangedAfterwards_isNotAffected() {
            List<String> addresses = new ArrayList<>(List.of("admin@example.com"));
            Challenge.AnswerMail mail = new Challenge.AnswerMail(addresses, "example.com");

            addresses.clear();

            assertThat(mail.addresses()).containsExactly("admin@example.com");
        }

        @Test
        void challenge_null_isRefused() {
            assertThatNullPointerException().isThrownBy(() -> new Challenge.PublishRecord(null));
            assertThatNullPointerException().isThrownBy(() -> new Challenge.AnswerMail(List.of(), null));
        }
    }
}
