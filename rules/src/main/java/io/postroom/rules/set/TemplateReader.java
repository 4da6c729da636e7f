package io.postroom.rules.set;

import io.postroom.content.Channel;
import io.postroom.content.Checked;
import io.postroom.content.Language;
import io.postroom.content.Place;
import io.postroom.content.Problem;
import io.postroom.content.template.Template;
import io.postroom.content.template.TemplateParser;
import io.postroom.rules.yaml.Problems;
import io.postroom.rules.yaml.Spot;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the templates of a service: {@code templates/<id>.<sms|email|letter>.<en|cy>.md}. */
final class TemplateReader {
    private static final Pattern NAME = Pattern
            .compile("([a-z0-9]+(?:-[a-z0-9]+)*)\\.(sms|email|letter)\\.(en|cy)\\.md");

    private final Problems problems;

    TemplateReader(Problems problems) {
        this.problems = problems;
    }

    TemplateSet read(Path folder, String display) throws IOException {
        List<Template> templates = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return new TemplateSet(templates);
        }
        List<Path> files;
        try (Stream<Path> listed = Files.list(folder)) {
            files = listed.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            String name = String.valueOf(file.getFileName());
            if (!name.endsWith(".md")) {
                continue;
            }
            Matcher matcher = NAME.matcher(name);
            if (matcher.matches()) {
                parse(file, display + "/" + name, matcher, templates);
            } else {
                problems.error(Spot.startOf(display + "/" + name),
                        "A template's file is named <id>.<sms, email or letter>.<en or cy>.md.");
            }
        }
        return new TemplateSet(templates);
    }

    private void parse(Path file, String display, Matcher name, List<Template> templates) throws IOException {
        String source;
        try {
            source = Files.readString(file);
        } catch (CharacterCodingException e) {
            problems.error(Spot.startOf(display), "The file is not text in UTF-8.");
            return;
        }
        Channel channel = Channel.valueOf(name.group(2).toUpperCase(Locale.ROOT));
        Language language = Language.valueOf(name.group(3).toUpperCase(Locale.ROOT));
        switch (TemplateParser.parse(name.group(1), channel, language, source)) {
            case Checked.Valid<Template>(Template template) -> templates.add(template);
            case Checked.Invalid<Template>(List<Problem> found) -> found.forEach(problem -> {
                Place place = problem.place();
                problems.error(place == null ? Spot.startOf(display) : new Spot(display, place.line(), place.column()),
                        problem.english() + ".");
            });
        }
    }
}
