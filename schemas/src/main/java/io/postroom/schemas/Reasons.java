package io.postroom.schemas;

import io.postroom.schemas.v1.StatusReason;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;

/**
 * What each {@link StatusReason} means in plain English and Welsh, and whether it makes sense to try again.
 *
 * <p>Immutable; safe for use by any thread.
 */
public final class Reasons {
    private static final Map<StatusReason, String> ENGLISH = read("en");
    private static final Map<StatusReason, String> WELSH = read("cy");

    /** What can succeed later: something can be mended, released or found out first. */
    private static final Set<StatusReason> TRY_AGAIN = EnumSet.of(StatusReason.CONDITION_ERROR,
            StatusReason.NO_RECIPIENT, StatusReason.NO_ADDRESS, StatusReason.INVALID_ADDRESS,
            StatusReason.RECIPIENT_SUPPRESSED, StatusReason.MISSING_VALUE, StatusReason.NO_TEMPLATE,
            StatusReason.CONTENT_INVALID, StatusReason.BLAST_LIMIT, StatusReason.STOPPED,
            StatusReason.RECIPIENT_UNREACHABLE, StatusReason.RECIPIENT_REFUSED, StatusReason.RETRIES_SPENT,
            StatusReason.PROVIDER_FAILED, StatusReason.NO_RECEIPT, StatusReason.OUTCOME_UNKNOWN);

    private Reasons() {}

    /** The reason as one English sentence. */
    public static String english(StatusReason reason) {
        return Objects.requireNonNull(ENGLISH.get(reason));
    }

    /** The reason as one Welsh sentence. */
    public static String welsh(StatusReason reason) {
        return Objects.requireNonNull(WELSH.get(reason));
    }

    /** Whether the same message may be tried again, perhaps after something was mended. */
    public static boolean mayBeTriedAgain(StatusReason reason) {
        return TRY_AGAIN.contains(reason);
    }

    private static Map<StatusReason, String> read(String language) {
        String name = "reasons_" + language + ".properties";
        Properties properties = new Properties();
        try (InputStream in = Reasons.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The resource " + name + " is missing from the schemas jar.");
            }
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("The resource " + name + " of the schemas jar cannot be read.", e);
        }
        Map<StatusReason, String> texts = new EnumMap<>(StatusReason.class);
        for (StatusReason reason : StatusReason.values()) {
            String text = properties.getProperty(reason.name());
            if (text == null) {
                throw new IllegalStateException("The resource " + name + " has no sentence for " + reason + ".");
            }
            texts.put(reason, text);
        }
        return texts;
    }
}
