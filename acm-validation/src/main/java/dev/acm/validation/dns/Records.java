package dev.acm.validation.dns;

import dev.acm.spi.DnsRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.xbill.DNS.CAARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** Turns dnsjava's records into the port's. */
final class Records {
    private Records() {}

    static DnsRecord toRecord(Record record) {
        String owner = text(record.getName());
        if (record instanceof CNAMERecord cname) {
            return toAlias(cname);
        }
        if (record instanceof TXTRecord txt) {
            List<String> strings =
                    txt.getStringsAsByteArrays().stream().map(Records::octets).toList();
            return new DnsRecord.Txt(owner, record.getTTL(), strings);
        }
        if (record instanceof CAARecord caa) {
            // the octets: getValue() is escaped for a zone file
            return new DnsRecord.Caa(
                    owner, record.getTTL(), caa.getFlags(), caa.getTag(), octets(caa.getValueAsByteArray()));
        }
        return new DnsRecord.Other(owner, record.getTTL(), Type.string(record.getType()), record.rdataToString());
    }

    static DnsRecord.Cname toAlias(CNAMERecord cname) {
        return new DnsRecord.Cname(text(cname.getName()), cname.getTTL(), text(cname.getTarget()));
    }

    /** RFC 8659 section 4.1: a property without a tag is none; dnsjava lets it pass. */
    static boolean isMalformed(Record record) {
        return record instanceof CAARecord caa && caa.getTag().isEmpty();
    }

    private static String text(Name name) {
        return name.toString().toLowerCase(Locale.ROOT);
    }

    private static String octets(byte[] value) {
        return new String(value, StandardCharsets.ISO_8859_1);
    }
}
