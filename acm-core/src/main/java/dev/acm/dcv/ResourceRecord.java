package dev.acm.dcv;

import dev.acm.internal.Checks;

/**
 * A DNS record for the owner to publish.
 *
 * @param name the owner name, absolute, with its final dot
 * @param type the record type, always {@code CNAME} today
 * @param value the data; for a CNAME an absolute name with its final dot
 */
public record ResourceRecord(String name, String type, String value) {
    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if a part is empty or {@code name} is not absolute
     */
    public ResourceRecord {
        Checks.length("name", name, 2, 255);
        Checks.length("type", type, 1, 16);
        Checks.length("value", value, 1, 4096);
        Checks.require(name.endsWith("."), "name must be absolute, with its final dot");
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
