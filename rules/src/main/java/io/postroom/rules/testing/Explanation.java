package io.postroom.rules.testing;

import io.postroom.content.recipient.EmailAddress;
import io.postroom.content.recipient.PhoneNumber;
import io.postroom.content.recipient.PostalAddress;
import io.postroom.rules.RuleBook;
import io.postroom.rules.decision.Address;
import io.postroom.rules.decision.Fallbacks;
import io.postroom.rules.decision.PlannedMessage;
import io.postroom.rules.decision.RecipientDecision;
import io.postroom.rules.decision.RecipientDecision.Subject;
import io.postroom.rules.decision.RuleDecision;
import io.postroom.rules.decision.ServiceDecision;
import io.postroom.rules.decision.Withdrawal;
import io.postroom.rules.expression.DecidingParts;
import io.postroom.rules.expression.DecidingParts.Part;
import io.postroom.rules.expression.DecidingParts.Result;
import io.postroom.rules.expression.EventView;
import io.postroom.rules.expression.Expression;
import io.postroom.rules.set.Limits;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.StatusReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says in words what rules make of an event and why. Addresses are masked; what messages say is left out, and so are texts, dates
 * and large numbers of the event.
 */
public final class Explanation {
    private static final String REASON = "    ";

    private final RuleBook book;
    private final Instant now;
    private final Map<String, Object> variables;
    private final DecidingParts parts = new DecidingParts();
    private final List<String> lines = new ArrayList<>();

    private Explanation(RuleBook book, CaseEvent event, Instant now) {
        this.book = book;
        this.now = now;
        this.variables = EventView.of(event).forCondition();
    }

    /** One line for each service, rule, part of a condition that decided, and recipient, indented as they belong together. */
    public static List<String> of(RuleBook book, Set<String> services, CaseEvent event, Instant now) {
        Explanation explanation = new Explanation(book, event, now);
        List<ServiceDecision> decisions = book.decide(services, event, now);
        if (decisions.isEmpty()) {
            explanation.lines.add("no service has a rule for the type " + event.getType());
        }
        decisions.forEach(explanation::add);
        return List.copyOf(explanation.lines);
    }

    private void add(ServiceDecision decision) {
        switch (decision) {
            case ServiceDecision.Ruled(String service, String version, List<RuleDecision> rules, List<Withdrawal> back) -> {
                lines.add(service + " (version " + version.substring(0, 8) + ")");
                rules.forEach(rule -> add(service, rule));
                back.forEach(one -> lines.add("  takes back what rule " + one.ruleId() + " made for this case before"
                        + why(one.reason(), one.supersededBy() == null ? null : "by rule " + one.supersededBy())));
            }
            case ServiceDecision.Asked(String service, String version, List<RecipientDecision> recipients) -> {
                lines.add(service + " (version " + version.substring(0, 8) + ")");
                recipients.forEach(this::add);
            }
            case ServiceDecision.Refused refused ->
                lines.add(refused.service() + ": refused" + why(refused.reason(), refused.detail()));
        }
    }

    private void add(String service, RuleDecision decision) {
        String rule = "  rule " + decision.ruleId() + ": ";
        switch (decision) {
            case RuleDecision.Matched matched -> {
                lines.add(rule + "matches" + written(service, decision.ruleId()));
                reasons(service, decision.ruleId());
                matched.recipients().forEach(this::add);
            }
            case RuleDecision.NotMatched ignored -> {
                lines.add(rule + "does not match" + written(service, decision.ruleId()));
                reasons(service, decision.ruleId());
            }
            case RuleDecision.Errored errored -> {
                lines.add(rule + "fails" + why(errored.reason(), errored.detail()));
                // It may be the time to send at that cannot be told.
                parts(service, decision.ruleId()).filter(part -> part.result() == Result.NONE)
                        .forEach(part -> lines.add(REASON + "because " + part.text() + " cannot be told"));
            }
            case RuleDecision.Expired expired -> lines.add(rule + "expired" + why(expired.reason(), null));
        }
    }

    private void add(RecipientDecision decision) {
        switch (decision) {
            case RecipientDecision.Send(PlannedMessage message, Fallbacks fallbacks, var collectFor) ->
                lines.add("    " + message.role() + " "
                        + message.channel().wireName() + " " + masked(message.address()) + ": sends "
                        + message.templateId() + " in " + message.language().tag() + ", notification "
                        + message.notificationId() + waits(message)
                        + (collectFor == null
                                ? ""
                                : ", with others of the case within " + collectFor.toSeconds() + " s")
                        + instead(fallbacks) + limits(message.limits()));
            case RecipientDecision.Suppressed(Subject subject, StatusReason reason, var detail) ->
                lines.add("    " + name(subject) + ": suppressed" + why(reason, detail));
            case RecipientDecision.Failed(Subject subject, StatusReason reason, var detail) ->
                lines.add("    " + name(subject) + ": failed" + why(reason, detail));
        }
    }

    private static String instead(Fallbacks fallbacks) {
        return fallbacks.steps().isEmpty()
                ? ""
                : "; if it does not arrive, by " + String.join(", then by ",
                        fallbacks.steps().stream().map(step -> step.channel().wireName()).toList());
    }

    private static String limits(Limits limits) {
        List<String> all = new ArrayList<>();
        if (limits.blastPerHour() != null) {
            all.add("unless the rule made " + limits.blastPerHour() + " within the hour: then it waits for a person");
        }
        if (limits.cap() != null) {
            all.add("unless the person had " + limits.cap().perPerson() + " of the rule within "
                    + limits.cap().in().toSeconds() + " s");
        }
        if (limits.sameContent() != null) {
            all.add("unless the person had the same words within " + limits.sameContent().toSeconds() + " s");
        }
        return all.isEmpty() ? "" : "; " + String.join("; ", all);
    }

    private String waits(PlannedMessage message) {
        StatusReason reason = message.waitsFor(now);
        return reason == null ? "" : ", at " + message.dueAt(now) + " (" + Expectation.word(reason) + ")";
    }

    /** The condition as its author wrote it. */
    private String written(String service, String ruleId) {
        return condition(service, ruleId).map(condition -> ", when " + condition.source()).orElse("");
    }

    private Optional<Expression> condition(String service, String ruleId) {
        return book.rule(service, ruleId).flatMap(rule -> Optional.ofNullable(rule.when()));
    }

    private Stream<Part> parts(String service, String ruleId) {
        return condition(service, ruleId).stream().flatMap(condition -> parts.of(condition, variables).stream());
    }

    /** What of the condition decided, unless that is the whole of it, and what it saw. */
    private void reasons(String service, String ruleId) {
        parts(service, ruleId).forEach(part -> {
            String seen = part.seen().isEmpty() ? "" : "where " + String.join(", ", part.seen());
            if (!part.whole()) {
                String is = part.text() + " is " + part.result().name().toLowerCase(Locale.ROOT);
                lines.add(REASON + "because " + is + (seen.isEmpty() ? "" : ", " + seen));
            } else if (!seen.isEmpty()) {
                lines.add(REASON + seen);
            }
        });
    }

    private static String name(Subject subject) {
        return subject.role() + (subject.channel() == null ? "" : " " + subject.channel().wireName());
    }

    private static String why(StatusReason reason, @Nullable String detail) {
        return ", " + Expectation.word(reason) + (detail == null ? "" : " (" + detail + ")");
    }

    private static String masked(Address address) {
        return switch (address) {
            case Address.Phone(PhoneNumber number) -> number.masked();
            case Address.Email(EmailAddress email) -> email.masked();
            case Address.Post(PostalAddress post) -> post.masked();
        };
    }
}
