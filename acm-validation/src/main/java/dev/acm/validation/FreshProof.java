package dev.acm.validation;

import dev.acm.spi.DnsAnswer;
import dev.acm.spi.DnsRecord;
import dev.acm.spi.Document;
import dev.acm.validation.internal.AnswerCodec;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The second half of a look: a random value written behind the owner's record, and what the owner's name then answered.
 *
 * @param value the value, made for this look
 * @param target where it was written
 * @param trouble why it could not be written; empty if it was
 * @param answer what the owner's name answered when asked for TXT; empty if it was not asked
 */
record FreshProof(String value, String target, Optional<String> trouble, Optional<DnsAnswer> answer) {
    FreshProof {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(target, "target");
    }

    /** Whether the owner's name leads to the value. */
    boolean isSeen() {
        return answer.filter(DnsAnswer::isConclusive)
                .filter(seen -> end(seen).equals(target))
                .filter(seen -> texts(seen).contains(value))
                .isPresent();
    }

    /** Where the aliases end. */
    static String end(DnsAnswer answer) {
        List<DnsRecord.Cname> aliases = answer.aliases();
        return aliases.isEmpty()
                ? answer.question().name()
                : aliases.get(aliases.size() - 1).target();
    }

    static List<String> texts(DnsAnswer answer) {
        return answer.records().stream()
                .filter(DnsRecord.Txt.class::isInstance)
                .map(record -> String.join("", ((DnsRecord.Txt) record).strings()))
                .toList();
    }

    Document toDocument() {
        return Document.builder()
                .put("value", value)
                .put("target", target)
                .put("trouble", trouble)
                .put("answer", answer.map(AnswerCodec::encode).orElse(Document.empty()))
                .build();
    }

    static FreshProof parse(Document document) {
        return new FreshProof(
                document.string("value"),
                document.string("target"),
                document.findString("trouble"),
                document.findDocument("answer")
                        .filter(answer -> !answer.asMap().isEmpty())
                        .map(AnswerCodec::decode));
    }
}
