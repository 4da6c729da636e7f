package io.postroom.rules.testing;

import io.postroom.content.Channel;
import io.postroom.content.Language;
import io.postroom.rules.yaml.Entry;
import io.postroom.rules.yaml.Section;
import io.postroom.schemas.v1.StatusReason;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a test expects: a message, or that there is none for a reason. What is null or empty does not matter.
 *
 * @param rule the rule
 * @param role the recipient's role
 * @param channel the channel
 * @param to the address, as people write it
 * @param language the language
 * @param template the template
 * @param text the whole text of a text
 * @param subject the whole subject of an e-mail or a letter
 * @param contains what the message says somewhere
 * @param lacks what it says nowhere
 * @param at when it goes out
 * @param because why there is none; null when a message is expected
 */
record Expectation(@Nullable String rule, @Nullable String role, @Nullable Channel channel, @Nullable String to,
        @Nullable Language language, @Nullable String template, @Nullable String text, @Nullable String subject,
        List<String> contains, List<String> lacks, @Nullable Instant at, @Nullable StatusReason because) {
    static final Map<String, Channel> CHANNELS = Map.of("sms", Channel.SMS, "email", Channel.EMAIL, "letter",
            Channel.LETTER);
    private static final Map<String, Language> LANGUAGES = Map.of("en", Language.EN, "cy", Language.CY);

    static @Nullable Expectation read(Section section) {
        section.allow(List.of("rule", "role", "channel", "to", "language", "template", "text", "subject", "contains",
                "lacks", "at", "because"));
        Entry channel = section.entry("channel");
        Entry language = section.entry("language");
        Entry because = section.entry("because");
        StatusReason reason = because == null ? null : because.word(reasons());
        if (because != null && reason == null) {
            return null;
        }
        return new Expectation(text(section, "rule"), text(section, "role"),
                channel == null ? null : channel.word(CHANNELS), address(section),
                language == null ? null : language.word(LANGUAGES), text(section, "template"), text(section, "text"),
                text(section, "subject"), texts(section, "contains"), texts(section, "lacks"),
                moment(section.entry("at")), reason);
    }

    static @Nullable Expectation ofReason(Entry because) {
        StatusReason reason = because.word(reasons());
        return reason == null
                ? null
                : new Expectation(null, null, null, null, null, null, null, null, List.of(), List.of(), null, reason);
    }

    /** Reasons as tests write them: {@code condition-false}. */
    static Map<String, StatusReason> reasons() {
        Map<String, StatusReason> reasons = new TreeMap<>();
        for (StatusReason reason : StatusReason.values()) {
            if (reason != StatusReason.UNRECOGNISED) {
                reasons.put(word(reason), reason);
            }
        }
        return reasons;
    }

    static String word(StatusReason reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A moment with its offset. */
    static @Nullable Instant moment(@Nullable Entry entry) {
        String text = entry == null ? null : entry.text();
        if (entry == null || text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return entry.wrong("must be a moment such as 2026-11-20T09:30:00Z");
        }
    }

    private static @Nullable String text(Section section, String name) {
        Entry entry = section.entry(name);
        return entry == null ? null : entry.text();
    }

    private static List<String> texts(Section section, String name) {
        Entry entry = section.entry(name);
        return entry == null ? List.of() : entry.texts();
    }

    /** The lines of a postal address may be a list. */
    private static @Nullable String address(Section section) {
        List<String> lines = texts(section, "to");
        return lines.isEmpty() ? null : String.join("\n", lines);
    }
}
