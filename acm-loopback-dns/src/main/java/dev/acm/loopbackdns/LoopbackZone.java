package dev.acm.loopbackdns;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNAMERecord;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Master;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSEC3Record;
import org.xbill.DNS.NSECRecord;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;
import org.xbill.DNS.utils.base32;

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

    private static final base32 BASE32 = new base32(base32.Alphabet.BASE32HEX, false, true);
    private static final Comparator<Name> ORDER = Name::compareTo;
    private static final int MAX_SIGNATURES = 10_000;

    private final Name apex;
    private final InstantSource clock;
    private final Optional<KeyPair> keys;
    private final Optional<DNSKEYRecord> key;
    private final TreeMap<Name, List<Record>> nodes = new TreeMap<>(ORDER);
    private final Map<String, Record> signatures = new HashMap<>();
    private Instant signedAt = Instant.MIN;
    private Signing signing = Signing.GOOD;
    private Optional<Hashing> hashing = Optional.empty();

    /** Parameters of hashed denial (RFC 5155 section 3.1). */
    private record Hashing(int iterations, boolean optOut) {}

    LoopbackZone(Name apex, InstantSource clock, Optional<Integer> algorithm) {
        this.apex = apex;
        this.clock = clock;
        this.keys = algorithm.map(LoopbackZone::generate);
        this.key = keys.map(pair -> toRecord(apex, algorithm.orElseThrow(), pair));
        String dot = apex.equals(Name.root) ? "" : ".";
        add(apex + " 300 IN SOA ns" + dot + apex + " host" + dot + apex + " 1 3600 600 86400 60");
        add(apex + " 300 IN NS ns" + dot + apex);
        key.ifPresent(this::insert);
    }

    /** Adds a record, written as a zone-file line with absolute names. */
    public synchronized LoopbackZone add(String line) {
        insert(parse(line));
        return this;
    }

    /** Removes the records of a type at a name. */
    public synchronized LoopbackZone remove(String name, String type) {
        Name owner = LoopbackDns.name(name);
        List<Record> node = nodes.getOrDefault(owner, new ArrayList<>());
        node.removeIf(record -> record.getType() == Type.value(type));
        if (node.isEmpty()) {
            nodes.remove(owner);
        }
        return this;
    }

    /** Adds records of class IN, and takes away those of class NONE (RFC 2136 section 2.5). */
    synchronized void update(List<Record> updates) {
        for (Record update : updates) {
            if (update.getDClass() == DClass.NONE) {
                List<Record> node = nodes.getOrDefault(update.getName(), new ArrayList<>());
                node.removeIf(record -> record.getType() == update.getType()
                        && record.rdataToString().equals(update.rdataToString()));
                if (node.isEmpty()) {
                    nodes.remove(update.getName());
                }
            } else if (!recordsAt(update.getName()).contains(update)) {
                insert(update);
            }
        }
    }

    /** Sets how answers are signed from now on. */
    public synchronized LoopbackZone signing(Signing how) {
        this.signing = how;
        return this;
    }

    /** Denies by hashed names from now on (RFC 5155), without salt and further iterations (RFC 9276). */
    public LoopbackZone hashedDenial() {
        return hashedDenial(0, false);
    }

    /** The same with further iterations, and leaving out unsigned delegations or not (RFC 5155 section 6). */
    public synchronized LoopbackZone hashedDenial(int iterations, boolean optOut) {
        this.hashing = Optional.of(new Hashing(iterations, optOut));
        return this;
    }

    /** A set under the zone's key, as a forger may have kept it: the records, written as zone-file lines, and their signature. */
    public synchronized List<Record> signed(String... lines) {
        List<Record> records = new ArrayList<>();
        for (String line : lines) {
            records.add(parse(line));
        }
        List<Record> all = new ArrayList<>(records);
        all.add(sign(records.get(0).getName(), records));
        return all;
    }

    /** Delegates to a zone below, with its DS record when it is signed. */
    public synchronized LoopbackZone delegate(LoopbackZone child) {
        add(child.apex + " 300 IN NS ns." + child.apex);
        child.key.ifPresent(k -> insert(new DSRecord(child.apex, DClass.IN, 300, DNSSEC.Digest.SHA256, k)));
        return this;
    }

    /** The DS record of a signed zone as a zone-file line, to be used as a trust anchor. */
    public String ds() {
        return ds(DNSSEC.Digest.SHA256);
    }

    /** The same with another digest (RFC 4034 appendix A.2). */
    public String ds(int digest) {
        return new DSRecord(apex, DClass.IN, 300, digest, key.orElseThrow()).toString();
    }

    /** What the zone signs to deny a name, wherever that name lies. */
    public synchronized List<Record> denial(String name) {
        Message message = new Message();
        deny(message, LoopbackDns.name(name));
        deny(message, wildcard(LoopbackDns.name(name)));
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
            Optional<Name> cut = cut(current, type);
            if (cut.isPresent()) {
                refer(response, cut.get());
                return;
            }
            Optional<Record> dname = dnameAbove(current);
            if (dname.isPresent()) {
                addSet(response, Section.ANSWER, dname.get().getName(), List.of(dname.get()), dnssec);
                current = follow(response, current, (DNAMERecord) dname.get());
                continue;
            }
            Name owner = current;
            // an empty name with names below it exists, and no wildcard covers it (RFC 4592 section 2.2.2)
            List<Record> node = node(isKnown(owner) ? owner : wildcard(owner)).orElse(List.of());
            boolean expanded = node(current).isEmpty() && !node.isEmpty();
            List<Record> found = ofType(node, type);
            List<Record> alias = found.isEmpty() ? ofType(node, Type.CNAME) : List.of();
            addSet(response, Section.ANSWER, current, found.isEmpty() ? alias : found, dnssec);
            if (expanded && dnssec) {
                deny(response, current);
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
        addSet(response, Section.AUTHORITY, apex, ofType(recordsAt(apex), Type.SOA), dnssec);
        boolean exists = !node.isEmpty() || isKnown(name);
        if (!exists) {
            response.getHeader().setRcode(Rcode.NXDOMAIN);
        }
        if (dnssec) {
            deny(response, name);
            // no wildcard either, or one without this type (RFC 4035 sections 3.1.3.2 and 3.1.3.4)
            if (!exists || expanded) {
                deny(response, wildcard(name));
            }
        }
    }

    private void refer(Message response, Name cut) {
        response.getHeader().unsetFlag(Flags.AA);
        for (Record ns : ofType(recordsAt(cut), Type.NS)) {
            response.addRecord(ns, Section.AUTHORITY);
            for (Record glue : recordsAt(((NSRecord) ns).getTarget())) {
                response.addRecord(glue, Section.ADDITIONAL);
            }
        }
    }

    /** The delegation above a name, or at it unless its DS is asked for, which is the parent's; the uppermost of several. */
    private Optional<Name> cut(Name name, int type) {
        return ancestors(name)
                .filter(n -> !ofType(recordsAt(n), Type.NS).isEmpty())
                .filter(n -> !(n.equals(name) && type == Type.DS))
                .findFirst();
    }

    /** From below the apex down to the name. */
    private Stream<Name> ancestors(Name name) {
        int below = name.labels() - apex.labels();
        return IntStream.range(0, below).mapToObj(i -> new Name(name, below - 1 - i));
    }

    private Optional<Record> dnameAbove(Name name) {
        return ancestors(name)
                .filter(n -> !name.equals(n))
                .flatMap(n -> ofType(recordsAt(n), Type.DNAME).stream())
                .findFirst();
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

    /** The wildcard that would cover a name that does not exist (RFC 4592). */
    private Name wildcard(Name name) {
        Name encloser = new Name(name, 1);
        while (encloser.labels() > apex.labels() && !isKnown(encloser)) {
            encloser = new Name(encloser, 1);
        }
        return LoopbackDns.name(encloser.equals(Name.root) ? "*." : "*." + encloser);
    }

    /** In canonical order the names below another follow it (RFC 4034 section 6.1). */
    private boolean isKnown(Name name) {
        Name next = nodes.ceilingKey(name);
        return next != null && next.subdomain(name);
    }

    /** The NSEC record that matches or covers a name (RFC 4034 section 4). */
    private void deny(Message response, Name name) {
        if (key.isEmpty() || signing == Signing.NO_DENIAL) {
            return;
        }
        if (hashing.isPresent()) {
            denyHashed(response, name, hashing.get());
            return;
        }
        Name owner = nodes.floorKey(name) == null ? nodes.lastKey() : nodes.floorKey(name);
        Name next = nodes.higherKey(owner) == null ? nodes.firstKey() : nodes.higherKey(owner);
        TreeSet<Integer> types = new TreeSet<>();
        recordsAt(owner).forEach(record -> types.add(record.getType()));
        types.add(Type.RRSIG);
        types.add(Type.NSEC);
        int[] bitmap = types.stream().flatMapToInt(IntStream::of).toArray();
        Record nsec = new NSECRecord(owner, DClass.IN, 60, next, bitmap);
        if (!response.findRecord(nsec, Section.AUTHORITY)) {
            addSet(response, Section.AUTHORITY, owner, List.of(nsec), true);
        }
    }

    /** RFC 5155 section 7.2: the match of what exists, else of its closest encloser, and the cover of the name below that. */
    private void denyHashed(Message response, Name name, Hashing how) {
        TreeMap<String, Name> ring = new TreeMap<>();
        for (Name node : nodes.keySet()) {
            if (how.optOut() && isUnsignedDelegation(node)) {
                continue;
            }
            for (Name n = node; n.subdomain(apex); n = new Name(n, 1)) {
                ring.put(hash(n, how), n);
                if (n.labels() <= 1) {
                    break;
                }
            }
        }
        Name below = name;
        Name encloser = name;
        while (!ring.containsKey(hash(encloser, how))) {
            below = encloser;
            encloser = new Name(encloser, 1);
        }
        addHashed(response, ring, hash(encloser, how), how);
        if (!encloser.equals(name)) {
            String before = ring.lowerKey(hash(below, how));
            addHashed(response, ring, before == null ? ring.lastKey() : before, how);
        }
    }

    private boolean isUnsignedDelegation(Name node) {
        return !node.equals(apex)
                && !ofType(recordsAt(node), Type.NS).isEmpty()
                && ofType(recordsAt(node), Type.DS).isEmpty();
    }

    private void addHashed(Message response, NavigableMap<String, Name> ring, String hash, Hashing how) {
        String next = ring.higherKey(hash) == null ? ring.firstKey() : ring.higherKey(hash);
        TreeSet<Integer> types = new TreeSet<>();
        nodes.getOrDefault(ring.get(hash), List.of()).forEach(record -> types.add(record.getType()));
        if (!types.isEmpty() && !types.equals(Set.of(Type.NS))) {
            types.add(Type.RRSIG);
        }
        int[] bitmap = types.stream().flatMapToInt(IntStream::of).toArray();
        Name owner = LoopbackDns.name(hash + (apex.equals(Name.root) ? "." : "." + apex));
        Record nsec3 = new NSEC3Record(
                owner,
                DClass.IN,
                60,
                1,
                how.optOut() ? 1 : 0,
                how.iterations(),
                new byte[0],
                BASE32.fromString(next),
                bitmap);
        if (!response.findRecord(nsec3, Section.AUTHORITY)) {
            addSet(response, Section.AUTHORITY, owner, List.of(nsec3), true);
        }
    }

    private static String hash(Name name, Hashing how) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            byte[] hash = sha1.digest(name.toWireCanonical());
            for (int i = 0; i < how.iterations(); i++) {
                hash = sha1.digest(hash);
            }
            return BASE32.toString(hash).toLowerCase(Locale.ROOT);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    private void addSet(Message response, int section, Name owner, List<Record> records, boolean dnssec) {
        if (records.isEmpty()) {
            return;
        }
        records.forEach(record -> response.addRecord(record.withName(owner), section));
        if (dnssec && key.isPresent() && signing != Signing.MISSING) {
            response.addRecord(sign(owner, records), section);
        }
    }

    /** Kept for as long as clock and way of signing stay, since making a signature costs more than all the rest. */
    private Record sign(Name owner, List<Record> records) {
        Instant now = clock.instant();
        if (!now.equals(signedAt) || signatures.size() > MAX_SIGNATURES) {
            signatures.clear();
            signedAt = now;
        }
        return signatures.computeIfAbsent(signing + " " + owner + " " + records, set -> sign(owner, records, now));
    }

    private Record sign(Name owner, List<Record> records, Instant now) {
        Duration shift = signing == Signing.EXPIRED
                ? Duration.ofDays(-3)
                : signing == Signing.FUTURE ? Duration.ofDays(3) : Duration.ZERO;
        try {
            RRset set = new RRset();
            records.forEach(set::addRR);
            RRSIGRecord s = DNSSEC.sign(
                    set,
                    key.orElseThrow(),
                    keys.orElseThrow().getPrivate(),
                    now.plus(shift).minus(Duration.ofDays(1)),
                    now.plus(shift).plus(Duration.ofDays(1)));
            if (signing == Signing.CORRUPT) {
                // the array is the record's own
                s.getSignature()[10] ^= 1;
            }
            // under a wildcard's label count, where the name was expanded (RFC 4035 section 3.1.3.3)
            return s.withName(owner);
        } catch (DNSSEC.DNSSECException e) {
            throw new IllegalStateException(e);
        }
    }

    private void insert(Record record) {
        nodes.computeIfAbsent(record.getName(), n -> new ArrayList<>()).add(record);
    }

    private List<Record> recordsAt(Name owner) {
        return nodes.getOrDefault(owner, List.of());
    }

    private Optional<List<Record>> node(Name name) {
        return Optional.ofNullable(nodes.get(name));
    }

    private static List<Record> ofType(List<Record> node, int type) {
        return node.stream().filter(record -> record.getType() == type).toList();
    }

    static Record parse(String line) {
        try (Master master =
                new Master(new ByteArrayInputStream(line.getBytes(StandardCharsets.US_ASCII)), Name.root, 300)) {
            return master.nextRecord();
        } catch (IOException e) {
            throw new UncheckedIOException(line, e);
        }
    }

    private static KeyPair generate(int algorithm) {
        try {
            if (algorithm == DNSSEC.Algorithm.ECDSAP256SHA256) {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
                generator.initialize(new ECGenParameterSpec("secp256r1"));
                return generator.generateKeyPair();
            }
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has P-256 and RSA", e);
        }
    }

    private static DNSKEYRecord toRecord(Name apex, int algorithm, KeyPair pair) {
        try {
            return new DNSKEYRecord(
                    apex,
                    DClass.IN,
                    300,
                    DNSKEYRecord.Flags.ZONE_KEY | DNSKEYRecord.Flags.SEP_KEY,
                    DNSKEYRecord.Protocol.DNSSEC,
                    algorithm,
                    pair.getPublic());
        } catch (DNSSEC.DNSSECException e) {
            throw new IllegalStateException(e);
        }
    }
}
