package dev.acm.validation.caa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.name.DomainName;
import dev.acm.spi.CaaDecision;
import dev.acm.spi.CaaQuestion;
import dev.acm.spi.Observation;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * The policy against a second reading of RFC 8659, RFC 8657 and the choices of BR 3.2.2.8, written for the tests alone: it climbs
 * one name after the other and knows the grammar as one regular expression.
 */
class CaaReferenceProperties {
    private static final Set<String> ISSUERS = Set.of("ca1.org", "ca1.example");
    private static final String ACCOUNT = "https://ca1.org/acct/1";
    private static final String METHOD = "dns-01";

    private static final List<String> TREE =
            List.of("w.x.shop.example.com", "x.shop.example.com", "shop.example.com", "example.com", "com");
    private static final List<String> ELSEWHERE = List.of("t.other.net", "u.other.net", "other.net", "net");
    private static final List<String> TAGS = List.of(
            "issue",
            "issue",
            "issue",
            "ISSUE",
            "issuewild",
            "IssueWild",
            "iodef",
            "issuemail",
            "contactemail",
            "tbs",
            "issu",
            "");
    private static final List<Long> FLAGS = List.of(0L, 0L, 0L, 0L, 128L, 1L, 127L, 255L);
    private static final List<String> VALUES = List.of(
            "ca1.org",
            "  CA1.Org\t",
            "ca1.example;",
            "ca2.net",
            ";",
            "",
            " ; a=b",
            "ca1.org.",
            "ca1.org; a=b;",
            "ca1.org; a-b=c; policy=ev",
            "ca1.org; a_b=c",
            "ca1.org; =c",
            "ca1.org a=b",
            "ca1.org; a=b c=d",
            "ca1.org; a=\u00e9",
            "-ca1.org",
            "ca1..org",
            "mailto:a@example.com",
            "ca1.org; accounturi=" + ACCOUNT,
            "ca1.org; AccountURI = " + ACCOUNT,
            "ca1.org; accounturi=https://CA1.org/acct/1",
            "ca1.org; accounturi=",
            "ca1.org; accounturi=" + ACCOUNT + "; accounturi=" + ACCOUNT,
            "ca2.net; accounturi=" + ACCOUNT,
            "ca1.org; validationmethods=dns-01",
            "ca1.org; validationmethods=http-01,dns-01",
            "ca1.org; validationmethods=http-01",
            "ca1.org; validationmethods=DNS-01",
            "ca1.org; validationmethods=dns-01,",
            "ca1.org; validationmethods=",
            "ca1.org; validationmethods=dns-01; validationmethods=dns-01",
            "ca1.org; validationmethods=dns-01; accounturi=" + ACCOUNT,
            "ca1.org; validationmethods=dns-01; accounturi=https://ca1.org/acct/2");

    private static final Set<String> MISTAKEN =
            Set.of("iodef", "issuemail", "issuevmc", "contactemail", "contactphone", "tbs");

    private enum Outcome {
        ALLOWED,
        DENIED,
        ERROR
    }

    @Property(tries = 3000)
    void policyAgreesWithTheReference(@ForAll Random random, @ForAll boolean wildcard) {
        Map<String, Object> world = world(random);

        assertThat(policy(world, wildcard)).as("%s", world).isEqualTo(new Reference(world, wildcard).climb());
    }

    /** The control: what is compared does differ, in each way. */
    @Property(tries = 1)
    void worldsReachEveryOutcome() {
        Map<Outcome, Integer> reached = new EnumMap<>(Outcome.class);
        for (long seed = 0; seed < 500; seed++) {
            reached.merge(new Reference(world(new Random(seed)), seed % 2 == 0).climb(), 1, Integer::sum);
        }

        assertThat(reached.values())
                .hasSize(3)
                .allSatisfy(count -> assertThat(count).isGreaterThan(25));
    }

