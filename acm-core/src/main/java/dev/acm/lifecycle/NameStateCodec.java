package dev.acm.lifecycle;

import dev.acm.dcv.ValidationStatus;
import dev.acm.name.DomainName;
import dev.acm.spi.Document;
import java.util.List;

/** Writes and reads how far control of names is proven. */
final class NameStateCodec {
    private NameStateCodec() {}

    static List<Document> encode(List<NameState> names, List<Document> over) {
        // evidence is bounded for all names together
        return new Parts<NameState>("name", name -> name.name().value(), (name, old) -> encode(name, names.size(), old))
                .encode(names, over);
    }

    private static Document encode(NameState name, int names, Document over) {
        return over.toBuilder()
                .put("name", name.name().value())
                .put("status", name.status().name())
                .put("provenAt", name.provenAt())
                .put("facts", name.facts())
                .put("diagnosis", name.diagnosis().map(why -> Diagnoses.encodeOneOf(names, why)))
                .put("tries", name.tries())
                .put("nextTry", name.nextTry())
                .build();
    }

    static List<NameState> decode(List<Document> documents) {
        return documents.stream().map(NameStateCodec::decode).toList();
    }

    private static NameState decode(Document document) {
        return new NameState(
                DomainName.parsePLabels(document.string("name")),
                ValidationStatus.valueOf(document.string("status")),
                document.findInstant("provenAt"),
                document.findDocument("facts"),
                document.findDocument("diagnosis").map(Diagnoses::decode),
                (int) document.number("tries"),
                document.instant("nextTry"));
    }
}
