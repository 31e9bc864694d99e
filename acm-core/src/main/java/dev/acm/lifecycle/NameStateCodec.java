package dev.acm.lifecycle;

import dev.acm.dcv.ValidationStatus;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.name.DomainName;
import dev.acm.spi.Document;
import java.util.List;

/** Writes and reads how far control of names is proven. */
final class NameStateCodec {
    private NameStateCodec() {}

    static List<Document> encode(List<NameState> names, List<NameState> read, List<Document> over) {
        // evidence is bounded for all names together, so with another number of names each is written anew
        List<NameState> before = read.size() == names.size() ? read : List.of();
        return new Parts<NameState>("name", name -> name.name().value(), (name, old) -> encode(name, names.size(), old))
                .encode(names, before, over);
    }

    private static Document encode(NameState name, int names, Document over) {
        return over.toBuilder()
                .put("name", name.name().value())
                .put("status", name.status().name())
                .put("provenAt", name.provenAt())
                .put("facts", name.facts())
                .put("diagnosis", name.diagnosis().map(why -> encode(name, names, why)))
                .put("tries", name.tries())
                .put("nextTry", name.nextTry())
                .build();
    }

    // of many names none repeats itself in its diagnosis
    private static Document encode(NameState name, int names, Diagnosis why) {
        Document.Builder diagnosis = Diagnoses.encodeOneOf(names, why).toBuilder();
        boolean repeated = why.subject().filter(name.name().value()::equals).isPresent();
        return (repeated && names > Diagnoses.FEW ? diagnosis.remove("subject") : diagnosis).build();
    }

    private static Diagnosis diagnosis(String name, int names, Document document) {
        Diagnosis diagnosis = Diagnoses.decode(document);
        return names <= Diagnoses.FEW || diagnosis.subject().isPresent()
                ? diagnosis
                : diagnosis.toBuilder().subject(name).build();
    }

    static List<NameState> decode(List<Document> documents) {
        return documents.stream()
                .map(document -> decode(documents.size(), document))
                .toList();
    }

    private static NameState decode(int names, Document document) {
        return new NameState(
                DomainName.parsePLabels(document.string("name")),
                ValidationStatus.valueOf(document.string("status")),
                document.findInstant("provenAt"),
                document.findDocument("facts"),
                document.findDocument("diagnosis").map(why -> diagnosis(document.string("name"), names, why)),
                (int) document.number("tries"),
                document.instant("nextTry"));
    }
}
