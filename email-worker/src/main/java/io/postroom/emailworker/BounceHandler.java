package io.postroom.emailworker;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.postroom.emailworker.BounceTokens.Sent;
import io.postroom.worker.NotDurableException;
import io.postroom.worker.ReceiptSink;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.MessageHandlerFactory;
import org.subethamail.smtp.RejectException;

/** Takes the mail that comes to the bounce listener: a transaction each. The 250 is given when Kafka has the receipt. */
final class BounceHandler implements MessageHandlerFactory {
    private final ReturnAddress returnAddress;
    private final List<String> providers;
    private final int maxBytes;
    private final ReceiptSink sink;
    private final Clock clock;
    private final Counter ignored;

    BounceHandler(ReturnAddress returnAddress, List<String> providers, int maxBytes, ReceiptSink sink, Clock clock,
            MeterRegistry meters) {
        this.returnAddress = returnAddress;
        this.providers = List.copyOf(providers);
        this.maxBytes = maxBytes;
        this.sink = sink;
        this.clock = clock;
        this.ignored = meters.counter("postroom.email.bounces.ignored");
    }

    @Override
    public MessageHandler create(MessageContext context) {
        return new Transaction();
    }

    private final class Transaction implements MessageHandler {
        private final List<Sent> about = new ArrayList<>();

        @Override
        public void from(String sender) {
            // Reports have none; others are told apart by their content.
        }

        @Override
        public void recipient(String address) throws RejectException {
            // Without the address, which the library would echo.
            about.add(returnAddress.read(address, providers)
                    .orElseThrow(() -> new RejectException(550, "5.1.1 No such return address")));
        }

        @Override
        public @Nullable String data(InputStream mail) throws RejectException, IOException {
            // The library only announces its limit; it holds for those who ignore it here.
            byte[] bytes = mail.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw new RejectException(552, "5.3.4 The report is too big");
            }
            Optional<DeliveryStatus> status = BounceReports.read(new ByteArrayInputStream(bytes));
            if (status.isEmpty()) {
                ignored.increment();
                return null;
            }
            for (Sent sent : about) {
                publish(sent, status.get());
            }
            return null;
        }

        private void publish(Sent sent, DeliveryStatus status) throws RejectException {
            String envelopeId = status.envelopeId();
            if (envelopeId != null && !envelopeId.equalsIgnoreCase(sent.notificationId().toString())) {
                ignored.increment();
                return;
            }
            Instant now = clock.instant();
            Instant at = status.at();
            try {
                sink.publish(sent.provider(), sent.notificationId().toString(),
                        at == null || at.isAfter(now) ? now : at,
                        BounceReports.report(status, sent.notificationId()));
            } catch (NotDurableException e) {
                throw later();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw later();
            } catch (RuntimeException e) {
                throw later();
            }
        }

        private RejectException later() {
            return new RejectException(451, "4.3.0 The report cannot be taken now, try again later");
        }

        @Override
        public void done() {
            about.clear();
        }
    }
}
