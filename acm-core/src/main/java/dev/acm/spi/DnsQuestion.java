package dev.acm.spi;

import dev.acm.internal.Checks;
import java.util.Locale;
import java.util.Objects;

/**
 * One DNS question in class IN.
 *
 * @param name an owner name as DNS has them (underscores are fine), lower case, absolute, with its final dot
 * @param type the record type, for example {@code CNAME}
 */
public record DnsQuestion(String name, String type) {
    /**
     * Makes the name lower case and checks that it is absolute.
     *
     * @throws IllegalArgumentException if it is not
     */
    public DnsQuestion {
        name = Objects.requireNonNull(name, "name").toLowerCase(Locale.ROOT);
        Checks.require(name.endsWith("."), "name must be absolute, with its final dot: '" + name + "'");
        Objects.requireNonNull(type, "type");
    }

    @Override
    public String toString() {
        return type + " " + name;
    }
}
