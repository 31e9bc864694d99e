package dev.acm.validation.perspective;

import dev.acm.diagnosis.Actor;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.diagnosis.Evidence;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Words for vantage points that do not agree. */
final class Dissent {
    private Dissent() {}

    /** Who sees it differently, and how. */
    static Diagnosis diagnosis(
            String code,
            String subject,
            Quorum quorum,
            List<? extends Perspective<?>> remotes,
            Map<String, String> dissent) {
        String summary = dissent.size() + " of " + remotes.size()
                + " remote vantage points do not confirm what the primary one saw; at least " + quorum.minimumRemotes()
                + " are needed, of which " + quorum.tolerated(remotes.size()) + " may differ, in "
                + quorum.minimumRegions() + " regions (BR 3.2.2.9).";
        boolean tooFew = remotes.size() < quorum.minimumRemotes();
        Diagnosis.Builder builder = Diagnosis.builder(code, summary)
                .subject(subject)
                .actor(tooFew ? Actor.HOST : Actor.OWNER)
                .remedy(
                        tooFew
                                ? "Configure at least " + quorum.minimumRemotes() + " remote vantage points."
                                : "Make the name servers of the zone answer alike from everywhere; it is asked again.");
        dissent.forEach((name, what) ->
                builder.evidence(new Evidence(subject, name, what, "the same as from the primary vantage point")));
        return builder.build();
    }

    static String describe(Optional<Diagnosis> diagnosis) {
        return diagnosis.map(d -> d.code() + ": " + d.summary()).orElse("nothing was seen from there");
    }
}
