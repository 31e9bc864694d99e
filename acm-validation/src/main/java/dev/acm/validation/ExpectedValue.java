package dev.acm.validation;

import dev.acm.dcv.ResourceRecord;
import java.util.List;
import java.util.Locale;

/** The values that prove control: as published, and without the leading underscore, which some providers do not take (ACM). */
final class ExpectedValue {
    private ExpectedValue() {}

    static List<String> of(ResourceRecord record) {
        String value = record.value().toLowerCase(Locale.ROOT);
        return value.startsWith("_") ? List.of(value, value.substring(1)) : List.of(value);
    }
}
