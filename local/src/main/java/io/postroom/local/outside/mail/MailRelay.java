package io.postroom.local.outside.mail;

import io.postroom.local.outside.ledger.AcceptedEmail;
import io.postroom.local.outside.ledger.Ledger;
import io.postroom.local.outside.support.Later;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.subethamail.smtp.server.SMTPServer;
import org.subethamail.smtp.server.Session;

/**
 * Stands in for a mail relay: accepts mail over SMTP on loopback, keeps it, and reports on it (RFC 3461, RFC 3464).
 *
 * <p>A mail is in the ledger before the final dot is answered. Each session is served by a virtual thread.
 */
public final class MailRelay implements AutoCloseable {
    /**
     * How it behaves.
     *
     * @param port where it listens; 0 for a free one
     * @param reportDelay how long after the answer a report follows
     */
    public record Options(int port, Duration reportDelay) {}

    private static final int MAX_MESSAGE_BYTES = 10_000_000;

    private final Options options;
    private final Ledger ledger;
    private final Clock clock;
    private final Later later;
    private final DeliveryReports reports;
    private final SMTPServer server;
    private final Set<String> greeted = ConcurrentHashMap.newKeySet();

    private MailRelay(Options options, Ledger ledger, Clock clock, Later later) {
        this.options = options;
        this.ledger = ledger;
        this.clock = clock;
        this.later = later;
        this.reports = new DeliveryReports(later, clock);
        this.server = SMTPServer.port(options.port()).bindAddress(InetAddress.getLoopbackAddress())
                .hostName("relay.postroom.invalid").softwareName("Postroom mail stand-in")
                .maxMessageSize(MAX_MESSAGE_BYTES).insertReceivedHeaders(false)
                .executorService(Executors.newVirtualThreadPerTaskExecutor())
                .messageHandlerFactory(context -> new MailTransaction((Session) context, this::keep,
                        address -> !greeted.add(address)))
                .build();
    }

    /** Starts listening. */
    public static MailRelay start(Options options, Ledger ledger, Clock clock, Later later) {
        MailRelay relay = new MailRelay(options, ledger, clock, later);
        DsnExtension.install(relay.server);
        relay.server.start();
        return relay;
    }

    /** Where it listens. */
    public int port() {
        return server.getPortAllocated();
    }

    /** Where mail to envelope senders goes: the part of the domain name system in this small world. */
    public void routeReportsTo(InetSocketAddress listener) {
        reports.routeTo(listener);
    }

    @Override
    public void close() {
        server.stop();
    }

    private void keep(Envelope envelope, byte[] source) throws IOException {
        String file = "mail/" + UUID.randomUUID() + ".eml";
        Path path = ledger.file(file);
        Files.createDirectories(path.getParent());
        Files.write(path, source);
        MailMessage message = MailMessage.read(source);
        ledger.append(number -> new AcceptedEmail(number, clock.instant(), message.messageId(),
                envelope.envelopeId(), envelope.sender(),
                envelope.recipients().stream().map(Envelope.Recipient::address).toList(), message.subject(), file));
        for (Envelope.Recipient recipient : envelope.recipients()) {
            later.in(options.reportDelay(), () -> reports.report(envelope, recipient));
        }
    }
}
