package dev.acm.dcv;

import dev.acm.internal.Checks;

/**
 * A DNS record for the owner to publish.
 *
 * @param name the owner name, absolute, with its final dot
 * @param type the record type in zone-file form: {@code CNAME} for a validation, {@code CAA} in a remedy
 * @param value the data in zone-file form; for a CNAME an absolute name with its final dot
 */
public record ResourceRecord(String name, String type, String value) {
    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if a part is empty, {@code name} is not absolute, or a part holds a control character, which
     *     would end the line of a zone file
     */
    public ResourceRecord {
        Checks.length("name", name, 2, 255);
        Checks.length("type", type, 1, 16);
        Checks.length("value", value, 1, 4096);
        Checks.require(name.endsWith("."), "name must be absolute, with its final dot");
        Checks.require(
                (name + type + value).chars().noneMatch(Character::isISOControl),
                "name, type and value must not hold control characters");
    }

    /**
     * The record as a line of a zone file.
     *
     * @return for example {@code _x.example.com. 300 IN CNAME _y.validation.example.}
     */
    public String toZoneLine() {
        return name + " 300 IN " + type + " " + value;
    }

    @Override
    public String toString() {
        return name + " " + type + " " + value;
    }
}
