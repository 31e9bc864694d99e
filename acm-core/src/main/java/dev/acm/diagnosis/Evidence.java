package dev.acm.diagnosis;

import java.util.Objects;

/**
 * One thing that was looked at.
 *
 * @param asked what was asked, for example {@code CNAME _x.example.com.}
 * @param observer who looked, or who answered, for example {@code 192.0.2.53 (UDP)}
 * @param got what came back
 * @param wanted what would have been right
 */
public record Evidence(String asked, String observer, String got, String wanted) {
    /** Checks for null. */
    public Evidence {
        Objects.requireNonNull(asked, "asked");
        Objects.requireNonNull(observer, "observer");
        Objects.requireNonNull(got, "got");
        Objects.requireNonNull(wanted, "wanted");
    }
}
