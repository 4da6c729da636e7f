package io.postroom.ingestservice.sources;

import io.postroom.rules.SourceBinding;
import io.postroom.rules.StartFrom;
import io.postroom.schemas.Names;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The topics that events come from: names and patterns of the rule sets, and the send topic.
 *
 * <p>Always subscribed to as one pattern, never by name: Kafka Streams stops when a topic that it subscribed to by name is
 * missing, while a pattern takes it up when it appears. Immutable.
 */
public final class SourceTopics {
    private final List<SourceBinding> bindings;
    private final Set<String> names;
    private final List<Pattern> patterns;
    private final String send;
    private final Pattern subscription;

    /**
     * The sources of one installation.
     *
     * @param bindings what the rule sets say about their sources
     * @param topics Postroom's own topics
     * @param applicationId whose internal topics no pattern may catch
     */
    public SourceTopics(List<SourceBinding> bindings, Names.Topics topics, String applicationId) {
        this.bindings = List.copyOf(bindings);
        this.names = bindings.stream().map(SourceBinding::topic).flatMap(Stream::ofNullable)
                .collect(Collectors.toCollection(TreeSet::new));
        this.patterns = bindings.stream().map(SourceBinding::pattern).flatMap(Stream::ofNullable).map(Pattern::compile)
                .toList();
        this.send = topics.send();
        this.subscription = subscription(topics, applicationId);
    }

    /** What the door subscribes to. */
    public Pattern subscription() {
        return subscription;
    }

    /** Whether the topic is a source, the send topic included. */
    public boolean contains(String topic) {
        return subscription.matcher(topic).matches();
    }

    /** Whether the topic carries send requests and not events. */
    public boolean isSend(String topic) {
        return send.equals(topic);
    }

    /** Where the reading of a source begins that was never read before; a name's own word goes before a pattern's. */
    public StartFrom startFrom(String topic) {
        return bindings.stream().filter(binding -> binding.covers(topic))
                .min(Comparator.comparing(binding -> binding.topic() == null)).map(SourceBinding::startFrom)
                .orElseGet(StartFrom.Earliest::new);
    }

    /** Source topics that exist, of those given; without the send topic. */
    public Set<String> presentIn(Collection<String> existing) {
        return existing.stream().filter(this::contains).filter(topic -> !isSend(topic))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Names without a topic and patterns that match none, as they are written. */
    public List<String> missingFrom(Collection<String> existing) {
        Set<String> present = presentIn(existing);
        Stream<String> missingNames = names.stream().filter(name -> !existing.contains(name));
        Stream<String> idlePatterns = patterns.stream()
                .filter(pattern -> present.stream().noneMatch(topic -> pattern.matcher(topic).matches()))
                .map(Pattern::pattern);
        return Stream.concat(missingNames, idlePatterns).toList();
    }

    /**
     * What the start of listening is remembered under: the names themselves, the patterns, and every present topic that a
     * pattern matches.
     */
    public Set<String> listenedTo(Collection<String> existing) {
        Set<String> all = new TreeSet<>(names);
        patterns.forEach(pattern -> all.add(pattern.pattern()));
        all.addAll(presentIn(existing));
        return all;
    }

    /** The patterns that match a topic, as they are written. */
    List<String> patternsOf(String topic) {
        return patterns.stream().filter(pattern -> pattern.matcher(topic).matches()).map(Pattern::pattern).toList();
    }

    private Pattern subscription(Names.Topics topics, String applicationId) {
        // A pattern wide enough to catch dead letters or what ingest writes would feed it with itself.
        String exceptOwn = "(?!" + Pattern.quote(topics.prefix() + "notifications.") + ")(?!"
                + Pattern.quote(applicationId + "-")
                + ")(?!.*\\.dead-letter\\.v1$)(?!.*\\.notification-status\\.v1$)(?!__)";
        String alternatives = Stream.concat(names.stream().map(Pattern::quote),
                patterns.stream().map(pattern -> "(?:" + pattern.pattern() + ")")).collect(Collectors.joining("|"));
        return Pattern.compile(Pattern.quote(send)
                + (alternatives.isEmpty() ? "" : "|" + exceptOwn + "(?:" + alternatives + ")"));
    }
}
