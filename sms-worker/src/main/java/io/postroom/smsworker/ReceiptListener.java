package io.postroom.smsworker;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.postroom.worker.NotDurableException;
import io.postroom.worker.ReceiptSink;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.Session;

/**
 * Takes deliver_sm. Returning makes jSMPP answer it, so a receipt is durable before this returns; an exception asks the
 * SMSC to repeat it. Called by jSMPP's threads.
 */
final class ReceiptListener implements MessageReceiverListener {
    private final String provider;
    private final ReceiptParser parser;
    private final Reports reports;
    private final ReferenceForm form;
    private final ReceiptSink sink;
    private final Clock clock;
    private final Semaphore room;
    private final Counter ignored;

    /** Answers to submit_sm come by the same threads, so receipts that wait for Kafka must never take them all. */
    ReceiptListener(SmppSettings settings, ReceiptSink sink, Clock clock, MeterRegistry meters, int atATime) {
        this.provider = settings.name();
        this.parser = new ReceiptParser(settings.receiptZone());
        this.reports = new Reports(Set.copyOf(settings.unknownRecipientErrors()));
        this.form = settings.receiptId();
        this.sink = sink;
        this.clock = clock;
        this.room = new Semaphore(atATime);
        this.ignored = meters.counter("postroom.sms.deliver_sm.ignored", "provider", provider);
    }

    @Override
    public void onAcceptDeliverSm(DeliverSm message) throws ProcessRequestException {
        Optional<Receipt> receipt = parser.parse(message);
        if (receipt.isEmpty()) {
            // Repeating would not make it readable, and answers of people are no business of this worker.
            ignored.increment();
            return;
        }
        if (!room.tryAcquire()) {
            throw repeat("Too many receipts at a time.");
        }
        try {
            publish(receipt.get());
        } finally {
            room.release();
        }
    }

    private void publish(Receipt receipt) throws ProcessRequestException {
        Instant doneAt = receipt.doneAt();
        Instant now = clock.instant();
        try {
            // A date in the future is a provider's clock or zone gone wrong.
            sink.publish(provider, form.reference(receipt.messageId()),
                    doneAt == null || doneAt.isAfter(now) ? now : doneAt, reports.report(receipt));
        } catch (NotDurableException e) {
            throw repeat("The receipt could not be made durable.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw repeat("The worker stops.");
        } catch (RuntimeException e) {
            throw repeat("The receipt could not be written: " + e.getClass().getSimpleName() + ".");
        }
    }

    /** "ESME receiver temporary error" (SMPP 3.4, 5.1.3): the SMSC tries again. */
    private static ProcessRequestException repeat(String why) {
        return new ProcessRequestException(why, SMPPConstant.STAT_ESME_RX_T_APPN);
    }

    @Override
    public void onAcceptAlertNotification(AlertNotification notification) {
        // Says that a telephone is back; the SMSC sends what it holds by itself.
    }

    @Override
    public DataSmResult onAcceptDataSm(DataSm message, Session source) throws ProcessRequestException {
        throw new ProcessRequestException("data_sm is not taken here.", SMPPConstant.STAT_ESME_RINVCMDID);
    }
}
