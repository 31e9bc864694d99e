package dev.acm.validation.caa;

import dev.acm.name.DomainName;
import dev.acm.spi.DnsAnswer;
import dev.acm.spi.DnsRecord;
import dev.acm.spi.Document;
import dev.acm.validation.internal.AnswerCodec;
import dev.acm.validation.internal.Octets;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * What a climb saw, as stored: how many names from the bottom had no CAA, and the first answer that decides, one with records or
 * one that failed. Properties without effect on any decision are left out, and a large set is packed.
 *
 * @param name the name the climb began at
 * @param emptyLevels how many names proved to have none
 * @param decisive the answer that decides; empty when there is none up to the top
 * @param properties its properties; empty with {@code tooLarge} when they could not be stored
 * @param ttl the least TTL of the set, zero without
 * @param tooLarge whether the set was too large to keep, so that nothing may be concluded
 */
record CaaFacts(
        DomainName name,
        int emptyLevels,
        Optional<DnsAnswer> decisive,
        List<Property> properties,
        Duration ttl,
        boolean tooLarge) {
    private static final int MAX_PLAIN = 6_000;
    private static final int MAX_PACKED = 10_000;
    private static final int MAX_UNPACKED = 1 << 20;
    private static final int MAX_IODEF = 5;

    CaaFacts {
        properties = List.copyOf(properties);
    }

    /**
     * One property that matters.
     *
     * @param critical whether the issuer critical bit is set (RFC 8659 section 4.1); all other bits are ignored
     * @param tag in lower case
     * @param value as sent
     */
    record Property(boolean critical, String tag, String value) {}

    /** Reads the answers of a climb in its order; those above the deciding one do not count (CAA-14). */
    static CaaFacts of(DomainName name, List<DnsAnswer> fromTheBottom) {
        int empty = 0;
        for (DnsAnswer answer : fromTheBottom) {
            if (decides(answer)) {
                return decided(name, empty, onlyCaa(answer) ? answer : unreadable(answer));
            }
            empty++;
        }
        return new CaaFacts(name, empty, Optional.empty(), List.of(), Duration.ZERO, false);
    }

    /** A set decides, and so does a failure; only proven absence leads on. */
    static boolean decides(DnsAnswer answer) {
        return !answer.isConclusive() || !answer.records().isEmpty();
    }

    /** RFC 8659 section 4.1: a tag has at least one character. */
    private static boolean onlyCaa(DnsAnswer answer) {
        return answer.records().stream()
                .allMatch(record ->
                        record instanceof DnsRecord.Caa caa && !caa.tag().isEmpty());
    }

    /** A property that a resolver hands on unread might forbid. */
    private static DnsAnswer unreadable(DnsAnswer a) {
        return new DnsAnswer(
                a.question(),
                DnsAnswer.Status.MALFORMED,
                a.aliases(),
                List.of(),
                a.security(),
                a.server(),
                Optional.of("among the records are some that were not read as CAA"),
                Optional.empty(),
                a.at());
    }

    private static CaaFacts decided(DomainName name, int empty, DnsAnswer answer) {
        Set<Property> kept = new LinkedHashSet<>();
        int iodefs = 0;
        long ttl = Long.MAX_VALUE;
        for (DnsRecord record : answer.records()) {
            ttl = Math.min(ttl, record.ttlSeconds());
            if (!(record instanceof DnsRecord.Caa caa)) {
                continue;
            }
            Property property =
                    new Property((caa.flags() & 0x80) != 0, caa.tag().toLowerCase(Locale.ROOT), caa.value());
            boolean decides = property.tag().equals("issue") || property.tag().equals("issuewild");
            if (decides || (property.tag().equals("iodef") && iodefs++ < MAX_IODEF)) {
                kept.add(property);
            } else if (property.critical()) {
                kept.add(new Property(true, property.tag(), ""));
            }
        }
        Duration least = answer.records().isEmpty() ? Duration.ZERO : Duration.ofSeconds(ttl);
        return new CaaFacts(name, empty, Optional.of(answer), List.copyOf(kept), least, false);
    }

    Document toDocument() {
        Document.Builder builder = Document.builder()
                .put("form", "caa-1")
                .put("name", name.value())
                .put("emptyLevels", emptyLevels)
                .put("ttl", ttl.toSeconds());
        decisive.ifPresent(answer -> {
            builder.put("decisive", AnswerCodec.encode(withRecords(answer, firstOf(answer))));
            putProperties(builder, answer.isConclusive());
        });
        return builder.build();
    }

    private void putProperties(Document.Builder builder, boolean conclusive) {
        if (!conclusive) {
            return;
        }
        builder.put("count", properties.size());
        String text = join();
        if (text.length() <= MAX_PLAIN) {
            builder.put("properties", text);
            return;
        }
        byte[] packed = pack(text.getBytes(StandardCharsets.ISO_8859_1));
        if (packed.length <= MAX_PACKED) {
            builder.put("packed", packed);
        } else {
            builder.put("tooLarge", true);
        }
    }

    /**
     * The facts back.
     *
     * @throws IllegalArgumentException if they are none
     */
    static CaaFacts parse(Document document) {
        if (!document.string("form").equals("caa-1")) {
            throw new IllegalArgumentException("no CAA evidence: " + document.string("form"));
        }
        Optional<DnsAnswer> decisive = document.findDocument("decisive").map(AnswerCodec::decode);
        boolean tooLarge = document.flag("tooLarge");
        String text = document.findString("properties")
                .orElseGet(() -> document.has("packed") ? unpack(document.bytes("packed")) : "");
        // a deciding answer whose properties are gone must not read as a set without restriction
        boolean lost = decisive.filter(DnsAnswer::isConclusive).isPresent()
                && !document.has("properties")
                && !document.has("packed");
        List<Property> properties = split(text);
        DomainName name = DomainName.parse(document.string("name"));
        int emptyLevels = Math.toIntExact(document.number("emptyLevels"));
        boolean whole = decisive.isPresent()
                ? tooLarge || lost || properties.size() == document.number("count")
                : emptyLevels == name.labels().size();
        if (!whole) {
            throw new IllegalArgumentException("CAA evidence is not complete");
        }
        return new CaaFacts(
                name, emptyLevels, decisive, properties, Duration.ofSeconds(document.number("ttl")), tooLarge || lost);
    }

    /** One record is enough to show where the set is; all of them are among the properties. */
    private static List<DnsRecord> firstOf(DnsAnswer answer) {
        return answer.records().stream()
                .limit(1)
                .<DnsRecord>map(r -> new DnsRecord.Other(r.owner(), r.ttlSeconds(), "CAA", ""))
                .toList();
    }

    private static DnsAnswer withRecords(DnsAnswer a, List<DnsRecord> records) {
        return new DnsAnswer(
                a.question(),
                a.status(),
                a.aliases(),
                records,
                a.security(),
                a.server(),
                a.detail(),
                a.negativeTtl(),
                a.at());
    }

    private String join() {
        StringBuilder text = new StringBuilder();
        for (Property p : properties) {
            text.append(p.critical() ? '!' : '.')
                    .append(Octets.escape(p.tag()))
                    .append('\n')
                    .append(Octets.escape(p.value()))
                    .append('\n');
        }
        return text.toString();
    }

    private static List<Property> split(String text) {
        List<Property> properties = new ArrayList<>();
        String[] lines = text.split("\n", -1);
        if (lines.length % 2 == 0 || !lines[lines.length - 1].isEmpty()) {
            throw new IllegalArgumentException("CAA evidence is cut off");
        }
        for (int i = 0; i + 1 < lines.length; i += 2) {
            boolean critical = lines[i].startsWith("!");
            properties.add(
                    new Property(critical, Octets.unescape(lines[i].substring(1)), Octets.unescape(lines[i + 1])));
        }
        return properties;
    }

    private static byte[] pack(byte[] plain) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try {
            deflater.setInput(plain);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[4096];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static String unpack(byte[] packed) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed);
            byte[] plain = new byte[MAX_UNPACKED];
            int length = inflater.inflate(plain);
            if (!inflater.finished()) {
                throw new IllegalArgumentException("CAA evidence is cut off, or larger than any answer");
            }
            return new String(plain, 0, length, StandardCharsets.ISO_8859_1);
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("CAA evidence is damaged", e);
        } finally {
            inflater.end();
        }
    }
}
