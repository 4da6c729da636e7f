package io.postroom.emailworker;

import io.postroom.worker.WorkerPart;
import java.net.InetAddress;
import java.net.UnknownHostException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.subethamail.smtp.server.SMTPServer;

/** The SMTP listener for delivery reports. */
final class BounceListener implements WorkerPart {
    private static final Logger log = LoggerFactory.getLogger(BounceListener.class);
    private static final int MOST_RECIPIENTS = 10;

    private final EmailSettings.Bounces settings;
    private final @Nullable SSLContext tls;
    private final BounceHandler handler;
    private volatile @Nullable SMTPServer server;

    BounceListener(EmailSettings.Bounces settings, @Nullable SSLContext tls, BounceHandler handler) {
        this.settings = settings;
        this.tls = tls;
        this.handler = handler;
    }

    @Override
    public String name() {
        return "the bounce listener at port " + settings.port();
    }

    @Override
    public void start() throws UnknownHostException {
        SMTPServer.Builder builder = SMTPServer.port(settings.port())
                .bindAddress(InetAddress.getByName(settings.host())).hostName(settings.domain())
                .softwareName("Postroom").messageHandlerFactory(handler).maxConnections(settings.maxConnections())
                .maxRecipients(MOST_RECIPIENTS).maxMessageSize(settings.maxBytes());
        if (tls != null) {
            builder = builder.enableTLS().startTlsSocketFactory(tls);
        }
        SMTPServer started = builder.build();
        started.start();
        server = started;
        log.atInfo().addKeyValue("port", started.getPortAllocated()).log("Listening for delivery reports.");
    }

    /** The port listened at. */
    int port() {
        SMTPServer running = server;
        if (running == null) {
            throw new IllegalStateException("The bounce listener has not been started.");
        }
        return running.getPortAllocated();
    }

    @Override
    public void stop() {
        SMTPServer running = server;
        server = null;
        if (running != null) {
            running.stop();
        }
    }
}
