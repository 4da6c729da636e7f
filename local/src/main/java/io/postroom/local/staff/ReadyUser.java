package io.postroom.local.staff;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One of the four people who can sign in here without a password, each in one role of every service. */
enum ReadyUser {
    VIEWER("Vera Viewer"), SENDER("Sam Sender"), APPROVER("Anwen Approver"), ADMINISTRATOR("Ade Administrator");

    private final String fullName;

    ReadyUser(String fullName) {
        this.fullName = fullName;
    }

    String subject() {
        return name().toLowerCase(Locale.ROOT);
    }

    String fullName() {
        return fullName;
    }

    List<String> roles() {
        return List.of("*:" + subject());
    }

    static @Nullable ReadyUser of(@Nullable String subject) {
        return Stream.of(values()).filter(user -> user.subject().equals(subject)).findFirst().orElse(null);
    }
}
