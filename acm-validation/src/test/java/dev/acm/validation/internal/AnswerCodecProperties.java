package dev.acm.validation.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.spi.DnsAnswer;
import dev.acm.spi.DnsQuestion;
import dev.acm.spi.DnsRecord;
import dev.acm.spi.Document;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;

class AnswerCodecProperties {
    @Property(tries = 500)
    void storedAnswersComeBackTheSame(@ForAll("answers") DnsAnswer answer) {
        Document stored = Document.of(AnswerCodec.encode(answer).asMap());

        assertThat(AnswerCodec.decode(stored)).isEqualTo(answer);
    }

    @Property
    void escapedOctetsArePrintableAndComeBack(
            @ForAll @CharRange(from = 0, to = 255) @StringLength(max = 300) String octets) {
        String escaped = Octets.escape(octets);

        assertThat(escaped).matches("[ -~]*");
        assertThat(Octets.unescape(escaped)).isEqualTo(octets);
    }

    @Property
    void anyOctetsAreAValueOrNone(@ForAll @CharRange(from = 0, to = 255) @StringLength(max = 300) String octets) {
        Optional<IssueValue> value = IssueValue.parse(octets);

        value.ifPresent(v -> {
            assertThat(v.issuerDomain()).matches("[a-z0-9.-]*");
            assertThat(octets.chars()).allMatch(c -> c == '\t' || (c >= 0x20 && c <= 0x7e));
        });
    }

    @Property
    void whatWasParsedIsParsedAgain(@ForAll("values") IssueValue value) {
        StringBuilder text = new StringBuilder(value.issuerDomain());
        for (int i = 0; i < value.parameters().size(); i++) {
            IssueValue.Parameter p = value.parameters().get(i);
            text.append(" ; ").append(p.tag()).append("\t= ").append(p.value());
        }

        assertThat(IssueValue.parse(text.toString())).contains(value);
    }

    @Provide
    Arbitrary<IssueValue> values() {
        Arbitrary<String> label =
                Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(8);
        Arbitrary<String> value = Arbitraries.strings()
                .withCharRange('\u0021', '\u003a')
                .withCharRange('\u003c', '\u007e')
                .ofMaxLength(20);
        Arbitrary<IssueValue.Parameter> parameter =
                Combinators.combine(label, value).as(IssueValue.Parameter::new);
        return Combinators.combine(
                        label.list().ofMaxSize(3).map(labels -> String.join(".", labels)),
                        parameter.list().ofMaxSize(4))
                .as(IssueValue::new);
    }

    @Provide
    Arbitrary<DnsAnswer> answers() {
        Arbitrary<String> octets =
                Arbitraries.strings().withCharRange('\u0000', '\u00ff').ofMaxLength(40);
        Arbitrary<String> name = Arbitraries.strings()
                .withCharRange('a', 'z')
                .ofMinLength(1)
                .ofMaxLength(20)
                .map(label -> "_" + label + ".test.");
        Arbitrary<Long> ttl = Arbitraries.longs().between(0, Integer.MAX_VALUE);
        Arbitrary<DnsRecord> record = Arbitraries.oneOf(
                Combinators.combine(name, ttl, name).as(DnsRecord.Cname::new),
                Combinators.combine(name, ttl, octets.list().ofMinSize(1).ofMaxSize(3))
                        .as(DnsRecord.Txt::new),
                Combinators.combine(name, ttl, Arbitraries.integers().between(0, 255), octets, octets)
                        .as(DnsRecord.Caa::new),
                Combinators.combine(name, ttl, Arbitraries.of("NS", "SOA"), octets)
                        .as(DnsRecord.Other::new));
        Arbitrary<DnsRecord.Cname> alias = Combinators.combine(name, ttl, name).as(DnsRecord.Cname::new);
        return Combinators.combine(
                        name,
                        Arbitraries.of(DnsAnswer.Status.class),
                        alias.list().ofMaxSize(3),
                        record.list().ofMaxSize(3),
                        Arbitraries.of(DnsAnswer.Security.class),
                        Arbitraries.strings().ascii().ofMaxLength(20).optional(),
                        ttl.optional())
                .as((n, status, aliases, records, security, detail, negative) -> new DnsAnswer(
                        new DnsQuestion(n, "TXT"),
                        status,
                        aliases,
                        records,
                        security,
                        "server",
                        detail,
                        negative.map(Duration::ofSeconds),
                        Instant.EPOCH));
    }
}
