package dev.acm.dcv;

/** How control of a name is proven, by ACM's names; one method per certificate. */
public enum ValidationMethod {
    /** A CNAME record below each name; the default. */
    DNS,
    /** A mail to constructed addresses of each domain. */
    EMAIL,
    /** Named by ACM for one of its own services; never offered here. */
    HTTP
}
