package dev.acm.tls;

import dev.acm.certificate.CertificateArn;
import java.util.List;

/**
 * What serves where no name decides.
 *
 * @param configured whether {@code server} counts; otherwise the certificate deployed first is the default
 * @param server the server's defaults; none at all if empty
 * @param client the client's certificates; all deployed ones if empty
 */
record ServingDefaults(boolean configured, List<CertificateArn> server, List<CertificateArn> client) {
    ServingDefaults {
        server = List.copyOf(server);
        client = List.copyOf(client);
    }
}
