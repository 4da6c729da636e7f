package io.postroom.staffweb.pages;

import io.postroom.content.Language;
import io.postroom.schemas.Reasons;
import io.postroom.schemas.v1.StatusReason;
import io.postroom.staffweb.readmodel.StepTable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/**
 * What pages say, in the language of one reader.
 *
 * <p>Immutable.
 */
public final class Words {
    /** Staff read times as the clocks of the United Kingdom show them. */
    public static final ZoneId ZONE = ZoneId.of("Europe/London");

    private final MessageSource source;
    private final Locale locale;

    Words(MessageSource source, Locale locale) {
        this.source = source;
        this.locale = locale;
    }

    /** The language. */
    public Language language() {
        return "cy".equals(locale.getLanguage()) ? Language.CY : Language.EN;
    }

    /** A text of the bundle. */
    public String say(String code, Object... arguments) {
        return source.getMessage(code, arguments, locale);
    }

    /** A reason as a sentence; empty for one that this version does not know, or none. */
    public String reason(@Nullable String name) {
        StatusReason reason = StepTable.reason(name);
        if (reason == null || reason == StatusReason.UNRECOGNISED) {
            return "";
        }
        return language() == Language.CY ? Reasons.welsh(reason) : Reasons.english(reason);
    }

    /** A moment, to the second. */
    public String time(Instant moment) {
        return DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm:ss", language().locale()).format(moment.atZone(ZONE));
    }

    /** A moment that somebody chose, to the minute. */
    public String minute(Instant moment) {
        return DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm", language().locale()).format(moment.atZone(ZONE));
    }

    /** Which part of a service a brake covers: the first that is given, or all of it. */
    public String scope(@Nullable String rule, @Nullable String template, @Nullable UUID batch) {
        if (rule != null) {
            return say("brake.scope.rule", rule);
        }
        if (template != null) {
            return say("brake.scope.template", template);
        }
        return batch == null ? say("brake.all") : say("brake.scope.batch", batch.toString());
    }

    /** A day. */
    public String day(LocalDate day) {
        return DateTimeFormatter.ofPattern("d MMMM yyyy", language().locale()).format(day);
    }

    /** A name of the bundle's own lists, such as a state or a channel: {@code state.SENT}. */
    public String name(String list, String symbol) {
        String name = source.getMessage(list + "." + symbol, null, symbol, locale);
        return name == null ? symbol : name;
    }

    /** What a service or template is called: its id as words. */
    public String title(String id) {
        String words = id.replace('-', ' ');
        return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(locale) + words.substring(1);
    }
}
