package io.postroom.content.template;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What stands in for a placeholder. */
sealed interface PersonalValue {

    Set<String> YES = Set.of("yes", "y", "true", "t", "1", "include", "show");

    /** One text. */
    record Single(String text) implements PersonalValue {
        @Override
        public String toString() {
            return "•••";
        }
    }

    /** Several texts, none of them empty. */
    record Many(List<String> items) implements PersonalValue {
        public Many {
            items = List.copyOf(items);
        }

        @Override
        public String toString() {
            return "•••";
        }
    }

    /** Whether conditional text is shown for the value: for the usual ways of saying yes, and nothing else. */
    default boolean isYes() {
        return switch (this) {
            case Single(String text) -> YES.contains(text.toLowerCase(Locale.ROOT));
            case Many ignored -> false;
        };
    }
}
