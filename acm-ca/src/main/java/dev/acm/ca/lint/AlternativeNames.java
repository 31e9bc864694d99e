package dev.acm.ca.lint;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.DerElement;
import dev.acm.ca.internal.MalformedDerException;
import dev.acm.ca.internal.Oids;
import java.util.List;

/** The GeneralNames of subjectAltName. */
final class AlternativeNames {
    /** Identifier octets of GeneralName's choices. */
    static final int OTHER = 0xa0, RFC822 = 0x81, DNS = 0x82, DIRECTORY = 0xa4, URI = 0x86, ADDRESS = 0x87;

    private AlternativeNames() {}

    /** The names; none when there is no such extension, or a malformed one, which has a finding of its own. */
    static List<DerElement> of(CertificateView view, Findings findings) {
        try {
            return view.extension(Oids.SUBJECT_ALTERNATIVE_NAME)
                    .map(extension -> extension.content().expect(Der.SEQUENCE).children())
                    .orElse(List.of());
        } catch (MalformedDerException e) {
            findings.add(Rule.EXTENSION_SYNTAX, "extensions.subjectAltName", String.valueOf(e.getMessage()));
            return List.of();
        }
    }
}
