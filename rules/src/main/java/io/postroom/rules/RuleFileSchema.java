package io.postroom.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The JSON Schema of rule files, with which editors complete and check them. */
public final class RuleFileSchema {
    private static final String RESOURCE = "rules.schema.json";

    private RuleFileSchema() {}

    /** The schema, as JSON. */
    public static String text() {
        try (InputStream in = Objects.requireNonNull(RuleFileSchema.class.getResourceAsStream(RESOURCE))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The resource " + RESOURCE + " cannot be read.", e);
        }
    }
}