    /** The control: a policy with one mistake, an unknown tag taken for known, is found out. */
    @Property(tries = 1)
    void aMistakeIsFound() {
        long found = IntStream.range(0, 500)
                .mapToObj(seed -> world(new Random(seed)))
                .filter(world -> policy(world, false, MISTAKEN) != new Reference(world, false).climb())
                .count();

        assertThat(found).isPositive();
    }

    private static Outcome policy(Map<String, Object> world, boolean wildcard) {
        return policy(world, wildcard, Set.of());
    }

    private static Outcome policy(Map<String, Object> world, boolean wildcard, Set<String> moreTags) {
        DomainName name = DomainName.parse((wildcard ? "*." : "") + TREE.get(0));
        CaaQuestion question = new CaaQuestion(name, ISSUERS, Set.of(URI.create(ACCOUNT)), METHOD);
        DnsCaaPolicy plain = DnsCaaPolicy.of(new VectorWorld(world));
        DnsCaaPolicy policy = moreTags.isEmpty() ? plain : plain.withKnownTags(moreTags);
        Observation seen = policy.observe(name.base()).toCompletableFuture().join();
        CaaDecision decision = policy.judge(question, seen, VectorWorld.NOW);
        if (decision instanceof CaaDecision.Permitted) {
            return Outcome.ALLOWED;
        }
        return decision instanceof CaaDecision.Forbidden ? Outcome.DENIED : Outcome.ERROR;
    }

    private static Map<String, Object> world(Random random) {
        List<Map<String, Object>> records = new ArrayList<>();
        List<Map<String, Object>> faults = new ArrayList<>();
        Map<String, Object> zones = new HashMap<>();
        Stream.concat(TREE.stream(), ELSEWHERE.stream()).forEach(name -> {
            int what = random.nextInt(100);
            if (what < 30) {
                for (int i = random.nextInt(3); i >= 0; i--) {
                    records.add(Map.of(
                            "name",
                            name,
                            "type",
                            "CAA",
                            "ttl",
                            300L,
                            "flags",
                            one(random, FLAGS),
                            "tag",
                            one(random, TAGS),
                            "value",
                            one(random, VALUES)));
                }
            } else if (what < 45) {
                String target = one(random, random.nextBoolean() ? ELSEWHERE : TREE);
                records.add(Map.of("name", name, "type", "CNAME", "ttl", 300L, "target", target));
            } else if (what < 52) {
                String fault =
                        one(random, List.of("SERVFAIL", "TIMEOUT", "REFUSED", "MALFORMED", "YXDOMAIN", "NXDOMAIN"));
                faults.add(Map.of("name", name, "type", "CAA", "fault", fault));
            } else if (what < 60) {
                zones.put(name, one(random, List.of("secure", "insecure", "bogus", "indeterminate")));
            }
        });
        return Map.of("records", records, "faults", faults, "security", Map.of("default", "secure", "zones", zones));
    }

