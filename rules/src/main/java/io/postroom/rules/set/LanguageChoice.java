package io.postroom.rules.set;

import io.postroom.content.Language;
import java.util.List;
import java.util.Set;

/** The language that a rule writes in. */
public enum LanguageChoice {
    /** The one that the recipient asked for, where the service writes it, else English. */
    RECIPIENT,
    /** English, whoever it is for. */
    EN,
    /** Welsh, whoever it is for. */
    CY,
    /** Welsh, then English, in one letter. */
    BOTH;

    /** The languages in which the template must be written. */
    public List<Language> needed(Set<Language> languagesOfService) {
        return switch (this) {
            case RECIPIENT -> languagesOfService.stream().sorted().toList();
            case EN -> List.of(Language.EN);
            case CY -> List.of(Language.CY);
            case BOTH -> List.of(Language.EN, Language.CY);
        };
    }
}
