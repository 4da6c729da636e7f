package io.postroom.ingestservice;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.postroom.ingestservice.config.IngestProperties;
import io.postroom.ingestservice.config.IngestSettings;
import io.postroom.ingestservice.config.SettingsChecker;
import io.postroom.ingestservice.lifecycle.IngestParts;
import io.postroom.ingestservice.lifecycle.IngestRuntime;
import io.postroom.ingestservice.meters.IngestMeters;
import io.postroom.ingestservice.waiting.Patience;
import io.postroom.ingestservice.waiting.StoppablePause;
import io.postroom.ingestservice.waiting.Waits;
import io.postroom.rules.RuleBook;
import io.postroom.rules.RuleProblem;
import io.postroom.telemetry.CertificateExpiry;
import io.postroom.telemetry.Traces;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of ingest. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IngestProperties.class)
class IngestConfiguration {
    private static final Logger log = LoggerFactory.getLogger(IngestConfiguration.class);

    @Bean
    IngestSettings ingestSettings(IngestProperties properties) {
        return SettingsChecker.check(properties);
    }

    @Bean
    RuleBook ruleBook(IngestSettings settings) {
        RuleBook rules = RuleBook.load(settings.rulesDirectory());
        for (RuleProblem warning : rules.warnings()) {
            log.atWarn().addKeyValue("problem", warning).log("A rule set deserves a look");
        }
        log.atInfo().addKeyValue("services", rules.services()).log("Loaded the rule sets");
        return rules;
    }

    @Bean
    StoppablePause stoppablePause() {
        return new StoppablePause();
    }

    @Bean
    Waits waits() {
        return new Waits();
    }

    @Bean(destroyMethod = "close")
    SchemaRegistryClient schemaRegistryClient(IngestSettings settings) {
        return IngestParts.registryClient(settings);
    }

    @Bean(destroyMethod = "close")
    Traces traces(IngestProperties properties, IngestSettings checked) {
        return Traces.of(properties.tracing(), "postroom-ingest");
    }

    @Bean
    IngestRuntime ingestRuntime(IngestSettings settings, RuleBook rules, SchemaRegistryClient registry, Waits waits,
            StoppablePause pause, MeterRegistry meters, Traces traces) {
        Clock clock = Clock.systemUTC();
        IngestParts parts = new IngestParts(settings, rules, registry, new Patience(waits, pause, clock),
                new IngestMeters(meters), traces, clock);
        IngestRuntime runtime = new IngestRuntime(parts, waits, pause,
                streams -> new io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics(streams).bindTo(meters));
        CertificateExpiry.measure(settings.kafkaProperties(), meters, clock);
        Gauge.builder("postroom.sources.missing", runtime, current -> current.missingSources().size())
                .description("Source topics that are configured and do not exist").register(meters);
        Gauge.builder("postroom.heartbeat.interval", settings, current -> current.heartbeat().toMillis() / 1e3)
                .baseUnit("seconds").description("How often each lane gets a heartbeat; 0 for never").register(meters);
        Gauge.builder("postroom.waiting", runtime, current -> current.waits().size())
                .description("What ingest waits for at this moment: broker, registry, topics").register(meters);
        Gauge.builder("postroom.running", runtime, current -> current.isRunning() ? 1 : 0)
                .description("1 while events are being processed").register(meters);
        return runtime;
    }

    @Bean
    IngestLifecycle ingestLifecycle(IngestRuntime runtime) {
        return new IngestLifecycle(runtime);
    }

    @Bean
    HealthIndicator ingestHealthIndicator(IngestRuntime runtime) {
        return new IngestHealth(runtime);
    }

    @Bean
    HealthIndicator ingestAliveHealthIndicator(IngestRuntime runtime) {
        return new IngestAlive(runtime);
    }
}
