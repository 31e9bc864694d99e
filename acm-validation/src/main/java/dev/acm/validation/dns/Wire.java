package dev.acm.validation.dns;

import dev.acm.spi.DnsAnswer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;
import org.xbill.DNS.WireParseException;

/** Single exchanges with single servers: UDP, and TCP when an answer is cut off. Completes normally always. */
record Wire(Duration timeout, int attempts, int udpOctets, boolean dnssec, boolean recursion, Gate gate) {
    private static final int MAX_SERVERS_TRIED = 4;

    Server server(InetSocketAddress address) {
        return new Server(address, timeout);
    }

    /** How many servers of a zone are worth a try; a recursive one is tried again instead. */
    int attempts(int servers) {
        return recursion ? attempts : Math.max(attempts, Math.min(servers, MAX_SERVERS_TRIED));
    }

    /** What a server says, referrals included, as it is. */
    CompletionStage<Reply> transfer(Server server, Name name, int type, Executor executor) {
        return gate.pass(() -> exchange(server, name, type, executor), executor);
    }

    private CompletionStage<Reply> exchange(Server server, Name name, int type, Executor executor) {
        Message query = query(name, type);
        return send(server.udp, query, server.name + " (UDP)", executor).thenCompose(reply -> {
            boolean cutOff =
                    reply.message().filter(m -> m.getHeader().getFlag(Flags.TC)).isPresent();
            return cutOff ? overTcp(server, query(name, type), executor) : CompletableFuture.completedFuture(reply);
        });
    }

    private CompletionStage<Reply> overTcp(Server server, Message query, Executor executor) {
        String label = server.name + " (TCP)";
        return send(server.tcp, query, label, executor).thenApply(reply -> {
            boolean stillCutOff =
                    reply.message().filter(m -> m.getHeader().getFlag(Flags.TC)).isPresent();
            if (reply.isAnswer() && !stillCutOff) {
                return reply;
            }
            return Reply.trouble(
                    DnsAnswer.Status.TRUNCATED,
                    label,
                    "the answer was cut off, and TCP failed: " + reply.detail().orElse("cut off again"));
        });
    }

    private Message query(Name name, int type) {
        Message query = Message.newQuery(Record.newRecord(name, type, DClass.IN));
        if (!recursion) {
            query.getHeader().unsetFlag(Flags.RD);
        }
        if (dnssec) {
            // we validate ourselves: a validating forwarder must hand over the data rather than SERVFAIL
            query.getHeader().setFlag(Flags.CD);
        }
        query.addRecord(new OPTRecord(udpOctets, 0, 0, dnssec ? ExtendedFlags.DO : 0), Section.ADDITIONAL);
        return query;
    }

    private static CompletionStage<Reply> send(
            SimpleResolver resolver, Message query, String label, Executor executor) {
        CompletionStage<Message> sent;
        try {
            sent = resolver.sendAsync(query, executor);
        } catch (RuntimeException e) {
            // the contract of the port is that DNS trouble is an answer, whatever the library does (D1)
            sent = CompletableFuture.failedFuture(e);
        }
        return sent.handle((message, error) -> message != null
                ? new Reply(DnsAnswer.Status.NOERROR, Optional.of(message), label, Optional.empty())
                : fromError(error, label));
    }

    private static Reply fromError(Throwable error, String label) {
        Throwable cause = error;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof SocketTimeoutException || cause instanceof TimeoutException) {
            return Reply.trouble(DnsAnswer.Status.TIMEOUT, label, "no answer in time");
        }
        if (cause instanceof WireParseException) {
            return Reply.trouble(DnsAnswer.Status.MALFORMED, label, "unreadable answer: " + cause.getMessage());
        }
        if (cause instanceof IOException) {
            return Reply.trouble(DnsAnswer.Status.UNREACHABLE, label, "network: " + cause.getMessage());
        }
        return Reply.trouble(DnsAnswer.Status.MALFORMED, label, "unreadable answer: " + cause);
    }

    /** The same as an answer, or as trouble. */
    Reply judge(Reply reply, Name name) {
        if (reply.message().isEmpty()) {
            return reply;
        }
        Message message = reply.message().get();
        int rcode = message.getRcode();
        Optional<String> extended = Reply.extendedError(message);
        if (rcode != Rcode.NOERROR && rcode != Rcode.NXDOMAIN) {
            String text = "response code " + Rcode.string(rcode)
                    + extended.map(e -> "; " + e).orElse("");
            return Reply.trouble(status(rcode), reply.server(), text);
        }
        boolean authoritative = message.getHeader().getFlag(Flags.AA);
        if (recursion ? isLame(message) : !authoritative || Referral.isMeant(message)) {
            return Reply.trouble(
                    DnsAnswer.Status.OTHER_RCODE,
                    reply.server(),
                    "lame: the server neither holds " + name + " nor resolves it for others");
        }
        DnsAnswer.Status status = rcode == Rcode.NXDOMAIN ? DnsAnswer.Status.NXDOMAIN : DnsAnswer.Status.NOERROR;
        return new Reply(status, reply.message(), reply.server(), extended);
    }

    /** A referral or an empty shrug is no proof of absence (RFC 2308 section 2.2): "no data" needs an SOA or an authority. */
    private static boolean isLame(Message message) {
        if (!message.getSection(Section.ANSWER).isEmpty() || message.getRcode() == Rcode.NXDOMAIN) {
            return false;
        }
        boolean soa = message.getSection(Section.AUTHORITY).stream().anyMatch(r -> r.getType() == Type.SOA);
        boolean authoritative = message.getHeader().getFlag(Flags.AA);
        boolean recursive = message.getHeader().getFlag(Flags.RA);
        return Referral.isMeant(message) || (!soa && !authoritative && !recursive);
    }

    private static DnsAnswer.Status status(int rcode) {
        return switch (rcode) {
            case Rcode.SERVFAIL -> DnsAnswer.Status.SERVFAIL;
            case Rcode.REFUSED -> DnsAnswer.Status.REFUSED;
            case Rcode.FORMERR -> DnsAnswer.Status.FORMERR;
            case Rcode.NOTIMP -> DnsAnswer.Status.NOTIMP;
            default -> DnsAnswer.Status.OTHER_RCODE;
        };
    }

    /** A server's two sides. */
    static final class Server {
        private final String name;
        private final SimpleResolver udp;
        private final SimpleResolver tcp;

        Server(InetSocketAddress address, Duration timeout) {
            this.name = address.getAddress().getHostAddress() + ":" + address.getPort();
            this.udp = new SimpleResolver(address);
            this.udp.setTimeout(timeout);
            // seen here rather than inside dnsjava, so that a failing TCP is told apart from a failing server
            this.udp.setIgnoreTruncation(true);
            this.tcp = new SimpleResolver(address);
            this.tcp.setTimeout(timeout);
            this.tcp.setTCP(true);
        }
    }
}
