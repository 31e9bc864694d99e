package dev.acm.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acm.dcv.ResourceRecord;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiagnosisTest {
    private static final Evidence EVIDENCE = new Evidence("asked", "observer", "got", "wanted");

    private static Diagnosis.Builder builder() {
        return Diagnosis.builder("DNS_NO_RECORD", "There is no such record.");
    }

    static Stream<Diagnosis> eachAlone() {
        return Stream.of(
                builder().subject("example.com").build(),
                builder().actor(Actor.OWNER).build(),
                builder().remedy("Publish it.").build(),
                builder().evidence(EVIDENCE).build(),
                builder()
                        .record(new ResourceRecord("x.example.com.", "CNAME", "y."))
                        .build(),
                builder().nextTry(Instant.EPOCH).build());
    }

    @Test
    void build_nothingSet_hasTheDefaults() {
        Diagnosis diagnosis = builder().build();

        assertThat(diagnosis.code()).isEqualTo("DNS_NO_RECORD");
        assertThat(diagnosis.summary()).isEqualTo("There is no such record.");
        assertThat(diagnosis.actor()).isEqualTo(Actor.NOBODY);
        assertThat(diagnosis.remedy()).isNotEmpty();
        assertThat(diagnosis.subject()).isEmpty();
        assertThat(diagnosis.evidence()).isEmpty();
        assertThat(diagnosis.record()).isEmpty();
        assertThat(diagnosis.nextTry()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("eachAlone")
    void build_oneOptionSet_differsAndCopiesThroughTheBuilder(Diagnosis diagnosis) {
        assertThat(diagnosis).isNotEqualTo(builder().build());
        assertThat(diagnosis.toBuilder().build()).isEqualTo(diagnosis).hasSameHashCodeAs(diagnosis);
    }

    @Test
    void toBuilder_changed_leavesTheFirstAsItWas() {
        Diagnosis diagnosis = builder().build();

        diagnosis.toBuilder().evidence(EVIDENCE).build();

        assertThat(diagnosis.evidence()).isEmpty();
        assertThatThrownBy(() -> diagnosis.evidence().add(EVIDENCE)).isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "dns_no_record", "DNS NO", "1DNS", "DNS_NO_RECORD\n"})
    void builder_codeOfAnotherForm_isRefused(String code) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Diagnosis.builder(code, "s"))
                .withMessageContaining("code");
    }

    @Test
    void builder_emptyTextOrNull_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Diagnosis.builder("CODE", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> builder().remedy(""));
        assertThatNullPointerException().isThrownBy(() -> builder().subject(null));
        assertThatNullPointerException().isThrownBy(() -> builder().actor(null));
        assertThatNullPointerException().isThrownBy(() -> builder().evidence(null));
        assertThatNullPointerException().isThrownBy(() -> builder().record(null));
        assertThatNullPointerException().isThrownBy(() -> builder().nextTry(null));
        assertThatNullPointerException().isThrownBy(() -> new Evidence("a", "b", "c", null));
    }

    @Test
    void toString_hasCodeSubjectActorAndRemedy() {
        Diagnosis diagnosis = builder()
                .subject("example.com")
                .actor(Actor.OWNER)
                .remedy("Publish it.")
                .build();

        assertThat(diagnosis).hasToString("DNS_NO_RECORD (example.com): There is no such record. OWNER: Publish it.");
    }
}
