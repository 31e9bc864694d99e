package dev.acm.lifecycle;

import dev.acm.event.Caller;
import dev.acm.event.EventType;
import java.time.Instant;
import java.util.Map;

/** What an export makes of a record. */
public final class Exporting {
    private Exporting() {}

    /** The current generation's key is about to be taken out; the certificate is renewed from now on. */
    public static CertificateRecord exported(
            CertificateRecord record, String form, String purpose, Caller caller, Instant now) {
        CertificateRecord used = Wishes.keyUsed(record, "export as " + form + ": " + purpose, caller, now);
        return used.with(draft -> {
            draft.exported = true;
            EventChain.append(
                    draft,
                    record.wish(),
                    now,
                    EventType.EXPORTED,
                    caller.actor(),
                    caller.source(),
                    Map.of("form", form, "purpose", purpose, "generation", Long.toString(draft.current)));
        });
    }
}
