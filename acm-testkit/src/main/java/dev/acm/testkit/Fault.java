package dev.acm.testkit;

/** What can go wrong around one call of a port. */
public enum Fault {
    /** The process dies before anything is done: {@link Crash}. */
    CRASH_BEFORE,
    /** It is done, then the process dies: {@link Crash}. */
    CRASH_AFTER,
    /** Certainly not done: a port exception with effect NONE. */
    NOT_DONE,
    /** Not done, but the caller cannot know: a port exception with effect UNKNOWN. */
    REQUEST_LOST,
    /** Done, but the caller cannot know: a port exception with effect UNKNOWN. */
    ANSWER_LOST
}
