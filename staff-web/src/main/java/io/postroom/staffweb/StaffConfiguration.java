package io.postroom.staffweb;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.postroom.rules.identity.KeyHasher;
import io.postroom.staffweb.config.SettingsChecker;
import io.postroom.staffweb.config.StaffProperties;
import io.postroom.staffweb.config.StaffSettings;
import io.postroom.staffweb.readmodel.BlindIndex;
import io.postroom.staffweb.readmodel.Redaction;
import io.postroom.telemetry.CertificateExpiry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.springframework.beans.factory.config.CustomEditorConfigurer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;

/** What everything else is made of. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StaffProperties.class)
@EnableScheduling
class StaffConfiguration {
    private static final Duration REDACTION_INTERVAL = Duration.ofMinutes(10);

    /** Spring's own editor of paths looks for relative ones among the resources of the web application first. */
    @Bean
    static CustomEditorConfigurer plainPaths() {
        CustomEditorConfigurer editors = new CustomEditorConfigurer();
        editors.setCustomEditors(Map.of(Path.class, PlainPathEditor.class));
        return editors;
    }

    @Bean
    StaffSettings staffSettings(StaffProperties properties, ConfigurableEnvironment environment) {
        return SettingsChecker.check(properties, environment);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    BlindIndex blindIndex(StaffSettings settings) {
        return new BlindIndex(new KeyHasher(settings.keySecret().getBytes(StandardCharsets.UTF_8)));
    }

    @Bean
    MeterBinder certificateExpiry(StaffSettings settings, Clock clock) {
        return meters -> CertificateExpiry.measure(settings.kafkaProperties(), meters, clock);
    }

    @Bean
    SchedulingConfigurer redactionSchedule(Redaction redaction) {
        return tasks -> tasks.addFixedDelayTask(redaction::run, REDACTION_INTERVAL);
    }
}
