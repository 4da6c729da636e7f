package io.postroom.letterworker;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a response file, {@code <id>.<state>.json}.
 *
 * @param id    the notification
 * @param state what happened to its letter
 */
record ResponseName(UUID id, State state) {

    /** What can happen to a letter, in its order. */
    enum State {
        ACCEPTED, PRINTED, DESPATCHED, REJECTED, RETURNED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Pattern NAME = Pattern.compile(
            "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\.(accepted|printed|despatched|rejected|returned)\\.json");

    /** The name, if it is one: other files in the folder, such as those still being written, are nobody's business. */
    static Optional<ResponseName> parse(String fileName) {
        Matcher matcher = NAME.matcher(fileName);
        return matcher.matches()
                ? Optional.of(new ResponseName(UUID.fromString(matcher.group(1)),
                        State.valueOf(matcher.group(2).toUpperCase(Locale.ROOT))))
                : Optional.empty();
    }

    String fileName() {
        return id + "." + state.word() + ".json";
    }
}
