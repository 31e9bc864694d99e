package dev.acm.loopbackdns;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNAMERecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Master;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * A zone that can be edited while it is served. Signed zones have one key made at the start, P-256 unless said otherwise; signatures and NSEC denials are
 * made when they are asked for, dated by the given clock.
 */
public final class LoopbackZone {
    /** How the zone is signed. */
    public enum Signing {
        /** Rightly. */
        GOOD,
        /** Dated two days back. */
        EXPIRED,
        /** Dated two days ahead. */
        FUTURE,
        /** With octets that do not fit. */
        CORRUPT,
        /** Without signatures, although the zone has a key. */
        MISSING,
        /** With signatures and without NSEC. */
        NO_DENIAL
    }

    private final Name apex;
    private final ZoneNames names;
    private final ZoneSigner signer;
    private final Denial denial;

    LoopbackZone(Name apex, InstantSource clock, Optional<Integer> algorithm) {
        this.apex = apex;
        this.names = new ZoneNames(apex);
        this.signer = new ZoneSigner(apex, clock, algorithm);
        this.denial = new Denial(names, signer);
        String dot = apex.equals(Name.root) ? "" : ".";
        add(apex + " 300 IN SOA ns" + dot + apex + " host" + dot + apex + " 1 3600 600 86400 60");
        add(apex + " 300 IN NS ns" + dot + apex);
        signer.key().ifPresent(names::insert);
    }

    /** Adds a record, written as a zone-file line with absolute names. */
    public synchronized LoopbackZone add(String line) {
        names.insert(parse(line));
        return this;
    }

    /** Removes the records of a type at a name. */
    public synchronized LoopbackZone remove(String name, String type) {
        names.remove(LoopbackDns.name(name), record -> record.getType() == Type.value(type));
        return this;
    }

    /** Adds records of class IN, and takes away those of class NONE (RFC 2136 section 2.5). */
    synchronized void update(List<Record> updates) {
        for (Record update : updates) {
            if (update.getDClass() == DClass.NONE) {
                names.remove(
                        update.getName(),
                        record -> record.getType() == update.getType()
                                && record.rdataToString().equals(update.rdataToString()));
            } else if (!names.recordsAt(update.getName()).contains(update)) {
                names.insert(update);
            }
        }
    }

    /** Sets how answers are signed from now on. */
    public synchronized LoopbackZone signing(Signing how) {
        signer.signing(how);
        return this;
    }

    /** Denies by hashed names from now on (RFC 5155), without salt and further iterations (RFC 9276). */
    public LoopbackZone hashedDenial() {
        return hashedDenial(0, false);
    }

    /** The same with further iterations, and leaving out unsigned delegations or not (RFC 5155 section 6). */
    public synchronized LoopbackZone hashedDenial(int iterations, boolean optOut) {
        denial.hash(iterations, optOut);
        return this;
    }

    /** A set under the zone's key, as a forger may have kept it: the records, written as zone-file lines, and their signature. */
    public synchronized List<Record> signed(String... lines) {
        List<Record> records = new ArrayList<>();
        for (String line : lines) {
            records.add(parse(line));
        }
        List<Record> all = new ArrayList<>(records);
        all.add(signer.sign(records.get(0).getName(), records));
        return all;
    }

    /** Delegates to a zone below, with its DS record when it is signed. */
    public synchronized LoopbackZone delegate(LoopbackZone child) {
        add(child.apex + " 300 IN NS ns." + child.apex);
        child.signer.key().ifPresent(k -> names.insert(child.signer.ds(DNSSEC.Digest.SHA256)));
        return this;
    }

    /** The DS record of a signed zone as a zone-file line, to be used as a trust anchor. */
    public String ds() {
        return ds(DNSSEC.Digest.SHA256);
    }

    /** The same with another digest (RFC 4034 appendix A.2). */
    public String ds(int digest) {
        return signer.ds(digest).toString();
    }

