package dev.acm.testkit.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.acm.CertificateManager;
import dev.acm.ListQuery;
import dev.acm.certificate.CertificateArn;
import dev.acm.error.Finding;
import dev.acm.error.InvalidRequestException;
import dev.acm.error.ResourceNotFoundException;
import dev.acm.event.Caller;
import dev.acm.event.CertificateEvent;
import dev.acm.event.EventType;
import dev.acm.request.CertificateRequest;
import dev.acm.tag.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tags by ACM's limits (acm-behaviour a.1, i): at the border, beyond it, and all faults together. */
class TagsTest {
    private final World world = new World();
    private final CertificateManager manager = world.manager();
    private final CertificateArn arn = manager.request(World.request()).arn();

    private static List<Tag> numbered(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> Tag.of("k" + i, "v")).toList();
    }

    private List<Finding> refused(List<Tag> tags) {
        List<Tag> before = manager.tags().list(arn);
        List<Finding> findings = catchThrowableOfType(
                        InvalidRequestException.class, () -> manager.tags().add(arn, tags))
                .findings();
        assertThat(manager.tags().list(arn)).as("a failed call changes nothing").isEqualTo(before);
        return findings;
    }

    @Nested
    class Limits {
        @Test
        void add_longestKeyAndValue_isTaken() {
            Tag longest = Tag.of("k".repeat(128), "v".repeat(256));

            manager.tags().add(arn, List.of(longest));

            assertThat(manager.tags().list(arn)).containsExactly(longest);
        }

        @Test
        void add_charactersBeyondTheBasicPlane_countOnce() {
            manager.tags().add(arn, List.of(Tag.of("𝒳".repeat(128))));

            assertThat(refused(List.of(Tag.of("𝒳".repeat(129)))))
                    .extracting(Finding::rule)
                    .containsExactly("tag:length");
        }

        @Test
        void add_emptyKeyOrOneTooLong_isRefused() {
            assertThat(refused(List.of(Tag.of("")))).extracting(Finding::rule).containsExactly("tag:length");
            assertThat(refused(List.of(Tag.of("k".repeat(129)))))
                    .extracting(Finding::rule)
                    .containsExactly("tag:length");
        }

        @Test
        void add_valueTooLong_isRefused() {
            assertThat(refused(List.of(Tag.of("k", "v".repeat(257)))))
                    .extracting(Finding::field)
                    .containsExactly("tags[0].value");
        }

        @Test
        void add_emptyValueAndNoValue_areTwoThings() {
            manager.tags().add(arn, List.of(Tag.of("a", ""), Tag.of("b")));

            assertThat(manager.tags().list(arn)).containsExactly(Tag.of("a", ""), Tag.of("b"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"Ärger 7", "a_b.c:d/e=f+g-h@i", "チーム", "x\u00a0y"})
        void add_lettersSpacesDigitsAndTheNinePunctuations_areTaken(String text) {
            manager.tags().add(arn, List.of(Tag.of(text, text)));

            assertThat(manager.tags().list(arn)).containsExactly(Tag.of(text, text));
        }

        @ParameterizedTest
        @ValueSource(strings = {"a#b", "a*b", "a\nb", "a\tb", "a\"b", "a,b", "€", "😀"})
        void add_otherCharacters_areRefusedInKeyAndValue(String text) {
            assertThat(refused(List.of(Tag.of(text, text))))
                    .extracting(Finding::field)
                    .containsExactly("tags[0].key", "tags[0].value");
        }

        @ParameterizedTest
        @ValueSource(strings = {"aws:", "aws:owner", "AWS:owner", "Aws:x"})
        void add_reservedPrefix_isRefusedInWhateverCase(String key) {
            assertThat(refused(List.of(Tag.of(key)))).extracting(Finding::rule).containsExactly("tag:reserved");
        }

        @Test
        void add_reservedWordElsewhere_isTaken() {
            manager.tags().add(arn, List.of(Tag.of("aws", "aws:x"), Tag.of("my-aws:x")));

            assertThat(manager.tags().list(arn)).hasSize(2);
        }

        @Test
        void add_fiftyTags_areTakenAndOneMoreIsRefused() {
            manager.tags().add(arn, numbered(0, 50));

            assertThat(refused(numbered(50, 51))).extracting(Finding::rule).containsExactly("tag:count");
            manager.tags().add(arn, List.of(Tag.of("k7", "other")));
            assertThat(manager.tags().list(arn)).hasSize(50).contains(Tag.of("k7", "other"));
        }

        @Test
        void add_fiftyOneAtOnce_orNone_isRefused() {
            assertThat(refused(numbered(0, 51))).extracting(Finding::rule).containsExactly("tag:count");
            assertThat(refused(List.of())).extracting(Finding::rule).containsExactly("tag:count");
        }

        @Test
        void add_keyTwice_isRefusedUnlessTheCaseDiffers() {
            assertThat(refused(List.of(Tag.of("k", "a"), Tag.of("k", "b"))))
                    .extracting(Finding::rule)
                    .containsExactly("tag:duplicate");
            manager.tags().add(arn, List.of(Tag.of("k", "a"), Tag.of("K", "b")));
            assertThat(manager.tags().list(arn)).hasSize(2);
        }

        @Test
        void add_manyFaults_areToldTogether() {
            List<Tag> bad = new ArrayList<>(numbered(0, 50));
            bad.add(Tag.of("aws:#" + "k".repeat(130), "v".repeat(300)));

            assertThat(refused(bad))
                    .extracting(Finding::rule)
                    .containsExactly("tag:length", "tag:characters", "tag:reserved", "tag:length", "tag:count");
        }
    }

    @Nested
    class Removing {
        @Test
        void remove_withoutValue_goesWhateverTheValue() {
            manager.tags().add(arn, List.of(Tag.of("team", "blue"), Tag.of("env", "test")));

            manager.tags().remove(arn, List.of(Tag.of("team"), Tag.of("unknown")));

            assertThat(manager.tags().list(arn)).containsExactly(Tag.of("env", "test"));
        }

        @Test
        void remove_withValue_goesOnlyIfItMatches() {
            manager.tags().add(arn, List.of(Tag.of("team", "blue"), Tag.of("env", "test"), Tag.of("flag")));

            manager.tags().remove(arn, List.of(Tag.of("team", "red"), Tag.of("env", "test"), Tag.of("flag", "")));

            assertThat(manager.tags().list(arn)).containsExactly(Tag.of("flag"), Tag.of("team", "blue"));
        }

        @Test
        void remove_badKeyOrNone_isRefused() {
            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(() -> manager.tags().remove(arn, List.of(Tag.of(""), Tag.of("aws:x"))))
                    .satisfies(e -> assertThat(e.findings())
                            .extracting(Finding::rule)
                            .containsExactly("tag:length", "tag:reserved"));
            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(() -> manager.tags().remove(arn, List.of()));
            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(() -> manager.tags().remove(arn, numbered(0, 51)));
        }
    }

    @Test
    void request_tags_areThereFromTheStart() {
        CertificateArn tagged = manager.request(CertificateRequest.builder("tagged.example.test")
                        .tag(Tag.of("team", "blue"))
                        .tag(Tag.of("flag"))
                        .build())
                .arn();

        assertThat(manager.tags().list(tagged)).containsExactly(Tag.of("flag"), Tag.of("team", "blue"));
        assertThat(manager.describe(tagged).tags()).hasSize(2);
    }

    @Test
    void request_badTagsAndBadName_areToldTogetherAndNothingIsStored() {
        CertificateRequest bad = CertificateRequest.builder("-bad.example.test")
                .tag(Tag.of("aws:x"))
                .build();

        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> manager.request(bad))
                .satisfies(
                        e -> assertThat(e.findings()).extracting(Finding::field).contains("names[0]", "tags[0].key"));
        assertThat(manager.list(ListQuery.all()).certificates()).hasSize(1);
    }

    @Test
    void request_sameTokenOtherTags_isRefusedByName() {
        CertificateRequest.Builder request =
                CertificateRequest.builder("a.example.test").idempotencyToken("once");
        manager.request(request.build());

        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() ->
                        manager.request(request.tag(Tag.of("team", "blue")).build()))
                .satisfies(
                        e -> assertThat(e.findings()).extracting(Finding::field).containsExactly("tags"));
    }

    @Test
    void tags_otherAccount_doesNotSeeTheCertificate() {
        CertificateManager other = manager.as(Caller.application("other"));

        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> other.tags().add(arn, List.of(Tag.of("k"))));
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> other.tags().remove(arn, List.of(Tag.of("k"))));
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> other.tags().list(arn));
    }

    @Test
    void tags_surviveRenewal_andChangesAreAuditedOnce() {
        world.validator.proveAll();
        world.run(manager);
        manager.tags().add(arn, List.of(Tag.of("team", "blue")));
        manager.tags().add(arn, List.of(Tag.of("team", "blue")));
        manager.renew(arn);
        world.run(manager);

        assertThat(manager.describe(arn).generation()).hasValue(2);
        assertThat(manager.tags().list(arn)).containsExactly(Tag.of("team", "blue"));
        assertThat(world.listener.events().stream().filter(event -> event.type() == EventType.TAGGED))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.actor()).isEqualTo(World.CALLER.actor());
                    assertThat(event.details()).containsEntry("keys", "team");
                })
                .isInstanceOf(CertificateEvent.class);
    }
}
