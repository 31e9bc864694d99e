package dev.acm.validation.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The issue-value grammar of RFC 8659 section 4.2: of CAA properties {@code issue} and {@code issuewild}, and of persistent
 * validation records (BR 3.2.2.4.22).
 *
 * @param issuerDomain who may issue, in lower case; empty text for nobody
 * @param parameters in the order given
 */
public record IssueValue(String issuerDomain, List<Parameter> parameters) {
    private static final String LABEL = "[A-Za-z0-9]++(?:-++[A-Za-z0-9]++)*+";
    private static final Pattern DOMAIN = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*+");
    private static final Pattern TAG = Pattern.compile(LABEL);
    private static final Pattern VALUE = Pattern.compile("[\\x21-\\x3a\\x3c-\\x7e]*+");

    /** Copies the list. */
    public IssueValue {
        parameters = List.copyOf(parameters);
    }

    /**
     * One parameter.
     *
     * @param tag as sent
     * @param value as sent, possibly empty
     */
    public record Parameter(String tag, String value) {}

    /** Reads a value; empty when it does not follow the grammar, and then it authorises nobody (CAA-10). */
    public static Optional<IssueValue> parse(String octets) {
        int semicolon = octets.indexOf(';');
        String domain = trim(semicolon < 0 ? octets : octets.substring(0, semicolon));
        if (!domain.isEmpty() && !DOMAIN.matcher(domain).matches()) {
            return Optional.empty();
        }
        List<Parameter> parameters = new ArrayList<>();
        String rest = semicolon < 0 ? "" : trim(octets.substring(semicolon + 1));
        if (!rest.isEmpty()) {
            for (String part : rest.split(";", -1)) {
                Optional<Parameter> parameter = parseParameter(part);
                if (parameter.isEmpty()) {
                    return Optional.empty();
                }
                parameters.add(parameter.get());
            }
        }
        return Optional.of(new IssueValue(domain.toLowerCase(Locale.ROOT), parameters));
    }

    private static Optional<Parameter> parseParameter(String part) {
        int equals = part.indexOf('=');
        if (equals < 0) {
            return Optional.empty();
        }
        String tag = trim(part.substring(0, equals));
        String value = trim(part.substring(equals + 1));
        boolean fits = TAG.matcher(tag).matches() && VALUE.matcher(value).matches();
        return fits ? Optional.of(new Parameter(tag, value)) : Optional.empty();
    }

    /** The values of one parameter; tags are compared without case, so that no spelling slips past a restriction. */
    public List<String> values(String tag) {
        return parameters.stream()
                .filter(p -> p.tag().equalsIgnoreCase(tag))
                .map(Parameter::value)
                .toList();
    }

    /** Only space and tab: {@link String#strip} would take more than the grammar's WSP. */
    private static String trim(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isSpace(text.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }
}
