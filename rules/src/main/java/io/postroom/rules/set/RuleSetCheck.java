package io.postroom.rules.set;

import io.postroom.content.Channel;
import io.postroom.content.Language;
import io.postroom.content.template.Personalisation;
import io.postroom.content.template.Placeholder;
import io.postroom.content.template.Template;
import io.postroom.rules.yaml.Guess;
import io.postroom.rules.yaml.Problems;
import io.postroom.rules.yaml.Spot;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks that the parts of a rule set fit together: templates, languages, placeholders, senders, roles. */
final class RuleSetCheck {
    private final RuleSet set;
    private final String file;
    private final Problems problems;

    RuleSetCheck(RuleSet set, String file, Problems problems) {
        this.set = set;
        this.file = file;
        this.problems = problems;
    }

    void run() {
        set.rules().forEach(rule -> {
            checkTemplates(rule);
            checkSenders(rule);
            checkRoles(rule);
            checkSuperseded(rule);
        });
        for (String id : set.templates().ids()) {
            if (set.rules().stream().noneMatch(rule -> rule.template().equals(id))) {
                problems.warning(Spot.startOf(file), "No rule uses the template '" + id
                        + "'; only send requests can.");
            }
        }
    }

    private void checkTemplates(Rule rule) {
        List<Channel> channels = rule.possibleChannels();
        if (rule.channels().possible().isEmpty()) {
            problems.error(rule.spot(), "There is no template '" + rule.template() + "' in any channel"
                    + Guess.nearest(rule.template(), set.templates().ids())
                    + "; rule '" + rule.id() + "' needs it in at least one.");
        }
        if (rule.language() == LanguageChoice.BOTH && !channels.stream().allMatch(Channel.LETTER::equals)) {
            problems.error(rule.spot(), "Rule '" + rule.id()
                    + "' writes in both languages, which only letters can; use 'language: recipient'.");
        }
        Set<String> used = new HashSet<>();
        boolean allFound = true;
        for (Channel channel : channels) {
            for (Language language : rule.language().needed(set.languages())) {
                Template template = set.templates().find(rule.template(), channel, language);
                if (template == null) {
                    missingTemplate(rule, channel, language);
                    allFound = false;
                } else {
                    checkPlaceholders(rule, template);
                    used.addAll(usedValues(rule, template));
                }
            }
        }
        for (String name : rule.valueNames()) {
            if (allFound && !channels.isEmpty() && !used.contains(name)) {
                problems.warning(rule.spot(), "Rule '" + rule.id() + "' gives the value '" + name
                        + "', which no variant of the template '" + rule.template() + "' uses.");
            }
        }
    }

    private void missingTemplate(Rule rule, Channel channel, Language language) {
        String name = "templates/" + rule.template() + "." + channel.wireName() + "." + language.tag() + ".md";
        String hint = language == Language.CY && rule.language() == LanguageChoice.RECIPIENT
                ? "; write it, or say 'languages: [en]' if the service has no Welsh"
                : "; write it, or check the spelling";
        problems.error(rule.spot(), "The template " + name + ", which rule '" + rule.id() + "' needs, is missing"
                + Guess.nearest(rule.template(), set.templates().ids().stream()
                        .filter(id -> !id.equals(rule.template())).toList())
                + hint + ".");
    }

    private void checkPlaceholders(Rule rule, Template template) {
        Personalisation given = names(rule);
        Set<String> missing = new HashSet<>(template.missing(given));
        for (Placeholder placeholder : template.placeholderPlaces()) {
            if (missing.contains(placeholder.name())) {
                String templateFile = folder() + "templates/" + template.id() + "." + template.channel().wireName()
                        + "." + template.language().tag() + ".md";
                problems.error(new Spot(templateFile, placeholder.place().line(), placeholder.place().column()),
                        "Rule '" + rule.id() + "' gives no value for ((" + placeholder.name() + "))"
                                + Guess.nearest(placeholder.name(), rule.valueNames())
                                + "; add it to the rule's values.");
            }
        }
    }

    private static Set<String> usedValues(Rule rule, Template template) {
        Set<String> used = new HashSet<>(rule.valueNames());
        template.unused(names(rule)).forEach(used::remove);
        return used;
    }

    private static Personalisation names(Rule rule) {
        Personalisation.Builder names = Personalisation.builder();
        rule.valueNames().forEach(name -> names.text(name, ""));
        return names.build();
    }

    private void checkSenders(Rule rule) {
        for (Channel channel : rule.possibleChannels()) {
            if (set.senders().of(channel) == null) {
                problems.error(rule.spot(), "Rule '" + rule.id() + "' sends by " + channel.wireName()
                        + ", but the service has no sender for it; add '" + channel.wireName() + "' to 'senders'.");
            }
        }
    }

    /** Only where every source says whom its events can name; Postroom's own events can name anybody. */
    private void checkRoles(Rule rule) {
        Set<String> roles = new HashSet<>();
        for (SourceDeclaration source : set.sources()) {
            if (source.mapping() == null) {
                return;
            }
            roles.addAll(source.mapping().roles());
        }
        for (String role : rule.to()) {
            if (!set.sources().isEmpty() && !roles.contains(role)) {
                problems.error(rule.spot(), "Rule '" + rule.id() + "' writes to the role '" + role
                        + "', which no source of the service has" + Guess.nearest(role, roles) + ".");
            }
        }
    }

    private void checkSuperseded(Rule rule) {
        List<String> ids = set.rules().stream().map(Rule::id).toList();
        for (String id : rule.supersedes()) {
            if (!ids.contains(id)) {
                problems.error(rule.spot(), "Rule '" + rule.id() + "' supersedes the rule '" + id
                        + "', which the service does not have" + Guess.nearest(id, ids) + ".");
            }
        }
    }

    private String folder() {
        return file.substring(0, file.lastIndexOf('/') + 1);
    }
}
