package io.postroom.ingestservice.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class UnknownPropertiesTest {
    @Test
    void every_misspelt_property_is_named() {
        assertThatThrownBy(() -> UnknownProperties.refuse(environment(Map.of("postroom.ingest.thread", "2",
                "postroom.rule.directory", "/rules", "postroom.ingest.threads", "2"))))
                .isInstanceOfSatisfying(InvalidConfigurationException.class,
                        refused -> assertThat(refused.problems())
                                .isEqualTo(List.of(
                                        "postroom.ingest.thread is no property of ingest; correct its name, or leave it out.",
                                        "postroom.rule.directory is no property of ingest; correct its name, or leave it out.")));
    }

    @Test
    void what_is_known_and_what_others_read_passes() {
        assertThatCode(() -> UnknownProperties.refuse(environment(Map.of("postroom.ingest.stateDirectory", "/state",
                "postroom.kafka.properties.sasl.jaas.config", "x", "postroom.keys.secret-file", "/secret",
                "postroom.sms.providers[0].name", "one", "postroom.worker.concurrency", "5", "server.port", "0"))))
                .doesNotThrowAnyException();
    }

    private static StandardEnvironment environment(Map<String, Object> properties) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("a file", new HashMap<>(properties)));
        return environment;
    }
}
