package dev.acm.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What came back for one question, trouble included (D1). Immutable.
 *
 * @param question what was asked
 * @param status how it went
 * @param aliases each CNAME on the way, in order; a CNAME that was itself asked for is a record, not an alias
 * @param records the records of the type asked for, at the end of the aliases; empty for NXDOMAIN and for no data
 * @param security what DNSSEC says of the whole way
 * @param server who answered, for people
 * @param detail more on trouble: an extended error (RFC 8914), the reason of a bogus answer; empty if none
 * @param negativeTtl how long the absence may be kept (RFC 2308); empty when there are records, or it is not known
 * @param at when
 */
public record DnsAnswer(
        DnsQuestion question,
        Status status,
        List<DnsRecord.Cname> aliases,
        List<DnsRecord> records,
        Security security,
        String server,
        Optional<String> detail,
        Optional<Duration> negativeTtl,
        Instant at) {
    /** Copies the lists. */
    public DnsAnswer {
        Objects.requireNonNull(question, "question");
        Objects.requireNonNull(status, "status");
        aliases = List.copyOf(aliases);
        records = List.copyOf(records);
        Objects.requireNonNull(security, "security");
        Objects.requireNonNull(server, "server");
        Objects.requireNonNull(detail, "detail");
        Objects.requireNonNull(negativeTtl, "negativeTtl");
        Objects.requireNonNull(at, "at");
    }

    /**
     * Whether the question was answered, with records or with their proven or unsigned absence.
     *
     * @return true for NOERROR and NXDOMAIN unless bogus or indeterminate
     */
    public boolean isConclusive() {
        return (status == Status.NOERROR || status == Status.NXDOMAIN)
                && (security == Security.SECURE || security == Security.INSECURE);
    }

    /** How a question went. */
    public enum Status {
        /** Answered; without records there is no data of this type. */
        NOERROR,
        /** The name does not exist. */
        NXDOMAIN,
        /** The server failed. */
        SERVFAIL,
        /** The server refused. */
        REFUSED,
        /** The server did not understand. */
        FORMERR,
        /** The server does not do this. */
        NOTIMP,
        /** Another response code; the detail names it. */
        OTHER_RCODE,
        /** No answer in time. */
        TIMEOUT,
        /** Cut off, and TCP failed. */
        TRUNCATED,
        /** An answer that could not be read, or was for another question. */
        MALFORMED,
        /** The network or the connection failed. */
        UNREACHABLE,
        /** The aliases lead in a circle or too far. */
        ALIAS_LOOP
    }

    /** What DNSSEC says (RFC 4035 section 4.3). */
    public enum Security {
        /** Signed, and the chain to a trust anchor holds. */
        SECURE,
        /** Proven to be below an unsigned delegation. */
        INSECURE,
        /** Should be signed, and is not rightly so. */
        BOGUS,
        /** Could not be told. */
        INDETERMINATE
    }
}
