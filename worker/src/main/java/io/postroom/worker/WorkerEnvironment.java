package io.postroom.worker;

import io.postroom.telemetry.LogDefaults;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;

/** Gives worker applications, and no others in the same JVM, their defaults; pins what must not be configured away. */
final class WorkerEnvironment implements EnvironmentPostProcessor {
    private static final String LEVEL = "logging.level.";
    private static final String QUIET = "ERROR";

    private static final Map<String, Object> DEFAULTS = Map.ofEntries(Map.entry("spring.main.banner-mode", "off"),
            Map.entry("spring.jmx.enabled", "false"), Map.entry("spring.threads.virtual.enabled", "true"),
            Map.entry("management.endpoints.web.exposure.include", "health,prometheus"),
            Map.entry("management.endpoint.health.probes.enabled", "true"),
            Map.entry("management.endpoint.health.show-details", "always"),
            Map.entry("management.endpoint.health.group.readiness.include", "readinessState,worker"),
            Map.entry("management.endpoint.health.group.liveness.include", "livenessState,workerLoops"),
            // The disk is nothing that a worker depends on.
            Map.entry("management.health.diskspace.enabled", "false"),
            // Reads spring.mail.*, which nothing here uses.
            Map.entry("management.health.mail.enabled", "false"));

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        for (Object source : application.getAllSources()) {
            if (source instanceof Class<?> type) {
                WorkerApplication worker = AnnotationUtils.findAnnotation(type, WorkerApplication.class);
                if (worker != null) {
                    MutablePropertySources sources = environment.getPropertySources();
                    sources.addLast(new MapPropertySource("postroomDefaults", DEFAULTS));
                    sources.addLast(new MapPropertySource("postroomLogDefaults", LogDefaults.properties()));
                    sources.addFirst(new MapPropertySource("postroomPinned", pinned(worker, sources)));
                }
            }
        }
    }

    /** Every quiet logger, and every logger below one that anybody has given a level of its own. */
    private static Map<String, Object> pinned(WorkerApplication worker, MutablePropertySources sources) {
        Map<String, Object> pinned = new HashMap<>();
        for (String logger : worker.quietLoggers()) {
            String key = LEVEL + logger;
            pinned.put(key, QUIET);
            for (PropertySource<?> source : sources) {
                if (source instanceof EnumerablePropertySource<?> named) {
                    for (String name : named.getPropertyNames()) {
                        if (name.startsWith(key + ".")) {
                            pinned.put(name, QUIET);
                        } else if (dotted(name).startsWith(key.toLowerCase(Locale.ROOT) + ".")) {
                            pinned.put(dotted(name), QUIET);
                        }
                    }
                }
            }
        }
        return pinned;
    }

    /** The property that an environment variable stands for. */
    private static String dotted(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '.');
    }
}
