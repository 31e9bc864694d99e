package dev.acm.name;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What must hold for any bytes. {@code tools/fuzz-names/run} lets Jazzer look for inputs that break it; those it kept are
 * replayed by {@link NameFuzzTest}.
 */
public final class NameFuzz {
    private static final NameRules PUBLIC = NameRules.publicWeb().refusingAcmNames();

    private NameFuzz() {}

    /** Jazzer's entry. */
    public static void fuzzerTestOneInput(byte[] data) {
        check(
                new String(data, StandardCharsets.UTF_8),
                text -> NameSyntax.violations(text, true).isEmpty());
    }

    /** Checks every promise on one text; {@code accepts} is the parser's verdict, or a wrong one as a control. */
    static void check(String text, Predicate<String> accepts) {
        boolean good = accepts.test(text);
        require(good == NameDiagnosis.of(text, true).isEmpty(), "the scan and the diagnosis agree");
        boolean lenient = NameSyntax.violations(text, false).isEmpty();
        require(lenient == NameDiagnosis.of(text, false).isEmpty(), "they agree on P-Labels");
        require(lenient || !good, "what IDNA2008 allows is a P-Label");
        if (good) {
            checkName(DomainName.parse(text), text);
        }
        require(good || !PUBLIC.check(text).isEmpty(), "no policy admits what is no name");
        ascii(text)
                .ifPresent(name -> require(
                        Idna.toAscii(Idna.toUnicode(name)).equals(name), "the Unicode form leads back to the name"));
        checkAddress(text);
    }

    private static void checkName(DomainName name, String text) {
        require(name.value().equals(text.toLowerCase(Locale.ROOT)), "the canonical form is the lower case");
        require(DomainName.parse(name.value()).equals(name), "the canonical form is a fixed point");
        require(name.covers(name) != name.isWildcard(), "a name covers itself, a wildcard does not");
        require(String.join(".", name.labels()).equals(name.base().value()), "the labels make the name");
        if (PUBLIC.check(name).isEmpty()) {
            require(
                    PublicSuffixes.shipped()
                            .registrable(name, PublicSuffixes.Section.ICANN)
                            .filter(name::isWithin)
                            .isPresent(),
                    "a public name lies in a registrable domain");
        }
    }

    private static void checkAddress(String text) {
        try {
            IpName address = IpName.parse(text);
            require(IpName.parseCanonical(address.value()).equals(address), "the canonical address is read");
            require(!NameSyntax.violations(text, true).isEmpty(), "no address is a name");
        } catch (InvalidNameException e) {
            require(!e.violations().isEmpty(), "a refusal has reasons");
        }
    }

    private static Optional<DomainName> ascii(String text) {
        try {
            return Optional.of(Idna.toAscii(text));
        } catch (InvalidNameException e) {
            return Optional.empty();
        }
    }

    private static void require(boolean condition, String promise) {
        if (!condition) {
            throw new AssertionError("broken: " + promise);
        }
    }

    /** Turns the kept corpus, one input in Base64 a line, into a folder of files or back: {@code unpack|pack FILE FOLDER}. */
    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[1]);
        Path folder = Path.of(args[2]);
        if (args[0].equals("unpack")) {
            Files.createDirectories(folder);
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                Files.write(folder.resolve("kept" + i), Base64.getDecoder().decode(lines.get(i)));
            }
        } else {
            List<String> lines = new ArrayList<>();
            try (Stream<Path> files = Files.list(folder)) {
                for (Path input : files.toList()) {
                    lines.add(Base64.getEncoder().encodeToString(Files.readAllBytes(input)));
                }
            }
            Files.write(file, lines.stream().sorted().toList());
        }
    }
}
