package io.postroom.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.content.template.Message;
import io.postroom.rules.decision.PlannedMessage;
import io.postroom.rules.decision.RecipientDecision;
import io.postroom.rules.decision.RecipientDecision.Send;
import io.postroom.rules.decision.RuleDecision;
import io.postroom.rules.decision.ServiceDecision;
import io.postroom.schemas.v1.CaseEvent;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

/** One rule, its templates in every channel and language, and Ann. */
abstract class GreetingRules {
    static final Instant NOW = Events.TIME.plusSeconds(60);
    static final String ANN = """
        {"role": "applicant", "reference": "p-1", "name": "Ann", "mobile": "07700 900111",
         "email": "ann@example.org", "addressLines": ["Ann", "1 High Street", "Cardiff", "CF10 1AA"]}""";

    @TempDir
    Path root;

    RuleFolder folder() {
        return new RuleFolder(root).template("svc", "hello.sms.en", "Hello ((name))")
                .template("svc", "hello.sms.cy", "Helo ((name))")
                .template("svc", "hello.email.en", "---\nsubject: Hello ((name))\n---\nDear ((name))")
                .template("svc", "hello.email.cy", "---\nsubject: Helo ((name))\n---\nAnnwyl ((name))")
                .template("svc", "hello.letter.en",
                        "---\nsubject: Hello ((name))\npostage: first\ncontact: Svc\n---\nDear ((name))")
                .template("svc", "hello.letter.cy", "---\nsubject: Helo ((name))\n---\nAnnwyl ((name))");
    }

    /** A rule set with one rule. */
    RuleBook rule(String channels, String more) {
        return folder().service("svc", """
              - id: greet
                on: x.happened
                to: applicant
                send: { channels: %s, template: hello, values: { name: recipient.name } }
            """.formatted(channels) + more).load();
    }

    static RuleDecision decideOne(RuleBook book, CaseEvent event, Instant now) {
        List<ServiceDecision> decisions = book.decide(Set.of("svc"), event, now);
        assertThat(decisions).singleElement().isInstanceOf(ServiceDecision.Ruled.class);
        assertThat(decisions.getFirst().service()).isEqualTo("svc");
        assertThat(decisions.getFirst().rulesVersion()).isEqualTo(book.version("svc").orElseThrow());
        return ((ServiceDecision.Ruled) decisions.getFirst()).rules().getFirst();
    }

    static List<RecipientDecision> recipients(RuleBook book, CaseEvent event) {
        return ((RuleDecision.Matched) decideOne(book, event, NOW)).recipients();
    }

    static PlannedMessage sent(RuleBook book, CaseEvent event) {
        List<RecipientDecision> recipients = recipients(book, event);
        assertThat(recipients).singleElement().isInstanceOf(Send.class);
        return ((Send) recipients.getFirst()).message();
    }

    static CaseEvent person(String more) {
        return Events.event("x.happened", ANN.substring(0, ANN.lastIndexOf('}')) + ", " + more + "}", "");
    }

    static String sms(PlannedMessage message) {
        return ((Message.SmsMessage) message.message()).text();
    }
}
