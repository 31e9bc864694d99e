package dev.acm.ca.csr;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.DerElement;
import dev.acm.ca.internal.Oids;
import dev.acm.name.DomainName;
import dev.acm.name.InvalidNameException;
import dev.acm.name.IpName;
import dev.acm.name.NameRules;
import dev.acm.name.NameViolation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What a request asks to be certified: the union of common name and alternative names. */
record RequestedNames(
        List<String> dnsNames,
        List<String> addresses,
        Optional<String> commonName,
        List<String> extensions,
        boolean hasDuplicates,
        List<RequestFinding> findings) {
    private static final int DNS = 0x82;
    private static final int ADDRESS = 0x87;
    private static final Pattern ADDRESS_TEXT = Pattern.compile("[0-9]+(\\.[0-9]+){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    /** What is meant as a name, good or not; a common name may be anything else, and is then not looked at. */
    private static final Pattern NAME_TEXT = Pattern.compile("[^\\s@,]+");

    private static final int MAX_COMMON_NAME = 64;
    private static final int MAX_NAME = 253;

    static RequestedNames of(DerElement subject, DerElement attributes) {
        Collector collector = new Collector();
        collector.readAttributes(attributes);
        collector.readSubject(subject.expect(Der.SEQUENCE));
        return collector.toNames();
    }

    /** Faults of form, and what the rules say of the names that have none. */
    List<RequestFinding> check(NameRules rules) {
        List<RequestFinding> all = new ArrayList<>(findings);
        for (String name : dnsNames) {
            rules.check(name).forEach(violation -> all.add(refused(name, violation)));
        }
        for (String address : addresses) {
            rules.check(IpName.parse(address)).forEach(violation -> all.add(refused(address, violation)));
        }
        return List.copyOf(all);
    }

    private static RequestFinding refused(String name, NameViolation violation) {
        return new RequestFinding(
                RequestFault.NAME_INVALID,
                name + " is refused as " + violation.fault() + "; wanted " + violation.remedy());
    }

    private static final class Collector {
        private final Set<String> dns = new TreeSet<>();
        private Optional<String> firstShort = Optional.empty();
        private final Set<String> addresses = new TreeSet<>();
        private final List<String> extensions = new ArrayList<>();
        private final List<RequestFinding> findings = new ArrayList<>();
        private boolean duplicates;
        private boolean commonNameIsGiven;
        private boolean commonNameIsOther;
        private Optional<String> commonName = Optional.empty();

        void readAttributes(DerElement attributes) {
            boolean seen = false;
            for (DerElement attribute : attributes.children()) {
                List<DerElement> parts = attribute.expect(Der.SEQUENCE).children();
                if (parts.get(0).oid().equals(Oids.EXTENSION_REQUEST)) {
                    List<DerElement> values = parts.get(1).expect(Der.SET).children();
                    duplicates |= seen || values.size() != 1;
                    seen = true;
                    values.forEach(this::readExtensions);
                }
            }
            duplicates |= new HashSet<>(extensions).size() < extensions.size();
        }

        private void readExtensions(DerElement list) {
            for (DerElement extension : list.expect(Der.SEQUENCE).children()) {
                List<DerElement> parts = extension.expect(Der.SEQUENCE).children();
                if (parts.size() != 2 && parts.size() != 3) {
                    throw extension.malformed("extension has " + parts.size() + " parts");
                }
                String oid = parts.get(0).oid();
                extensions.add(oid);
                if (parts.size() == 3 && !parts.get(1).bool()) {
                    throw extension.malformed("critical FALSE is spelled out");
                }
                DerElement value = parts.get(parts.size() - 1).expect(Der.OCTET_STRING);
                if (oid.equals(Oids.SUBJECT_ALTERNATIVE_NAME)) {
                    List<DerElement> names = value.inner().expect(Der.SEQUENCE).children();
                    names.forEach(this::readName);
                    if (names.isEmpty()) {
                        findings.add(new RequestFinding(
                                RequestFault.NO_IDENTIFIERS, "the list of alternative names is empty"));
                    }
                }
            }
        }

        private void readName(DerElement name) {
            switch (name.tag()) {
                case DNS ->
                    addDns(name.text())
                            .filter(text -> firstShort.isEmpty() && text.length() <= MAX_COMMON_NAME)
                            .ifPresent(text -> firstShort = Optional.of(text));
                case ADDRESS -> addAddress(name.content());
                default ->
                    findings.add(new RequestFinding(
                            RequestFault.UNSUPPORTED_SAN_TYPE,
                            "an alternative name is neither a DNS name nor an address"));
            }
        }

        private Optional<String> addDns(String text) {
            Optional<String> name = parse(text);
            name.ifPresentOrElse(
                    dns::add,
                    () -> findings.add(new RequestFinding(RequestFault.NAME_INVALID, "a name is no domain name")));
            return name;
        }

        /** What any domain name must be; more is for the rules of whoever is to certify it. */
        private static Optional<String> parse(String text) {
            try {
                return text.length() > MAX_NAME
                        ? Optional.empty()
                        : Optional.of(DomainName.parsePLabels(text).value());
            } catch (InvalidNameException e) {
                return Optional.empty();
            }
        }

        private void addAddress(byte[] octets) {
            if (octets.length == 4 || octets.length == 16) {
                addresses.add(IpName.of(octets).value());
            } else {
                findings.add(new RequestFinding(RequestFault.NAME_INVALID, "an address has neither 4 nor 16 octets"));
            }
        }

        void readSubject(DerElement subject) {
            for (DerElement rdn : subject.children()) {
                for (DerElement member : rdn.expect(Der.SET).children()) {
                    List<DerElement> parts = member.expect(Der.SEQUENCE).children();
                    if (parts.get(0).oid().equals(Oids.COMMON_NAME)) {
                        readCommonName(parts.get(1).text());
                    }
                }
            }
        }

        private void readCommonName(String text) {
            commonNameIsGiven = true;
            // the length first: the patterns take time that grows with its square
            if (text.length() > MAX_COMMON_NAME) {
                // too long to be a common name again, but a name all the same
                Optional<String> name = parse(text);
                name.ifPresent(dns::add);
                commonNameIsOther |= name.isEmpty();
            } else if (ADDRESS_TEXT.matcher(text).matches()) {
                findings.add(new RequestFinding(RequestFault.IP_IN_CN, "the common name is an address"));
            } else if (NAME_TEXT.matcher(text).matches()) {
                Optional<String> name = addDns(text);
                commonName = commonName.or(() -> name);
            } else {
                commonNameIsOther = true;
            }
        }

        RequestedNames toNames() {
            if (dns.isEmpty() && addresses.isEmpty()) {
                findings.add(new RequestFinding(RequestFault.NO_IDENTIFIERS, "there is no name"));
                if (commonNameIsOther) {
                    findings.add(new RequestFinding(RequestFault.NAME_INVALID, "the common name is no domain name"));
                }
            }
            return new RequestedNames(
                    List.copyOf(dns),
                    List.copyOf(addresses),
                    commonNameIsGiven ? commonName : firstShort,
                    List.copyOf(extensions),
                    duplicates,
                    List.copyOf(findings));
        }
    }
}
