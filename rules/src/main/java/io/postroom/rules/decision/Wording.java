package io.postroom.rules.decision;

import io.postroom.content.Channel;
import io.postroom.content.Checked;
import io.postroom.content.Language;
import io.postroom.content.Problem;
import io.postroom.content.letter.Postage;
import io.postroom.content.template.Message;
import io.postroom.content.template.Personalisation;
import io.postroom.content.template.Template;
import io.postroom.rules.set.TemplateSet;
import io.postroom.schemas.v1.StatusReason;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Fills templates in, and joins the two languages of a letter. Immutable. */
final class Wording {
    private final TemplateSet templates;

    Wording(TemplateSet templates) {
        this.templates = templates;
    }

    /** What one language of a message is made of. */
    record Part(Language language, Personalisation values, List<ValueFiller.Fault> faults) {}

    /** What comes of it. */
    sealed interface Outcome {
        /** The words, with the content hash of the template that they come from. */
        record Written(Message message, String hash, @Nullable Postage postage) implements Outcome {}

        /** No message, and why. */
        record Unwritten(StatusReason reason, String detail) implements Outcome {}
    }

    Outcome write(String templateId, Channel channel, List<Part> parts) {
        List<Outcome.Written> written = new ArrayList<>();
        for (Part part : parts) {
            Template template = templates.find(templateId, channel, part.language());
            if (template == null) {
                return new Outcome.Unwritten(StatusReason.NO_TEMPLATE,
                        templateId + "." + channel.wireName() + "." + part.language().tag());
            }
            switch (fill(template, part)) {
                case Outcome.Written one -> written.add(one);
                case Outcome.Unwritten none -> {
                    return none;
                }
            }
        }
        return written.size() == 1 ? written.getFirst() : BilingualLetter.join(written.getFirst(), written.getLast());
    }

    private static Outcome fill(Template template, Part part) {
        List<String> missing = template.missing(part.values());
        if (!missing.isEmpty()) {
            return missing(missing, part.faults());
        }
        return switch (template.fill(part.values())) {
            case Checked.Valid<Message>(Message message) ->
                new Outcome.Written(message, template.contentHash(), postage(template));
            case Checked.Invalid<Message>(List<Problem> problems) ->
                new Outcome.Unwritten(StatusReason.CONTENT_INVALID, problems.getFirst().code());
        };
    }

    private static Outcome missing(List<String> names, List<ValueFiller.Fault> faults) {
        boolean onlyMissing = faults.stream().allMatch(ValueFiller.Fault::missing);
        String placeholders = names.stream().map(name -> "((" + name + "))")
                .collect(Collectors.joining(", ", "no value for ", ""));
        String why = faults.stream().map(fault -> fault.name() + ": " + fault.why())
                .collect(Collectors.joining("; "));
        return new Outcome.Unwritten(onlyMissing ? StatusReason.MISSING_VALUE : StatusReason.CONDITION_ERROR,
                why.isEmpty() ? placeholders : placeholders + " (" + why + ")");
    }

    private static @Nullable Postage postage(Template template) {
        if (template.channel() != Channel.LETTER) {
            return null;
        }
        String word = template.settings().get("postage");
        return word == null ? Postage.SECOND : Postage.ofWireName(word).orElse(Postage.SECOND);
    }
}
