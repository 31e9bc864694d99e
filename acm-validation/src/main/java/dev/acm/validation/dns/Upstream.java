package dev.acm.validation.dns;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.xbill.DNS.Name;

/** Asks the configured servers, the next one after trouble. */
final class Upstream implements Exchange {
    private final List<Wire.Server> servers;
    private final Wire wire;

    Upstream(List<InetSocketAddress> addresses, Wire wire) {
        this.servers = addresses.stream().map(wire::server).toList();
        this.wire = wire;
    }

    @Override
    public CompletionStage<Reply> ask(Name name, int type, Executor executor) {
        return attempt(name, type, 1, executor);
    }

    private CompletionStage<Reply> attempt(Name name, int type, int number, Executor executor) {
        Wire.Server server = servers.get((number - 1) % servers.size());
        return wire.transfer(server, name, type, executor)
                .thenApply(reply -> wire.judge(reply, name))
                .thenCompose(reply -> reply.isAnswer() || number >= wire.attempts(servers.size())
                        ? CompletableFuture.completedFuture(reply)
                        : attempt(name, type, number + 1, executor));
    }
}
