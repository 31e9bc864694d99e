package dev.acm.spi;

import java.util.List;
import java.util.Objects;

/** One record of an answer. Names are absolute, in lower case; octets of text are the characters 0 to 255. */
public sealed interface DnsRecord {
    /**
     * The owner name.
     *
     * @return absolute, lower case
     */
    String owner();

    /**
     * How long it may be kept.
     *
     * @return seconds
     */
    long ttlSeconds();

    /**
     * An alias.
     *
     * @param owner the owner name
     * @param ttlSeconds seconds
     * @param target where it leads
     */
    record Cname(String owner, long ttlSeconds, String target) implements DnsRecord {
        /** Checks for null. */
        public Cname {
            Objects.requireNonNull(owner, "owner");
            Objects.requireNonNull(target, "target");
        }
    }

    /**
     * Text.
     *
     * @param owner the owner name
     * @param ttlSeconds seconds
     * @param strings its strings, one character for one octet
     */
    record Txt(String owner, long ttlSeconds, List<String> strings) implements DnsRecord {
        /** Copies the list. */
        public Txt {
            Objects.requireNonNull(owner, "owner");
            strings = List.copyOf(strings);
        }
    }

    /**
     * Authorization of authorities (RFC 8659 section 4.1).
     *
     * @param owner the owner name
     * @param ttlSeconds seconds
     * @param flags the flag octet, 0 to 255
     * @param tag the tag as sent
     * @param value the value as sent, one character for one octet
     */
    record Caa(String owner, long ttlSeconds, int flags, String tag, String value) implements DnsRecord {
        /** Checks for null. */
        public Caa {
            Objects.requireNonNull(owner, "owner");
            Objects.requireNonNull(tag, "tag");
            Objects.requireNonNull(value, "value");
        }
    }

    /**
     * Any other record.
     *
     * @param owner the owner name
     * @param ttlSeconds seconds
     * @param type the type's name
     * @param text its data in presentation form
     */
    record Other(String owner, long ttlSeconds, String type, String text) implements DnsRecord {
        /** Checks for null. */
        public Other {
            Objects.requireNonNull(owner, "owner");
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(text, "text");
        }
    }
}
