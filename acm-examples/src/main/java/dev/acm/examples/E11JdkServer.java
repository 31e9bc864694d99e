package dev.acm.examples;

import dev.acm.examples.RenewalUnderLoad.RunningServer;

/**
 * The JDK's {@code HttpsServer} with a managed certificate.
 *
 * <p>Shows a renewal under load. Needs nothing. Prints how many requests were answered, and how many failed.
 */
public final class E11JdkServer {
    private E11JdkServer() {}

    /**
     * Runs the example.
     *
     * @param args none
     * @throws Exception if anything fails
     */
    public static void main(String[] args) throws Exception {
        RenewalUnderLoad.tell("JDK HttpsServer", System.out, E11JdkServer::start);
    }

    static RunningServer start(Embedded acm) throws Exception {
        DemoServer server = new DemoServer(acm.sslContext);
        return new RunningServer() {
            @Override
            public int port() {
                return server.address().getPort();
            }

            @Override
            public void close() {
                server.close();
            }
        };
    }
}
