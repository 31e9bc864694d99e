package dev.acm;

import dev.acm.error.Finding;
import dev.acm.internal.Checks;
import dev.acm.internal.DerReader;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/** What ACM asks of an imported certificate itself. */
final class LeafRules {
    private static final int OCSP_URL = 1000;
    private static final String AUTHORITY_INFORMATION_ACCESS = "1.3.6.1.5.5.7.1.1";

    /** 1.3.6.1.5.5.7.48.1, as DER has it. */
    private static final String OCSP = "2b06010505073001";

    private static final int URI = 0x86;

    private LeafRules() {}

    static void check(X509Certificate leaf, Instant now, List<Finding> faults) {
        if (leaf.getVersion() != 3) {
            add(
                    faults,
                    "certificate:version",
                    "version " + leaf.getVersion(),
                    "it is not of X.509 version 3",
                    "Ask its" + " issuer for one.");
        }
        Instant notBefore = leaf.getNotBefore().toInstant();
        Instant notAfter = leaf.getNotAfter().toInstant();
        if (now.isBefore(notBefore)) {
            add(
                    faults,
                    "certificate:validity",
                    notBefore.toString(),
                    "it is not valid yet: it is " + now,
                    "Import it when its time has begun.");
        }
        if (now.isAfter(notAfter)) {
            add(faults, "certificate:validity", notAfter.toString(), "it has expired: it is " + now, "Renew it.");
        }
        checkOcsp(leaf, faults);
    }

    private static void checkOcsp(X509Certificate leaf, List<Finding> faults) {
        byte[] extension = leaf.getExtensionValue(AUTHORITY_INFORMATION_ACCESS);
        if (extension == null) {
            return;
        }
        try {
            for (DerReader.Element value : DerReader.read(extension)) {
                for (DerReader.Element description : value.children().get(0).children()) {
                    List<DerReader.Element> parts = description.children();
                    boolean ocsp =
                            HexFormat.of().formatHex(parts.get(0).content()).equals(OCSP);
                    int length = parts.get(1).content().length;
                    if (ocsp && parts.get(1).tag() == URI && length > OCSP_URL) {
                        String url = new String(parts.get(1).content(), StandardCharsets.US_ASCII);
                        add(
                                faults,
                                "certificate:ocsp-url",
                                Checks.shorten(url),
                                "its OCSP address has " + length + " characters",
                                "At most " + OCSP_URL + " are taken: ask its issuer for a shorter one.");
                    }
                }
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            add(
                    faults,
                    "certificate:access",
                    "",
                    "its authority information access is malformed",
                    "Ask its issuer for a well-formed one.");
        }
    }

    private static void add(List<Finding> faults, String rule, String value, String message, String remedy) {
        faults.add(new Finding(rule, "certificate", value, message, remedy));
    }
}
