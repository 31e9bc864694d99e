package dev.acm.validation.internal;

import dev.acm.spi.DnsAnswer;
import dev.acm.spi.DnsQuestion;
import dev.acm.spi.DnsRecord;
import dev.acm.spi.Document;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The form in which an answer is stored as evidence. Octets that are no printable ASCII are escaped, so any column holds it. */
public final class AnswerCodec {
    private static final int MAX_DETAIL = 500;

    private AnswerCodec() {}

    /** An answer as a document, its detail shortened. */
    public static Document encode(DnsAnswer answer) {
        return Document.builder()
                .put("name", answer.question().name())
                .put("type", answer.question().type())
                .put("status", answer.status().name())
                .put("security", answer.security().name())
                .put("server", answer.server())
                .put("detail", answer.detail().map(text -> Octets.shorten(text, MAX_DETAIL)))
                .put("negativeTtl", answer.negativeTtl().map(Duration::toSeconds))
                .put("at", answer.at())
                .put(
                        "aliases",
                        answer.aliases().stream().map(AnswerCodec::encode).toList())
                .put(
                        "records",
                        answer.records().stream().map(AnswerCodec::encode).toList())
                .build();
    }

    /**
     * The answer back.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static DnsAnswer decode(Document document) {
        List<DnsRecord.Cname> aliases = new ArrayList<>();
        for (Document alias : document.documents("aliases")) {
            aliases.add(new DnsRecord.Cname(alias.string("owner"), alias.number("ttl"), alias.string("target")));
        }
        return new DnsAnswer(
                new DnsQuestion(document.string("name"), document.string("type")),
                DnsAnswer.Status.valueOf(document.string("status")),
                aliases,
                document.documents("records").stream()
                        .map(AnswerCodec::decodeRecord)
                        .toList(),
                DnsAnswer.Security.valueOf(document.string("security")),
                document.string("server"),
                document.findString("detail"),
                document.has("negativeTtl")
                        ? java.util.Optional.of(Duration.ofSeconds(document.number("negativeTtl")))
                        : java.util.Optional.empty(),
                document.instant("at"));
    }

    private static Document encode(DnsRecord record) {
        Document.Builder builder =
                Document.builder().put("owner", record.owner()).put("ttl", record.ttlSeconds());
        if (record instanceof DnsRecord.Cname cname) {
            builder.put("target", cname.target());
        } else if (record instanceof DnsRecord.Txt txt) {
            builder.put("strings", txt.strings().stream().map(Octets::escape).toList());
        } else if (record instanceof DnsRecord.Caa caa) {
            builder.put("flags", caa.flags())
                    .put("tag", Octets.escape(caa.tag()))
                    .put("value", Octets.escape(caa.value()));
        } else if (record instanceof DnsRecord.Other other) {
            builder.put("kind", other.type()).put("text", Octets.escape(other.text()));
        }
        return builder.build();
    }

    private static DnsRecord decodeRecord(Document document) {
        String owner = document.string("owner");
        long ttl = document.number("ttl");
        if (document.has("target")) {
            return new DnsRecord.Cname(owner, ttl, document.string("target"));
        }
        if (document.has("strings")) {
            return new DnsRecord.Txt(
                    owner,
                    ttl,
                    document.strings("strings").stream().map(Octets::unescape).toList());
        }
        if (document.has("tag")) {
            return new DnsRecord.Caa(
                    owner,
                    ttl,
                    Math.toIntExact(document.number("flags")),
                    Octets.unescape(document.string("tag")),
                    Octets.unescape(document.string("value")));
        }
        return new DnsRecord.Other(owner, ttl, document.string("kind"), Octets.unescape(document.string("text")));
    }
}
