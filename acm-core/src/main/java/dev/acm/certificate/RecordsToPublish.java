package dev.acm.certificate;

import dev.acm.dcv.Challenge;
import dev.acm.dcv.ResourceRecord;
import dev.acm.dcv.ValidationStatus;
import dev.acm.name.DomainName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The DNS records that owners still have to publish: each once, with the names that wait for it, and none for names whose control
 * is proven. In forms to be handed on: zone-file lines, CSV, JSON. Immutable and thread-safe.
 */
public final class RecordsToPublish {
    private final List<Entry> entries;

    private RecordsToPublish(List<Entry> entries) {
        this.entries = entries;
    }

    /**
     * One record.
     *
     * @param record the record
     * @param names the names that wait for it; a name and its wildcard share one
     */
    public record Entry(ResourceRecord record, List<DomainName> names) {
        /** Copies the list. */
        public Entry {
            names = List.copyOf(names);
        }
    }

    /**
     * Collects what is missing, of one certificate or of many.
     *
     * @param validations the names of one certificate, or of several
     * @return what waits for a record, in the order given
     */
    public static RecordsToPublish of(Collection<DomainValidation> validations) {
        Map<ResourceRecord, List<DomainName>> names = new LinkedHashMap<>();
        for (DomainValidation validation : validations) {
            if (validation.status() != ValidationStatus.SUCCESS
                    && validation.challenge() instanceof Challenge.PublishRecord publish) {
                List<DomainName> waiting = names.computeIfAbsent(publish.record(), record -> new ArrayList<>());
                if (!waiting.contains(validation.name())) {
                    waiting.add(validation.name());
                }
            }
        }
        return new RecordsToPublish(names.entrySet().stream()
                .map(entry -> new Entry(entry.getKey(), entry.getValue()))
                .toList());
    }

    /**
     * The records.
     *
     * @return each once, unmodifiable; empty when nothing is missing
     */
    public List<Entry> entries() {
        return entries;
    }

    /**
     * As lines of a zone file (RFC 1035 section 5.1): all names are absolute, so that they fit into any zone.
     *
     * @return one line for each record, each ended by a line feed; empty when nothing is missing
     */
    public String toZoneFile() {
        return entries.stream().map(entry -> entry.record().toZoneLine() + "\n").collect(Collectors.joining());
    }

    /**
     * As CSV (RFC 4180) with the header {@code Domain Names,Record Name,Type,Value}; several names in one field are parted by
     * spaces.
     *
     * @return lines ended by carriage return and line feed, the header always among them
     */
    public String toCsv() {
        StringBuilder csv = new StringBuilder("Domain Names,Record Name,Type,Value\r\n");
        for (Entry entry : entries) {
            ResourceRecord record = entry.record();
            csv.append(String.join(
                            ",",
                            quoted(names(entry, " ")),
                            quoted(record.name()),
                            record.type(),
                            quoted(record.value())))
                    .append("\r\n");
        }
        return csv.toString();
    }

    private static String names(Entry entry, String between) {
        return entry.names().stream().map(DomainName::value).collect(Collectors.joining(between));
    }

    /** Always in quotes, so that a comma ends nothing. */
    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    /**
     * As JSON (RFC 8259): a list of objects with {@code domainNames}, {@code name}, {@code type}, {@code value}.
     *
     * @return one line; {@code []} when nothing is missing
     */
    public String toJson() {
        return entries.stream().map(RecordsToPublish::toJson).collect(Collectors.joining(",", "[", "]"));
    }

    private static String toJson(Entry entry) {
        ResourceRecord record = entry.record();
        String names =
                entry.names().stream().map(name -> string(name.value())).collect(Collectors.joining(",", "[", "]"));
        return "{\"domainNames\":" + names + ",\"name\":" + string(record.name()) + ",\"type\":" + string(record.type())
                + ",\"value\":" + string(record.value()) + "}";
    }

    private static String string(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < 0x20) {
                json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }

    @Override
    public String toString() {
        return "RecordsToPublish[" + entries.size() + "]";
    }
}
