package dev.acm;

import dev.acm.certificate.CertificateType;
import dev.acm.diagnosis.Actor;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.lifecycle.CertificateRecord;
import dev.acm.lifecycle.Compromising;
import java.util.Optional;

/** Says that the key in force is compromised, while it is. */
final class CompromisedKey {
    private CompromisedKey() {}

    static Optional<Diagnosis> diagnosis(CertificateRecord record) {
        return record.current()
                .filter(current ->
                        !record.compromised().isEmpty() && record.compromised().contains(Compromising.id(current)))
                .map(current -> record.wish().type() == CertificateType.IMPORTED ? owners() : ours());
    }

    private static Diagnosis owners() {
        return Diagnosis.builder("KEY_COMPROMISED", "Its key was reported as compromised.")
                .actor(Actor.OWNER)
                .remedy("Import a successor with a new key, and ask the issuer to revoke this one.")
                .build();
    }

    private static Diagnosis ours() {
        return Diagnosis.builder("KEY_COMPROMISED", "Its key was reported as compromised; it is being replaced.")
                .actor(Actor.HOST)
                .remedy("Wait: it is revoked once its replacement serves, and within a day at the latest.")
                .build();
    }
}
