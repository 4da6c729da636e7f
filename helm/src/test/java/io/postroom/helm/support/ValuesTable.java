package io.postroom.helm.support;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table of values in the chart's README, made of the comments in values.yaml that begin with "# --". */
public final class ValuesTable {
    private static final String BEGIN = "<!-- values -->\n";
    private static final String END = "<!-- end of values -->";
    private static final Pattern KEY = Pattern.compile("^( *)([A-Za-z][A-Za-z0-9]*):(?: (.*))?$");

    private ValuesTable() {}

    /** The table. */
    public static String of(String values) {
        List<String> lines = values.lines().toList();
        StringBuilder table = new StringBuilder();
        Deque<String> path = new ArrayDeque<>();
        String comment = null;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            Matcher key = KEY.matcher(line);
            if (line.startsWith("# @section ")) {
                table.append("\n### ").append(line.substring("# @section ".length()))
                        .append("\n\n| value | default | what |\n| --- | --- | --- |\n");
            } else if (line.strip().startsWith("# -- ")) {
                comment = line.strip().substring("# -- ".length());
            } else if (key.matches()) {
                while (path.size() > key.group(1).length() / 2) {
                    path.removeLast();
                }
                path.addLast(key.group(2));
                if (comment != null) {
                    String value = key.group(3) != null ? key.group(3) : nested(lines, i, key.group(1).length());
                    table.append("| `").append(String.join(".", path)).append("` | `").append(value).append("` | ")
                            .append(comment).append(" |\n");
                }
                comment = null;
            }
        }
        return table.toString();
    }

    /** What stands below a key, on one line. */
    private static String nested(List<String> lines, int at, int indent) {
        List<String> below = new ArrayList<>();
        for (int i = at + 1; i < lines.size() && lines.get(i).startsWith(" ".repeat(indent + 1)); i++) {
            below.add(lines.get(i).strip());
        }
        return String.join(" ", below);
    }

    /** A README with this table instead of its own. */
    public static String into(String readme, String table) {
        int begin = readme.indexOf(BEGIN) + BEGIN.length();
        int end = readme.indexOf(END);
        return readme.substring(0, begin) + table + "\n" + readme.substring(end);
    }
}
