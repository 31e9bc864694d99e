package dev.acm;

import dev.acm.error.Finding;
import dev.acm.internal.Checks;
import dev.acm.tag.Tag;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** ACM's rules of tags, all checked together. */
final class TagRules {
    static final int MOST = 50;
    private static final int KEY = 128;
    private static final int VALUE = 256;
    private static final String RESERVED = "aws:";
    private static final Pattern CHARACTERS = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");

    private TagRules() {}

    /** What is wrong with tags that are to be put on a certificate; empty if nothing is. */
    static List<Finding> check(List<Tag> tags) {
        List<Finding> findings = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < tags.size(); i++) {
            Tag tag = tags.get(i);
            checkKey(tag.key(), "tags[" + i + "].key", findings);
            if (tag.value().isPresent()) {
                checkText(tag.value().get(), 0, VALUE, "tags[" + i + "].value", findings);
            }
            if (!keys.add(tag.key())) {
                findings.add(new Finding(
                        "tag:duplicate",
                        "tags[" + i + "].key",
                        Checks.shorten(tag.key()),
                        "the call names this key twice",
                        "Name each key once; upper and lower case differ."));
            }
        }
        checkCount(keys.size(), findings);
        return findings;
    }

    /** What is wrong with the tags that are to be taken away. */
    static List<Finding> checkKeys(List<Tag> tags) {
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < tags.size(); i++) {
            checkKey(tags.get(i).key(), "tags[" + i + "].key", findings);
        }
        checkSome(tags, findings);
        checkCount(tags.size(), findings);
        return findings;
    }

    /** What is wrong with tags beside those that a certificate has already. */
    static List<Finding> checkAdded(List<Tag> tags, List<Tag> present) {
        List<Finding> findings = check(tags);
        checkSome(tags, findings);
        Set<String> keys = new HashSet<>();
        present.forEach(tag -> keys.add(tag.key()));
        tags.forEach(tag -> keys.add(tag.key()));
        boolean told = findings.stream().anyMatch(finding -> finding.rule().equals("tag:count"));
        if (!told) {
            checkCount(keys.size(), findings);
        }
        return findings;
    }

    private static void checkSome(List<Tag> tags, List<Finding> findings) {
        if (tags.isEmpty()) {
            findings.add(new Finding(
                    "tag:count", "tags", "0", "the call names no tag", "Name at least one, or do not call."));
        }
    }

    private static void checkCount(int count, List<Finding> findings) {
        if (count > MOST) {
            findings.add(new Finding(
                    "tag:count",
                    "tags",
                    Integer.toString(count),
                    "a certificate has at most " + MOST + " tags",
                    "Leave some out, or remove others first."));
        }
    }

    private static void checkKey(String key, String field, List<Finding> findings) {
        checkText(key, 1, KEY, field, findings);
        if (key.toLowerCase(Locale.ROOT).startsWith(RESERVED)) {
            findings.add(new Finding(
                    "tag:reserved",
                    field,
                    Checks.shorten(key),
                    "keys that begin with aws: are reserved",
                    "Choose another key."));
        }
    }

    private static void checkText(String text, int least, int most, String field, List<Finding> findings) {
        int length = text.codePointCount(0, text.length());
        if (length < least || length > most) {
            findings.add(new Finding(
                    "tag:length",
                    field,
                    Checks.shorten(text),
                    "it has " + length + " characters; allowed are " + least + " to " + most,
                    "Shorten it, or say something."));
        }
        if (!CHARACTERS.matcher(text).matches()) {
            findings.add(new Finding(
                    "tag:characters",
                    field,
                    Checks.shorten(text),
                    "it has other characters than letters, spaces, digits and _ . : / = + - @",
                    "Leave them out."));
        }
    }
}
