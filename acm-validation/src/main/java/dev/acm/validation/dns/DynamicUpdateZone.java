package dev.acm.validation.dns;

import dev.acm.name.DomainName;
import dev.acm.spi.ValidationZone;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Update;

/**
 * Writes the validation zone by dynamic update (RFC 2136) over TCP, authenticated by TSIG (RFC 8945): with BIND, Knot, PowerDNS and
 * others. An answer that is not authenticated counts as none, so nobody on the way can pretend that a value was written.
 *
 * <p>The primary server answers with a value at once. Where resolvers ask secondary servers, these must follow at once too (NOTIFY), or the
 * first look comes too early and is repeated. A further update is sent for each change; nothing is kept. Immutable and thread-safe.
 */
public final class DynamicUpdateZone implements ValidationZone {
    private final InetSocketAddress primary;
    private final DomainName apex;
    private final TsigKey key;
    private final InstantSource clock;
    private final Duration timeout;
    private final Executor executor;

    private DynamicUpdateZone(
            InetSocketAddress primary,
            DomainName apex,
            TsigKey key,
            InstantSource clock,
            Duration timeout,
            Executor executor) {
        this.primary = primary;
        this.apex = apex;
        this.key = key;
        this.clock = clock;
        this.timeout = timeout;
        this.executor = executor;
    }

    /**
     * A zone at its primary server; 5 s for each update, answers are read in the JVM's common pool.
     *
     * @param primary the server that takes updates: a resolved address, and the port
     * @param apex the zone's apex, as the server knows it
     * @param key authenticates both sides
     * @param clock by which messages are dated; the server refuses what is 300 s off
     * @return the zone
     * @throws IllegalArgumentException if the address is not resolved, or the apex is a wildcard
     */
    public static DynamicUpdateZone of(InetSocketAddress primary, DomainName apex, TsigKey key, InstantSource clock) {
        if (primary.isUnresolved()) {
            throw new IllegalArgumentException("primary must be an address and not a name: " + primary);
        }
        if (apex.isWildcard()) {
            throw new IllegalArgumentException("apex must not be a wildcard: " + apex);
        }
        return new DynamicUpdateZone(
                primary,
                apex,
                Objects.requireNonNull(key, "key"),
                Objects.requireNonNull(clock, "clock"),
                Duration.ofSeconds(5),
                SharedPool.executor());
    }

    /**
     * The same with another time for each update.
     *
     * @param timeout 1 ms to 1 min
     * @return the zone
     * @throws IllegalArgumentException if it is outside the range
     */
    public DynamicUpdateZone withTimeout(Duration timeout) {
        if (timeout.toMillis() < 1 || timeout.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("timeout must be 1 ms to 1 min, got " + timeout);
        }
        return new DynamicUpdateZone(primary, apex, key, clock, timeout, executor);
    }

    /**
     * The same with answers read elsewhere.
     *
     * @param executor the host's
     * @return the zone
     */
    public DynamicUpdateZone withExecutor(Executor executor) {
        return new DynamicUpdateZone(primary, apex, key, clock, timeout, Objects.requireNonNull(executor, "executor"));
    }

    @Override
    public DomainName apex() {
        return apex;
    }

    @Override
    public CompletionStage<Change> add(String name, String value) {
        return change(name, value, Update::add);
    }

    @Override
    public CompletionStage<Change> remove(String name, String value) {
        return change(name, value, Update::delete);
    }

    private interface Edit {
        void apply(Update update, org.xbill.DNS.Record record);
    }

    private CompletionStage<Change> change(String name, String value, Edit edit) {
        Update update;
        try {
            Name zone = Name.fromString(apex.value() + ".");
            Name owner = Name.fromString(name.toLowerCase(Locale.ROOT));
            if (!owner.isAbsolute() || !owner.subdomain(zone)) {
                return CompletableFuture.completedFuture(failed(name + " is not in the zone " + zone));
            }
            update = new Update(zone);
            // without a TTL, so that no resolver keeps what belongs to one look
            edit.apply(update, new TXTRecord(owner, DClass.IN, 0, value));
        } catch (TextParseException | IllegalArgumentException e) {
            return CompletableFuture.completedFuture(failed("not to be written: " + e.getMessage()));
        }
        SimpleResolver server = new SimpleResolver(primary);
        server.setTCP(true);
        server.setTimeout(timeout);
        server.setTSIGKey(key.signer(clock));
        CompletionStage<Message> sent;
        try {
            sent = server.sendAsync(update, executor);
        } catch (RuntimeException e) {
            // Z3: trouble is a result, whatever the library does
            sent = CompletableFuture.failedFuture(e);
        }
        return sent.handle((answer, error) -> error == null ? read(answer) : failed(reason(error)));
    }

    private Change read(Message answer) {
        int rcode = answer.getRcode();
        boolean authentic = answer.isSigned() && answer.isVerified();
        if (rcode == Rcode.NOERROR && authentic) {
            return new Done();
        }
        String error = Optional.ofNullable(answer.getTSIG())
                .filter(tsig -> tsig.getError() != Rcode.NOERROR)
                .map(tsig -> ", " + Rcode.TSIGstring(tsig.getError()))
                .orElse("");
        return failed(
                rcode == Rcode.NOERROR
                        ? "the answer is not authenticated by " + key + error
                        : "response code " + Rcode.string(rcode) + error);
    }

    private static String reason(Throwable error) {
        Throwable cause = error;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return "no answer: " + cause;
    }

    private Failed failed(String detail) {
        return new Failed(primary.getAddress().getHostAddress() + ":" + primary.getPort(), detail);
    }

    @Override
    public String toString() {
        return "DynamicUpdateZone[" + apex + " at " + primary + "]";
    }
}
