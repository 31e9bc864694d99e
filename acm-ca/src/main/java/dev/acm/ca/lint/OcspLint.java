package dev.acm.ca.lint;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.DerElement;
import dev.acm.ca.profile.ValidityWindow;
import java.util.List;
import java.util.Set;

/** Judges the signed part of OCSP responses (RFC 6960 section 4.2; BR 4.9.9, 7.3). Never throws for what it reads. */
public final class OcspLint {
    private static final Set<Integer> REASONS = Set.of(1, 3, 4, 5, 9);

    private OcspLint() {}

    /**
     * Judges a response that is not signed yet.
     *
     * @param der the ResponseData
     * @return all findings; empty means none
     */
    public static List<LintFinding> checkToBeSigned(byte[] der) {
        Findings findings = new Findings(Set.of());
        findings.guard(Rule.STRUCTURE, "responseData", () -> {
            DerElement whole = DerElement.parse(der).expect(Der.SEQUENCE);
            whole.checkDeeply();
            List<DerElement> parts = whole.children();
            boolean byKey = parts.get(0).is(0xa2);
            if (!byKey && !parts.get(0).is(0xa1)) {
                throw whole.malformed("no responder identifier");
            }
            parts.get(1).expect(Der.GENERALIZED_TIME);
            for (DerElement response : parts.get(2).expect(Der.SEQUENCE).children()) {
                checkResponse(response.expect(Der.SEQUENCE), findings);
            }
            if (parts.size() > 3) {
                Extension.listOf(parts.get(3).expect(0xa1).inner());
            }
            if (parts.size() > 4) {
                throw whole.malformed("unexpected part at the end");
            }
        });
        return findings.toList();
    }

    private static void checkResponse(DerElement response, Findings findings) {
        List<DerElement> parts = response.children();
        DerElement status = parts.get(1);
        switch (status.tag()) {
            case 0x80, 0x82 -> {}
            case 0xa1 -> {
                List<DerElement> revoked = status.children();
                revoked.get(0).expect(Der.GENERALIZED_TIME).time();
                findings.addIf(
                        revoked.size() > 1
                                && !REASONS.contains(revoked.get(1)
                                        .expect(0xa0)
                                        .inner()
                                        .expect(Der.ENUMERATED)
                                        .octet(0)),
                        Rule.CRL_REASON,
                        "certStatus",
                        "the reason is none of 1, 3, 4, 5 and 9");
            }
            default -> throw status.malformed("no certificate status");
        }
        DerElement thisUpdate = parts.get(2).expect(Der.GENERALIZED_TIME);
        DerElement nextUpdate = parts.get(3).expect(0xa0).inner().expect(Der.GENERALIZED_TIME);
        findings.addIf(
                !ValidityWindow.isOcspWindow(thisUpdate.time(), nextUpdate.time()),
                Rule.OCSP_WINDOW,
                "nextUpdate",
                "the response is valid for less than 8 hours or more than 10 days");
    }
}
