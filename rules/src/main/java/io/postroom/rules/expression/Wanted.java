package io.postroom.rules.expression;

import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import java.util.Set;

/** What the mapping of a foreign record needs at a place. What is only known when there is a record is allowed everywhere. */
public enum Wanted {
    /** An id, a name, an address; a number too, since many systems number their cases. */
    TEXT("a text or a whole number"),
    /** One text or several. */
    TEXTS("a list of texts"),
    /** When something happened. */
    MOMENT("a moment, a text such as 2026-11-20T09:30:00Z, or milliseconds since 1970"),
    /** What there is one recipient for each item of. */
    LIST("a list"),
    /** Whether there is somebody. */
    CONDITION("true or false"),
    /** What a message can show. */
    VALUE("a text, number, yes or no, date, moment, money or a list of these");

    private static final Set<CelKind> UNKNOWN = Set.of(CelKind.DYN, CelKind.ANY, CelKind.TYPE_PARAM, CelKind.ERROR);
    private static final Set<CelKind> TEXTS_AND_NUMBERS = Set.of(CelKind.STRING, CelKind.INT);
    private static final Set<CelKind> SHOWN_BY_NO_MESSAGE = Set.of(CelKind.STRUCT, CelKind.MAP, CelKind.BYTES,
            CelKind.DURATION, CelKind.NULL_TYPE, CelKind.TYPE);

    private final String words;

    Wanted(String words) {
        this.words = words;
    }

    boolean allows(CelType type) {
        CelKind kind = type.kind();
        return UNKNOWN.contains(kind) || switch (this) {
            case TEXT -> TEXTS_AND_NUMBERS.contains(kind);
            case TEXTS -> TEXTS_AND_NUMBERS.contains(kind) || isListOf(type, TEXT);
            case MOMENT -> TEXTS_AND_NUMBERS.contains(kind) || kind == CelKind.TIMESTAMP;
            case LIST -> kind == CelKind.LIST;
            case CONDITION -> kind == CelKind.BOOL;
            case VALUE -> !SHOWN_BY_NO_MESSAGE.contains(kind) && (kind != CelKind.LIST || isListOf(type, VALUE));
        };
    }

    private static boolean isListOf(CelType type, Wanted item) {
        return type instanceof ListType list && (!list.hasElemType() || item.allows(list.elemType()));
    }

    /** Says it, as in "a text or a whole number". */
    public String words() {
        return words;
    }
}
