package dev.acm.lifecycle;

import dev.acm.dcv.Challenge;
import dev.acm.dcv.ResourceRecord;
import dev.acm.spi.Submission;
import java.util.List;

/** Reads what an authority wants to see published. */
final class Submissions {
    private Submissions() {}

    static List<ResourceRecord> records(Submission.Pending pending) {
        return pending.toPublish().stream()
                .filter(Challenge.PublishRecord.class::isInstance)
                .map(challenge -> ((Challenge.PublishRecord) challenge).record())
                .distinct()
                .toList();
    }
}
