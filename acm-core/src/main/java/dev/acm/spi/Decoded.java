package dev.acm.spi;

import java.util.List;
import java.util.Objects;

/**
 * What came of reading an input.
 *
 * @param <T> what was to be read
 */
public sealed interface Decoded<T> {
    /**
     * It was read.
     *
     * @param value what it says
     * @param <T> what was to be read
     */
    record Read<T>(T value) implements Decoded<T> {
        /** Checks for null. */
        public Read {
            Objects.requireNonNull(value, "value");
        }

        /** Without the value, which may be a private key. */
        @Override
        public String toString() {
            return "Read";
        }
    }

    /**
     * It was not read.
     *
     * @param faults all that was found; at least one
     * @param <T> what was to be read
     */
    record Refused<T>(List<CodecFault> faults) implements Decoded<T> {
        /**
         * Copies the list.
         *
         * @throws IllegalArgumentException if it is empty
         */
        public Refused {
            faults = List.copyOf(faults);
            if (faults.isEmpty()) {
                throw new IllegalArgumentException("faults must not be empty");
            }
        }
    }
}
