package io.postroom.local.outside.sms;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;
import org.jsmpp.DefaultPDUSender;
import org.jsmpp.PDUStringException;
import org.jsmpp.bean.OptionalParameter;

/** Writes answers, except those that are to be lost: the text was accepted and its sender never learns it. */
final class ForgetfulSender extends DefaultPDUSender {
    private final Set<String> unanswered;

    ForgetfulSender(Set<String> unanswered) {
        this.unanswered = unanswered;
    }

    @Override
    public byte[] sendSubmitSmResp(OutputStream output, int sequence, String messageId,
            OptionalParameter... parameters) throws PDUStringException, IOException {
        if (unanswered.remove(messageId)) {
            return new byte[0];
        }
        return super.sendSubmitSmResp(output, sequence, messageId, parameters);
    }
}
