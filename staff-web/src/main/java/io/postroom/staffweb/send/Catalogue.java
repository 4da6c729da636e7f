package io.postroom.staffweb.send;

import io.postroom.content.Channel;
import io.postroom.content.Language;
import io.postroom.content.template.Template;
import io.postroom.rules.RuleBook;
import io.postroom.rules.expression.Expressions;
import io.postroom.rules.set.Rule;
import io.postroom.rules.set.RuleSet;
import io.postroom.rules.set.RuleSetLoader;
import io.postroom.rules.yaml.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The templates that staff can send, and the same decider that ingest has: what is shown before sending is what ingest
 * will make of it.
 *
 * <p>Immutable; safe for use by any thread.
 */
public final class Catalogue {
    private final RuleBook rules;
    private final Map<String, RuleSet> sets;

    private Catalogue(RuleBook rules, Map<String, RuleSet> sets) {
        this.rules = rules;
        this.sets = sets;
    }

    /** One that can be chosen: a template in a channel, with the languages it is written in. */
    public record Choice(String service, String template, Channel channel, List<Language> languages) {
        public Choice {
            languages = List.copyOf(languages);
        }
    }

    /**
     * The rule sets of a folder.
     *
     * @throws io.postroom.rules.InvalidRuleBookException with every problem, when there is any
     */
    public static Catalogue load(Path directory) {
        RuleBook rules = RuleBook.load(directory);
        try {
            Map<String, RuleSet> sets = new TreeMap<>();
            new RuleSetLoader(new Expressions(), new Problems()).load(directory)
                    .forEach(set -> sets.put(set.service(), set));
            return new Catalogue(rules, sets);
        } catch (IOException e) {
            throw new UncheckedIOException("The folder of rule sets cannot be read.", e);
        }
    }

    /** Every service. */
    public Collection<String> services() {
        return sets.keySet();
    }

    /** The rules of a service, as they are named. */
    public List<String> rulesOf(String service) {
        RuleSet set = sets.get(service);
        return set == null ? List.of() : set.rules().stream().map(Rule::id).sorted().toList();
    }

    /** The templates of a service, as they are named. */
    public List<String> templatesOf(String service) {
        RuleSet set = sets.get(service);
        return set == null ? List.of() : set.templates().ids().stream().sorted().toList();
    }

    /** What can be sent for some services and has every word of a search in its name; all of it without any. */
    public List<Choice> choices(Collection<String> services, String search) {
        List<String> words = Stream.of(search.toLowerCase(Locale.UK).split("\\s+")).filter(word -> !word.isEmpty())
                .toList();
        List<Choice> choices = new ArrayList<>();
        for (String service : services) {
            RuleSet set = sets.get(service);
            if (set == null) {
                continue;
            }
            for (String id : set.templates().ids()) {
                String name = (service + " " + id).replace('-', ' ').toLowerCase(Locale.UK);
                if (words.stream().allMatch(name::contains)) {
                    set.templates().channelsOf(id).stream().filter(channel -> set.senders().of(channel) != null)
                            .map(channel -> choice(set, id, channel)).forEach(choices::add);
                }
            }
        }
        return choices;
    }

    /** A template in a channel, or null where there is none that can be sent. */
    public @Nullable Choice choice(String service, String template, String channel) {
        return choices(List.of(service), "").stream().filter(choice -> choice.template().equals(template)
                && choice.channel().wireName().equals(channel)).findFirst().orElse(null);
    }

    /** The template as it is written. */
    public @Nullable Template template(String service, String template, Channel channel, Language language) {
        RuleSet set = sets.get(service);
        return set == null ? null : set.templates().find(template, channel, language);
    }

    RuleBook rules() {
        return rules;
    }

    private static Choice choice(RuleSet set, String id, Channel channel) {
        return new Choice(set.service(), id, channel, Stream.of(Language.values())
                .filter(language -> set.templates().find(id, channel, language) != null).toList());
    }
}
