package io.postroom.rules.set;

import io.postroom.content.Language;
import io.postroom.rules.expression.Expressions;
import io.postroom.rules.mapping.MappingReader;
import io.postroom.rules.yaml.Entry;
import io.postroom.rules.yaml.ExpressionEntries;
import io.postroom.rules.yaml.Problems;
import io.postroom.rules.yaml.Section;
import io.postroom.rules.yaml.Spot;
import io.postroom.rules.yaml.YamlFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the folder of one service: its rules and its templates. */
final class RuleSetReader {
    static final String FILE = "rules.yaml";
    private static final List<String> KEYS = List.of("service", "sources", "languages", "senders", "statusTopic",
            "rules");
    private static final Map<String, Language> LANGUAGES = Map.of("en", Language.EN, "cy", Language.CY);

    private final Expressions expressions;
    private final Problems problems;

    RuleSetReader(Expressions expressions, Problems problems) {
        this.expressions = expressions;
        this.problems = problems;
    }

    /** The rule set; null, with problems, when it lacks what every one needs. */
    @Nullable
    RuleSet read(Path folder) throws IOException {
        String name = String.valueOf(folder.getFileName());
        String file = name + "/" + FILE;
        TemplateSet templates = new TemplateReader(problems).read(folder.resolve("templates"), name + "/templates");
        DataSchemas schemas = new DataSchemaReader(problems).read(folder.resolve("schemas"), name + "/schemas");
        String text;
        try {
            text = Files.readString(folder.resolve(FILE));
        } catch (CharacterCodingException e) {
            problems.error(Spot.startOf(file), "The file is not text in UTF-8.");
            return null;
        }
        Section section = YamlFile.read(file, text, problems);
        return section == null ? null : read(section, templates, schemas, Version.of(text, templates));
    }

    private @Nullable RuleSet read(Section section, TemplateSet templates, DataSchemas schemas,
            String version) {
        section.allow(KEYS);
        String service = service(section);
        Set<Language> languages = languages(section.entry("languages"));
        Senders senders = SenderReader.read(section.entry("senders"));
        Entry statusTopic = section.entry("statusTopic");
        Boolean statuses = statusTopic == null ? Boolean.FALSE : statusTopic.flag();
        Entry sourcesEntry = section.required("sources", "name the topics that may speak for the service");
        List<SourceDeclaration> sources = sourcesEntry == null
                ? List.of()
                : new SourceReader(new MappingReader(expressions, problems), problems).read(sourcesEntry);
        List<Rule> rules = rules(section, templates, schemas);
        schemas.check(rules, problems);
        if (service == null) {
            return null;
        }
        RuleSet set = new RuleSet(service, version, languages, senders, Boolean.TRUE.equals(statuses), sources, rules,
                templates);
        new RuleSetCheck(set, section.file(), problems).run();
        return set;
    }

    private @Nullable String service(Section section) {
        Entry entry = section.required("service", "name the service");
        String service = entry == null ? null : entry.text();
        if (service == null || entry == null) {
            return null;
        }
        if (!RuleReader.ID.matcher(service).matches()) {
            return entry.wrong("must be lower-case words of letters and digits, joined by hyphens");
        }
        return service;
    }

    private static Set<Language> languages(@Nullable Entry entry) {
        List<Language> languages = entry == null ? List.of() : entry.words(LANGUAGES);
        return languages.isEmpty() ? Set.of(Language.EN, Language.CY) : Set.copyOf(languages);
    }

    private List<Rule> rules(Section section, TemplateSet templates, DataSchemas schemas) {
        List<Rule> rules = new ArrayList<>();
        Entry entry = section.required("rules", "list at least one rule");
        if (entry == null) {
            return rules;
        }
        RuleReader reader = new RuleReader(templates, schemas, new ExpressionEntries(expressions, problems), problems);
        Map<String, Rule> byId = new HashMap<>();
        for (Entry item : entry.items()) {
            Section fields = item.section();
            Rule rule = fields == null ? null : reader.read(fields);
            if (rule == null) {
                continue;
            }
            Rule earlier = byId.putIfAbsent(rule.id(), rule);
            if (earlier != null) {
                problems.error(rule.spot(), "The rule '" + rule.id() + "' is already in line " + earlier.spot().line()
                        + "; every rule needs an id of its own.");
            }
            rules.add(rule);
        }
        return rules;
    }
}
