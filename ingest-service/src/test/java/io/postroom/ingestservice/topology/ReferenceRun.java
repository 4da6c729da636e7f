package io.postroom.ingestservice.topology;

import io.postroom.ingestservice.Samples;
import io.postroom.ingestservice.reference.GeneratedStream;
import io.postroom.ingestservice.reference.Input;
import io.postroom.schemas.v1.NotificationIdentity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One stream through ingest and the model, step by step. */
final class ReferenceRun {
    /** What happened before, at most so many lines of it. */
    private static final int SHOWN = 60;

    private final Path rules;
    private final SideBySide both;
    private final GeneratedStream stream;
    private final long seed;
    private final List<Input> history = new ArrayList<>();

    private ReferenceRun(Path rules, long seed) {
        this.rules = rules;
        this.seed = seed;
        this.both = new SideBySide(rules);
        this.stream = new GeneratedStream(seed, Samples.NOW);
    }

    /** The first difference in words; empty when there is none. */
    static String of(Path rules, long seed, int events) {
        ReferenceRun run = new ReferenceRun(rules, seed);
        try (SideBySide both = run.both) {
            while (run.stream.events() < events) {
                Input input = run.stream.next();
                run.history.add(input);
                if (!both.agree(input)) {
                    return run.difference(input);
                }
                run.stream.sent(both.requests());
            }
            return "";
        }
    }

    private String difference(Input input) {
        List<String> missing = both.missing();
        List<String> unexpected = both.unexpected();
        Set<String> ids = Stream.concat(missing.stream(), unexpected.stream()).map(line -> line.split(" ")[1])
                .collect(Collectors.toSet());
        Set<String> events = Stream.concat(both.said().stream(), history.stream().map(Input::about))
                .filter(one -> one != null && ids.contains(one.getNotificationId().toString()))
                .map(NotificationIdentity::getEventId).collect(Collectors.toSet());
        if (events.isEmpty() && input instanceof Input.Event(var event)) {
            events = Set.of(event.getId());
        }
        return "seed " + seed + ", step " + history.size() + ", " + both.now() + "\nafter " + words(input)
                + "\nonly the model says:\n  " + String.join("\n  ", missing) + "\nonly ingest says:\n  "
                + String.join("\n  ", unexpected) + "\n" + before(Neighbourhood.of(history, events));
    }

    /** The same with as little as leads to a difference. */
    private String before(Neighbourhood cases) {
        for (Neighbourhood tried : List.of(cases, cases.wider())) {
            String shown = again(tried.inputs());
            if (!shown.isEmpty()) {
                return "the cases alone, with those that write to the same addresses where it takes them:\n  " + shown;
            }
        }
        return "the cases alone make no difference; what happened to them:\n  " + last(cases.inputs().stream()
                .filter(input -> !(input instanceof Input.Pass)).map(ReferenceRun::words).toList());
    }

    /** What happens and what ingest says of it up to the first difference; empty when there is none. */
    private String again(List<Input> inputs) {
        List<String> lines = new ArrayList<>();
        try (SideBySide again = new SideBySide(rules)) {
            for (Input input : inputs) {
                boolean agree = again.agree(input);
                if (!agree || !again.real().isEmpty() || !(input instanceof Input.Pass)) {
                    lines.add(again.now() + " " + words(input));
                    again.real().forEach(line -> lines.add("    " + line.replace('\n', ' ')));
                }
                if (!agree) {
                    again.missing().forEach(line -> lines.add("    only the model: " + line.replace('\n', ' ')));
                    return last(lines);
                }
            }
        }
        return "";
    }

    private static String last(List<String> lines) {
        return String.join("\n  ", lines.subList(Math.max(0, lines.size() - SHOWN), lines.size()));
    }

    /** Events do not print what they say; these are nobody's. */
    private static String words(Input input) {
        return input instanceof Input.Event(var event)
                ? event.getId() + " " + event.getType() + " of " + event.getTime() + " " + event.getSource() + " "
                        + event.getCaseReference() + " "
                        + event.getRecipients().stream().map(one -> one.getRole() + " " + one.getReference() + " "
                                + one.getMobile() + " " + one.getEmail() + " " + one.getAddressLines() + " "
                                + one.getPreferredChannel() + " not by " + one.getOptOuts()).toList()
                        + " " + event.getData().keySet()
                : input.toString();
    }
}