    /** What the zone signs to deny a name, wherever that name lies. */
    public synchronized List<Record> denial(String name) {
        Message message = new Message();
        denial.deny(message, LoopbackDns.name(name));
        denial.deny(message, names.wildcard(LoopbackDns.name(name)));
        return List.copyOf(message.getSection(Section.AUTHORITY));
    }

    /** The zone's apex, with its final dot. */
    public String name() {
        return apex.toString();
    }

    Name apex() {
        return apex;
    }

    /** Fills in an answer, as an authoritative server does: aliases are followed as far as the zone goes. */
    synchronized void answer(Message response, Name name, int type, boolean dnssec) {
        response.getHeader().setFlag(Flags.AA);
        Name current = name;
        for (int i = 0; i < 20 && current.subdomain(apex); i++) {
            Optional<Name> cut = names.cut(current, type);
            if (cut.isPresent()) {
                refer(response, cut.get());
                return;
            }
            Optional<Record> dname = names.dnameAbove(current);
            if (dname.isPresent()) {
                signer.addSet(response, Section.ANSWER, dname.get().getName(), List.of(dname.get()), dnssec);
                current = follow(response, current, (DNAMERecord) dname.get());
                continue;
            }
            Name owner = current;
            // an empty name with names below it exists, and no wildcard covers it (RFC 4592 section 2.2.2)
            List<Record> node = names.node(names.isKnown(owner) ? owner : names.wildcard(owner))
                    .orElse(List.of());
            boolean expanded = names.node(current).isEmpty() && !node.isEmpty();
            List<Record> found = ZoneNames.ofType(node, type);
            List<Record> alias = found.isEmpty() ? ZoneNames.ofType(node, Type.CNAME) : List.of();
            signer.addSet(response, Section.ANSWER, current, found.isEmpty() ? alias : found, dnssec);
            if (expanded && dnssec) {
                denial.deny(response, current);
            }
            if (!found.isEmpty()) {
                return;
            }
            if (alias.isEmpty()) {
                absent(response, current, node, expanded, dnssec);
                return;
            }
            current = ((CNAMERecord) alias.get(0)).getTarget();
        }
    }

    private void absent(Message response, Name name, List<Record> node, boolean expanded, boolean dnssec) {
        signer.addSet(response, Section.AUTHORITY, apex, ZoneNames.ofType(names.recordsAt(apex), Type.SOA), dnssec);
        boolean exists = !node.isEmpty() || names.isKnown(name);
        if (!exists) {
            response.getHeader().setRcode(Rcode.NXDOMAIN);
        }
        if (dnssec) {
            denial.deny(response, name);
            // no wildcard either, or one without this type (RFC 4035 sections 3.1.3.2 and 3.1.3.4)
            if (!exists || expanded) {
                denial.deny(response, names.wildcard(name));
            }
        }
    }

    private void refer(Message response, Name cut) {
        response.getHeader().unsetFlag(Flags.AA);
        for (Record ns : ZoneNames.ofType(names.recordsAt(cut), Type.NS)) {
            response.addRecord(ns, Section.AUTHORITY);
            for (Record glue : names.recordsAt(((NSRecord) ns).getTarget())) {
                response.addRecord(glue, Section.ADDITIONAL);
            }
        }
    }

    private static Name follow(Message response, Name name, DNAMERecord dname) {
        try {
            Name target = name.fromDNAME(dname);
            response.addRecord(new CNAMERecord(name, DClass.IN, dname.getTTL(), target), Section.ANSWER);
            return target;
        } catch (NameTooLongException e) {
            throw new IllegalStateException(e);
        }
    }

    static Record parse(String line) {
        try (Master master =
                new Master(new ByteArrayInputStream(line.getBytes(StandardCharsets.US_ASCII)), Name.root, 300)) {
            return master.nextRecord();
        } catch (IOException e) {
            throw new UncheckedIOException(line, e);
        }
    }
}
