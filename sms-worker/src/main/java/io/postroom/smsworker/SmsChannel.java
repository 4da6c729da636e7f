package io.postroom.smsworker;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.DeliveryTerms;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.SmsRequest;
import io.postroom.worker.ChannelParts;
import io.postroom.worker.ChannelWorker;
import io.postroom.worker.Provider;
import io.postroom.worker.ReceiptSink;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundles;

/** The text channel, put together from its settings. */
final class SmsChannel implements ChannelWorker<SmsRequest> {
    private final SmsSettings settings;
    private final SslBundles bundles;
    private final MeterRegistry meters;
    private final Clock clock;

    SmsChannel(SmsSettings settings, SslBundles bundles, MeterRegistry meters, Clock clock) {
        this.settings = settings;
        this.bundles = bundles;
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public Channel channel() {
        return Channel.SMS;
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
    public String sender(SmsRequest request) {
        return request.getSender();
    }

    @Override
    public ChannelParts<SmsRequest> build(ReceiptSink receipts) {
        List<Provider<SmsRequest>> providers = settings.providers().stream()
                .<Provider<SmsRequest>>map(provider -> provider(provider, receipts)).toList();
        return new ChannelParts<>(providers, List.of());
    }

    private SmppProvider provider(SmppSettings provider, ReceiptSink receipts) {
        SmppConnections connections = new SmppConnections(tls(provider), provider.connectTimeout());
        List<SmppLink> links = Stream
                .generate(() -> new SmppLink(provider, connections,
                        new ReceiptListener(provider, receipts, clock, meters, SmppLink.RECEIPTS_AT_A_TIME),
                        () -> ThreadLocalRandom.current().nextLong()))
                .limit(provider.sessions()).toList();
        Gauge.builder("postroom.sms.sessions", links, all -> all.stream().filter(one -> one.bound() != null).count())
                .tag("provider", provider.name()).description("Bound SMPP sessions.").strongReference(true)
                .register(meters);
        return new SmppProvider(provider, links, new Submission(clock, provider.longestValidity()));
    }

    private @Nullable SSLContext tls(SmppSettings provider) {
        if (!provider.secured()) {
            return null;
        }
        String bundle = provider.sslBundle();
        try {
            return bundle == null ? SSLContext.getDefault() : bundles.getBundle(bundle).createSslContext();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JVM has no TLS.", e);
        }
    }
}
