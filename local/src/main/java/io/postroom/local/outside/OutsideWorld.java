package io.postroom.local.outside;

import io.postroom.local.outside.inbox.Inbox;
import io.postroom.local.outside.ledger.Ledger;
import io.postroom.local.outside.mail.MailRelay;
import io.postroom.local.outside.print.PrintHouse;
import io.postroom.local.outside.sms.Smsc;
import io.postroom.local.outside.support.Later;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * Stands in for everything outside Postroom: an SMSC, a mail relay and a print house, one ledger of what they
 * accepted, and a page that shows it as people would see it.
 *
 * <p>Nothing here knows anything of Postroom beyond the protocols. Safe for use by any thread.
 */
public final class OutsideWorld implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final Ledger ledger;
    private final Later later;
    private final Smsc smsc;
    private final MailRelay mail;
    private final PrintHouse print;
    private final Inbox inbox;

    private OutsideWorld(OutsideOptions options, Clock clock, UnaryOperator<String> serviceOf) {
        this.later = new Later();
        this.ledger = Ledger.open(options.folder());
        this.smsc = Smsc.start(new Smsc.Options(options.smscPort(), OutsideOptions.USER, OutsideOptions.PASSWORD,
                options.receiptDelay()), ledger, clock, later);
        this.mail = MailRelay.start(new MailRelay.Options(options.mailPort(), options.receiptDelay()), ledger, clock,
                later);
        this.print = PrintHouse.start(
                new PrintHouse.Options(options.printPort(), OutsideOptions.USER, OutsideOptions.PASSWORD, LOOK_EVERY,
                        options.receiptDelay()),
                options.folder().resolve("print-house"), ledger, clock, later);
        this.inbox = Inbox.start(options.inboxPort(), ledger, serviceOf);
    }

    /** Starts all of it. */
    public static OutsideWorld start(OutsideOptions options) {
        return start(options, reference -> "");
    }

    /**
     * Starts all of it.
     *
     * @param serviceOf the name of the service behind a reference, for the page's filter; empty where it is not known
     */
    public static OutsideWorld start(OutsideOptions options, UnaryOperator<String> serviceOf) {
        return new OutsideWorld(options, Clock.systemUTC(), serviceOf);
    }

    /** What was accepted. */
    public Ledger ledger() {
        return ledger;
    }

    /** The SMSC. */
    public Smsc smsc() {
        return smsc;
    }

    /** The mail relay. */
    public MailRelay mail() {
        return mail;
    }

    /** The print house. */
    public PrintHouse print() {
        return print;
    }

    /** The page to open. */
    public URI inbox() {
        return inbox.address();
    }

    @Override
    public void close() {
        later.close();
        inbox.close();
        smsc.close();
        mail.close();
        print.close();
        ledger.close();
    }
}