    private static <T> T one(Random random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** The second reading. */
    private static final class Reference {
        private static final String LABEL = "[A-Za-z0-9](?:-*[A-Za-z0-9])*";
        private static final String PARAMETER = LABEL + "[ \t]*=[ \t]*[!-:<-~]*";
        private static final Pattern ISSUE_VALUE = Pattern.compile("[ \t]*(" + LABEL + "(?:\\." + LABEL + ")*)?[ \t]*"
                + "(?:;[ \t]*((?:" + PARAMETER + "[ \t]*;[ \t]*)*" + PARAMETER + ")?[ \t]*)?");
        private static final Set<String> KNOWN =
                Set.of("issue", "issuewild", "iodef", "issuemail", "issuevmc", "contactemail", "contactphone");

        private final Map<String, Object> world;
        private final boolean wildcard;

        Reference(Map<String, Object> world, boolean wildcard) {
            this.world = world;
            this.wildcard = wildcard;
        }

        Outcome climb() {
            for (String level : TREE) {
                String at = level;
                int steps = 0;
                while (true) {
                    if (isUntrusted(at) || isFailing(at) || steps > 16) {
                        return Outcome.ERROR;
                    }
                    String here = at;
                    List<Map<String, Object>> set = of("records")
                            .filter(r ->
                                    r.get("name").equals(here) && r.get("type").equals("CAA"))
                            .toList();
                    if (!set.isEmpty()) {
                        return decide(set);
                    }
                    List<Object> targets = of("records")
                            .filter(r ->
                                    r.get("name").equals(here) && r.get("type").equals("CNAME"))
                            .map(r -> r.get("target"))
                            .toList();
                    if (targets.isEmpty() || isAbsent(at)) {
                        break;
                    }
                    at = (String) targets.get(0);
                    steps++;
                }
            }
            return Outcome.ALLOWED;
        }

        @SuppressWarnings("unchecked")
        private Stream<Map<String, Object>> of(String key) {
            return ((List<Map<String, Object>>) world.get(key)).stream();
        }

        @SuppressWarnings("unchecked")
        private boolean isUntrusted(String name) {
            Map<String, Object> zones =
                    (Map<String, Object>) ((Map<String, Object>) world.get("security")).get("zones");
            for (String apex = name; ; apex = apex.substring(apex.indexOf('.') + 1)) {
                if (zones.containsKey(apex)) {
                    return Set.of("bogus", "indeterminate").contains(zones.get(apex));
                }
                if (apex.indexOf('.') < 0) {
                    return false;
                }
            }
        }

        private boolean isFailing(String name) {
            return of("faults")
                    .anyMatch(f -> f.get("name").equals(name) && !f.get("fault").equals("NXDOMAIN"));
        }

        private boolean isAbsent(String name) {
            return of("faults").anyMatch(f -> f.get("name").equals(name));
        }

        private Outcome decide(List<Map<String, Object>> set) {
            if (set.stream().anyMatch(record -> record.get("tag").equals(""))) {
                return Outcome.ERROR;
            }
            List<String> issue = new ArrayList<>();
            List<String> issueWild = new ArrayList<>();
            for (Map<String, Object> record : set) {
                String tag = ((String) record.get("tag")).toLowerCase(Locale.ROOT);
                if ((Long) record.get("flags") >= 128 && !KNOWN.contains(tag)) {
                    return Outcome.DENIED;
                }
                if (tag.equals("issue")) {
                    issue.add((String) record.get("value"));
                } else if (tag.equals("issuewild")) {
                    issueWild.add((String) record.get("value"));
                }
            }
            List<String> governing = wildcard && !issueWild.isEmpty() ? issueWild : issue;
            return governing.isEmpty() || governing.stream().anyMatch(Reference::authorises)
                    ? Outcome.ALLOWED
                    : Outcome.DENIED;
        }

        private static boolean authorises(String value) {
            Matcher matcher = ISSUE_VALUE.matcher(value);
            if (!matcher.matches() || matcher.group(1) == null) {
                return false;
            }
            String account = null;
            String methods = null;
            for (String parameter :
                    matcher.group(2) == null ? new String[0] : matcher.group(2).split(";")) {
                String[] pair = parameter.split("=", 2);
                String tag = pair[0].replaceAll("[ \t]", "").toLowerCase(Locale.ROOT);
                String text = pair[1].replaceAll("[ \t]", "");
                if (tag.equals("accounturi")) {
                    account = account == null ? text : "twice";
                } else if (tag.equals("validationmethods")) {
                    methods = methods == null ? text : "twice";
                }
            }
            return ISSUERS.contains(matcher.group(1).toLowerCase(Locale.ROOT))
                    && (account == null || account.equals(ACCOUNT))
                    && (methods == null
                            || (methods.matches("[a-zA-Z0-9-]+(,[a-zA-Z0-9-]+)*")
                                    && Set.of(methods.split(",")).contains(METHOD)));
        }
    }
}
