package io.postroom.local.outside;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How the outside world is set up. Everything listens on loopback only; a port of 0 is a free one.
 *
 * @param folder where ledger, mails and letters are kept
 * @param smscPort SMPP
 * @param mailPort SMTP
 * @param printPort SFTP
 * @param inboxPort the page and the ledger over HTTP
 * @param receiptDelay how long after an acceptance the first receipt or report follows
 */
public record OutsideOptions(Path folder, int smscPort, int mailPort, int printPort, int inboxPort,
        Duration receiptDelay) {
    /** Who may bind to the SMSC and sign in to the print house; no secret, since all of it is a stand-in. */
    public static final String USER = "postroom";
    /** The password to {@link #USER}. */
    public static final String PASSWORD = "postroom";

    private static final Duration QUICK = Duration.ofMillis(150);

    /** Free ports, and receipts that come soon. */
    public static OutsideOptions freePorts(Path folder) {
        return new OutsideOptions(folder, 0, 0, 0, 0, QUICK);
    }

    /** The same with given ports. */
    public OutsideOptions withPorts(int smsc, int mail, int print, int inbox) {
        return new OutsideOptions(folder, smsc, mail, print, inbox, receiptDelay);
    }

    /** The same with another delay of receipts. */
    public OutsideOptions withReceiptDelay(Duration delay) {
        return new OutsideOptions(folder, smscPort, mailPort, printPort, inboxPort, delay);
    }
}
