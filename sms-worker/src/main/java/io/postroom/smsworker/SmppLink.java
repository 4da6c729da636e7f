package io.postroom.smsworker;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.InterfaceVersion;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.SessionState;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.connection.ConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one transceiver session bound: connects, binds, waits until it is lost, and begins again after a jittered
 * back-off. One thread of its own; the rest is read by any.
 */
final class SmppLink {
    private static final Logger log = LoggerFactory.getLogger(SmppLink.class);
    /** Threads of a session: answers to submit_sm, and receipts that wait for Kafka. */
    static final int THREADS = 40;
    /** Receipts at a time: leaves threads for the answers. */
    static final int RECEIPTS_AT_A_TIME = 30;
    private static final int QUEUE = 1_000;

    private final SmppSettings settings;
    private final ConnectionFactory connections;
    private final MessageReceiverListener receipts;
    private final RandomGenerator random;
    private final Semaphore window;
    private final CountDownLatch firstTry = new CountDownLatch(1);
    private volatile @Nullable SMPPSession session;
    private volatile String failure = "not bound";
    private volatile @Nullable Thread keeper;

    SmppLink(SmppSettings settings, ConnectionFactory connections, MessageReceiverListener receipts,
            RandomGenerator random) {
        this.settings = settings;
        this.connections = connections;
        this.receipts = receipts;
        this.random = random;
        this.window = new Semaphore(settings.window());
    }

    void start() {
        keeper = Thread.ofVirtual().name("smpp-" + settings.name()).start(this::keep);
    }

    /** Waits for the first bind to succeed or fail, within a time. */
    void awaitFirstTry(Duration time) throws InterruptedException {
        boolean unused = firstTry.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The bound session, or null. */
    @Nullable
    SMPPSession bound() {
        SMPPSession current = session;
        return current != null && current.getSessionState() == SessionState.BOUND_TRX ? current : null;
    }

    /** Why it is not bound, as a code. */
    String failure() {
        return failure;
    }

    /** Permits for submit_sm without an answer. */
    Semaphore window() {
        return window;
    }

    /** Unbinds; returns when nothing of it runs any more. */
    void stop() {
        Thread thread = keeper;
        if (thread == null) {
            return;
        }
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        keeper = null;
    }

    private void keep() {
        Duration wait = settings.reconnectAfter();
        try {
            while (!Thread.currentThread().isInterrupted()) {
                CountDownLatch closed = new CountDownLatch(1);
                SMPPSession opened = null;
                try {
                    opened = open(closed);
                    session = opened;
                    wait = settings.reconnectAfter();
                    log.atInfo().addKeyValue("provider", settings.name()).log("Bound to the SMSC.");
                    firstTry.countDown();
                    closed.await();
                    failure = "link lost";
                } catch (IOException e) {
                    failure = code(e);
                } finally {
                    session = null;
                    close(opened);
                }
                firstTry.countDown();
                log.atWarn().addKeyValue("provider", settings.name()).addKeyValue("reason", failure)
                        .addKeyValue("again", wait).log("Not bound to the SMSC.");
                Thread.sleep(jittered(wait));
                wait = wait.multipliedBy(2).compareTo(settings.reconnectAtMost()) < 0
                        ? wait.multipliedBy(2)
                        : settings.reconnectAtMost();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private SMPPSession open(CountDownLatch closed) throws IOException {
        SMPPSession opening = new SMPPSession(connections);
        opening.setEnquireLinkTimer(Math.toIntExact(settings.enquireLink().toMillis()));
        opening.setTransactionTimer(settings.responseTimeout().toMillis());
        opening.setPduProcessorDegree(THREADS);
        opening.setQueueCapacity(QUEUE);
        opening.setMessageReceiverListener(receipts);
        opening.addSessionStateListener((now, before, source) -> {
            if (now == SessionState.CLOSED) {
                closed.countDown();
            }
        });
        try {
            opening.connectAndBind(settings.host(), settings.port(),
                    new BindParameter(BindType.BIND_TRX, settings.systemId(), settings.secret(),
                            settings.systemType(), TypeOfNumber.UNKNOWN, NumberingPlanIndicator.UNKNOWN, null,
                            InterfaceVersion.IF_34),
                    settings.connectTimeout().toMillis());
        } catch (IOException | RuntimeException e) {
            opening.close();
            throw e instanceof IOException io ? io : new IOException(e.getClass().getSimpleName());
        }
        return opening;
    }

    private static void close(@Nullable SMPPSession opened) {
        if (opened != null) {
            opened.unbindAndClose();
        }
    }

    private Duration jittered(Duration wait) {
        return Duration.ofMillis(wait.toMillis() / 2 + random.nextLong(wait.toMillis() / 2 + 1));
    }

    private static String code(IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof NegativeResponseException refused) {
                return "bind " + StatusCodes.detail(refused.getCommandStatus());
            }
        }
        return "connect " + e.getClass().getSimpleName();
    }
}
