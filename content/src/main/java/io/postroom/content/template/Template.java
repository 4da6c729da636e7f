package io.postroom.content.template;

import io.postroom.content.Channel;
import io.postroom.content.Checked;
import io.postroom.content.Language;
import io.postroom.content.Place;
import io.postroom.content.markdown.MessageMarkdown;
import io.postroom.content.sms.SmsCharacters;
import io.postroom.content.sms.SmsText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The wording of a message in one channel and one language. Immutable; made by {@link TemplateParser}.
 *
 * <p>{@code ((name))} stands for a value and {@code ((name??text))} for a text that is shown if the value says yes
 * ({@code yes}, {@code y}, {@code true}, {@code t}, {@code 1}, {@code include}, {@code show}). Names are the same
 * whatever their case, spaces, hyphens and underscores. Values are never searched for placeholders, and in e-mails and
 * letters never read as Markdown.
 */
public final class Template {

    /** The settings in which placeholders are filled, in the order in which people read them. */
    static final List<String> FILLED_SETTINGS = List.of("subject", "reference", "contact");

    private final String id;
    private final Channel channel;
    private final Language language;
    private final Map<String, String> settings;
    private final String body;
    private final String contentHash;
    private final Map<String, Placeholder> placeholders;
    private final Map<String, TemplateText> settingTexts;
    private final TemplateText bodyText;

    Template(String id, Channel channel, Language language, Map<String, String> settings, String body,
            String contentHash, Map<String, Placeholder> placeholders) {
        this.id = id;
        this.channel = channel;
        this.language = language;
        this.settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        this.body = body;
        this.contentHash = contentHash;
        this.placeholders = Collections.unmodifiableMap(new LinkedHashMap<>(placeholders));
        this.bodyText = TemplateText.parse(body);
        Map<String, TemplateText> texts = new LinkedHashMap<>();
        FILLED_SETTINGS.stream().filter(settings::containsKey)
                .forEach(key -> texts.put(key, TemplateText.parse(settings.getOrDefault(key, ""))));
        this.settingTexts = Map.copyOf(texts);
    }

    /** The name that rules know it by. */
    public String id() {
        return id;
    }

    public Channel channel() {
        return channel;
    }

    public Language language() {
        return language;
    }

    /** The subject as written, placeholders and all; texts have none. */
    public @Nullable String subject() {
        return settings.get("subject");
    }

    /** The body as written, without blank lines around it. */
    public String body() {
        return body;
    }

    /** SHA-256 of the file with unix line ends, in lower-case hexadecimal: what was approved is what is sent. */
    public String contentHash() {
        return contentHash;
    }

    /** The settings at the head of the file, by name. */
    public Map<String, String> settings() {
        return settings;
    }

    /** The names of the placeholders as first spelt, in the order of the message: subject first. */
    public List<String> placeholders() {
        return placeholders.values().stream().map(Placeholder::name).toList();
    }

    /** The placeholders with the place in the file where each first stands. */
    public List<Placeholder> placeholderPlaces() {
        return List.copyOf(placeholders.values());
    }

    /** The names of placeholders that have no value, in the order of the message. */
    public List<String> missing(Personalisation values) {
        if (values.keys().containsAll(placeholders.keySet())) {
            return List.of();
        }
        return placeholders.entrySet().stream().filter(entry -> values.find(entry.getKey()) == null)
                .map(entry -> entry.getValue().name()).toList();
    }

    /** The names of values that no placeholder asks for, in the order in which they were given. */
    public List<String> unused(Personalisation values) {
        return values.keys().stream().filter(key -> !placeholders.containsKey(key)).map(values::nameOf).toList();
    }

    /**
     * The message for one person.
     *
     * <p>Problems: {@code missing-personalisation} (names every placeholder without a value),
     * {@code message-too-long} (texts over {@value SmsText#MAX_LENGTH} characters), {@code empty-message}.
     */
    public Checked<Message> fill(Personalisation values) {
        List<String> missing = missing(values);
        if (!missing.isEmpty()) {
            return Checked.invalid(TemplateProblems.missing(missing, firstPlace(missing.getFirst())));
        }
        return switch (channel) {
            case SMS -> fillSms(values);
            case EMAIL -> fillMarkdown(values).map(
                    markdown -> new Message.EmailMessage(fillLine("subject", values), markdown));
            case LETTER -> fillMarkdown(values).map(markdown -> new Message.LetterMessage(
                    fillLine("subject", values), markdown, reference(values), contactLines(values)));
        };
    }

    private Checked<Message> fillSms(Personalisation values) {
        String filled = bodyText.fill(values, ValueWriter.plain(language), TemplateText::asWritten);
        SmsText text = SmsText.of(filled, null, characters());
        if (text.isEmpty()) {
            return Checked.invalid(TemplateProblems.empty());
        }
        return text.isTooLong()
                ? Checked.invalid(TemplateProblems.tooLong(text.charactersAboveLimit()))
                : Checked.valid(new Message.SmsMessage(text.text(), text.count()));
    }

    private Checked<String> fillMarkdown(Personalisation values) {
        String markdown = bodyText.fill(values, ValueWriter.markdown(language), TemplateText::asWritten);
        return markdown.isBlank() ? Checked.invalid(TemplateProblems.empty()) : Checked.valid(markdown);
    }

    private SmsCharacters characters() {
        return "any".equals(settings.get("characters")) ? SmsCharacters.ANY : SmsCharacters.WELSH;
    }

    private String fillLine(String setting, Personalisation values) {
        return MessageMarkdown.line(fillSetting(setting, values));
    }

    private @Nullable String reference(Personalisation values) {
        String reference = fillLine("reference", values);
        return reference.isEmpty() ? null : reference;
    }

    private List<String> contactLines(Personalisation values) {
        return fillSetting("contact", values).lines().map(MessageMarkdown::line).filter(line -> !line.isEmpty())
                .toList();
    }

    /** A setting with its values filled in, escaped; empty when the template has no such setting. */
    private String fillSetting(String setting, Personalisation values) {
        TemplateText text = settingTexts.get(setting);
        return text == null ? "" : text.fill(values, ValueWriter.escaped(language), TemplateText::asWritten);
    }

    private @Nullable Place firstPlace(String name) {
        Placeholder placeholder = placeholders.get(NameKey.of(name));
        return placeholder == null ? null : placeholder.place();
    }

    @Override
    public String toString() {
        return "Template[" + id + "." + channel.wireName() + "." + language.tag() + "]";
    }
}
