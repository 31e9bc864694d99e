package dev.acm.validation.dns;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** One judgement under way. The validator hands its executor on to the head, which so knows what it works for. */
final class Judging implements Executor {
    final AtomicReference<Optional<Message>> answer;
    final Executor executor;
    final ConcurrentLinkedQueue<String> troubles = new ConcurrentLinkedQueue<>();
    final ConcurrentLinkedQueue<String> excesses = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> dates = new ConcurrentLinkedQueue<>();
    private final Instant now;

    Judging(Message answer, Executor executor, Instant now) {
        this.answer = new AtomicReference<>(Optional.of(answer));
        this.executor = executor;
        this.now = now;
    }

    /** Remembers dates: the validator says only that the keys do not fit when it is they whose signature has expired. */
    Message noted(Message message) {
        for (int section : new int[] {Section.ANSWER, Section.AUTHORITY}) {
            for (Record record : message.getSection(section)) {
                if (record instanceof RRSIGRecord signature
                        && signature.getExpire().isBefore(now)) {
                    note(ExtendedErrorCodeOption.SIGNATURE_EXPIRED, signature, "expired " + signature.getExpire());
                } else if (record instanceof RRSIGRecord signature
                        && signature.getTimeSigned().isAfter(now)) {
                    note(
                            ExtendedErrorCodeOption.SIGNATURE_NOT_YET_VALID,
                            signature,
                            "begins " + signature.getTimeSigned());
                }
            }
        }
        return message;
    }

    private void note(int code, RRSIGRecord signature, String what) {
        dates.add("EDE " + code + " (" + ExtendedErrorCodeOption.text(code) + "): RRSIG "
                + Type.string(signature.getTypeCovered()) + " " + signature.getName() + " " + what + "; ");
    }

    String code(Message message) {
        if (!dates.isEmpty()) {
            return dates.peek();
        }
        return Reply.extendedError(message)
                .map(e -> e.contains(":") ? e.substring(0, e.indexOf(':')) + ": " : e + ": ")
                .orElse("");
    }

    @Override
    public void execute(Runnable command) {
        executor.execute(command);
    }
}
