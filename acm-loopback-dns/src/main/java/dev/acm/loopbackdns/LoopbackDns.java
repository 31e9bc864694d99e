package dev.acm.loopbackdns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import javax.crypto.spec.SecretKeySpec;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * An authoritative DNS server in process, on loopback, over real UDP and TCP on one port. Holds any number of zones, signed or
 * not, which may be edited while it runs, and misbehaves on request. Needs dnsjava and the JDK only. Runs a few daemon threads.
 */
public final class LoopbackDns implements AutoCloseable {
    /** How a name misbehaves. */
    public enum Fault {
        /** No answer at all. */
        DROP,
        /** The answer comes a minute late. */
        DELAY,
        /** Response code 2. */
        SERVFAIL,
        /** Response code 5. */
        REFUSED,
        /** Response code 1. */
        FORMERR,
        /** Response code 4. */
        NOTIMP,
        /** Cut off over UDP, whole over TCP. */
        TRUNCATE,
        /** Cut off over UDP, and TCP hangs up. */
        TRUNCATE_NO_TCP,
        /** The answer to another question's number. */
        WRONG_ID,
        /** Octets that are no message. */
        GARBAGE,
        /** NOERROR with nothing, and without authority. */
        LAME
    }

    private final InstantSource clock;
    private final DatagramSocket udp;
    private final ServerSocket tcp;
    private final ScheduledExecutorService threads;
    private final List<LoopbackZone> zones = new CopyOnWriteArrayList<>();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final Map<String, Fault> faults = new ConcurrentHashMap<>();
    private final Map<String, UnaryOperator<Message>> changes = new ConcurrentHashMap<>();
    private volatile Optional<TSIG> updateKey = Optional.empty();
    private volatile long latencyMillis;
    private volatile boolean unsignedUpdates;

    private LoopbackDns(InstantSource clock, InetSocketAddress address) throws IOException {
        this.clock = clock;
        this.udp = new DatagramSocket(address);
        this.tcp = new ServerSocket(udp.getLocalPort(), 50, address.getAddress());
        this.threads = Executors.newScheduledThreadPool(8, task -> {
            Thread thread = new Thread(task, "loopback-dns");
            thread.setDaemon(true);
            return thread;
        });
        threads.execute(this::serveUdp);
        threads.execute(this::serveTcp);
    }

