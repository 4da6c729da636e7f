package io.postroom.smsworker;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** message_state (SMPP 3.4, 5.2.28), with the beginning of its name in the text form, which providers spell at will. */
enum MessageState {
    ENROUTE(1, "ENR"), DELIVERED(2, "DELIV"), EXPIRED(3, "EXP"), DELETED(4, "DELET"), UNDELIVERABLE(5, "UND"), ACCEPTED(
            6, "ACC"), UNKNOWN(7, "UNK"), REJECTED(8, "REJ");

    private final int code;
    private final String beginning;

    MessageState(int code, String beginning) {
        this.code = code;
        this.beginning = beginning;
    }

    /** By the value of the message_state parameter; null for one that SMPP 3.4 does not have. */
    static @Nullable MessageState of(int code) {
        for (MessageState state : values()) {
            if (state.code == code) {
                return state;
            }
        }
        return null;
    }

    /** By the text after {@code stat:}; null for one that nobody knows. */
    static @Nullable MessageState of(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        for (MessageState state : values()) {
            if (upper.startsWith(state.beginning)) {
                return state;
            }
        }
        return upper.startsWith("FAIL") ? UNDELIVERABLE : null;
    }
}
