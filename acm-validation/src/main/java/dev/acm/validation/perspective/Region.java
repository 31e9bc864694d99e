package dev.acm.validation.perspective;

/** The region of a regional Internet registry, in which a vantage point lies. */
public enum Region {
    /** Africa. */
    AFRINIC,
    /** Asia and the Pacific. */
    APNIC,
    /** North America. */
    ARIN,
    /** Latin America and the Caribbean. */
    LACNIC,
    /** Europe, the Middle East and Central Asia. */
    RIPE
}
