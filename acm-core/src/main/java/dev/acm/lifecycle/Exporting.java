package dev.acm.lifecycle;

import dev.acm.event.Caller;
import dev.acm.event.EventType;
import java.time.Instant;
import java.util.Map;

/** What an export makes of a record. */
public final class Exporting {
    private Exporting() {}

    /** The current generation's key is about to be opened, to be taken out. */
    public static CertificateRecord opening(
            CertificateRecord record, String form, String purpose, Caller caller, Instant now) {
        return Wishes.keyUsed(record, "export as " + form + ": " + purpose, caller, now);
    }

    /** A generation's key was opened and is handed out; if that is the current one, it is renewed from now on. */
    public static CertificateRecord exported(
            CertificateRecord record, long generation, String form, String purpose, Caller caller, Instant now) {
        return record.with(draft -> {
            draft.exported |= generation == draft.current;
            EventChain.append(
                    draft,
                    record.wish(),
                    now,
                    EventType.EXPORTED,
                    caller.actor(),
                    caller.source(),
                    Map.of("form", form, "purpose", purpose, "generation", Long.toString(generation)));
        });
    }
}
