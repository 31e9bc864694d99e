package dev.acm.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.dcv.Challenge;
import dev.acm.dcv.ResourceRecord;
import dev.acm.dcv.ValidationMethod;
import dev.acm.dcv.ValidationStatus;
import dev.acm.name.DomainName;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordsToPublishTest {
    private static final ResourceRecord SHARED =
            new ResourceRecord("_a.example.com.", "CNAME", "_b.validation.example.");
    private static final ResourceRecord OWN =
            new ResourceRecord("_c.www.example.com.", "CNAME", "_d.validation.example.");

    private static DomainValidation validation(String name, ValidationStatus status, Challenge challenge) {
        return new DomainValidation(
                DomainName.parse(name), ValidationMethod.DNS, status, challenge, Optional.empty(), Optional.empty());
    }

    private static DomainValidation pending(String name, ResourceRecord record) {
        return validation(name, ValidationStatus.PENDING_VALIDATION, new Challenge.PublishRecord(record));
    }

    @Test
    void of_nameAndWildcard_shareOneRecord() {
        RecordsToPublish records =
                RecordsToPublish.of(List.of(pending("example.com", SHARED), pending("*.example.com", SHARED)));

        assertThat(records.entries())
                .containsExactly(new RecordsToPublish.Entry(
                        SHARED, List.of(DomainName.parse("example.com"), DomainName.parse("*.example.com"))));
    }

    @Test
    void of_sameNameOfTwoCertificates_isNamedOnce() {
        RecordsToPublish records =
                RecordsToPublish.of(List.of(pending("example.com", SHARED), pending("example.com", SHARED)));

        assertThat(records.entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.names()).hasSize(1));
    }

    @Test
    void of_provenNamesAndMail_needNone() {
        DomainValidation proven =
                validation("www.example.com", ValidationStatus.SUCCESS, new Challenge.PublishRecord(OWN));
        DomainValidation mail = validation(
                "example.org",
                ValidationStatus.PENDING_VALIDATION,
                new Challenge.AnswerMail(List.of("admin@example.org"), "example.org"));

        assertThat(RecordsToPublish.of(List.of(proven, mail)).entries()).isEmpty();
    }

    @Test
    void of_failedName_stillNeedsItsRecord() {
        DomainValidation failed =
                validation("www.example.com", ValidationStatus.FAILED, new Challenge.PublishRecord(OWN));

        assertThat(RecordsToPublish.of(List.of(failed)).entries()).hasSize(1);
    }

    @Test
    void forms_twoRecords_areWhatOthersRead() {
        RecordsToPublish records = RecordsToPublish.of(List.of(
                pending("example.com", SHARED), pending("*.example.com", SHARED), pending("www.example.com", OWN)));

        assertThat(records.toZoneFile())
                .isEqualTo("_a.example.com. 300 IN CNAME _b.validation.example.\n"
                        + "_c.www.example.com. 300 IN CNAME _d.validation.example.\n");
        assertThat(records.toCsv())
                .isEqualTo("Domain Names,Record Name,Type,Value\r\n"
                        + "\"example.com *.example.com\",\"_a.example.com.\",CNAME,\"_b.validation.example.\"\r\n"
                        + "\"www.example.com\",\"_c.www.example.com.\",CNAME,\"_d.validation.example.\"\r\n");
        assertThat(records.toJson())
                .isEqualTo("[{\"domainNames\":[\"example.com\",\"*.example.com\"],\"name\":\"_a.example.com.\","
                        + "\"type\":\"CNAME\",\"value\":\"_b.validation.example.\"},"
                        + "{\"domainNames\":[\"www.example.com\"],\"name\":\"_c.www.example.com.\","
                        + "\"type\":\"CNAME\",\"value\":\"_d.validation.example.\"}]");
    }

    @Test
    void forms_nothingMissing_areEmpty() {
        RecordsToPublish none = RecordsToPublish.of(List.of());

        assertThat(none.toZoneFile()).isEmpty();
        assertThat(none.toCsv()).isEqualTo("Domain Names,Record Name,Type,Value\r\n");
        assertThat(none.toJson()).isEqualTo("[]");
    }

    @Test
    void forms_valuesWithQuotes_areEscaped() {
        ResourceRecord caa = new ResourceRecord("example.com.", "CAA", "0 issue \"ca.example\\;\"");

        RecordsToPublish records = RecordsToPublish.of(List.of(pending("example.com", caa)));

        assertThat(records.toCsv()).endsWith(",CAA,\"0 issue \"\"ca.example\\;\"\"\"\r\n");
        assertThat(records.toJson()).contains("\"value\":\"0 issue \\\"ca.example\\\\;\\\"\"");
    }
}
