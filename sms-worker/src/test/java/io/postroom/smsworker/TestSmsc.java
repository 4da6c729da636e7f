package io.postroom.smsworker;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.BroadcastSm;
import org.jsmpp.bean.CancelBroadcastSm;
import org.jsmpp.bean.CancelSm;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.QueryBroadcastSm;
import org.jsmpp.bean.QuerySm;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.ReplaceSm;
import org.jsmpp.bean.SubmitMulti;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.BindRequest;
import org.jsmpp.session.BroadcastSmResult;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.QueryBroadcastSmResult;
import org.jsmpp.session.QuerySmResult;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SMPPServerSessionListener;
import org.jsmpp.session.ServerMessageReceiverListener;
import org.jsmpp.session.Session;
import org.jsmpp.session.SubmitMultiResult;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.session.connection.ServerConnection;
import org.jsmpp.session.connection.ServerConnectionFactory;
import org.jsmpp.session.connection.socket.ServerSocketConnection;
import org.jsmpp.util.MessageId;

/** An SMSC on a free port that does as it is told. */
final class TestSmsc implements ServerMessageReceiverListener, AutoCloseable {
    /** What to do with a submit_sm. */
    @FunctionalInterface
    interface Answer {
        /** The message id. */
        String to(SubmitSm submitted) throws ProcessRequestException;
    }

    /** A socket that listens already: jSMPP does not tell which free port it took. */
    private record Listening(ServerSocket socket) implements ServerConnectionFactory {
        @Override
        public ServerConnection listen(int port) {
            return new ServerSocketConnection(socket);
        }

        @Override
        public ServerConnection listen(int port, int timeout) {
            return listen(port);
        }

        @Override
        public ServerConnection listen(int port, int timeout, int backlog) {
            return listen(port);
        }
    }

    private final int port;
    private final SMPPServerSessionListener listener;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<SubmitSm> submitted = new CopyOnWriteArrayList<>();
    private final List<SMPPServerSession> sessions = new CopyOnWriteArrayList<>();
    private final AtomicInteger ids = new AtomicInteger();
    private volatile int bindStatus;
    private volatile Answer answer = sm -> "id-" + ids.incrementAndGet();

    TestSmsc() throws IOException {
        this(new ServerSocket(0));
    }

    TestSmsc(ServerSocket socket) throws IOException {
        port = socket.getLocalPort();
        listener = new SMPPServerSessionListener(port, new Listening(socket));
        listener.setMessageReceiverListener(this);
        listener.setPduProcessorDegree(20);
        threads.execute(this::accept);
    }

    int port() {
        return port;
    }

    void answer(Answer value) {
        answer = value;
    }

    void refuseBinds(int status) {
        bindStatus = status;
    }

    List<SubmitSm> submitted() {
        return submitted;
    }

    List<SMPPServerSession> sessions() {
        return sessions;
    }

    /** Delivers a receipt, and returns when the worker has answered it. */
    void deliver(String text, int esmClass, OptionalParameter... parameters) throws Exception {
        sessions.getLast().deliverShortMessage("", TypeOfNumber.INTERNATIONAL, NumberingPlanIndicator.ISDN,
                "447700900123", TypeOfNumber.ALPHANUMERIC, NumberingPlanIndicator.UNKNOWN, "GOVUK",
                new ESMClass(esmClass), (byte) 0, (byte) 0, new RegisteredDelivery(0), new RawDataCoding((byte) 0),
                text.getBytes(StandardCharsets.ISO_8859_1), parameters);
    }

    static ProcessRequestException status(int status) {
        return new ProcessRequestException("refused", status);
    }

    void dropSessions() {
        sessions.forEach(SMPPServerSession::close);
    }

    private void accept() {
        try {
            while (true) {
                SMPPServerSession session = listener.accept();
                threads.execute(() -> bind(session));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void bind(SMPPServerSession session) {
        try {
            BindRequest request = session.waitForBind(5_000);
            if (bindStatus != 0) {
                request.reject(bindStatus);
            } else {
                request.accept("smsc");
                sessions.add(session);
            }
        } catch (IOException | TimeoutException | PDUStringException e) {
            session.close();
        }
    }

    @Override
    public SubmitSmResult onAcceptSubmitSm(SubmitSm message, SMPPServerSession source) throws ProcessRequestException {
        submitted.add(message);
        try {
            return new SubmitSmResult(new MessageId(answer.to(message)), new OptionalParameter[0]);
        } catch (PDUStringException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public SubmitMultiResult onAcceptSubmitMulti(SubmitMulti message, SMPPServerSession source)
            throws ProcessRequestException {
        throw unsupported();
    }

    @Override
    public QuerySmResult onAcceptQuerySm(QuerySm message, SMPPServerSession source) throws ProcessRequestException {
        throw unsupported();
    }

    @Override
    public void onAcceptReplaceSm(ReplaceSm message, SMPPServerSession source) throws ProcessRequestException {
        throw unsupported();
    }

    @Override
    public void onAcceptCancelSm(CancelSm message, SMPPServerSession source) throws ProcessRequestException {
        throw unsupported();
    }

    @Override
    public BroadcastSmResult onAcceptBroadcastSm(BroadcastSm message, SMPPServerSession source)
            throws ProcessRequestException {
        throw unsupported();
    }

    @Override
    public void onAcceptCancelBroadcastSm(CancelBroadcastSm message, SMPPServerSession source)
            throws ProcessRequestException {
        throw unsupported();
    }

    @Override
    public QueryBroadcastSmResult onAcceptQueryBroadcastSm(QueryBroadcastSm message, SMPPServerSession source)
            throws ProcessRequestException {
        throw unsupported();
    }

    @Override
    public DataSmResult onAcceptDataSm(DataSm message, Session source) throws ProcessRequestException {
        throw unsupported();
    }

    private static ProcessRequestException unsupported() {
        return status(SMPPConstant.STAT_ESME_RINVCMDID);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        dropSessions();
        threads.shutdownNow();
    }
}
