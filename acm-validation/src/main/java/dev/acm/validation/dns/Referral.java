package dev.acm.validation.dns;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * A server's word that another zone, further down, knows more.
 *
 * @param cut the apex of that zone
 * @param servers the names of its servers
 * @param glue addresses of those among them that lie in the zone that was asked
 * @param ttl seconds
 */
record Referral(Name cut, List<Name> servers, List<InetAddress> glue, long ttl) {
    private static final int MAX_SERVERS = 13;

    /** Name servers and no SOA: that is no absence of data, and some servers claim authority for it (RFC 2308 section 2.2). */
    static boolean isMeant(Message message) {
        List<Record> authority = message.getSection(Section.AUTHORITY);
        return message.getRcode() == Rcode.NOERROR
                && message.getSection(Section.ANSWER).isEmpty()
                && authority.stream().anyMatch(NSRecord.class::isInstance)
                && authority.stream().noneMatch(SOARecord.class::isInstance);
    }

    /** The referral in an answer from a server of a zone; empty if it is none, or leads nowhere further down. */
    static Optional<Referral> in(Message message, Name zone, Name name, int type) {
        if (!isMeant(message)) {
            return Optional.empty();
        }
        List<Name> servers = new ArrayList<>();
        Optional<NSRecord> first = Optional.empty();
        for (Record record : message.getSection(Section.AUTHORITY)) {
            if (record instanceof NSRecord ns
                    && (first.isEmpty() || first.get().getName().equals(ns.getName()))
                    && servers.size() < MAX_SERVERS) {
                first = first.or(() -> Optional.of(ns));
                servers.add(ns.getTarget());
            }
        }
        return first.filter(ns -> leadsDown(ns.getName(), zone, name, type))
                .map(ns -> new Referral(ns.getName(), servers, glue(message, zone, servers), ns.getTTL()));
    }

    /** Below the zone, on the way to the name, and above it for DS, which is the parent's to know (RFC 4035 section 3.1.4.1). */
    private static boolean leadsDown(Name cut, Name zone, Name name, int type) {
        return !cut.equals(zone)
                && cut.subdomain(zone)
                && name.subdomain(cut)
                && !(type == Type.DS && cut.equals(name));
    }

    private static List<InetAddress> glue(Message message, Name zone, List<Name> servers) {
        List<InetAddress> addresses = new ArrayList<>();
        List<InetAddress> six = new ArrayList<>();
        for (Record record : message.getSection(Section.ADDITIONAL)) {
            boolean wanted =
                    servers.contains(record.getName()) && record.getName().subdomain(zone);
            if (wanted && record instanceof ARecord a) {
                addresses.add(a.getAddress());
            } else if (wanted && record instanceof AAAARecord aaaa) {
                six.add(aaaa.getAddress());
            }
        }
        addresses.addAll(six);
        return addresses;
    }
}
