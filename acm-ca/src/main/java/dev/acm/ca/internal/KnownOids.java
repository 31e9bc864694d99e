package dev.acm.ca.internal;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The dotted form of the object identifiers that certificates are full of, so that it is not written again and again. */
final class KnownOids {
    private static final List<String> KNOWN = List.of(
            Oids.COMMON_NAME,
            Oids.COUNTRY,
            Oids.ORGANIZATION,
            Oids.ORGANIZATIONAL_UNIT,
            Oids.SUBJECT_KEY_IDENTIFIER,
            Oids.KEY_USAGE,
            Oids.SUBJECT_ALTERNATIVE_NAME,
            Oids.BASIC_CONSTRAINTS,
            Oids.CRL_NUMBER,
            Oids.REASON_CODE,
            Oids.NAME_CONSTRAINTS,
            Oids.CRL_DISTRIBUTION_POINTS,
            Oids.CERTIFICATE_POLICIES,
            Oids.AUTHORITY_KEY_IDENTIFIER,
            Oids.EXTENDED_KEY_USAGE,
            Oids.AUTHORITY_INFORMATION_ACCESS,
            Oids.SCT_LIST,
            Oids.RSA,
            Oids.EC,
            Oids.SERVER_AUTH,
            Oids.CLIENT_AUTH,
            Oids.DOMAIN_VALIDATED,
            Oids.CA_ISSUERS,
            Oids.OCSP,
            Oids.EXTENSION_REQUEST);

    // several times as many places as names, so that most names stand where they are looked for first
    private static final int PLACES = 128;
    private static final byte[][] CONTENTS = new byte[PLACES][];
    private static final String[] TEXTS = new String[PLACES];

    static {
        for (String oid : KNOWN) {
            byte[] content = DerElement.parse(Der.oid(oid)).content();
            int place = place(content, 0, content.length);
            while (CONTENTS[place] != null) {
                place = (place + 1) % PLACES;
            }
            CONTENTS[place] = content;
            TEXTS[place] = oid;
        }
    }

    private KnownOids() {}

    /** The dotted form of these content octets; null if it is not kept. */
    static @Nullable String find(byte[] bytes, int start, int end) {
        for (int place = place(bytes, start, end); CONTENTS[place] != null; place = (place + 1) % PLACES) {
            byte[] content = CONTENTS[place];
            if (Arrays.equals(content, 0, content.length, bytes, start, end)) {
                return TEXTS[place];
            }
        }
        return null;
    }

    private static int place(byte[] bytes, int start, int end) {
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = 31 * hash + bytes[i];
        }
        return (hash ^ (hash >>> 7)) & (PLACES - 1);
    }
}
