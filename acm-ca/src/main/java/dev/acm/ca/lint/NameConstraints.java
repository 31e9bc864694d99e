package dev.acm.ca.lint;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.DerElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What an issuer may certify, for DNS names and addresses. Source: RFC 5280 section 4.2.1.10.
 *
 * <p>Fails closed: a wildcard is refused when any of its expansions would be; a malformed constraint matches when it excludes
 * and does not when it permits.
 */
record NameConstraints(Subtrees permitted, Subtrees excluded) {
    static final NameConstraints NONE = new NameConstraints(Subtrees.NONE, Subtrees.NONE);
    private static final int DNS_NAME = 0x82;
    private static final int DIRECTORY_NAME = 0xa4;
    private static final int ADDRESS = 0x87;

    /** Names by type; addresses are address and mask. */
    record Subtrees(List<String> dns, List<byte[]> addresses, boolean directory) {
        static final Subtrees NONE = new Subtrees(List.of(), List.of(), false);

        Subtrees {
            dns = dns.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        }
    }

    static NameConstraints of(DerElement sequence) {
        Subtrees permitted = Subtrees.NONE;
        Subtrees excluded = Subtrees.NONE;
        for (DerElement part : sequence.expect(Der.SEQUENCE).children()) {
            switch (part.tag()) {
                case 0xa0 -> permitted = subtrees(part);
                case 0xa1 -> excluded = subtrees(part);
                default -> throw part.malformed("neither permitted nor excluded subtrees");
            }
        }
        return new NameConstraints(permitted, excluded);
    }

    private static Subtrees subtrees(DerElement list) {
        List<String> dns = new ArrayList<>();
        List<byte[]> addresses = new ArrayList<>();
        boolean directory = false;
        for (DerElement subtree : list.children()) {
            DerElement base = subtree.expect(Der.SEQUENCE).children().get(0);
            switch (base.tag()) {
                case DNS_NAME -> dns.add(base.text());
                case ADDRESS -> addresses.add(base.content());
                case DIRECTORY_NAME -> directory = true;
                default -> {}
            }
        }
        return new Subtrees(List.copyOf(dns), List.copyOf(addresses), directory);
    }

    boolean isEmpty() {
        return equals(NONE);
    }

    /** Why a DNS name may not be certified, or empty. */
    Optional<String> againstDns(String name) {
        boolean wildcard = name.startsWith("*.");
        String base = wildcard ? name.substring(2) : name;
        for (String constraint : excluded.dns()) {
            // *.example.com may stand for bar.example.com, which an exclusion of bar.example.com forbids
            boolean expansion = wildcard && constraint.endsWith("." + base);
            if (constraint.startsWith(".") || expansion || isWithin(base, constraint)) {
                return Optional.of(name + " is excluded by " + constraint);
            }
        }
        if (permitted.dns().isEmpty() || permitted.dns().stream().anyMatch(constraint -> isWithin(base, constraint))) {
            return Optional.empty();
        }
        return Optional.of(name + " is not permitted by " + permitted.dns());
    }

    private static boolean isWithin(String name, String constraint) {
        return constraint.isEmpty() || name.equals(constraint) || name.endsWith("." + constraint);
    }

    /** Why an address may not be certified, or empty. */
    Optional<String> againstAddress(byte[] address) {
        for (byte[] constraint : excluded.addresses()) {
            if (!isMask(constraint) || covers(constraint, address)) {
                return Optional.of("an address is excluded");
            }
        }
        boolean allowed = permitted.addresses().isEmpty()
                || permitted.addresses().stream()
                        .anyMatch(constraint -> isMask(constraint) && covers(constraint, address));
        return allowed ? Optional.empty() : Optional.of("an address is not permitted");
    }

    /** Whether the octets are address and mask, the mask's ones first. */
    static boolean isMask(byte[] constraint) {
        if (constraint.length != 8 && constraint.length != 32) {
            return false;
        }
        boolean ended = false;
        for (int bit = constraint.length * 4; bit < constraint.length * 8; bit++) {
            boolean one = ((constraint[bit / 8] >> (7 - bit % 8)) & 1) != 0;
            if (one && ended) {
                return false;
            }
            ended |= !one;
        }
        return true;
    }

    private static boolean covers(byte[] constraint, byte[] address) {
        if (constraint.length != 2 * address.length) {
            return false;
        }
        for (int i = 0; i < address.length; i++) {
            if (((constraint[i] ^ address[i]) & constraint[address.length + i]) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether names of directories are constrained, which is judged by presence alone: a subject is then refused. */
    boolean constrainsDirectories() {
        return permitted.directory() || excluded.directory();
    }
}
