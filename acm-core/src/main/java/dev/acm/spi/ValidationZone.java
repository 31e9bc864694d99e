package dev.acm.spi;

import dev.acm.name.DomainName;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/**
 * A zone that the host lets this library write: the one that the owners' CNAME records lead to. A fresh random value goes into it
 * for each look at a name and comes out again afterwards, so that a proof is of that moment while the owner's record never changes.
 *
 * <ul>
 *   <li>Z1 When {@link #add} is {@link Done}, the zone MUST answer with the value; when {@link #remove} is, without it.
 *   <li>Z2 Both MUST leave the other values at the name alone: several managers may look at one name at once. Doing either again
 *       MUST be harmless.
 *   <li>Z3 Trouble MUST be a result and not an exception; the stage completes normally, and within a bounded time.
 *   <li>Z4 A name outside of the zone MUST be refused as {@link Failed}.
 * </ul>
 *
 * <p>Must be safe to call from many threads.
 */
public interface ValidationZone {
    /**
     * The zone.
     *
     * @return its apex, or a name below it that bounds what is written
     */
    DomainName apex();

    /**
     * Adds a TXT record of one string.
     *
     * @param name an absolute name in the zone, lower case, with its final dot
     * @param value 1 to 255 printable ASCII characters, without quotes and backslashes
     * @return whether it is there now
     */
    CompletionStage<Change> add(String name, String value);

    /**
     * Removes a TXT record.
     *
     * @param name as added
     * @param value as added
     * @return whether it is gone now; also done if it was not there
     */
    CompletionStage<Change> remove(String name, String value);

    /** What a change came to. */
    sealed interface Change permits Done, Failed {}

    /** The zone answers so. */
    record Done() implements Change {}

    /**
     * It is not known to answer so.
     *
     * @param server who was asked, for people
     * @param detail what went wrong
     */
    record Failed(String server, String detail) implements Change {
        /** Checks for null. */
        public Failed {
            Objects.requireNonNull(server, "server");
            Objects.requireNonNull(detail, "detail");
        }
    }
}
