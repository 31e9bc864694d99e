package dev.acm.validation;

import dev.acm.diagnosis.Actor;
import dev.acm.spi.DnsAnswer;
import dev.acm.spi.RetryClass;
import java.util.Locale;

/** Kinds of trouble with DNS itself, when nothing can be said about the record. */
enum Trouble {
    /** A signature is out of date. */
    DNSSEC_EXPIRED(
            Actor.OWNER,
            RetryClass.HUMAN,
            "The DNSSEC signatures of the zone of %s have expired.",
            "Sign the zone again, or let the name server do so by itself; then this goes on."),
    /** A signature begins later, or a clock is wrong. */
    DNSSEC_NOT_YET_VALID(
            Actor.OWNER,
            RetryClass.HUMAN,
            "The DNSSEC signatures of the zone of %s are dated in the future.",
            "Check the clock of the signer, and the clock of this host."),
    /** Signed, and wrongly. */
    DNSSEC_BOGUS(
            Actor.OWNER,
            RetryClass.HUMAN,
            "The DNS answer for %s fails DNSSEC validation.",
            "Make the DS record at the parent fit the keys of the zone, and sign the zone again; or remove the DS record."),
    /** Denials that cost too much to check. */
    DNSSEC_ITERATIONS(
            Actor.OWNER,
            RetryClass.HUMAN,
            "The zone of %s, or one above it, hashes the names in its denials more often than is checked (RFC 9276).",
            "Set the further iterations of NSEC3 to 0, and sign the zone again."),
    /** The chain of trust could not be fetched, or there is no anchor. */
    DNSSEC_INDETERMINATE(
            Actor.HOST,
            RetryClass.TRANSIENT,
            "Whether the DNS answer for %s is genuine could not be told.",
            "Check that %2$s hands over DNSSEC records, and that the trust anchors cover the name; it is asked again."),
    /** The server failed. */
    DNS_SERVFAIL(
            Actor.OWNER,
            RetryClass.TRANSIENT,
            "The name servers of %s failed to answer (SERVFAIL).",
            "Check the name servers of the zone, and its delegation at the parent; it is asked again."),
    /** The server refuses. */
    DNS_REFUSED(
            Actor.HOST,
            RetryClass.HUMAN,
            "The server asked for %s refuses to answer (REFUSED).",
            "Let %2$s answer queries from this host; if it is a name server of the zone, configure the zone on it."),
    /** No answer. */
    DNS_TIMEOUT(
            Actor.OWNER,
            RetryClass.TRANSIENT,
            "There was no answer for %s in time.",
            "Check that the name servers of the zone are up and that %2$s can be reached; it is asked again."),
    /** No network. */
    DNS_UNREACHABLE(
            Actor.HOST,
            RetryClass.TRANSIENT,
            "The DNS server to ask about %s could not be reached.",
            "Check the network between this host and %2$s; it is asked again."),
    /** TCP is blocked. */
    DNS_TRUNCATED(
            Actor.HOST,
            RetryClass.TRANSIENT,
            "The answer for %s is too long for UDP, and TCP failed.",
            "Open TCP port 53 between this host and %2$s; it is asked again."),
    /** Nonsense. */
    DNS_MALFORMED(
            Actor.OWNER,
            RetryClass.TRANSIENT,
            "The answer for %s could not be read.",
            "Check the software of the name servers, and what changes packets on the way to %2$s; it is asked again."),
    /** A server that does not hold the zone. */
    DNS_LAME(
            Actor.OWNER,
            RetryClass.HUMAN,
            "The server asked for %s does not hold its zone (lame delegation).",
            "Make the NS records at the parent fit the servers that hold the zone."),
    /** Aliases without end before the name. */
    DNS_CNAME_LOOP(
            Actor.OWNER, RetryClass.HUMAN, "The aliases at %s lead in a circle or too far.", "Remove the circle."),
    /** Any other refusal. */
    DNS_ERROR(
            Actor.OWNER,
            RetryClass.TRANSIENT,
            "The name servers of %s answered with an error.",
            "Check the name servers of the zone; it is asked again.");

    private final Actor actor;
    private final RetryClass retryClass;
    private final String summary;
    private final String remedy;

    Trouble(Actor actor, RetryClass retryClass, String summary, String remedy) {
        this.actor = actor;
        this.retryClass = retryClass;
        this.summary = summary;
        this.remedy = remedy;
    }

    static Trouble of(DnsAnswer answer) {
        String detail = answer.detail().orElse("");
        if (answer.security() == DnsAnswer.Security.BOGUS) {
            // RFC 8914: 7 is expired, 8 is not yet valid
            return detail.contains("EDE 7 ")
                    ? DNSSEC_EXPIRED
                    : detail.contains("EDE 8 ") ? DNSSEC_NOT_YET_VALID : DNSSEC_BOGUS;
        }
        return switch (answer.status()) {
            case NOERROR, NXDOMAIN -> detail.contains("(RFC 9276)") ? DNSSEC_ITERATIONS : DNSSEC_INDETERMINATE;
            case SERVFAIL -> DNS_SERVFAIL;
            case REFUSED -> DNS_REFUSED;
            case TIMEOUT -> DNS_TIMEOUT;
            case UNREACHABLE -> DNS_UNREACHABLE;
            case TRUNCATED -> DNS_TRUNCATED;
            case MALFORMED -> DNS_MALFORMED;
            case ALIAS_LOOP -> DNS_CNAME_LOOP;
            case FORMERR, NOTIMP, OTHER_RCODE -> detail.startsWith("lame") ? DNS_LAME : DNS_ERROR;
        };
    }

    String code() {
        return name();
    }

    Actor actor() {
        return actor;
    }

    RetryClass retryClass() {
        return retryClass;
    }

    String summary(String name) {
        return String.format(Locale.ROOT, summary, name);
    }

    String remedy(String name, String server) {
        return String.format(Locale.ROOT, remedy, name, server);
    }
}
