package io.postroom.worker;

import io.micrometer.core.instrument.MeterRegistry;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.DeliveryTerms;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.SmsRequest;
import io.postroom.telemetry.Traces;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.context.ConfigurableApplicationContext;

/** A worker application around scripted providers. */
final class TestWorker implements AutoCloseable {
    private final ConfigurableApplicationContext context;
    private final Channels channel;

    /** The application class. */
    @WorkerApplication(quietLoggers = "chatty")
    static class Application {}

    /** The channel. */
    static final class Channels implements ChannelWorker<SmsRequest> {
        private final List<ScriptedProvider> providers;
        private volatile ReceiptSink receipts;

        Channels(List<ScriptedProvider> providers) {
            this.providers = providers;
        }

        @Override
        public Channel channel() {
            return Channel.SMS;
        }

        @Override
        public String sender(SmsRequest request) {
            return request.getSender();
        }

        @Override
        public Class<SmsRequest> requestType() {
            return SmsRequest.class;
        }

        @Override
        public NotificationIdentity identity(SmsRequest request) {
            return request.getIdentity();
        }

        @Override
        public DeliveryTerms terms(SmsRequest request) {
            return request.getTerms();
        }

        @Override
        public ChannelParts<SmsRequest> build(ReceiptSink sink) {
            receipts = sink;
            return new ChannelParts<>(new ArrayList<>(providers), List.of());
        }
    }

    private TestWorker(ConfigurableApplicationContext context, Channels channel) {
        this.context = context;
        this.channel = channel;
    }

    static TestWorker start(String bootstrap, String registry, Map<String, String> more,
            ScriptedProvider... providers) {
        return start(bootstrap, registry, more, Traces.off(), providers);
    }

    static TestWorker start(String bootstrap, String registry, Map<String, String> more, Traces traces,
            ScriptedProvider... providers) {
        Channels channel = new Channels(List.of(providers));
        Map<String, Object> properties = new HashMap<>(Map.of("server.port", "0", "postroom.kafka.bootstrap-servers",
                bootstrap, "postroom.schema-registry.url", registry, "postroom.schema-registry.auto-register", "true",
                "postroom.worker.first-delay", "50ms", "postroom.worker.attempt-deadline", "10s",
                "postroom.worker.drain-time", "12s"));
        properties.putAll(more);
        return new TestWorker(new SpringApplicationBuilder(Application.class).properties(properties)
                .initializers(context -> context.getBeanFactory().registerSingleton("channel", channel))
                .initializers(context -> context.getBeanFactory().registerSingleton("ownTraces", traces)).run(),
                channel);
    }

    ReceiptSink receipts() {
        return channel.receipts;
    }

    Health readiness() {
        return context.getBean(WorkerHealth.class).health();
    }

    /** The value of a gauge, or the count of a counter; zero if there is none yet. */
    double meter(String name) {
        return bean(MeterRegistry.class).find(name).meters().stream()
                .mapToDouble(meter -> meter.measure().iterator().next().getValue()).sum();
    }

    double heartbeatAge(String lane) {
        return bean(MeterRegistry.class).get("postroom.heartbeat.age").tag("lane", lane).gauge().value();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}
