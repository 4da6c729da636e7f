package io.postroom.benchmarks.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A rule set of any size: five rules for each type of event, of which the condition of one holds. More rules are more
 * types, as they are where services are added.
 *
 * @param rules how many
 * @param later whether there is one more, for messages that wait for their time
 */
record RuleSet(int rules, boolean later) {
    static final String NUMBER = "number";
    /** When a message of {@link #LATER} is due. */
    static final String DUE = "due";
    /** The type of events whose message waits. */
    static final String LATER = "bench.later";
    static final int RULES_A_TYPE = 5;

    RuleSet(int rules) {
        this(rules, false);
    }

    /** One rule for messages that go out at once, and one for those that wait. */
    static RuleSet withLater() {
        return new RuleSet(RULES_A_TYPE, true);
    }

    int types() {
        return Math.max(1, rules / RULES_A_TYPE);
    }

    String type(int event) {
        return "bench.step" + event % types();
    }

    /** Writes it as a folder of rule sets with one service. */
    void write(Path folder) throws IOException {
        Path service = folder.resolve("bench");
        Path templates = service.resolve("templates");
        Files.createDirectories(templates);
        Files.writeString(templates.resolve("step.sms.en.md"),
                "Your case has moved on: step ((number)). We will write again when there is more to say.\n");
        StringBuilder text = new StringBuilder("""
            service: bench
            sources: [case-events]
            senders: { sms: Bench }
            rules:
            """);
        for (int rule = 0; rule < rules; rule++) {
            text.append("""
                  - id: rule-%d
                    on: bench.step%d
                    when: event.data.number %% 5 == %d
                    to: person
                    send: { channels: [sms], template: step, values: { number: event.data.number } }
                    language: en
                    essential: true
                    urgent: true
                """.formatted(rule, rule / RULES_A_TYPE, rule % RULES_A_TYPE));
        }
        if (later) {
            text.append("""
                  - id: later
                    on: %s
                    to: person
                    send: { channels: [sms], template: step, values: { number: event.data.number } }
                    language: en
                    priority: bulk
                    essential: true
                    urgent: true
                    sendAt: event.data.%s
                """.formatted(LATER, DUE));
        }
        Files.writeString(service.resolve("rules.yaml"), text);
    }
}
