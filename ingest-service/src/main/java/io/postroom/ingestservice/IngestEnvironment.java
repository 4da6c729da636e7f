package io.postroom.ingestservice;

import io.postroom.ingestservice.config.UnknownProperties;
import io.postroom.telemetry.LogDefaults;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Gives ingest its defaults, and no other service in the same JVM. */
final class IngestEnvironment implements EnvironmentPostProcessor {
    private static final Map<String, Object> DEFAULTS = Map.ofEntries(Map.entry("spring.main.banner-mode", "off"),
            Map.entry("spring.jmx.enabled", "false"),
            // Longer than the topology takes to close.
            Map.entry("spring.lifecycle.timeout-per-shutdown-phase", "30s"),
            Map.entry("management.endpoints.web.exposure.include", "health,prometheus"),
            Map.entry("management.endpoint.health.probes.enabled", "true"),
            Map.entry("management.endpoint.health.show-details", "always"),
            Map.entry("management.endpoint.health.group.readiness.include", "readinessState,ingest"),
            Map.entry("management.endpoint.health.group.liveness.include", "livenessState,ingestAlive"),
            Map.entry("management.health.diskspace.enabled", "false"),
            // These log record metadata or configuration at a level that nobody needs every day.
            Map.entry("logging.level.org.apache.kafka", "WARN"),
            Map.entry("logging.level.io.confluent", "WARN"));

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (application.getAllSources().contains(IngestServiceApplication.class)) {
            environment.getPropertySources().addLast(new MapPropertySource("postroomIngestDefaults", DEFAULTS));
            environment.getPropertySources()
                    .addLast(new MapPropertySource("postroomLogDefaults", LogDefaults.properties()));
            UnknownProperties.refuse(environment);
        }
    }
}
