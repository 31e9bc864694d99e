package dev.acm;

import dev.acm.certificate.CertificateArn;
import dev.acm.error.Finding;
import dev.acm.error.InvalidRequestException;
import dev.acm.event.Caller;
import dev.acm.lifecycle.Wishes;
import dev.acm.tag.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The tags of certificates, for one caller. A call names all faults of its tags together, and then changes nothing.
 * Thread-safe.
 */
public final class Tags {
    private final Ports ports;
    private final Records records;
    private final Caller caller;

    Tags(Ports ports, Records records, Caller caller) {
        this.ports = ports;
        this.records = records;
        this.caller = caller;
    }

    /**
     * Puts tags on a certificate. A key that is there already gets the new value.
     *
     * @param arn the certificate
     * @param tags 1 to 50, by the rules of {@link Tag}; the certificate then has at most 50
     * @throws InvalidRequestException if a tag breaks a rule, or there would be too many
     * @throws dev.acm.error.ResourceNotFoundException if there is no such certificate in the caller's account
     * @throws dev.acm.error.PortFailedException if the store failed
     */
    public void add(CertificateArn arn, List<Tag> tags) {
        List<Tag> added = List.copyOf(tags);
        Instant now = ports.time().instant();
        records.change(Objects.requireNonNull(arn, "arn"), caller.account(), Optional.of(now), record -> {
            refuse(TagRules.checkAdded(added, record.tags()));
            return Wishes.tag(record, added, caller, now);
        });
    }

    /**
     * Takes tags from a certificate. One given with a value goes only if it has that value, one given without goes whatever
     * its value; one that is not there is no fault.
     *
     * @param arn the certificate
     * @param tags 1 to 50
     * @throws InvalidRequestException if a key can be on no certificate, or there are too many
     * @throws dev.acm.error.ResourceNotFoundException if there is no such certificate in the caller's account
     * @throws dev.acm.error.PortFailedException if the store failed
     */
    public void remove(CertificateArn arn, List<Tag> tags) {
        List<Tag> removed = List.copyOf(tags);
        Instant now = ports.time().instant();
        records.change(Objects.requireNonNull(arn, "arn"), caller.account(), Optional.of(now), record -> {
            refuse(TagRules.checkKeys(removed));
            return Wishes.untag(record, removed, caller, now);
        });
    }

    /**
     * The tags of a certificate.
     *
     * @param arn the certificate
     * @return at most 50, sorted by key, unmodifiable
     * @throws dev.acm.error.ResourceNotFoundException if there is no such certificate in the caller's account
     * @throws dev.acm.error.PortFailedException if the store failed
     */
    public List<Tag> list(CertificateArn arn) {
        return records.get(Objects.requireNonNull(arn, "arn"), caller.account())
                .record()
                .tags();
    }

    private static void refuse(List<Finding> findings) {
        if (!findings.isEmpty()) {
            throw new InvalidRequestException(findings);
        }
    }
}
