package dev.acm.examples;

import dev.acm.examples.RenewalUnderLoad.RunningServer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;

/**
 * Embedded Tomcat with a managed certificate: {@link TomcatSslContext} hands the library's context over.
 *
 * <p>Shows a renewal under load. Needs a folder for temporary files. Prints how many requests were answered, and how many
 * failed.
 */
public final class E14TomcatServer {
    private E14TomcatServer() {}

    /**
     * Runs the example.
     *
     * @param args none
     * @throws Exception if anything fails
     */
    public static void main(String[] args) throws Exception {
        RenewalUnderLoad.tell("Tomcat", System.out, E14TomcatServer::start);
    }

    static RunningServer start(Embedded acm) throws Exception {
        SSLHostConfig host = new SSLHostConfig();
        SSLHostConfigCertificate certificate =
                new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.UNDEFINED);
        certificate.setSslContext(new TomcatSslContext(acm.sslContext, acm.keys));
        host.addCertificate(certificate);

        Connector connector = new Connector();
        connector.setPort(0);
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("SSLEnabled", "true");
        // the kept connection of the example asks more often than the 100 times that Tomcat allows
        connector.setProperty("maxKeepAliveRequests", "-1");
        connector.setScheme("https");
        connector.setSecure(true);
        connector.addSslHostConfig(host);

        Path folder = Files.createTempDirectory("acm-tomcat");
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(folder.toString());
        tomcat.setConnector(connector);
        Context root = tomcat.addContext("", null);
        Tomcat.addServlet(root, "page", new Page());
        root.addServletMappingDecoded("/", "page");
        tomcat.start();
        return new RunningServer() {
            @Override
            public int port() {
                return connector.getLocalPort();
            }

            @Override
            public void close() throws IOException {
                try {
                    tomcat.stop();
                    tomcat.destroy();
                } catch (LifecycleException e) {
                    throw new IOException("Tomcat does not stop", e);
                }
            }
        };
    }

    static final class Page extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setContentType("text/plain");
            response.getWriter().println("hello from Tomcat");
        }
    }
}
