package dev.acm.loopbackdns;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** The records of a zone by their owners, in canonical order. */
final class ZoneNames {
    private static final Comparator<Name> ORDER = Name::compareTo;

    private final Name apex;
    private final TreeMap<Name, List<Record>> nodes = new TreeMap<>(ORDER);

    ZoneNames(Name apex) {
        this.apex = apex;
    }

    Name apex() {
        return apex;
    }

    void insert(Record record) {
        nodes.computeIfAbsent(record.getName(), n -> new ArrayList<>()).add(record);
    }

    void remove(Name owner, Predicate<Record> which) {
        List<Record> node = nodes.getOrDefault(owner, new ArrayList<>());
        node.removeIf(which);
        if (node.isEmpty()) {
            nodes.remove(owner);
        }
    }

    Set<Name> owners() {
        return nodes.keySet();
    }

    /** The last owner at or before a name, around the end of the zone. */
    Name atOrBefore(Name name) {
        return nodes.floorKey(name) == null ? nodes.lastKey() : nodes.floorKey(name);
    }

    /** The next owner after a name, around the end of the zone. */
    Name after(Name name) {
        return nodes.higherKey(name) == null ? nodes.firstKey() : nodes.higherKey(name);
    }

    List<Record> recordsAt(Name owner) {
        return nodes.getOrDefault(owner, List.of());
    }

    Optional<List<Record>> node(Name name) {
        return Optional.ofNullable(nodes.get(name));
    }

    static List<Record> ofType(List<Record> node, int type) {
        return node.stream().filter(record -> record.getType() == type).toList();
    }

    /** The delegation above a name, or at it unless its DS is asked for, which is the parent's; the uppermost of several. */
    Optional<Name> cut(Name name, int type) {
        return ancestors(name)
                .filter(n -> !ofType(recordsAt(n), Type.NS).isEmpty())
                .filter(n -> !(n.equals(name) && type == Type.DS))
                .findFirst();
    }

    /** From below the apex down to the name. */
    Stream<Name> ancestors(Name name) {
        int below = name.labels() - apex.labels();
        return IntStream.range(0, below).mapToObj(i -> new Name(name, below - 1 - i));
    }

    Optional<Record> dnameAbove(Name name) {
        return ancestors(name)
                .filter(n -> !name.equals(n))
                .flatMap(n -> ofType(recordsAt(n), Type.DNAME).stream())
                .findFirst();
    }

    /** The wildcard that would cover a name that does not exist (RFC 4592). */
    Name wildcard(Name name) {
        Name encloser = new Name(name, 1);
        while (encloser.labels() > apex.labels() && !isKnown(encloser)) {
            encloser = new Name(encloser, 1);
        }
        return LoopbackDns.name(encloser.equals(Name.root) ? "*." : "*." + encloser);
    }

    /** In canonical order the names below another follow it (RFC 4034 section 6.1). */
    boolean isKnown(Name name) {
        Name next = nodes.ceilingKey(name);
        return next != null && next.subdomain(name);
    }
}
