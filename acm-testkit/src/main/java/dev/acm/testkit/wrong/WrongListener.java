package dev.acm.testkit.wrong;

import dev.acm.certificate.CertificateArn;
import dev.acm.event.CertificateEvent;
import dev.acm.event.EventType;
import dev.acm.spi.CertificateListener;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Listeners that break what a listener must bear, in one way each. What they bring about is a line for each event. */
@SuppressWarnings("ImmutableEnumChecker") // the sets are of Set.of
public enum WrongListener {
    /** Takes a repeated event for a new one (L1). */
    COUNTS_REPEATED_EVENTS(Set.of("l1_repeatedEvent_takesEffectOnce"), Set.of()) {
        @Override
        boolean isNews(Hearing hearing, CertificateEvent event) {
            return true;
        }
    },
    /** Looks at the sequence number only (L1). */
    FORGETS_WHOSE_EVENT_IT_IS(
            Set.of("l1_sameNumberOfAnotherCertificate_isAnotherEvent"), Set.of("l3_manyThreads_noneIsLost")) {
        @Override
        boolean isNews(Hearing hearing, CertificateEvent event) {
            return hearing.heard.add(Long.toString(event.sequence()));
        }
    },
    /** Throws at what it does not handle (L2). */
    THROWS_AT_SOME_EVENTS(
            Set.of("l2_everyTypeOfEvent_isBorne"),
            Set.of(
                    "l1_repeatedEvent_takesEffectOnce",
                    "l1_sameNumberOfAnotherCertificate_isAnotherEvent",
                    "l3_manyThreads_noneIsLost")) {
        @Override
        boolean isNews(Hearing hearing, CertificateEvent event) {
            if (event.type() == EventType.EXPIRED) {
                throw new IllegalStateException("nobody told me what to do about " + event.type());
            }
            return hearing.isNew(event);
        }
    },
    /** Hears one thread only (L3). */
    HEARS_ONE_THREAD(Set.of("l3_manyThreads_noneIsLost"), Set.of()) {
        @Override
        boolean isNews(Hearing hearing, CertificateEvent event) {
            return hearing.first.equals(hearing.thread()) && hearing.isNew(event);
        }
    };

    private final Set<String> caughtBy;
    private final Set<String> alsoCaughtBy;

    WrongListener(Set<String> caughtBy, Set<String> alsoCaughtBy) {
        this.caughtBy = caughtBy;
        this.alsoCaughtBy = alsoCaughtBy;
    }

    abstract boolean isNews(Hearing hearing, CertificateEvent event);

    /**
     * Makes a listener that has heard nothing.
     *
     * @return a wrong listener
     */
    public CertificateListener newListener() {
        return new Hearing(this);
    }

    /**
     * What a listener has brought about.
     *
     * @param listener from {@link #newListener}
     * @return a line for each event, in the order heard
     */
    public List<String> effects(CertificateListener listener) {
        return ((Hearing) listener).lines();
    }

    /**
     * Which tests of {@link dev.acm.testkit.contract.CertificateListenerContract} must fail for this listener.
     *
     * @return the names of the methods
     */
    public Set<String> caughtBy() {
        return caughtBy;
    }

    /**
     * Which others may fail too, because what they look at is broken by the same fault.
     *
     * @return the names of the methods
     */
    public Set<String> alsoCaughtBy() {
        return alsoCaughtBy;
    }

    /** One listener. */
    static final class Hearing implements CertificateListener {
        private final WrongListener how;
        private final Set<String> heard = new HashSet<>();
        private final List<String> lines = new ArrayList<>();
        private String first = "";

        Hearing(WrongListener how) {
            this.how = how;
        }

        @Override
        public synchronized void onEvent(CertificateEvent event) {
            first = first.isEmpty() ? thread() : first;
            if (how.isNews(this, event)) {
                CertificateArn arn = event.arn();
                lines.add(arn + " " + event.sequence() + " " + event.type());
            }
        }

        private String thread() {
            return Thread.currentThread().getName() + System.identityHashCode(Thread.currentThread());
        }

        private boolean isNew(CertificateEvent event) {
            return heard.add(event.arn() + " " + event.sequence());
        }

        private synchronized List<String> lines() {
            return List.copyOf(lines);
        }
    }
}
