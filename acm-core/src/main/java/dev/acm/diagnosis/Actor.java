package dev.acm.diagnosis;

/** Who must act for things to go on. */
public enum Actor {
    /** The owner of the domain: change DNS, or answer a mail. */
    OWNER,
    /** The operator of the application: configuration, storage, network. */
    HOST,
    /** The certificate authority. */
    AUTHORITY,
    /** Nobody: it goes on by itself. */
    NOBODY
}
