package dev.acm.ca.lint;

import dev.acm.ca.internal.DerElement;
import java.util.List;

/** The syntax of GeneralNames, wherever they stand (RFC 5280 section 4.2.1.6). What is malformed is thrown. */
final class GeneralNameSyntax {
    private static final int X400_ADDRESS = 0xa3, EDI_PARTY_NAME = 0xa5, REGISTERED_ID = 0x88;

    private GeneralNameSyntax() {}

    /** A list of names, whatever its identifier octet. */
    static void checkAll(DerElement names) {
        names.children().forEach(GeneralNameSyntax::check);
    }

    static void check(DerElement name) {
        switch (name.tag()) {
            case AlternativeNames.OTHER -> {
                List<DerElement> parts = name.children();
                if (parts.size() != 2) {
                    throw name.malformed("otherName has not two parts");
                }
                parts.get(0).oid();
                parts.get(1).expect(0xa0).inner();
            }
            case AlternativeNames.RFC822, AlternativeNames.DNS, AlternativeNames.URI -> {
                if (!name.isAscii()) {
                    throw name.malformed("IA5String with an octet above 7f");
                }
            }
            case AlternativeNames.DIRECTORY -> DistinguishedName.of(name.inner());
            case X400_ADDRESS, EDI_PARTY_NAME -> name.children();
            case AlternativeNames.ADDRESS -> {}
            case REGISTERED_ID -> name.implicitOid();
            default -> throw name.malformed("no GeneralName");
        }
    }
}