    /** Starts on a free port of the loopback address, without zones. */
    public static LoopbackDns start(InstantSource clock) {
        return start(clock, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /** Starts on an address of 127.0.0.0/8; port 0 is a free one. */
    public static LoopbackDns start(InstantSource clock, InetSocketAddress address) {
        for (int attempt = 0; ; attempt++) {
            try {
                return new LoopbackDns(clock, address);
            } catch (IOException e) {
                // the port that was free for UDP may be taken for TCP
                if (attempt == 20 || address.getPort() != 0) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return new InetSocketAddress(udp.getLocalAddress(), udp.getLocalPort());
    }

    /** Adds a zone without DNSSEC. */
    public LoopbackZone zone(String apex) {
        return add(new LoopbackZone(name(apex), clock, Optional.empty()));
    }

    /** Adds a signed zone with a key of its own. */
    public LoopbackZone signedZone(String apex) {
        return signedZone(apex, DNSSEC.Algorithm.ECDSAP256SHA256);
    }

    /** Adds a zone signed with P-256, or with RSA for any other algorithm number. */
    public LoopbackZone signedZone(String apex, int algorithm) {
        return add(new LoopbackZone(name(apex), clock, Optional.of(algorithm)));
    }

    /** Serves a zone that another server has too, the same from now on. */
    public void serve(LoopbackZone zone) {
        zones.add(zone);
    }

    private LoopbackZone add(LoopbackZone zone) {
        zones.add(zone);
        return zone;
    }

    /** Makes answers for a name and type misbehave. */
    public void fault(String name, String type, Fault fault) {
        faults.put(key(name(name), Type.value(type)), fault);
    }

    /** Changes answers for a name and type on their way out. */
    public void change(String name, String type, UnaryOperator<Message> change) {
        changes.put(key(name(name), Type.value(type)), change);
    }

    /** Behaves again. */
    public void heal() {
        faults.clear();
        changes.clear();
    }

    /** Answers come so much later, all of them. */
    public void latency(Duration latency) {
        this.latencyMillis = latency.toMillis();
    }

    /** Takes dynamic updates of all zones from whoever has this key (HMAC-SHA256); faults of a zone's SOA are theirs. */
    public void takeUpdates(String keyName, byte[] secret) {
        this.updateKey = Optional.of(new TSIG(
                TSIG.HMAC_SHA256,
                name(keyName),
                new SecretKeySpec(secret, "HmacSHA256"),
                clock.withZone(ZoneOffset.UTC)));
    }

    /** Pretends to take every update, and cannot sign that. */
    public void answerUpdatesUnsigned() {
        this.unsignedUpdates = true;
    }

    /** What was asked so far, in order, as {@code UDP CNAME name.}. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        udp.close();
        tcp.close();
    }

    private void serveUdp() {
        byte[] buffer = new byte[65535];
        while (!udp.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                udp.receive(packet);
            } catch (IOException e) {
                return;
            }
            SocketAddress peer = packet.getSocketAddress();
            byte[] octets = Arrays.copyOf(packet.getData(), packet.getLength());
            answer(octets, false).ifPresent(reply -> sendUdpLater(reply, peer));
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what cannot be sent is lost, as on any network
    private void sendUdpLater(Reply reply, SocketAddress peer) {
        threads.schedule(() -> sendUdp(reply, peer), reply.millis, TimeUnit.MILLISECONDS);
    }

    private void sendUdp(Reply reply, SocketAddress peer) {
        try {
            udp.send(new DatagramPacket(reply.octets, reply.octets.length, peer));
        } catch (IOException e) {
            // closed meanwhile: nobody waits any more
            return;
        }
    }

    private void serveTcp() {
        while (!tcp.isClosed()) {
            try {
                Socket socket = tcp.accept();
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            while (true) {
                byte[] query = in.readNBytes(in.readUnsignedShort());
                Optional<Reply> reply = answer(query, true);
                if (reply.isEmpty()) {
                    return;
                }
                out.writeShort(reply.get().octets.length);
                out.write(reply.get().octets);
                out.flush();
            }
        } catch (IOException e) {
            // the client hung up
            return;
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // handed from one method to the next, never compared
    private record Reply(byte[] octets, long millis) {}

    private Optional<Reply> answer(byte[] octets, boolean overTcp) {
        Message query;
        try {
            query = new Message(octets);
        } catch (IOException e) {
            return Optional.empty();
        }
        Record question = query.getQuestion();
        if (query.getHeader().getOpcode() == Opcode.UPDATE) {
            return update(query, octets);
        }
        asked.add((overTcp ? "TCP " : "UDP ") + Type.string(question.getType()) + " " + question.getName());
        String key = key(question.getName(), question.getType());
        Optional<Fault> fault = Optional.ofNullable(faults.get(key));
        if (fault.filter(f -> f == Fault.DROP || (f == Fault.TRUNCATE_NO_TCP && overTcp))
                .isPresent()) {
            return Optional.empty();
        }
        Message response = changes.getOrDefault(key, m -> m).apply(respond(query, fault));
        boolean cut = !overTcp
                && fault.filter(f -> f == Fault.TRUNCATE || f == Fault.TRUNCATE_NO_TCP)
                        .isPresent();
        if (cut) {
            response.removeAllRecords(Section.ANSWER);
            response.getHeader().setFlag(Flags.TC);
        }
        byte[] wire = response.toWire(overTcp ? 65535 : maximum(query));
        if (fault.filter(f -> f == Fault.GARBAGE).isPresent()) {
            // the number and the counts are right, and then nothing follows
            wire = Arrays.copyOf(wire, 14);
        }
        long millis = fault.filter(f -> f == Fault.DELAY).isPresent() ? 60_000 : latencyMillis;
        return Optional.of(new Reply(wire, millis));
    }

    /** Dynamic update (RFC 2136 section 3), for whoever has the key. */
    private Optional<Reply> update(Message update, byte[] octets) {
        Name apex = update.getQuestion().getName();
        asked.add("UPDATE " + apex);
        Optional<Fault> fault = Optional.ofNullable(faults.get(key(apex, Type.SOA)));
        if (fault.filter(f -> f == Fault.DROP).isPresent()) {
            return Optional.empty();
        }
        Message response = new Message(update.getHeader().getID());
        response.getHeader().setFlag(Flags.QR);
        response.getHeader().setOpcode(Opcode.UPDATE);
        response.addRecord(update.getQuestion(), Section.ZONE);
        if (unsignedUpdates) {
            return Optional.of(new Reply(response.toWire(65535), 0));
        }
        Optional<LoopbackZone> zone =
                zones.stream().filter(z -> z.apex().equals(apex)).findFirst();
        boolean authentic = updateKey
                .filter(key -> update.getTSIG() != null && key.verify(update, octets, null) == Rcode.NOERROR)
                .isPresent();
        if (!authentic || zone.isEmpty()) {
            response.getHeader().setRcode(authentic ? Rcode.NOTAUTH : Rcode.REFUSED);
            return Optional.of(new Reply(response.toWire(65535), 0));
        }
        if (fault.isPresent()) {
            response.getHeader().setRcode(rcode(fault));
        } else {
            zone.get().update(update.getSection(Section.UPDATE));
        }
        response.setTSIG(updateKey.orElseThrow(), Rcode.NOERROR, update.getTSIG());
        return Optional.of(new Reply(response.toWire(65535), 0));
    }

    private Message respond(Message query, Optional<Fault> fault) {
        int shift = fault.filter(f -> f == Fault.WRONG_ID).isPresent() ? 1 : 0;
        Message response = new Message((query.getHeader().getID() + shift) & 0xffff);
        response.getHeader().setFlag(Flags.QR);
        response.addRecord(query.getQuestion(), Section.QUESTION);
        boolean dnssec = query.getOPT() != null && (query.getOPT().getFlags() & ExtendedFlags.DO) != 0;
        if (query.getOPT() != null) {
            response.addRecord(new OPTRecord(1232, 0, 0, dnssec ? ExtendedFlags.DO : 0), Section.ADDITIONAL);
        }
        int rcode = rcode(fault);
        response.getHeader().setRcode(rcode);
        if (rcode == Rcode.NOERROR && fault.filter(f -> f == Fault.LAME).isEmpty()) {
            Name name = query.getQuestion().getName();
            int type = query.getQuestion().getType();
            Optional<LoopbackZone> zone = zoneOf(name, type);
            zone.ifPresentOrElse(
                    z -> z.answer(response, name, type, dnssec),
                    () -> response.getHeader().setRcode(Rcode.REFUSED));
        }
        return response;
    }

    private static int rcode(Optional<Fault> fault) {
        return fault.map(f -> switch (f) {
                    case SERVFAIL -> Rcode.SERVFAIL;
                    case REFUSED -> Rcode.REFUSED;
                    case FORMERR -> Rcode.FORMERR;
                    case NOTIMP -> Rcode.NOTIMP;
                    default -> Rcode.NOERROR;
                })
                .orElse(Rcode.NOERROR);
    }

    /** The nearest zone; a DS record belongs to the zone above (RFC 4035 section 3.1.4.1). */
    private Optional<LoopbackZone> zoneOf(Name name, int type) {
        List<LoopbackZone> above = zones.stream()
                .filter(zone -> name.subdomain(zone.apex()))
                .sorted(Comparator.comparingInt(zone -> -zone.apex().labels()))
                .toList();
        boolean parent =
                type == Type.DS && above.size() > 1 && above.get(0).apex().equals(name);
        return above.stream().skip(parent ? 1 : 0).findFirst();
    }

    private static int maximum(Message query) {
        return query.getOPT() == null ? 512 : Math.max(512, query.getOPT().getPayloadSize());
    }

    private static String key(Name name, int type) {
        return Type.string(type) + " " + name.canonicalize();
    }

    static Name name(String text) {
        try {
            return Name.fromString(text, Name.root);
        } catch (TextParseException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
