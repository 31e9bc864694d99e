package dev.acm.tls;

/** What became of a generation that was to be served. */
public enum Publication {
    /** It serves from now on. */
    PUBLISHED,
    /** It was serving already; nothing changed. */
    ALREADY_SERVED,
    /** Refused: a newer generation serves. */
    REFUSED_OLDER,
    /** Refused: the same generation serves with another chain. */
    REFUSED_CONFLICTING
}
