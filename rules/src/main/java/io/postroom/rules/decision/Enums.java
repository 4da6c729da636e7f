package io.postroom.rules.decision;

import io.postroom.content.Channel;
import io.postroom.content.Language;
import io.postroom.schemas.v1.Recipient;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Channels and languages of the contracts as those of the domain. */
final class Enums {

    private Enums() {}

    /** The channel, or null for one that this version does not know. */
    static @Nullable Channel channel(io.postroom.schemas.v1.@Nullable Channel channel) {
        return switch (channel) {
            case SMS -> Channel.SMS;
            case EMAIL -> Channel.EMAIL;
            case LETTER -> Channel.LETTER;
            case UNRECOGNISED -> null;
            case null -> null;
        };
    }

    /** The language that the recipient asked for if the service writes it, else the one that it does write. */
    static Language language(Recipient recipient, Set<Language> ofService) {
        Language asked = recipient.getLanguage() == io.postroom.schemas.v1.Language.CY ? Language.CY : Language.EN;
        if (ofService.contains(asked)) {
            return asked;
        }
        return asked == Language.CY ? Language.EN : Language.CY;
    }

    static boolean hasOptedOut(Recipient recipient, Channel channel) {
        return recipient.getOptOuts().stream().anyMatch(optOut -> channel.equals(channel(optOut)));
    }
}
