package io.postroom.worker;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.postroom.deliveryengine.PreSendCheck;
import io.postroom.telemetry.Traces;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;

/** Makes a worker of an application that declares a {@link ChannelWorker}. */
@AutoConfiguration
@ConditionalOnBean(ChannelWorker.class)
@EnableConfigurationProperties(WorkerSettings.class)
class WorkerAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    CheckedConfiguration checkedConfiguration(List<CheckedSettings> settings, WorkerSettings worker,
            ConfigurableEnvironment environment) {
        return new CheckedConfiguration(settings, worker.worker().attemptDeadline(),
                new UnknownProperties(environment, settings));
    }

    @Bean
    KafkaSetup kafkaSetup(CheckedConfiguration checked, WorkerSettings settings, ChannelWorker<?> worker) {
        return new KafkaSetup(settings, worker.channel());
    }

    @Bean(destroyMethod = "close")
    SchemaRegistryClient schemaRegistryClient(KafkaSetup setup) {
        return setup.registry();
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    Traces traces(CheckedConfiguration checked, WorkerSettings settings, ChannelWorker<?> worker) {
        return Traces.of(settings.tracing(),
                "postroom-" + worker.channel().name().toLowerCase(Locale.ROOT) + "-worker");
    }

    /** A {@link PreSendCheck} bean, if there is one, is asked right before each provider call. */
    @Bean
    WorkerLifecycle workerLifecycle(ChannelWorker<?> worker, KafkaSetup setup, SchemaRegistryClient registry,
            MeterRegistry meters, Traces traces, Clock clock, ObjectProvider<PreSendCheck<Object>> preSendCheck) {
        return WorkerAssembly.assemble(worker, setup, registry, meters, traces, clock,
                preSendCheck.getIfAvailable(() -> delivery -> PreSendCheck.Verdict.PROCEED));
    }

    @Bean
    WorkerHealth workerHealthIndicator(WorkerLifecycle lifecycle) {
        return new WorkerHealth(lifecycle);
    }

    @Bean
    LoopHealth workerLoopsHealthIndicator(WorkerLifecycle lifecycle) {
        return new LoopHealth(lifecycle);
    }
}
