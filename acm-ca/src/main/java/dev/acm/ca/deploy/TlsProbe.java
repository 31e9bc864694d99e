package dev.acm.ca.deploy;

import dev.acm.name.DomainName;
import dev.acm.spi.ProbeQuestion;
import dev.acm.spi.ServingProbe;
import dev.acm.spi.Sighting;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/**
 * Shakes hands with TLS endpoints, as a client does, and tells which certificate each shows for each name. It judges nothing and
 * trusts nobody: it sends no data, and closes the connection once it has seen the certificate.
 *
 * <p>A wildcard is looked at under the label {@code acm-probe} in its place; an IP address without SNI (RFC 6066 section 3). Where
 * an endpoint shows a certificate of another key type than the wanted one, it is asked again in TLS 1.2 with cipher suites
 * of the wanted type only. Every handshake is a full one.
 *
 * <p>Blocks at most twice the time-out for each endpoint and name, one after the other. Thread-safe.
 */
public final class TlsProbe implements ServingProbe {
    private static final String WILDCARD_LABEL = "acm-probe";

    private final List<InetSocketAddress> endpoints;
    private final int timeoutMillis;
    private final int mostNames;

    private TlsProbe(Builder builder) {
        this.endpoints = List.copyOf(builder.endpoints);
        this.timeoutMillis = (int) builder.timeout.toMillis();
        this.mostNames = builder.mostNames;
    }

    /**
     * A probe of one endpoint, with all defaults.
     *
     * @param endpoint where the server listens; an unresolved address is resolved anew for each look
     * @return the probe
     */
    public static TlsProbe of(InetSocketAddress endpoint) {
        return builder(endpoint).build();
    }

    /**
     * Begins a probe.
     *
     * @param endpoint where a server listens; an unresolved address is resolved anew for each look
     * @return a builder with all defaults
     */
    public static Builder builder(InetSocketAddress endpoint) {
        return new Builder(endpoint);
    }

    @Override
    public List<Sighting> look(ProbeQuestion question) {
        List<Sighting> sightings = new ArrayList<>();
        for (InetSocketAddress endpoint : endpoints) {
            for (DomainName name : question.names().stream().limit(mostNames).toList()) {
                sightings.add(look(endpoint, name, question.wanted()));
            }
        }
        return sightings;
    }

    private Sighting look(InetSocketAddress endpoint, DomainName name, X509Certificate wanted) {
        String host =
                name.value().startsWith("*.") ? WILDCARD_LABEL + name.value().substring(1) : name.value();
        String keyType = wanted.getPublicKey().getAlgorithm();
        Sighting seen = handshake(endpoint, host, Optional.empty());
        boolean otherType = seen.leaf()
                .filter(leaf -> !leaf.getPublicKey().getAlgorithm().equals(keyType))
                .isPresent();
        return otherType ? handshake(endpoint, host, Optional.of(keyType)) : seen;
    }

    private Sighting handshake(InetSocketAddress endpoint, String host, Optional<String> keyType) {
        String where = endpoint.getHostString() + ":" + endpoint.getPort();
        try (Socket plain = new Socket()) {
            plain.connect(
                    endpoint.isUnresolved()
                            ? new InetSocketAddress(endpoint.getHostString(), endpoint.getPort())
                            : endpoint,
                    timeoutMillis);
            plain.setSoTimeout(timeoutMillis);
            Witness witness = new Witness();
            try (SSLSocket socket = (SSLSocket)
                    context(witness).getSocketFactory().createSocket(plain, host, endpoint.getPort(), true)) {
                socket.setSSLParameters(parameters(socket, host, keyType));
                socket.startHandshake();
                Certificate[] chain = socket.getSession().getPeerCertificates();
                return new Sighting(
                        host,
                        where,
                        Optional.of((X509Certificate) chain[0]),
                        socket.getSession().getProtocol());
            } catch (IOException | IllegalArgumentException e) {
                // a server that wants a client certificate shows its own all the same
                return new Sighting(host, where, witness.shown(), "the handshake failed: " + e.getMessage());
            }
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            return new Sighting(host, where, Optional.empty(), "no connection: " + e.getMessage());
        }
    }

    // a context of its own for each look, so that no session is there to be resumed
    private static SSLContext context(Witness witness) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {witness}, null);
        return context;
    }

    private static SSLParameters parameters(SSLSocket socket, String host, Optional<String> keyType) {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setServerNames(isAddress(host) ? List.of() : List.of(new SNIHostName(host)));
        keyType.ifPresent(type -> {
            String signed = type.equals("EC") || type.equals("EdDSA") ? "_ECDSA_" : "_RSA_";
            parameters.setProtocols(new String[] {"TLSv1.2"});
            parameters.setCipherSuites(Arrays.stream(parameters.getCipherSuites())
                    .filter(suite -> suite.contains(signed))
                    .toArray(String[]::new));
        });
        return parameters;
    }

    private static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || host.matches("[0-9.]+");
    }

    /** Settings of a probe. Not thread-safe; reusable. */
    public static final class Builder {
        private final List<InetSocketAddress> endpoints = new ArrayList<>();
        private Duration timeout = Duration.ofSeconds(5);
        private int mostNames = 10;

        private Builder(InetSocketAddress endpoint) {
            endpoint(endpoint);
        }

        /**
         * Adds an endpoint: all of them have to show the certificate.
         *
         * @param endpoint where a server listens; an unresolved address is resolved anew for each look
         * @return this builder
         */
        public Builder endpoint(InetSocketAddress endpoint) {
            endpoints.add(Objects.requireNonNull(endpoint, "endpoint"));
            return this;
        }

        /**
         * How long connecting may take, and each answer in the handshake.
         *
         * @param duration 1 ms to 1 min; 5 s by default
         * @return this builder
         */
        public Builder timeout(Duration duration) {
            if (duration.toMillis() < 1 || duration.compareTo(Duration.ofMinutes(1)) > 0) {
                throw new IllegalArgumentException("timeout must be 1 ms to 1 min, got " + duration);
            }
            this.timeout = duration;
            return this;
        }

        /**
         * How many of a certificate's names are looked at, the first ones.
         *
         * @param count 1 and up; 10 by default
         * @return this builder
         */
        public Builder mostNames(int count) {
            if (count < 1) {
                throw new IllegalArgumentException("mostNames must be at least 1, got " + count);
            }
            this.mostNames = count;
            return this;
        }

        /**
         * Makes the probe.
         *
         * @return the probe
         */
        public TlsProbe build() {
            return new TlsProbe(this);
        }
    }
}
