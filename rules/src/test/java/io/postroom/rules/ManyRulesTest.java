package io.postroom.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten times as many rules are ten times the work: what is compared with each other must not grow faster. */
class ManyRulesTest {
    private static final int RULES_OF_A_SERVICE = 50;

    @TempDir
    Path root;

    private RuleFolder folder(String name, int services) {
        RuleFolder folder = new RuleFolder(root.resolve(name));
        for (int service = 1; service <= services; service++) {
            StringBuilder rules = new StringBuilder();
            for (int rule = 1; rule <= RULES_OF_A_SERVICE; rule++) {
                rules.append("""
                      - id: rule-%1$d
                        on: [case.changed-%1$d, case.opened]
                        when: event.data.kind == 'k%1$d' && has(event.data.due)
                        to: applicant
                        send:
                          channels: [sms, email]
                          template: words-%1$d
                          values: { name: recipient.name, due: longDate(event.data.due) }
                        expires: 14d
                        cancelledBy: case.closed
                    """.formatted(rule));
                for (String language : new String[]{"en", "cy"}) {
                    folder.template("svc-" + service, "words-" + rule + ".sms." + language, "((name)), by ((due))")
                            .template("svc-" + service, "words-" + rule + ".email." + language,
                                    "---\nsubject: By ((due))\n---\nDear ((name))\n\nBy ((due)).");
                }
            }
            folder.service("svc-" + service, rules.toString());
        }
        return folder;
    }

    @Test
    void loadingGrowsWithTheRulesAndNotFaster() {
        // Given
        RuleFolder few = folder("few", 1);
        RuleFolder many = folder("many", 10);
        few.load();

        // When
        long one = allocated(few);
        long ten = allocated(many);

        // Then
        assertThat(ten).as("bytes allocated for 500 rules, next to %d for 50", one).isLessThan(12 * one);
    }

    /** What loading allocates, on whichever threads, is its work, measured in the same way on every machine. */
    private static long allocated(RuleFolder folder) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getTotalThreadAllocatedBytes();
        assertThat(folder.load().ruleCount()).isPositive();
        return threads.getTotalThreadAllocatedBytes() - before;
    }
}
