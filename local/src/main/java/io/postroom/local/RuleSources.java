package io.postroom.local;

import io.postroom.rules.InvalidRuleBookException;
import io.postroom.rules.RuleBook;
import io.postroom.rules.SourceBinding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The topics that the rule sets ask for.
 *
 * @param topics sources by name; those by pattern are somebody else's
 * @param statusTopicServices services whose systems are told of their statuses
 */
record RuleSources(List<String> topics, Set<String> statusTopicServices) {
    static RuleSources of(Path folder) {
        if (!Files.isDirectory(folder)) {
            return new RuleSources(List.of(), Set.of());
        }
        try {
            RuleBook book = RuleBook.load(folder);
            return new RuleSources(
                    book.sources().stream().map(SourceBinding::topic).filter(Objects::nonNull).distinct().toList(),
                    book.statusTopicServices());
        } catch (InvalidRuleBookException e) {
            // Ingest refuses them with file, line and a sentence; that is the place where people look.
            return new RuleSources(List.of(), Set.of());
        }
    }
}
