package dev.acm.certificate;

import dev.acm.certificate.ChainFault.Kind;
import dev.acm.internal.Checks;
import dev.acm.name.DomainName;
import dev.acm.name.InvalidNameException;
import dev.acm.name.IpName;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** Whether a certificate may serve a host over TLS: by its key usages, and by its alternative names (RFC 9525 section 6). */
final class ServerUse {
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;
    private static final int DIGITAL_SIGNATURE = 0;
    private static final int KEY_ENCIPHERMENT = 2;
    private static final int KEY_AGREEMENT = 4;
    private static final List<String> SERVER = List.of("1.3.6.1.5.5.7.3.1", "2.5.29.37.0");

    private ServerUse() {}

    static void check(X509Certificate leaf, String host, List<ChainFault> faults) {
        try {
            List<String> extended = leaf.getExtendedKeyUsage();
            if (extended != null && extended.stream().noneMatch(SERVER::contains)) {
                faults.add(fault(Kind.USAGE, "its extended key usages are " + extended + ", without serverAuth"));
            }
            boolean[] usage = leaf.getKeyUsage();
            if (usage != null && !usage[DIGITAL_SIGNATURE] && !usage[KEY_ENCIPHERMENT] && !usage[KEY_AGREEMENT]) {
                faults.add(fault(Kind.USAGE, "its key usages allow none that TLS needs"));
            }
            Collection<List<?>> names = leaf.getSubjectAlternativeNames();
            if (names == null || names.stream().noneMatch(name -> isFor(name, host))) {
                faults.add(fault(
                        Kind.HOST,
                        "none of its alternative names is for '" + Checks.shorten(host) + "': "
                                + Checks.shorten(String.valueOf(names), 300)));
            }
        } catch (CertificateParsingException e) {
            faults.add(fault(Kind.OTHER, "an extension is malformed: " + e.getMessage()));
        }
    }

    private static boolean isFor(List<?> name, String host) {
        if (name.get(0).equals(IP_ADDRESS)) {
            Optional<IpName> wanted = parsed(IpName::parse, host);
            return wanted.isPresent() && wanted.equals(parsed(IpName::parse, name.get(1) + ""));
        }
        Optional<DomainName> wanted = parsed(DomainName::parsePLabels, host);
        return name.get(0).equals(DNS_NAME)
                && wanted.filter(domain -> !domain.isWildcard())
                        .flatMap(domain -> parsed(DomainName::parsePLabels, name.get(1) + "")
                                .filter(pattern -> pattern.covers(domain)))
                        .isPresent();
    }

    private static <T> Optional<T> parsed(Function<String, T> parser, String text) {
        try {
            return Optional.of(parser.apply(text));
        } catch (InvalidNameException e) {
            return Optional.empty();
        }
    }

    private static ChainFault fault(Kind kind, String reason) {
        return new ChainFault(kind, OptionalInt.of(0), reason);
    }
}
