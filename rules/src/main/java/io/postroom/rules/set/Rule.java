package io.postroom.rules.set;

import io.postroom.content.Channel;
import io.postroom.rules.expression.Expression;
import io.postroom.rules.yaml.Spot;
import io.postroom.schemas.v1.Priority;
import io.postroom.schemas.v1.UnknownOutcomePolicy;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A rule, checked.
 *
 * @param id unique within its service; part of the identity of notifications, so renaming it makes new ones
 * @param on the event types that it is about
 * @param when its condition, or null for always
 * @param to the roles that it writes to
 * @param channels the channels that it writes by
 * @param fallback the channels that it turns to when a message does not arrive
 * @param template the template
 * @param values what stands in for the template's placeholders
 * @param language the language that it writes in
 * @param priority the lane
 * @param collect how several events of a case become one message; null for a message each
 * @param timing when its messages may be sent
 * @param limits how much it may send
 * @param essential whether it ignores opt-outs
 * @param cancelledBy the event types that withdraw its messages
 * @param supersedes the rules whose earlier messages its own replace
 * @param unknown what to do after an interrupted hand-over; null for what is usual in the channel
 * @param spot where it stands
 */
public record Rule(String id, Set<String> on, @Nullable Expression when, List<String> to, ChannelChoice channels,
        Fallback fallback, String template, Map<String, Expression> values, LanguageChoice language, Priority priority,
        @Nullable Collect collect, Timing timing, Limits limits,
        boolean essential, Set<String> cancelledBy, Set<String> supersedes, @Nullable UnknownOutcomePolicy unknown,
        Spot spot) {
    public Rule {
        on = Set.copyOf(on);
        to = List.copyOf(to);
        cancelledBy = Set.copyOf(cancelledBy);
        supersedes = Set.copyOf(supersedes);
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** The names of everything that templates may use. */
    public Set<String> valueNames() {
        Set<String> names = new LinkedHashSet<>(values.keySet());
        if (collect != null) {
            names.addAll(collect.values().keySet());
        }
        return names;
    }

    /** Every channel by which it may ever write. */
    public List<Channel> possibleChannels() {
        return Stream.concat(channels.possible().stream(), fallback.channels().stream()).distinct().toList();
    }
}
