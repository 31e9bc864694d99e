package dev.acm.testkit;

import dev.acm.certificate.CertificateArn;
import dev.acm.event.CertificateEvent;
import dev.acm.event.EventType;
import dev.acm.spi.CertificateListener;
import java.util.ArrayList;
import java.util.List;

/** Remembers what it heard; can be told to throw. Thread-safe. */
public final class RecordingListener implements CertificateListener {
    private final List<CertificateEvent> events = new ArrayList<>();
    private int throwing;

    /** Creates a listener that has heard nothing. */
    public RecordingListener() {}

    @Override
    public synchronized void onEvent(CertificateEvent event) {
        events.add(event);
        if (throwing > 0) {
            throwing--;
            throw new IllegalStateException("this listener was told to throw");
        }
    }

    /**
     * Makes it throw, after it took note.
     *
     * @param times at how many of the next events
     */
    public synchronized void throwNext(int times) {
        throwing = times;
    }

    /**
     * What it heard.
     *
     * @return a copy, in the order heard; an event that was told twice is there twice
     */
    public synchronized List<CertificateEvent> events() {
        return List.copyOf(events);
    }

    /**
     * What it heard of one certificate.
     *
     * @param arn the certificate
     * @return the types, in the order heard
     */
    public synchronized List<EventType> typesOf(CertificateArn arn) {
        return events.stream()
                .filter(event -> event.arn().equals(arn))
                .map(CertificateEvent::type)
                .toList();
    }

    /** Forgets what it heard. */
    public synchronized void clear() {
        events.clear();
    }
}
