package dev.acm.lifecycle;

import dev.acm.spi.Document;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * Writes a record over the document it was read from, and only what is another value than the one that was read: most of a
 * record stays as it is from one step to the next.
 */
final class ChangedFields {
    private final CertificateRecord record;
    private final Optional<CertificateRecord> before;
    private final Document.Builder builder;

    /** Of a record; without one from before, everything is written. */
    ChangedFields(CertificateRecord record, Optional<CertificateRecord> before, Document.Builder builder) {
        this.record = record;
        this.before = before;
        this.builder = builder;
    }

    /** Writes a part, if it is not the one that was read. */
    ChangedFields put(
            String name, Function<CertificateRecord, Object> part, Function<CertificateRecord, Object> write) {
        if (before.isPresent() && isSame(part.apply(record), part.apply(before.get()))) {
            return this;
        }
        Object value = write.apply(record);
        if (value instanceof Optional<?> optional) {
            builder.put(name, optional);
        } else if (value instanceof Instant instant) {
            builder.put(name, instant);
        } else {
            builder.put(name, value);
        }
        return this;
    }

    /** Writes a part that is stored as it is, if it is not the one that was read. */
    ChangedFields put(String name, Function<CertificateRecord, Object> part) {
        return put(name, part, part);
    }

    // parts are immutable, and what a step does not change is the very same object afterwards
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(Object one, Object other) {
        return one == other
                || ((one instanceof Number || one instanceof Boolean || one instanceof String) && one.equals(other));
    }

    Document build() {
        return builder.build();
    }
}
