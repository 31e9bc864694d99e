package dev.acm.validation.dns;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xbill.DNS.Message;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * What was proven secure under one chain of trust, so that the same signatures over the same octets are not verified again. It holds
 * from the time of the proof until a cache would have to let go of it (RFC 4035 section 5.3.3), and dies with the keys. Nothing but
 * proof is remembered: what was bogus, insecure or unknown is judged anew each time.
 *
 * <p>Thread-safe.
 */
final class Proven {
    private static final int MAX_PROOFS = 4096;

    /** Least recently used first. */
    private final Map<ByteBuffer, Span> proofs = new LinkedHashMap<>(16, 0.75f, true);

    private record Span(Instant since, Instant until) {
        boolean covers(Instant now) {
            return !now.isBefore(since) && now.isBefore(until);
        }
    }

    /** Records with their signatures, by a digest of all octets that a verdict depends on; TTLs count down on the way and are none. */
    record Evidence(ByteBuffer digest, Optional<Span> validity) {}

    boolean holds(Evidence evidence, Instant now) {
        synchronized (proofs) {
            Span span = proofs.get(evidence.digest());
            return span != null && span.covers(now);
        }
    }

    /** Takes note of what was verified at that time. */
    void remember(Evidence evidence, Instant now) {
        Optional<Span> validity = evidence.validity().filter(span -> span.covers(now));
        if (validity.isEmpty()) {
            return;
        }
        synchronized (proofs) {
            proofs.put(evidence.digest(), new Span(now, validity.get().until()));
            if (proofs.size() > MAX_PROOFS) {
                proofs.remove(proofs.keySet().iterator().next());
            }
        }
    }

    /** A whole answer to a question. */
    static Evidence answer(Message answer, Instant now) {
        MessageDigest digest = sha256();
        Record question = answer.getQuestion();
        put(digest, "answer".getBytes(StandardCharsets.US_ASCII));
        put(digest, question.getName().toWireCanonical());
        putNumbers(digest, question.getType(), question.getDClass(), answer.getRcode());
        for (int section : new int[] {Section.ANSWER, Section.AUTHORITY}) {
            List<Record> records = answer.getSection(section);
            putNumbers(digest, section, records.size());
            records.forEach(record -> put(digest, record));
        }
        return new Evidence(
                ByteBuffer.wrap(digest.digest()),
                validity(now, answer.getSection(Section.ANSWER), answer.getSection(Section.AUTHORITY)));
    }

    /** The SOA of a denial, the same for all that its zone denies; none if this is no denial, or has not just one. */
    static Optional<Evidence> soa(Message answer, Instant now) {
        List<Record> authority = answer.getSection(Section.AUTHORITY);
        List<Record> soa = authority.stream().filter(Proven::isSoa).toList();
        boolean single =
                soa.stream().filter(record -> record.getType() == Type.SOA).count() == 1;
        if (!answer.getSection(Section.ANSWER).isEmpty()
                || !single
                || authority.stream().noneMatch(Proven::denies)) {
            return Optional.empty();
        }
        MessageDigest digest = sha256();
        put(digest, "SOA".getBytes(StandardCharsets.US_ASCII));
        soa.forEach(record -> put(digest, record));
        return Optional.of(new Evidence(ByteBuffer.wrap(digest.digest()), validity(now, soa)));
    }

    /** The same denial without its SOA: what denies, and must be proven each time, are its NSEC or NSEC3 records. */
    static Message withoutSoa(Message answer) {
        Message rest = answer.clone();
        rest.removeAllRecords(Section.AUTHORITY);
        answer.getSection(Section.AUTHORITY).stream()
                .filter(record -> !isSoa(record))
                .forEach(record -> rest.addRecord(record, Section.AUTHORITY));
        return rest;
    }

    private static boolean isSoa(Record record) {
        return record.getType() == Type.SOA
                || (record instanceof RRSIGRecord signature && signature.getTypeCovered() == Type.SOA);
    }

    private static boolean denies(Record record) {
        return record.getType() == Type.NSEC || record.getType() == Type.NSEC3;
    }

    /** While all signatures are valid, and no longer than any TTL; none if nothing is signed. */
    @SafeVarargs
    private static Optional<Span> validity(Instant now, List<Record>... sections) {
        boolean signed = false;
        Instant since = Instant.MIN;
        Instant until = Instant.MAX;
        for (List<Record> records : sections) {
            for (Record record : records) {
                until = earlier(until, now.plusSeconds(record.getTTL()));
                if (record instanceof RRSIGRecord signature) {
                    signed = true;
                    since = since.isAfter(signature.getTimeSigned()) ? since : signature.getTimeSigned();
                    until = earlier(until, signature.getExpire());
                    until = earlier(until, now.plusSeconds(signature.getOrigTTL()));
                }
            }
        }
        return signed ? Optional.of(new Span(since, until)) : Optional.empty();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** In the form that signatures cover (RFC 4034 section 6.2). */
    private static void put(MessageDigest digest, Record record) {
        put(digest, record.getName().toWireCanonical());
        putNumbers(digest, record.getType(), record.getDClass());
        put(digest, record.rdataToWireCanonical());
    }

    private static void put(MessageDigest digest, byte[] octets) {
        putNumbers(digest, octets.length);
        digest.update(octets);
    }

    private static void putNumbers(MessageDigest digest, int... numbers) {
        for (int number : numbers) {
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(number).flip());
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
