package dev.acm.loopbackdns;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSEC3Record;
import org.xbill.DNS.NSECRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;
import org.xbill.DNS.utils.base32;

/** What a zone signs to deny a name: NSEC, or NSEC3 once it is asked for. */
final class Denial {
    private static final base32 BASE32 = new base32(base32.Alphabet.BASE32HEX, false, true);

    private final ZoneNames names;
    private final ZoneSigner signer;
    private Optional<Hashing> hashing = Optional.empty();

    /** Parameters of hashed denial (RFC 5155 section 3.1). */
    private record Hashing(int iterations, boolean optOut) {}

    Denial(ZoneNames names, ZoneSigner signer) {
        this.names = names;
        this.signer = signer;
    }

    void hash(int iterations, boolean optOut) {
        this.hashing = Optional.of(new Hashing(iterations, optOut));
    }

    /** The NSEC record that matches or covers a name (RFC 4034 section 4). */
    void deny(Message response, Name name) {
        if (!signer.denies()) {
            return;
        }
        if (hashing.isPresent()) {
            denyHashed(response, name, hashing.get());
            return;
        }
        Name owner = names.atOrBefore(name);
        Name next = names.after(owner);
        TreeSet<Integer> types = new TreeSet<>();
        names.recordsAt(owner).forEach(record -> types.add(record.getType()));
        types.add(Type.RRSIG);
        types.add(Type.NSEC);
        int[] bitmap = types.stream().flatMapToInt(IntStream::of).toArray();
        Record nsec = new NSECRecord(owner, DClass.IN, 60, next, bitmap);
        if (!response.findRecord(nsec, Section.AUTHORITY)) {
            signer.addSet(response, Section.AUTHORITY, owner, List.of(nsec), true);
        }
    }

    /** RFC 5155 section 7.2: the match of what exists, else of its closest encloser, and the cover of the name below that. */
    private void denyHashed(Message response, Name name, Hashing how) {
        TreeMap<String, Name> ring = new TreeMap<>();
        for (Name node : names.owners()) {
            if (how.optOut() && isUnsignedDelegation(node)) {
                continue;
            }
            for (Name n = node; n.subdomain(names.apex()); n = new Name(n, 1)) {
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
        return !node.equals(names.apex())
                && !ZoneNames.ofType(names.recordsAt(node), Type.NS).isEmpty()
                && ZoneNames.ofType(names.recordsAt(node), Type.DS).isEmpty();
    }

    private void addHashed(Message response, NavigableMap<String, Name> ring, String hash, Hashing how) {
        String next = ring.higherKey(hash) == null ? ring.firstKey() : ring.higherKey(hash);
        TreeSet<Integer> types = new TreeSet<>();
        names.recordsAt(ring.getOrDefault(hash, names.apex())).forEach(record -> types.add(record.getType()));
        if (!types.isEmpty() && !types.equals(Set.of(Type.NS))) {
            types.add(Type.RRSIG);
        }
        int[] bitmap = types.stream().flatMapToInt(IntStream::of).toArray();
        Name owner = LoopbackDns.name(hash + (names.apex().equals(Name.root) ? "." : "." + names.apex()));
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
            signer.addSet(response, Section.AUTHORITY, owner, List.of(nsec3), true);
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
}
