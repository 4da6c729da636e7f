package io.postroom.worker;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Settings as Spring binds them. */
final class TestSettings {
    private TestSettings() {}

    static WorkerSettings of(String bootstrap, String registry) {
        return of(Map.of("postroom.kafka.bootstrap-servers", bootstrap, "postroom.schema-registry.url", registry));
    }

    static WorkerSettings of(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(new HashMap<>(properties)))
                .bindOrCreate("postroom", WorkerSettings.class);
    }
}
