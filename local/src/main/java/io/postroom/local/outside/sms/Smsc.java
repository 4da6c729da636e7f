package io.postroom.local.outside.sms;

import io.postroom.local.outside.ledger.AcceptedText;
import io.postroom.local.outside.ledger.Ledger;
import io.postroom.local.outside.support.Later;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jsmpp.DefaultPDUReader;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.SynchronizedPDUSender;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.InterfaceVersion;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.extra.SessionState;
import org.jsmpp.session.BindRequest;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.session.connection.socket.SocketConnection;
import org.jsmpp.util.MessageId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands in for a network's short message service centre: SMPP 3.4 over loopback, with delivery receipts.
 *
 * <p>A text is in the ledger before its last part is answered. Every session has its own threads; receipts go to any
 * session of the same system id that may receive, and wait while there is none.
 */
public final class Smsc implements AutoCloseable {
    /**
     * How it behaves.
     *
     * @param port where it listens; 0 for a free one
     * @param systemId who may bind
     * @param password with which password
     * @param receiptDelay how long after the answer the receipt follows
     */
    public record Options(int port, String systemId, String password, Duration receiptDelay) {}

    private static final Logger log = LoggerFactory.getLogger(Smsc.class);
    private static final Duration SLOW = Duration.ofSeconds(5);
    private static final long BIND_PATIENCE_MILLIS = 10_000;
    // jSMPP answers on these; slow and silent outcomes hold one each.
    private static final int ANSWERING_THREADS = 32;
    private static final int WAITING_REQUESTS = 1_000;

    private final Options options;
    private final Ledger ledger;
    private final Clock clock;
    private final Later later;
    private final ServerSocket server;
    private final Assembly assembly = new Assembly();
    private final Receipts receipts;
    private final AtomicLong nextMessageId;
    private final Map<String, AtomicInteger> refusals = new ConcurrentHashMap<>();
    private final Set<SMPPServerSession> sessions = ConcurrentHashMap.newKeySet();
    private final Set<String> unanswered = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private Smsc(Options options, Ledger ledger, Clock clock, Later later) throws IOException {
        this.options = options;
        this.ledger = ledger;
        this.clock = clock;
        this.later = later;
        this.receipts = new Receipts(sessions, later, clock);
        // Ids go on after a restart without being stored: a thousand texts a millisecond is beyond this stand-in.
        this.nextMessageId = new AtomicLong(clock.millis() * 1_000);
        this.server = new ServerSocket(options.port(), 200, InetAddress.getLoopbackAddress());
    }

    /** Starts listening. */
    public static Smsc start(Options options, Ledger ledger, Clock clock, Later later) {
        try {
            Smsc smsc = new Smsc(options, ledger, clock, later);
            Thread.ofVirtual().name("smsc-accept").start(smsc::acceptConnections);
            return smsc;
        } catch (IOException e) {
            throw new UncheckedIOException("The SMSC stand-in cannot listen on port " + options.port() + ".", e);
        }
    }

    /** Where it listens. */
    public int port() {
        return server.getLocalPort();
    }

    /** How many sessions are bound. */
    public int sessions() {
        return sessions.size();
    }

    /** Breaks every connection, as a network fault does; clients may bind again at once. */
    public void breakConnections() {
        sessions.forEach(SMPPServerSession::close);
    }

    @Override
    public void close() {
        closed = true;
        try {
            server.close();
        } catch (IOException e) {
            log.atDebug().addKeyValue("error", e.getClass().getName()).log("The SMSC's socket was closed already.");
        }
        breakConnections();
    }

    private void acceptConnections() {
        while (!closed) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                Thread.ofVirtual().name("smsc-bind").start(() -> serve(socket));
            } catch (IOException e) {
                if (!closed) {
                    log.atWarn().addKeyValue("error", e.getClass().getName()).log("A connection was not accepted.");
                }
            }
        }
    }

    private void serve(Socket socket) {
        try {
            SMPPServerSession session = new SMPPServerSession(new SocketConnection(socket), null,
                    new SubmitOnly(this::submit), null, ANSWERING_THREADS, WAITING_REQUESTS,
                    new SynchronizedPDUSender(new ForgetfulSender(unanswered)), new DefaultPDUReader());
            session.addSessionStateListener((now, before, source) -> {
                if (now == SessionState.CLOSED || now == SessionState.UNBOUND) {
                    sessions.remove(session);
                }
            });
            BindRequest bind = session.waitForBind(BIND_PATIENCE_MILLIS);
            if (!bind.getSystemId().equals(options.systemId())) {
                bind.reject(SMPPConstant.STAT_ESME_RINVSYSID);
            } else if (!bind.getPassword().equals(options.password())) {
                bind.reject(SMPPConstant.STAT_ESME_RINVPASWD);
            } else {
                sessions.add(session);
                bind.accept("postroom-smsc", InterfaceVersion.IF_34);
                if (bind.getBindType() != BindType.BIND_TX) {
                    receipts.flush();
                }
            }
        } catch (IOException | TimeoutException | PDUStringException e) {
            log.atDebug().addKeyValue("error", e.getClass().getName()).log("A connection ended before it was bound.");
        }
    }

    private SubmitSmResult submit(SubmitSm submit, SMPPServerSession session) throws ProcessRequestException {
        SmsOutcome outcome = SmsOutcome.of(submit.getDestAddress());
        switch (outcome) {
            case REFUSED -> refuse(SMPPConstant.STAT_ESME_RINVDSTADR);
            case SENDER_REFUSED -> refuse(SMPPConstant.STAT_ESME_RINVSRCADR);
            case CONTENT_REFUSED -> refuse(SMPPConstant.STAT_ESME_RX_P_APPN);
            case THROTTLED_TWICE -> refuseTwice(submit, SMPPConstant.STAT_ESME_RTHROTTLED);
            case BROKEN_TWICE -> refuseTwice(submit, SMPPConstant.STAT_ESME_RSYSERR);
            case SLOW -> pause();
            case DELIVERED, NO_ANSWER, UNDELIVERABLE, EXPIRED, NO_RECEIPT, REJECTED, CONNECTION_LOST -> {
            }
        }
        String messageId = Long.toString(nextMessageId.getAndIncrement());
        assembly.add(SubmittedPart.of(submit), messageId).ifPresent(this::enter);
        if (outcome == SmsOutcome.NO_ANSWER) {
            unanswered.add(messageId);
        }
        if (outcome == SmsOutcome.CONNECTION_LOST) {
            unanswered.add(messageId);
            session.close();
        }
        if ((submit.getRegisteredDelivery() & 0x03) != 0) {
            later.in(options.receiptDelay(), () -> receipts.report(outcome, submit, messageId));
        }
        try {
            return new SubmitSmResult(new MessageId(messageId), new OptionalParameter[0]);
        } catch (PDUStringException e) {
            throw new IllegalStateException("A message id of digits always fits.", e);
        }
    }

    private void enter(Assembly.Whole whole) {
        ledger.append(number -> new AcceptedText(number, clock.instant(), whole.from(), whole.to(), whole.text(),
                whole.encoding(), whole.messageIds()));
    }

    private void refuseTwice(SubmitSm submit, int status) throws ProcessRequestException {
        var count = refusals.computeIfAbsent(submit.getDestAddress(), unused -> new AtomicInteger());
        // Two refusals, then one acceptance, again and again.
        if (count.incrementAndGet() % 3 != 0) {
            refuse(status);
        }
    }

    private static void refuse(int status) throws ProcessRequestException {
        throw new ProcessRequestException("Refused by a reserved number.", status);
    }

    private static void pause() {
        try {
            Thread.sleep(SLOW);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
