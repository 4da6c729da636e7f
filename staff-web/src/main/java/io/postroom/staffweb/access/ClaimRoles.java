package io.postroom.staffweb.access;

import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads roles from a claim: a list of {@code service:role}, or one text of these with spaces between. What is not
 * understood gives no role.
 */
public final class ClaimRoles {
    private ClaimRoles() {}

    /** The roles by service. */
    public static Map<String, Set<Role>> of(@Nullable Object claim) {
        Map<String, Set<Role>> roles = new HashMap<>();
        entries(claim).forEach(entry -> {
            int colon = entry.lastIndexOf(':');
            if (colon > 0) {
                role(entry.substring(colon + 1)).ifPresent(role -> roles
                        .computeIfAbsent(entry.substring(0, colon), service -> EnumSet.noneOf(Role.class)).add(role));
            }
        });
        return roles;
    }

    private static Stream<String> entries(@Nullable Object claim) {
        return switch (claim) {
            case Collection<?> list -> list.stream().filter(String.class::isInstance).map(String.class::cast);
            case String text -> Stream.of(text.split("\\s+"));
            case null, default -> Stream.of();
        };
    }

    private static Optional<Role> role(String word) {
        return Stream.of(Role.values()).filter(role -> role.name().toLowerCase(Locale.ROOT).equals(word)).findFirst();
    }
}
