package dev.acm.misshapen;

/** Stands for the facade, which no package below may know. */
public final class Facade {}
