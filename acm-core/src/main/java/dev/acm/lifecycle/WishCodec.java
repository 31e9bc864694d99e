package dev.acm.lifecycle;

import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateType;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.dcv.ValidationMethod;
import dev.acm.lifecycle.CertificateRecord.NamesWanted;
import dev.acm.lifecycle.CertificateRecord.Wish;
import dev.acm.name.DomainName;
import dev.acm.spi.Document;
import java.time.Duration;
import java.util.List;

/** Writes and reads what was asked for; its fields stand beside the record's own. */
final class WishCodec {
    private WishCodec() {}

    static Document.Builder encode(Wish wish, Document.Builder record) {
        return record.put("arn", wish.arn().toString())
                .put("names", texts(wish.names()))
                .put("type", wish.type().name())
                .put("method", wish.method().name())
                .put("keyAlgorithm", wish.keyAlgorithm().name())
                .put("commonName", wish.commonName())
                .put("exportable", wish.exportable())
                .put("validity", wish.validity().map(Duration::toString))
                .put("createdAt", wish.createdAt())
                .put("actor", wish.actor());
    }

    static Document encode(NamesWanted wanted, Document over) {
        return over.toBuilder()
                .put("names", texts(wanted.names()))
                .put("requestedAt", wanted.requestedAt())
                .build();
    }

    static NamesWanted decodeNames(Document document) {
        return new NamesWanted(names(document, "names"), document.instant("requestedAt"));
    }

    static List<String> texts(List<DomainName> names) {
        return names.stream().map(DomainName::value).toList();
    }

    static List<DomainName> names(Document document, String field) {
        return document.strings(field).stream().map(DomainName::parsePLabels).toList();
    }

    static Wish decode(Document document) {
        return new Wish(
                CertificateArn.parse(document.string("arn")),
                names(document, "names"),
                CertificateType.valueOf(document.string("type")),
                ValidationMethod.valueOf(document.string("method")),
                KeyAlgorithm.valueOf(document.string("keyAlgorithm")),
                document.flag("commonName"),
                document.flag("exportable"),
                document.findString("validity").map(Duration::parse),
                document.instant("createdAt"),
                document.string("actor"));
    }
}
