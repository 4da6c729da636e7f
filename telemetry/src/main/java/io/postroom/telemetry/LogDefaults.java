package io.postroom.telemetry;

import java.util.Map;

/**
 * How a service writes its log unless it is told otherwise: as Spring Boot does, with the key-values that Spring Boot's own
 * pattern leaves out, and which hold what a line is about. The chart asks for JSON instead, by
 * {@code logging.structured.format.console}.
 */
public final class LogDefaults {
    private static final String LINE = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %5p [%15.15t] %-40.40logger{39} : %m %kvp%n%wEx";

    private LogDefaults() {}

    /** Properties of Spring Boot. */
    public static Map<String, Object> properties() {
        return Map.of("logging.pattern.console", LINE, "logging.pattern.file", LINE);
    }
}
