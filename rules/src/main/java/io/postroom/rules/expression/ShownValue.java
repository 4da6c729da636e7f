package io.postroom.rules.expression;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * What may be shown of a value that a condition has looked at. A number, a date or a text of an event may be a person's: what is
 * printed ends in logs of builds and in tickets, so only what tells nobody from another is shown, and of the rest what it is.
 */
final class ShownValue {
    /** What a rule's author wrote, or knows, anyway. */
    private static final Set<String> ABOUT_THE_EVENT = Set.of("event.type", "event.source");

    /** A number of this size is a count, an age or a sum; those of people and cases are longer. */
    private static final BigDecimal LARGE = BigDecimal.valueOf(10_000);

    private ShownValue() {}

    /**
     * In words, or empty for what says nothing.
     *
     * @param value empty when there is none
     */
    static Optional<String> of(String path, Optional<Object> value) {
        if (value.isEmpty()) {
            return Optional.of("missing");
        }
        return switch (value.get()) {
            case Boolean yes -> Optional.of(yes.toString());
            case Long number -> number(BigDecimal.valueOf(number));
            case BigDecimal number -> number(number);
            case String text when ABOUT_THE_EVENT.contains(path) -> Optional.of("'" + text + "'");
            case String text when text.isBlank() -> Optional.of("an empty text");
            case String text -> Optional.of("a text of " + text.codePointCount(0, text.length()) + " characters");
            case Collection<?> items -> Optional.of("a list of " + items.size());
            default -> Optional.empty();
        };
    }

    private static Optional<String> number(BigDecimal number) {
        return Optional.of(number.abs().compareTo(LARGE) < 0 ? number.toPlainString() : "a number from 10,000");
    }
}
