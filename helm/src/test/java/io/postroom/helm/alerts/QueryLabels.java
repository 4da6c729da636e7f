package io.postroom.helm.alerts;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which labels a query looks for on which metrics of Postroom: in its selectors, and where it groups. */
final class QueryLabels {
    private static final Pattern SELECTOR = Pattern.compile("(postroom_[a-z0-9_]+)(?:\\{([^}]*)})?");
    private static final Pattern MATCHER = Pattern.compile("([a-z_]+)\\s*[=!][=~]?\\s*\"");
    private static final Pattern GROUPED = Pattern.compile("\\bby \\(([^)]*)\\)\\s*\\(");
    /** What a scrape puts on every series, and the limits of a histogram's buckets. */
    private static final Set<String> EVERYWHERE = Set.of("namespace", "pod", "le");

    private QueryLabels() {}

    /** Metric to labels. */
    static Map<String, Set<String>> of(String query) {
        Map<String, Set<String>> labels = new TreeMap<>();
        collect(query, Set.of(), labels);
        Matcher grouped = GROUPED.matcher(query);
        while (grouped.find()) {
            Set<String> by = new TreeSet<>(Set.of(grouped.group(1).split(",\\s*")));
            collect(query.substring(grouped.end(), closing(query, grouped.end())), by, labels);
        }
        labels.values().forEach(names -> names.removeAll(EVERYWHERE));
        return labels;
    }

    private static void collect(String query, Set<String> by, Map<String, Set<String>> labels) {
        Matcher selector = SELECTOR.matcher(query);
        while (selector.find()) {
            Set<String> names = labels.computeIfAbsent(selector.group(1), metric -> new TreeSet<>());
            names.addAll(by);
            Matcher matcher = MATCHER.matcher(selector.group(2) == null ? "" : selector.group(2));
            while (matcher.find()) {
                names.add(matcher.group(1));
            }
        }
    }

    /** Where the parenthesis ends that was opened just before. */
    private static int closing(String query, int from) {
        int depth = 1;
        boolean quoted = false;
        for (int i = from; i < query.length(); i++) {
            char one = query.charAt(i);
            quoted ^= one == '"';
            depth += quoted ? 0 : one == '(' ? 1 : one == ')' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        throw new AssertionError("A parenthesis is not closed: " + query);
    }
}
