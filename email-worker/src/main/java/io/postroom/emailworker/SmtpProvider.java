package io.postroom.emailworker;

import io.postroom.content.recipient.EmailAddress;
import io.postroom.emailworker.EmailComposer.BadAddressException;
import io.postroom.schemas.v1.EmailRequest;
import io.postroom.schemas.v1.StatusReason;
import io.postroom.worker.Attempt;
import io.postroom.worker.Provider;
import io.postroom.worker.ProviderLimits;
import io.postroom.worker.ProviderResult;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** One relay. Exceptions of the mail library are read for their codes and never passed on: they quote addresses. */
final class SmtpProvider implements Provider<EmailRequest> {
    private static final Duration PROBE = Duration.ofSeconds(5);
    private static final int MANY_DOMAINS = 10;

    private final SmtpSettings settings;
    private final RelayConnections connections;
    private final EmailComposer composer;
    private final ReturnAddress returnAddress;
    private final PolicyRefusals policy = new PolicyRefusals(MANY_DOMAINS);
    private final Refusals refusals;

    SmtpProvider(SmtpSettings settings, RelayConnections connections, EmailComposer composer,
            ReturnAddress returnAddress) {
        this.settings = settings;
        this.connections = connections;
        this.composer = composer;
        this.returnAddress = returnAddress;
        this.refusals = new Refusals(new Replies(settings.greylistWait(), settings.throttleDelay(), policy));
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public ProviderLimits limits() {
        return new ProviderLimits(settings.ratePerSecond(), settings.connections(), PROBE).withPlaceAtCall();
    }

    @Override
    public void start() {
        // Connects when the first message comes.
    }

    @Override
    public void stop() {
        connections.close();
    }

    @Override
    public ProviderResult send(EmailRequest request, Attempt attempt) throws InterruptedException {
        OutgoingEmail message;
        EmailAddress recipient;
        try {
            recipient = EmailComposer.recipient(request);
            message = composer.compose(connections.session(), request);
        } catch (BadAddressException e) {
            return "recipient".equals(e.getMessage())
                    ? new ProviderResult.PermanentRecipient(StatusReason.INVALID_ADDRESS, "not an e-mail address")
                    : new ProviderResult.PermanentContent("the " + e.getMessage() + " is not an e-mail address");
        } catch (MessagingException e) {
            return new ProviderResult.PermanentContent("the message cannot be composed");
        }
        SMTPTransport transport;
        try {
            transport = connections.take();
        } catch (AuthenticationFailedException e) {
            return new ProviderResult.Configuration("authentication refused");
        } catch (MessagingException e) {
            return new ProviderResult.Configuration("no connection");
        }
        if (!hasPlace(attempt, transport)) {
            return new ProviderResult.Unfinished();
        }
        return send(transport, message, request.getIdentity().getNotificationId(), recipient);
    }

    /** Its place in the rate is taken when there is a connection: a slow relay would otherwise see many messages at once. */
    private boolean hasPlace(Attempt attempt, SMTPTransport transport) throws InterruptedException {
        boolean granted = false;
        try {
            granted = attempt.firstCall();
        } finally {
            if (!granted) {
                connections.giveBack(transport);
            }
        }
        return granted;
    }

    private ProviderResult send(SMTPTransport transport, OutgoingEmail message, UUID id, EmailAddress recipient) {
        boolean usable = false;
        try {
            envelope(transport, message, id);
            Address[] to = message.getAllRecipients();
            transport.sendMessage(message, to);
            usable = true;
            policy.accepted();
            return new ProviderResult.Accepted(List.of(id.toString()),
                    Reply.of(transport.getLastReturnCode(), transport.getLastServerResponse()).detail());
        } catch (MessagingException e) {
            String domain = recipient.canonical().substring(recipient.canonical().indexOf('@') + 1);
            Refusals.Verdict verdict = refusals.verdict(e, message.written(), domain);
            usable = verdict.connectionUsable();
            return verdict.result();
        } finally {
            if (usable) {
                connections.giveBack(transport);
            } else {
                connections.discard(transport);
            }
        }
    }

    /** Asks for delivery reports where the relay offers them (RFC 3461); a relay that does not would refuse ENVID. */
    private void envelope(SMTPTransport transport, OutgoingEmail message, UUID id) {
        message.setEnvelopeFrom(returnAddress.of(settings.name(), id));
        if (transport.supportsExtension("DSN")) {
            message.setNotifyOptions(
                    SMTPMessage.NOTIFY_SUCCESS | SMTPMessage.NOTIFY_FAILURE | SMTPMessage.NOTIFY_DELAY);
            message.setReturnOption(SMTPMessage.RETURN_HDRS);
            message.setMailExtension("ENVID=" + id);
        }
    }
}
