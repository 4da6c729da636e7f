package io.postroom.content.recipient;

import java.util.Locale;

/**
 * The zones that Royal Mail prices letters by. The crown dependencies and forces post offices count as the United
 * Kingdom.
 */
public enum PostageZone {
    UNITED_KINGDOM, EUROPE, REST_OF_WORLD;

    /** The name in requests and manifests: {@code united-kingdom}, {@code europe} or {@code rest-of-world}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
