package io.postroom.rules.set;

import io.postroom.content.Channel;
import io.postroom.rules.expression.Expression;
import io.postroom.rules.expression.Scope;
import io.postroom.rules.yaml.Entry;
import io.postroom.rules.yaml.ExpressionEntries;
import io.postroom.rules.yaml.Section;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads by which channels a rule sends what. */
final class SendReader {
    static final Map<String, Channel> CHANNELS = Map.of("sms", Channel.SMS, "email", Channel.EMAIL, "letter",
            Channel.LETTER);
    private static final List<String> KEYS = List.of("channels", "template", "values", "fallback", "fallbackAfter");
    /** Receipts are joined to what they belong to for 30 days; a fallback comes well before that. */
    private static final Duration LONGEST = Duration.ofDays(21);

    private final TemplateSet templates;
    private final ExpressionEntries expressions;

    SendReader(TemplateSet templates, ExpressionEntries expressions) {
        this.templates = templates;
        this.expressions = expressions;
    }

    /** By which channels, with which template and values. */
    record Sending(ChannelChoice channels, Fallback fallback, String template, Map<String, Expression> values) {}

    /** What a rule sends; null, with problems, when it lacks what every rule needs. */
    @Nullable
    Sending read(Section send) {
        send.allow(KEYS);
        Entry templateEntry = send.required("template", "name the template");
        String template = templateEntry == null ? null : templateEntry.text();
        ChannelChoice channels = channels(send, template);
        Fallback fallback = fallback(send, channels);
        Map<String, Expression> values = values(send.entry("values"));
        return template == null || channels == null ? null : new Sending(channels, fallback, template, values);
    }

    private @Nullable ChannelChoice channels(Section send, @Nullable String template) {
        Entry entry = send.required("channels", "a list such as [email, sms], or the word preferred");
        if (entry == null) {
            return null;
        }
        if (!entry.isList() && "preferred".equals(entry.text())) {
            return new ChannelChoice.Preferred(template == null ? List.of() : templates.channelsOf(template));
        }
        List<Channel> channels = entry.words(CHANNELS);
        return channels.isEmpty() ? null : new ChannelChoice.All(channels);
    }

    private static Fallback fallback(Section send, @Nullable ChannelChoice channels) {
        Entry entry = send.entry("fallback");
        Entry afterEntry = send.entry("fallbackAfter");
        Duration after = afterEntry == null ? null : afterEntry.duration();
        if (afterEntry != null && after != null && after.compareTo(LONGEST) > 0) {
            afterEntry.wrong("must be 21d at most, since receipts are not waited for longer");
        }
        if (entry == null) {
            if (afterEntry != null) {
                afterEntry.wrong(
                        "says when the next channel's turn is, but there is none; add 'fallback' or leave it out");
            }
            return Fallback.NONE;
        }
        List<Channel> next = entry.words(CHANNELS);
        if (channels instanceof ChannelChoice.All(List<Channel> first)) {
            if (first.size() > 1) {
                entry.wrong("needs one channel to begin with, or 'channels: preferred'; these rules send by all of"
                        + " theirs at once");
            } else if (next.contains(first.getFirst())) {
                entry.wrong("names " + first.getFirst().wireName() + ", by which the rule begins");
            }
        }
        return new Fallback(next, after);
    }

    private Map<String, Expression> values(@Nullable Entry entry) {
        Map<String, Expression> values = new LinkedHashMap<>();
        Section section = entry == null ? null : entry.section();
        if (section != null) {
            section.entries().forEach((name, value) -> {
                Expression expression = expressions.compile(value, Scope.VALUE);
                if (expression != null) {
                    values.put(name, expression);
                }
            });
        }
        return values;
    }
}
