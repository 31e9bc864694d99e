package dev.acm.event;

import dev.acm.certificate.CertificateArn;
import dev.acm.internal.Instants;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks the audit log of certificates: whatever was changed, left out or put in shows. */
public final class AuditChain {
    private AuditChain() {}

    /**
     * What is wrong with a log.
     *
     * @param arn whose chain is broken
     * @param sequence at which entry it shows
     * @param why what is wrong
     */
    public record Break(CertificateArn arn, long sequence, String why) {}

    /**
     * Reads a log from its beginning. Entries of several certificates may be mixed; one that came twice, as it may, is no
     * fault. An end that was cut off does not show here: compare the last hash of each certificate with one kept elsewhere.
     *
     * @param log the entries, in the order they were taken
     * @return the first fault, or empty if there is none
     */
    public static Optional<Break> firstBreak(List<AuditEntry> log) {
        Map<CertificateArn, AuditEntry> last = new HashMap<>();
        for (AuditEntry entry : log) {
            Optional<AuditEntry> before =
                    Optional.ofNullable(last.get(entry.event().arn()));
            Optional<String> fault = fault(before, entry);
            if (fault.isPresent()) {
                return Optional.of(new Break(entry.event().arn(), entry.event().sequence(), fault.get()));
            }
            boolean repeated = before.filter(
                            known -> known.event().sequence() >= entry.event().sequence())
                    .isPresent();
            if (!repeated) {
                last.put(entry.event().arn(), entry);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> fault(Optional<AuditEntry> before, AuditEntry entry) {
        if (!entry.hash().equals(hash(entry.previousHash(), entry.event()))) {
            return Optional.of("its hash is not that of its content");
        }
        long expected = before.map(known -> known.event().sequence()).orElse(0L) + 1;
        long sequence = entry.event().sequence();
        if (sequence == expected) {
            return entry.previousHash().equals(before.map(AuditEntry::hash).orElse(AuditEntry.START))
                    ? Optional.empty()
                    : Optional.of("it does not follow the entry before it");
        }
        if (sequence > expected) {
            return Optional.of("entry " + expected + " is missing before it");
        }
        boolean same = sequence < expected - 1 || before.filter(entry::equals).isPresent();
        return same ? Optional.empty() : Optional.of("two entries have its number");
    }

    /**
     * The hash of an event behind the given one: SHA-256 over the previous hash and each part of the event, every part behind
     * its length.
     *
     * @param previousHash the hash of the entry before; {@link AuditEntry#START} for the first
     * @param event what happened
     * @return 64 lower-case hex digits
     */
    public static String hash(String previousHash, CertificateEvent event) {
        StringBuilder text = new StringBuilder(previousHash);
        add(text, event.arn().toString());
        add(text, Long.toString(event.sequence()));
        add(text, Instants.format(event.at()));
        add(text, event.type().name());
        add(text, event.actor());
        add(text, event.source());
        event.details().forEach((name, value) -> {
            add(text, name);
            add(text, value);
        });
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    // the length before each part keeps parts from running into one another
    private static void add(StringBuilder text, String part) {
        text.append('|').append(part.length()).append(':').append(part);
    }
}
