package dev.acm.tls;

/** Being written. */
final class ServingKeyManager {
    private ServingKeyManager() {}
}
