package io.postroom.local.outside.sms;

import io.postroom.local.outside.support.Later;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.MessageType;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.SMPPServerSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivery receipts: as {@code deliver_sm} with the text form of SMPP 3.4 appendix B and its optional parameters.
 *
 * <p>A receipt that no session takes waits, and is offered again when one binds or after a second. Those that wait are
 * lost when the process ends, as at a real SMSC that is switched off.
 */
final class Receipts {
    private static final Logger log = LoggerFactory.getLogger(Receipts.class);
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("yyMMddHHmm").withZone(ZoneOffset.UTC);
    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final long ANSWER_PATIENCE_MILLIS = 10_000;

    private enum State {
        DELIVRD(2, "000"), EXPIRED(3, "033"), UNDELIV(5, "027"), REJECTD(8, "069");

        private final byte messageState;
        private final String error;

        State(int messageState, String error) {
            this.messageState = (byte) messageState;
            this.error = error;
        }
    }

    private record Receipt(String from, String to, String messageId, State state, Instant at) {
        String text() {
            String delivered = state == State.DELIVRD ? "001" : "000";
            return "id:%s sub:001 dlvrd:%s submit date:%s done date:%s stat:%s err:%s text:".formatted(messageId,
                    delivered, WHEN.format(at), WHEN.format(at), state, state.error);
        }
    }

    private final Set<SMPPServerSession> sessions;
    private final Later later;
    private final Clock clock;
    private final Queue<Receipt> waiting = new ConcurrentLinkedQueue<>();

    Receipts(Set<SMPPServerSession> sessions, Later later, Clock clock) {
        this.sessions = sessions;
        this.later = later;
        this.clock = clock;
    }

    /** Reports what became of a text, if its outcome has a report. */
    void report(SmsOutcome outcome, SubmitSm submit, String messageId) {
        switch (outcome) {
            case DELIVERED, THROTTLED_TWICE, NO_ANSWER, SLOW, BROKEN_TWICE, CONNECTION_LOST ->
                offer(submit, messageId, State.DELIVRD);
            case UNDELIVERABLE -> offer(submit, messageId, State.UNDELIV);
            case EXPIRED -> offer(submit, messageId, State.EXPIRED);
            case REJECTED -> offer(submit, messageId, State.REJECTD);
            case NO_RECEIPT, REFUSED, SENDER_REFUSED, CONTENT_REFUSED -> {
            }
        }
    }

    /** Offers everything that waits. */
    void flush() {
        int count = waiting.size();
        for (int i = 0; i < count; i++) {
            Receipt receipt = waiting.poll();
            if (receipt == null) {
                return;
            }
            later.in(Duration.ZERO, () -> deliver(receipt));
        }
    }

    private void offer(SubmitSm submit, String messageId, State state) {
        deliver(new Receipt(submit.getSourceAddr(), submit.getDestAddress(), messageId, state, clock.instant()));
    }

    private void deliver(Receipt receipt) {
        for (SMPPServerSession session : sessions) {
            if (session.getSessionState().isReceivable() && take(session, receipt)) {
                return;
            }
        }
        waiting.add(receipt);
        later.in(AGAIN, this::flush);
    }

    private static boolean take(SMPPServerSession session, Receipt receipt) {
        try {
            session.setTransactionTimer(ANSWER_PATIENCE_MILLIS);
            // A receipt travels from the person's number to the sender.
            session.deliverShortMessage("", TypeOfNumber.INTERNATIONAL, NumberingPlanIndicator.ISDN, receipt.to,
                    TypeOfNumber.ALPHANUMERIC, NumberingPlanIndicator.UNKNOWN, receipt.from,
                    new ESMClass().setMessageType(MessageType.SMSC_DEL_RECEIPT), (byte) 0, (byte) 0,
                    new RegisteredDelivery(0), new RawDataCoding((byte) 0),
                    receipt.text().getBytes(StandardCharsets.US_ASCII),
                    new OptionalParameter.Receipted_message_id(receipt.messageId),
                    new OptionalParameter.Message_state(receipt.state.messageState));
            return true;
        } catch (PDUException | ResponseTimeoutException | InvalidResponseException | NegativeResponseException
                | IOException e) {
            log.atDebug().addKeyValue("error", e.getClass().getName()).log("A receipt was not taken.");
            return false;
        }
    }
}
