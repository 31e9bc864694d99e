package dev.acm.ca.lint;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.DerElement;
import dev.acm.ca.internal.Oids;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Where to find the issuer's certificate, OCSP and CRLs. */
final class LocationRules {
    private LocationRules() {}

    static void checkAccess(Extension extension, Findings findings) {
        String location = extension.location();
        Set<String> seen = new HashSet<>();
        boolean issuers = false;
        for (DerElement description : extension.content().expect(Der.SEQUENCE).children()) {
            List<DerElement> parts = description.expect(Der.SEQUENCE).children();
            String method = parts.get(0).oid();
            issuers |= method.equals(Oids.CA_ISSUERS);
            findings.addIf(
                    !method.equals(Oids.CA_ISSUERS) && !method.equals(Oids.OCSP),
                    Rule.AIA_METHOD,
                    location,
                    "the access method is " + method);
            findings.addIf(
                    !isHttp(parts.get(1)),
                    Rule.AIA_LOCATION,
                    location,
                    () -> "the location of " + method + " is no http URI");
            findings.addIf(
                    !seen.add(method + " " + parts.get(1).text()),
                    Rule.AIA_DUPLICATE,
                    location,
                    "a location occurs twice");
        }
        findings.addIf(!issuers, Rule.AIA_CA_ISSUERS, location, "there is no link to the issuer's certificate");
    }

    static void checkPoints(Extension extension, Findings findings) {
        String location = extension.location();
        List<DerElement> points = extension.content().expect(Der.SEQUENCE).children();
        findings.addIf(points.isEmpty(), Rule.CRLDP_FORM, location, "the list is empty");
        findings.addIf(extension.critical(), Rule.CRLDP_CRITICAL, location, "this must not be critical");
        findings.addIf(points.size() > 1, Rule.CRLDP_MULTIPLE, location, "there is more than one distribution point");
        for (DerElement point : points) {
            List<DerElement> parts = point.expect(Der.SEQUENCE).children();
            boolean fullName = parts.size() == 1
                    && parts.get(0).is(0xa0)
                    && parts.get(0).inner().is(0xa0);
            findings.addIf(!fullName, Rule.CRLDP_FORM, location, "a distribution point is not just a full name");
            if (fullName) {
                for (DerElement name : parts.get(0).inner().children()) {
                    findings.addIf(!isHttp(name), Rule.CRLDP_URI, location, "a location is no http URI");
                }
            }
        }
    }

    static boolean isHttp(DerElement name) {
        return name.is(AlternativeNames.URI) && NameSyntax.isHttp(name.text());
    }

    static void checkAccessUris(DerElement content, String location, Findings findings) {
        for (DerElement description : content.children()) {
            checkUri(description.children().get(1), location, findings);
        }
    }

    static void checkPointUris(DerElement content, String location, Findings findings) {
        for (DerElement point : content.children()) {
            for (DerElement part : point.children()) {
                if (part.is(0xa0) && part.inner().is(0xa0)) {
                    part.inner().children().forEach(name -> checkUri(name, location, findings));
                }
            }
        }
    }

    private static void checkUri(DerElement name, String location, Findings findings) {
        findings.addIf(
                name.is(AlternativeNames.URI) && !NameSyntax.isLocation(name.text()),
                Rule.URI_SYNTAX,
                location,
                "a location is no absolute URI");
    }
}
