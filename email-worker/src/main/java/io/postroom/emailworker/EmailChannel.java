package io.postroom.emailworker;

import io.micrometer.core.instrument.MeterRegistry;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.DeliveryTerms;
import io.postroom.schemas.v1.EmailRequest;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.worker.ChannelParts;
import io.postroom.worker.ChannelWorker;
import io.postroom.worker.Provider;
import io.postroom.worker.ReceiptSink;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.springframework.boot.ssl.SslBundles;

/** The e-mail channel, put together from its settings. */
final class EmailChannel implements ChannelWorker<EmailRequest> {
    private final EmailSettings settings;
    private final KeySettings keys;
    private final SslBundles bundles;
    private final MeterRegistry meters;
    private final Clock clock;

    EmailChannel(EmailSettings settings, KeySettings keys, SslBundles bundles, MeterRegistry meters, Clock clock) {
        this.settings = settings;
        this.keys = keys;
        this.bundles = bundles;
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public Channel channel() {
        return Channel.EMAIL;
    }

    @Override
    public Class<EmailRequest> requestType() {
        return EmailRequest.class;
    }

    @Override
    public NotificationIdentity identity(EmailRequest request) {
        return request.getIdentity();
    }

    @Override
    public DeliveryTerms terms(EmailRequest request) {
        return request.getTerms();
    }

    @Override
    public String sender(EmailRequest request) {
        return request.getFromAddress();
    }

    @Override
    public ChannelParts<EmailRequest> build(ReceiptSink receipts) {
        EmailSettings.Bounces bounces = settings.bounces();
        ReturnAddress returnAddress = new ReturnAddress(bounces.localPart(), bounces.domain(),
                new BounceTokens(keys.key()));
        EmailComposer composer = new EmailComposer(settings.idDomain(), meters);
        List<Provider<EmailRequest>> providers = settings.providers().stream()
                .<Provider<EmailRequest>>map(provider -> new SmtpProvider(provider,
                        new RelayConnections(provider, trust(provider).getSocketFactory()), composer, returnAddress))
                .toList();
        BounceHandler handler = new BounceHandler(returnAddress, providers.stream().map(Provider::name).toList(),
                bounces.maxBytes(), receipts, clock, meters);
        String bundle = bounces.sslBundle();
        return new ChannelParts<>(providers, List.of(new BounceListener(bounces,
                bundle == null ? null : bundles.getBundle(bundle).createSslContext(), handler)));
    }

    private SSLContext trust(SmtpSettings provider) {
        String bundle = provider.sslBundle();
        try {
            return bundle == null ? SSLContext.getDefault() : bundles.getBundle(bundle).createSslContext();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JVM has no TLS.", e);
        }
    }
}
