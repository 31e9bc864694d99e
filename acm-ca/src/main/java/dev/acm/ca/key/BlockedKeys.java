package dev.acm.ca.key;

/**
 * Keys that must not be certified: Debian weak keys, keys reported as compromised (BR 6.1.1.3). No list is shipped: they
 * have hundreds of megabytes.
 */
@FunctionalInterface
public interface BlockedKeys {
    /**
     * Whether a key is blocked. Must be quick, and safe to call from many threads.
     *
     * @param spkiSha256 SHA-256 of the DER SubjectPublicKeyInfo, 64 lower-case hex digits
     * @return true to refuse the key
     */
    boolean isBlocked(String spkiSha256);
}
