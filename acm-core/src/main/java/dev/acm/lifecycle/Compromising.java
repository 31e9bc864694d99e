package dev.acm.lifecycle;

import dev.acm.certificate.CertificateStatus;
import dev.acm.certificate.CertificateType;
import dev.acm.certificate.RevocationReason;
import dev.acm.event.Caller;
import dev.acm.event.EventType;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the report of a compromised key makes of a record: pure functions. */
public final class Compromising {
    private Compromising() {}

    /** The name of a key: SHA-256 of its SubjectPublicKeyInfo, in hex. */
    public static String id(byte[] publicKey) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(publicKey));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The name of a generation's key, which is known also when the key is gone. */
    public static String id(Generation generation) {
        return generation.key().map(key -> id(key.publicKey())).orElseGet(() -> certified(generation.leaf()));
    }

    private static String certified(Der leaf) {
        return leaf.certificate()
                .map(certificate -> id(certificate.getPublicKey().getEncoded()))
                .orElse(""); // the name of no key
    }

    private static boolean isPending(Revocation revocation, String key) {
        return revocation.doneAt().isEmpty() && certified(revocation.leaf()).equals(key);
    }

    /** Whether the certificate has or had the key, or is about to get it. */
    public static boolean concerns(CertificateRecord record, String key) {
        return record.generations().stream()
                        .anyMatch(generation -> id(generation).equals(key))
                || record.revocations().stream().anyMatch(revocation -> isPending(revocation, key))
                || record.attempt()
                        .flatMap(Attempt::key)
                        .filter(held -> id(held.publicKey()).equals(key))
                        .isPresent();
    }

    /**
     * The key is known or feared known to others. What has it is replaced, sessions made under it are cut, and then it is
     * revoked; after a while also if it could not be replaced. Of a deleted certificate nothing is replaced, and what is valid
     * still is revoked at once. What is being revoked for another reason is revoked for this one. Telling it twice is telling
     * it once.
     */
    public static CertificateRecord compromised(CertificateRecord record, String key, Caller caller, Instant now) {
        if (record.compromised().contains(key)) {
            return record;
        }
        List<Generation> having = record.generations().stream()
                .filter(generation -> id(generation).equals(key))
                .toList();
        CertificateRecord told = record.with(draft -> {
            draft.compromised = Change.with(draft.compromised, key);
            EventChain.append(
                    draft,
                    record.wish(),
                    now,
                    EventType.KEY_COMPROMISED,
                    caller.actor(),
                    caller.source(),
                    Map.of(
                            "key",
                            key,
                            "generations",
                            having.stream()
                                    .map(generation -> Long.toString(generation.number()))
                                    .collect(Collectors.joining(" "))));
            if (draft.attempt
                    .filter(attempt -> !attempt.submitted())
                    .flatMap(Attempt::key)
                    .filter(held -> id(held.publicKey()).equals(key))
                    .isPresent()) {
                Change change = new Change(record, draft, now);
                change.endAttempt(change.diagnoses());
            }
        });
        boolean ours = record.wish().type() != CertificateType.IMPORTED;
        CertificateRecord marked = ours
                ? told.with(draft -> {
                    Change change = new Change(record, draft, now);
                    replace(change, having);
                    becomeReason(change, key);
                })
                : told;
        return having.stream()
                .map(Generation::number)
                .max(Long::compare)
                .filter(number -> !record.deployments().isEmpty())
                .map(number -> Wishes.cut(marked, number, caller, now))
                .orElse(marked);
    }

    /** The reason to revoke a generation for: that its key is compromised, if it is. */
    static RevocationReason reason(CertificateRecord.Draft draft, Generation generation, RevocationReason otherwise) {
        return !draft.compromised.isEmpty() && draft.compromised.contains(id(generation))
                ? RevocationReason.KEY_COMPROMISE
                : otherwise;
    }

    /** Whether the key in force is compromised, so that nothing may stop its replacement. */
    static boolean isReplacing(CertificateRecord.Draft draft) {
        return !draft.compromised.isEmpty()
                && draft.generations.stream()
                        .filter(generation -> generation.number() == draft.current)
                        .anyMatch(generation -> draft.compromised.contains(id(generation)));
    }

    /** A generation came of an attempt whose key was reported while the authority was at it. */
    static void issued(Change change, Generation generation) {
        if (!change.draft.compromised.isEmpty() && change.draft.compromised.contains(id(generation))) {
            replace(change, List.of(generation));
        }
    }

    // its successor is there, and not everywhere yet
    private static boolean isServed(CertificateRecord.Draft draft, Generation generation) {
        return draft.deployments.stream()
                .anyMatch(deployment -> !deployment.leaving() && deployment.served() == generation.number());
    }

    private static void replace(Change change, List<Generation> having) {
        CertificateRecord.Draft draft = change.draft;
        for (Generation generation : having) {
            boolean serves = generation.number() == draft.current
                    && draft.status == CertificateStatus.ISSUED
                    && draft.deletedAt.isEmpty();
            if (generation.notAfter().isAfter(change.now)) {
                Revocation revocation = Revocation.fresh(
                        generation.leaf(), generation.issuersId(), RevocationReason.KEY_COMPROMISE, change.now);
                if (change.revokeOnce(serves || isServed(draft, generation) ? revocation.onceReplaced() : revocation)) {
                    change.event(
                            EventType.REVOCATION_REQUESTED,
                            Map.of("reason", revocation.reason().name()));
                }
            }
            if (serves) {
                Renaming.standBack(change);
                Wishes.renewNow(draft, change.now);
            }
        }
    }

    // relying parties weigh this reason more than any other (BR 4.9.1.1)
    private static void becomeReason(Change change, String key) {
        for (Revocation revocation : change.draft.revocations) {
            if (revocation.reason() != RevocationReason.KEY_COMPROMISE && isPending(revocation, key)) {
                change.draft.revocations = change.draft.revocations.stream()
                        .map(other -> other.equals(revocation) ? other.ofCompromisedKey(change.now) : other)
                        .toList();
                change.event(EventType.REVOCATION_REQUESTED, Map.of("reason", RevocationReason.KEY_COMPROMISE.name()));
            }
        }
    }
}
