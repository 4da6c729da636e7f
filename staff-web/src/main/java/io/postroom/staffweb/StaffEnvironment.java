package io.postroom.staffweb;

import io.postroom.telemetry.LogDefaults;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Gives the staff pages their defaults, and no other service in the same JVM. */
final class StaffEnvironment implements EnvironmentPostProcessor {
    private static final Map<String, Object> DEFAULTS = Map.ofEntries(Map.entry("spring.main.banner-mode", "off"),
            Map.entry("spring.jmx.enabled", "false"),
            Map.entry("server.servlet.session.timeout", "${postroom.staff.session.idle:30m}"),
            Map.entry("server.servlet.session.tracking-modes", "cookie"),
            Map.entry("server.servlet.session.cookie.name", "postroom-staff"),
            Map.entry("server.servlet.session.cookie.http-only", "true"),
            Map.entry("server.servlet.session.cookie.same-site", "lax"),
            Map.entry("server.servlet.session.cookie.secure", "${postroom.staff.session.secure-cookies:true}"),
            Map.entry("server.forward-headers-strategy", "framework"),
            Map.entry("spring.web.error.whitelabel.enabled", "false"),
            Map.entry("management.endpoints.web.exposure.include", "health,prometheus"),
            Map.entry("management.endpoint.health.probes.enabled", "true"),
            Map.entry("management.endpoint.health.show-details", "always"),
            Map.entry("management.endpoint.health.group.liveness.include", "livenessState,staffWorkings"),
            Map.entry("management.endpoint.health.group.readiness.include", "readinessState,staffDatabase,startGate"),
            Map.entry("management.health.diskspace.enabled", "false"),
            Map.entry("logging.level.org.apache.kafka", "WARN"), Map.entry("logging.level.io.confluent", "WARN"));

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (application.getAllSources().contains(StaffWebApplication.class)
                || application.getAllSources().contains(MigrationApplication.class)) {
            environment.getPropertySources().addLast(new MapPropertySource("postroomStaffDefaults", DEFAULTS));
            environment.getPropertySources()
                    .addLast(new MapPropertySource("postroomLogDefaults", LogDefaults.properties()));
        }
    }
}
