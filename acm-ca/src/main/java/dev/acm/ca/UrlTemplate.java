package dev.acm.ca;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** An http URL in which {@code {issuer}} stands for a CA's id and {@code {shard}} for a number. */
final class UrlTemplate {
    private static final String ISSUER = "{issuer}";
    private static final String SHARD = "{shard}";

    private final String text;

    private UrlTemplate(String text) {
        this.text = text;
    }

    /** Checks it at once: http alone may be in certificates (BR 7.1.2.7.7, 7.1.2.11.2). */
    static UrlTemplate parse(String parameter, String text) {
        UrlTemplate template = new UrlTemplate(text);
        try {
            URI url = new URI(template.text("0", 0));
            if ("http".equals(String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT)) && url.getHost() != null) {
                return template;
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(parameter + " must be an http URL, got '" + text + "'", e);
        }
        throw new IllegalArgumentException(
                parameter + " must be an http URL with a host (BR 7.1.2.7.7), got '" + text + "'");
    }

    boolean namesIssuer() {
        return text.contains(ISSUER);
    }

    boolean namesShard() {
        return text.contains(SHARD);
    }

    private String text(String issuer, int shard) {
        return text.replace(ISSUER, issuer).replace(SHARD, Integer.toString(shard));
    }

    URI expand(Issuer issuer, int shard) {
        return URI.create(text(issuer.id(), shard));
    }

    URI expand(Issuer issuer) {
        return expand(issuer, 0);
    }

    @Override
    public String toString() {
        return text;
    }
}
