package io.postroom.content.template;

import io.postroom.content.Channel;
import io.postroom.content.Checked;
import io.postroom.content.Language;
import io.postroom.content.Place;
import io.postroom.content.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads template files: settings, then the body in Markdown (plain text for texts).
 *
 * <p>Settings: {@code description} (any channel), {@code characters} (texts: {@code welsh} or {@code any}),
 * {@code subject} (e-mails and letters, required), {@code reference}, {@code contact} and
 * {@code postage} (letters).
 *
 * <p>Problems, all told at once, with line and column: {@code front-matter-not-closed}, {@code front-matter-line},
 * {@code front-matter-duplicate}, {@code unknown-setting}, {@code invalid-setting}, {@code missing-subject},
 * {@code empty-template}.
 */
public final class TemplateParser {

    private static final Map<String, Set<String>> CHOICES = Map.of("characters", Set.of("welsh", "any"), "postage",
            Set.of("first", "second", "economy"));

    private TemplateParser() {}

    /**
     * Reads a template.
     *
     * @param id the name that rules know it by
     * @param source the file's text; line ends of any kind, with or without a byte order mark
     */
    public static Checked<Template> parse(String id, Channel channel, Language language, String source) {
        String canonical = canonical(source);
        List<Problem> problems = new ArrayList<>();
        FrontMatter head = FrontMatter.parse(canonical, problems);
        checkSettings(channel, head, canonical, problems);
        String body = canonical.substring(head.bodyOffset());
        if (body.isBlank()) {
            problems.add(new Problem("empty-template", "The template has no text", "Nid oes testun yn y templed",
                    Place.of(canonical, head.bodyOffset())));
        }
        if (!problems.isEmpty()) {
            return Checked.invalid(problems);
        }
        Map<String, String> settings = new LinkedHashMap<>();
        head.settings().forEach((key, setting) -> settings.put(key, setting.value()));
        return Checked.valid(new Template(id, channel, language, settings, body.strip(), hash(canonical),
                places(canonical, head)));
    }

    private static void checkSettings(Channel channel, FrontMatter head, String source, List<Problem> problems) {
        Set<String> known = known(channel);
        head.settings().forEach((key, setting) -> {
            if (!known.contains(key)) {
                problems.add(unknown(key, known, Place.of(source, setting.keyOffset())));
            } else if (CHOICES.containsKey(key) && !CHOICES.get(key).contains(setting.value())) {
                String choices = String.join(", ", new TreeSet<>(CHOICES.get(key)));
                problems.add(new Problem("invalid-setting", "The setting ‘" + key + "’ must be one of: " + choices,
                        "Rhaid i’r gosodiad ‘" + key + "’ fod yn un o: " + choices,
                        Place.of(source, setting.valueOffset())));
            }
        });
        FrontMatter.Setting subject = head.settings().get("subject");
        if (channel != Channel.SMS && (subject == null || subject.value().isBlank())) {
            problems.add(new Problem("missing-subject",
                    "The template needs a subject: start it with a line of ---, a line with subject: and the subject, and a line of ---",
                    "Mae angen pwnc ar y templed: dechreuwch â llinell o ---, llinell â subject: a’r pwnc, a llinell o ---",
                    subject == null ? new Place(1, 1) : Place.of(source, subject.keyOffset())));
        }
    }

    private static Problem unknown(String key, Set<String> known, Place place) {
        String names = String.join(", ", new TreeSet<>(known));
        return new Problem("unknown-setting", "There is no setting ‘" + key + "’ here; these are known: " + names,
                "Nid oes gosodiad ‘" + key + "’ yma; dyma’r rhai hysbys: " + names, place);
    }

    private static Set<String> known(Channel channel) {
        return switch (channel) {
            case SMS -> Set.of("description", "characters");
            case EMAIL -> Set.of("description", "subject");
            case LETTER -> Set.of("description", "subject", "reference", "contact", "postage");
        };
    }

    /** The placeholders by key, with the place in the file where each first stands: subject before body. */
    private static Map<String, Placeholder> places(String source, FrontMatter head) {
        Map<String, Placeholder> places = new LinkedHashMap<>();
        for (String key : Template.FILLED_SETTINGS) {
            FrontMatter.Setting setting = head.settings().get(key);
            if (setting != null) {
                add(places, setting.value(), setting.valueOffset(), source);
            }
        }
        String body = source.substring(head.bodyOffset());
        add(places, body, head.bodyOffset(), source);
        return places;
    }

    private static void add(Map<String, Placeholder> places, String text, int offset, String source) {
        TemplateText.parse(text).names().forEach((key, name) -> places.putIfAbsent(key,
                new Placeholder(name.name(), Place.of(source, offset + name.offset()))));
    }

    private static String canonical(String source) {
        String unix = source.replace("\r\n", "\n").replace('\r', '\n').replace("\u2028", "\n").replace("\u2029", "\n");
        return unix.startsWith("\ufeff") ? unix.substring(1) : unix;
    }

    private static String hash(String canonical) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
