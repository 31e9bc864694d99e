package dev.acm.ca.pem;

import java.io.Serial;

/** What could not be read, with the rule of {@link dev.acm.spi.CertificateCodec}, sentence C4. Never has a cause. */
final class Unreadable extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String rule;

    private Unreadable(String rule, String reason) {
        super(reason);
        this.rule = rule;
    }

    static Unreadable empty() {
        return new Unreadable("codec:empty", "there is nothing in it");
    }

    static Unreadable malformed(String reason) {
        return new Unreadable("codec:malformed", reason);
    }

    static Unreadable kind(String reason) {
        return new Unreadable("codec:kind", reason);
    }

    static Unreadable algorithm(String reason) {
        return new Unreadable("codec:algorithm", reason);
    }

    static Unreadable number(String reason) {
        return new Unreadable("codec:number", reason);
    }

    static Unreadable passphraseMissing() {
        return new Unreadable("codec:passphrase-missing", "it is encrypted, and there is no passphrase");
    }

    static Unreadable passphrase() {
        return new Unreadable("codec:passphrase", "it does not open: the passphrase is wrong, or it is malformed");
    }

    static Unreadable work() {
        return new Unreadable("codec:work", "it asks for too much work to derive its key");
    }

    String rule() {
        return rule;
    }

    String reason() {
        return String.valueOf(getMessage());
    }

    PemException toPemException() {
        return new PemException(reason());
    }
}
