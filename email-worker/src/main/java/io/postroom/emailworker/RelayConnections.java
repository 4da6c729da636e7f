package io.postroom.emailworker;

import jakarta.mail.MessagingException;
import jakarta.mail.NoSuchProviderException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/** The connections to one relay: used again while they are young, never more than configured. Safe for any thread. */
final class RelayConnections {
    private final SmtpSettings settings;
    private final Session session;
    private final Semaphore room;
    private final Deque<Idle> idle = new ArrayDeque<>();

    RelayConnections(SmtpSettings settings, SSLSocketFactory sockets) {
        this.settings = settings;
        this.session = Session.getInstance(properties(settings, sockets));
        this.room = new Semaphore(settings.connections());
    }

    private record Idle(SMTPTransport transport, long since) {}

    Session session() {
        return session;
    }

    /**
     * A connection, authenticated. To be given back by {@link #giveBack} or {@link #discard}.
     *
     * @throws MessagingException if the relay cannot be reached or refuses the account
     */
    SMTPTransport take() throws MessagingException, InterruptedException {
        room.acquire();
        try {
            SMTPTransport used = youngest();
            return used != null ? used : connect();
        } catch (MessagingException | RuntimeException e) {
            room.release();
            throw e;
        }
    }

    void giveBack(SMTPTransport transport) {
        synchronized (idle) {
            idle.push(new Idle(transport, System.nanoTime()));
        }
        room.release();
    }

    void discard(SMTPTransport transport) {
        close(transport);
        room.release();
    }

    /** Closes what nobody uses. */
    void close() {
        List<Idle> all;
        synchronized (idle) {
            all = new ArrayList<>(idle);
            idle.clear();
        }
        all.forEach(one -> close(one.transport()));
    }

    private @Nullable SMTPTransport youngest() {
        while (true) {
            Idle candidate;
            synchronized (idle) {
                candidate = idle.poll();
            }
            if (candidate == null) {
                return null;
            }
            long unused = System.nanoTime() - candidate.since();
            // Asks the relay (NOOP) only when it has been silent long enough to have hung up.
            if (unused < settings.idle().toNanos()
                    && (unused < 1_000_000_000L || candidate.transport().isConnected())) {
                return candidate.transport();
            }
            close(candidate.transport());
        }
    }

    private SMTPTransport connect() throws MessagingException {
        SMTPTransport transport = (SMTPTransport) transport();
        try {
            boolean anonymous = settings.username().isEmpty();
            transport.connect(settings.host(), settings.port(), anonymous ? null : settings.username(),
                    anonymous ? null : settings.secret());
            return transport;
        } catch (MessagingException | RuntimeException e) {
            close(transport);
            throw e;
        }
    }

    private Transport transport() throws NoSuchProviderException {
        return session.getTransport("smtp");
    }

    private static void close(Transport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            // It is of no use any more either way.
        }
    }

    private static Properties properties(SmtpSettings settings, SSLSocketFactory sockets) {
        Properties properties = new Properties();
        properties.put("mail.smtp.auth", String.valueOf(!settings.username().isEmpty()));
        properties.put("mail.smtp.connectiontimeout", String.valueOf(settings.connectTimeout().toMillis()));
        properties.put("mail.smtp.timeout", String.valueOf(settings.readTimeout().toMillis()));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
        properties.put("mail.smtp.ssl.socketFactory", sockets);
        properties.put("mail.smtp.ssl.socketFactory.fallback", "false");
        properties.put("mail.smtp.quitwait", "false");
        switch (settings.tls()) {
            case STARTTLS -> {
                properties.put("mail.smtp.starttls.enable", "true");
                properties.put("mail.smtp.starttls.required", "true");
            }
            case IMPLICIT -> properties.put("mail.smtp.ssl.enable", "true");
            case NONE -> properties.put("mail.smtp.starttls.enable", "false");
        }
        if (settings.helloName() != null) {
            properties.put("mail.smtp.localhost", settings.helloName());
        }
        return properties;
    }
}
