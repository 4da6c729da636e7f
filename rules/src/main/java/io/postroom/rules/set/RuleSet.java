package io.postroom.rules.set;

import io.postroom.content.Language;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rules of one service, checked.
 *
 * @param service its name
 * @param version content hash of its rules and templates
 * @param languages the languages that it writes
 * @param senders in whose name it writes
 * @param statusTopic whether its systems are told of its statuses on a topic of their own
 * @param sources the topics that may speak for it
 * @param rules its rules
 * @param templates its templates
 */
public record RuleSet(String service, String version, Set<Language> languages, Senders senders, boolean statusTopic,
        List<SourceDeclaration> sources, List<Rule> rules, TemplateSet templates) {
    public RuleSet {
        languages = Set.copyOf(languages);
        sources = List.copyOf(sources);
        rules = List.copyOf(rules);
    }

    /** The rules whose messages may be withdrawn by a later event. */
    public Set<String> withdrawable() {
        return rules.stream()
                .flatMap(rule -> rule.cancelledBy().isEmpty()
                        ? rule.supersedes().stream()
                        : Stream.concat(Stream.of(rule.id()), rule.supersedes().stream()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
