package io.postroom.rules.set;

import io.postroom.content.Channel;
import io.postroom.content.Language;
import io.postroom.content.template.Template;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The templates of a service. Immutable. */
public final class TemplateSet {
    /** The order in which channels are tried: the cheapest first, among those by which people read at once. */
    private static final List<Channel> ORDER = List.of(Channel.EMAIL, Channel.SMS, Channel.LETTER);

    private final Map<Variant, Template> templates;

    /** A template's id with channel and language. */
    private record Variant(String id, Channel channel, Language language) {}

    TemplateSet(Collection<Template> templates) {
        Map<Variant, Template> byVariant = new LinkedHashMap<>();
        for (Template template : templates) {
            byVariant.put(new Variant(template.id(), template.channel(), template.language()), template);
        }
        this.templates = Map.copyOf(byVariant);
    }

    /** The template in a channel and language, or null. */
    public @Nullable Template find(String id, Channel channel, Language language) {
        return templates.get(new Variant(id, channel, language));
    }

    /** The channels that a template is written for, in the order in which they are tried. */
    public List<Channel> channelsOf(String id) {
        return ORDER.stream().filter(channel -> Stream.of(Language.values())
                .anyMatch(language -> find(id, channel, language) != null)).toList();
    }

    /** The ids of all templates. */
    public List<String> ids() {
        return templates.keySet().stream().map(Variant::id).distinct().sorted().toList();
    }

    /** Every variant of every template. */
    public Collection<Template> all() {
        return templates.values();
    }
}
