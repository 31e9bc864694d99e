package dev.acm.tls;

import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** Runs one handshake between two engines in memory, with a little application data to carry TLS 1.3 tickets across. */
final class EngineHandshake {
    private static final int BUFFER = 1 << 16;

    private final SSLEngine client;
    private final SSLEngine server;
    private final ByteBuffer toServer = ByteBuffer.allocate(BUFFER);
    private final ByteBuffer toClient = ByteBuffer.allocate(BUFFER);
    private final ByteBuffer received = ByteBuffer.allocate(BUFFER);

    private EngineHandshake(SSLEngine client, SSLEngine server) {
        this.client = client;
        this.server = server;
    }

    /** Handshakes and exchanges one byte each way; returns the server's leaf as the client sees it. */
    static X509Certificate run(SSLEngine client, SSLEngine server) throws SSLException {
        return open(client, server).shown();
    }

    /** The same, and keeps the connection. */
    static EngineHandshake open(SSLEngine client, SSLEngine server) throws SSLException {
        client.setUseClientMode(true);
        server.setUseClientMode(false);
        EngineHandshake handshake = new EngineHandshake(client, server);
        handshake.handshake();
        handshake.exchange();
        return handshake;
    }

    X509Certificate shown() throws SSLException {
        return (X509Certificate) client.getSession().getPeerCertificates()[0];
    }

    /** Sends one byte each way. */
    void exchange() throws SSLException {
        send(server, toClient, client);
        send(client, toServer, server);
    }

    private void handshake() throws SSLException {
        client.beginHandshake();
        server.beginHandshake();
        while (unfinished(client) || unfinished(server)) {
            boolean moved = step(client, toServer, toClient);
            moved |= step(server, toClient, toServer);
            if (!moved) {
                throw new SSLException("the handshake hangs: client " + client.getHandshakeStatus() + ", server "
                        + server.getHandshakeStatus());
            }
        }
    }

    private static boolean unfinished(SSLEngine engine) {
        return engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING;
    }

    private boolean step(SSLEngine engine, ByteBuffer out, ByteBuffer in) throws SSLException {
        boolean moved = false;
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> {
                    for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                        task.run();
                    }
                }
                case NEED_WRAP -> engine.wrap(ByteBuffer.allocate(0), out);
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    if (!unwrap(engine, in)) {
                        return moved;
                    }
                }
                default -> {
                    return moved;
                }
            }
            moved = true;
        }
    }

    private boolean unwrap(SSLEngine engine, ByteBuffer in) throws SSLException {
        in.flip();
        received.clear();
        SSLEngineResult result = engine.unwrap(in, received);
        in.compact();
        return result.getStatus() == SSLEngineResult.Status.OK
                && (result.bytesConsumed() > 0 || result.getHandshakeStatus() != HandshakeStatus.NEED_UNWRAP);
    }

    private void send(SSLEngine from, ByteBuffer wire, SSLEngine to) throws SSLException {
        from.wrap(ByteBuffer.wrap(new byte[] {42}), wire);
        while (wire.position() > 0) {
            if (!unwrap(to, wire)) {
                throw new SSLException("application data does not arrive");
            }
        }
    }
}
