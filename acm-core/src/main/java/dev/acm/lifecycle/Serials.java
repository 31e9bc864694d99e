package dev.acm.lifecycle;

import java.security.cert.X509Certificate;
import java.util.HexFormat;

/** Writes serial numbers as ACM does. */
public final class Serials {
    private static final HexFormat COLONS = HexFormat.ofDelimiter(":");

    private Serials() {}

    /** Lower-case hex octets with colons, for example {@code 0a:ff}. */
    public static String text(X509Certificate certificate) {
        byte[] octets = certificate.getSerialNumber().toByteArray();
        int from = octets.length > 1 && octets[0] == 0 ? 1 : 0;
        return COLONS.formatHex(octets, from, octets.length);
    }
}
