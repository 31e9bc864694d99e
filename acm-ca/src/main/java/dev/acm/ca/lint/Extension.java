package dev.acm.ca.lint;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.DerElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One extension of a certificate, CRL or entry; its value is read when asked for. */
final class Extension {
    private static final Map<String, String> LOCATIONS = Map.ofEntries(
            Map.entry("2.5.29.14", "extensions.subjectKeyIdentifier"),
            Map.entry("2.5.29.15", "extensions.keyUsage"),
            Map.entry("2.5.29.17", "extensions.subjectAltName"),
            Map.entry("2.5.29.19", "extensions.basicConstraints"),
            Map.entry("2.5.29.20", "extensions.cRLNumber"),
            Map.entry("2.5.29.21", "extensions.reasonCode"),
            Map.entry("2.5.29.28", "extensions.issuingDistributionPoint"),
            Map.entry("2.5.29.30", "extensions.nameConstraints"),
            Map.entry("2.5.29.31", "extensions.cRLDistributionPoints"),
            Map.entry("2.5.29.32", "extensions.certificatePolicies"),
            Map.entry("2.5.29.35", "extensions.authorityKeyIdentifier"),
            Map.entry("2.5.29.37", "extensions.extKeyUsage"),
            Map.entry("1.3.6.1.5.5.7.1.1", "extensions.authorityInfoAccess"),
            Map.entry("1.3.6.1.4.1.11129.2.4.2", "extensions.signedCertificateTimestampList"),
            Map.entry("1.3.6.1.4.1.11129.2.4.3", "extensions.precertificatePoison"),
            Map.entry("1.3.6.1.5.5.7.48.1.5", "extensions.ocspNoCheck"));

    private final String oid;
    private final boolean critical;
    private final DerElement value;
    private final String location;
    // read at the first use, and again by whoever does not see it
    private @Nullable DerElement content;

    private Extension(String oid, boolean critical, DerElement value) {
        this.oid = oid;
        this.critical = critical;
        this.value = value;
        this.location = locationOf(oid);
    }

    static List<Extension> listOf(DerElement sequence) {
        List<DerElement> elements = sequence.expect(Der.SEQUENCE).children();
        List<Extension> extensions = new ArrayList<>(elements.size());
        for (DerElement element : elements) {
            extensions.add(of(element));
        }
        return extensions;
    }

    private static Extension of(DerElement element) {
        List<DerElement> parts = element.expect(Der.SEQUENCE).children();
        boolean withCritical = parts.size() == 3;
        if (parts.size() != 2 && !withCritical) {
            throw element.malformed("extension has " + parts.size() + " parts");
        }
        // X.690 section 11.5: FALSE is the default, so it is left out
        if (withCritical && !parts.get(1).bool()) {
            throw element.malformed("critical FALSE is spelled out");
        }
        return new Extension(
                parts.get(0).oid(), withCritical, parts.get(parts.size() - 1).expect(Der.OCTET_STRING));
    }

    String oid() {
        return oid;
    }

    boolean critical() {
        return critical;
    }

    /** The OCTET STRING. */
    DerElement value() {
        return value;
    }

    /** The element in the value. */
    DerElement content() {
        DerElement known = content;
        if (known == null) {
            known = value.inner();
            content = known;
        }
        return known;
    }

    String location() {
        return location;
    }

    static String locationOf(String oid) {
        String known = LOCATIONS.get(oid);
        return known == null ? "extensions." + oid : known;
    }
}
