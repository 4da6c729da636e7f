package io.postroom.local.outside.mail;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The envelope of one mail transaction, with what RFC 3461 adds to it. Used by one session's thread at a time. */
final class Envelope {
    /**
     * One recipient.
     *
     * @param wanted when a report is wanted, as {@code NOTIFY} gave it, in upper case; empty when it was not given
     */
    record Recipient(String address, String wanted) {
        boolean wantsSuccess() {
            return wanted.contains("SUCCESS");
        }

        boolean wantsDelay() {
            return wanted.contains("DELAY");
        }

        /** RFC 3461 §4.1: without NOTIFY, failures are reported. */
        boolean wantsFailure() {
            return wanted.isEmpty() || wanted.contains("FAILURE");
        }
    }

    private final List<Recipient> recipients = new ArrayList<>();
    private String sender = "";
    private String envelopeId = "";

    void sender(String address) {
        this.sender = address;
    }

    String sender() {
        return sender;
    }

    /** {@code ENVID}; empty when it was not given. */
    String envelopeId() {
        return envelopeId;
    }

    List<Recipient> recipients() {
        return List.copyOf(recipients);
    }

    void add(String address) {
        recipients.add(new Recipient(address, ""));
    }

    /** Takes the parameters of a {@code MAIL FROM} that was accepted. */
    void mailParameters(String command) {
        envelopeId = parameters(command).getOrDefault("ENVID", "");
    }

    /** Takes the parameters of the {@code RCPT TO} that was accepted last. */
    void recipientParameters(String command) {
        if (!recipients.isEmpty()) {
            String wanted = parameters(command).getOrDefault("NOTIFY", "").toUpperCase(Locale.ROOT);
            recipients.set(recipients.size() - 1, new Recipient(recipients.getLast().address(), wanted));
        }
    }

    private static Map<String, String> parameters(String command) {
        Map<String, String> found = new HashMap<>();
        int end = command.indexOf('>');
        for (String word : command.substring(end + 1).trim().split(" +")) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                found.put(word.substring(0, equals).toUpperCase(Locale.ROOT), word.substring(equals + 1));
            }
        }
        return found;
    }
}
