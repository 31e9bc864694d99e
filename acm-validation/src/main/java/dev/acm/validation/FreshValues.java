package dev.acm.validation;

import dev.acm.spi.DnsAnswer;
import dev.acm.spi.DnsRecord;
import dev.acm.spi.DnsResolver;
import dev.acm.spi.ValidationZone;
import dev.acm.spi.ValidationZone.Change;
import dev.acm.spi.ValidationZone.Failed;
import dev.acm.validation.internal.Asking;
import dev.acm.validation.internal.Octets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Writes a random value into the validation zone, asks the owner's name for it, and takes it out again. */
final class FreshValues {
    /** 160 bits; BR 1.6.1 asks for 112. */
    private static final int OCTETS = 20;

    private static final Pattern OURS = Pattern.compile("[0-9a-f]{" + 2 * OCTETS + "}");

    /** So many are taken out after one look; the next one goes on. */
    private static final int MAX_CLEARED = 32;

    private static final int MAX_DETAIL = 300;

    private final ValidationZone zone;
    private final SecureRandom random;
    private final LeftOvers leftOvers = new LeftOvers();

    FreshValues(ValidationZone zone, SecureRandom random) {
        this.zone = zone;
        this.random = random;
    }

    CompletionStage<FreshProof> prove(DnsResolver resolver, String owner, String target) {
        byte[] octets = new byte[OCTETS];
        random.nextBytes(octets);
        String value = HexFormat.of().formatHex(octets);
        return guarded(() -> zone.add(target, value))
                .thenCompose(change -> change instanceof Failed failed
                        ? CompletableFuture.completedFuture(new FreshProof(
                                value,
                                target,
                                Optional.of(Octets.shorten(failed.server() + ": " + failed.detail(), MAX_DETAIL)),
                                Optional.empty()))
                        : Asking.ask(resolver, owner, "TXT").thenCompose(answer -> cleared(answer, value, target)));
    }

    /** What is left of looks that were broken off goes too; what the owner put elsewhere is not ours. */
    private CompletionStage<FreshProof> cleared(DnsAnswer answer, String value, String target) {
        List<String> others = FreshProof.end(answer).equals(target)
                ? FreshProof.texts(answer).stream()
                        .filter(text ->
                                !text.equals(value) && OURS.matcher(text).matches())
                        .toList()
                : List.of();
        Stream<String> left = leftOvers.due(others, answer.at(), MAX_CLEARED).stream();
        List<CompletionStage<Change>> removals = Stream.concat(Stream.of(value), left)
                .map(text -> guarded(() -> zone.remove(target, text)))
                .toList();
        FreshProof proof = new FreshProof(value, target, Optional.empty(), Optional.of(only(answer, value)));
        return Asking.all(removals).thenApply(done -> proof);
    }

    /** Other looks' values are no evidence of this one. */
    private static DnsAnswer only(DnsAnswer a, String value) {
        return new DnsAnswer(
                a.question(),
                a.status(),
                a.aliases(),
                a.records().stream()
                        .filter(record -> record instanceof DnsRecord.Txt txt
                                && String.join("", txt.strings()).equals(value))
                        .toList(),
                a.security(),
                a.server(),
                a.detail(),
                a.negativeTtl(),
                a.at());
    }

    /** A zone that breaks Z3 must not end the look. */
    private static CompletionStage<Change> guarded(Supplier<CompletionStage<Change>> change) {
        CompletionStage<Change> made;
        try {
            made = change.get();
        } catch (RuntimeException e) {
            made = CompletableFuture.failedFuture(e);
        }
        return made.exceptionally(error -> new Failed("the validation zone", "it failed: " + error));
    }
}
