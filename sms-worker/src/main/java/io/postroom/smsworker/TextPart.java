package io.postroom.smsworker;

import java.util.List;
import org.jsmpp.bean.OptionalParameter;

/**
 * One submit_sm of a text.
 *
 * @param body       short_message, a user data header included
 * @param header     whether the body begins with a user data header
 * @param dataCoding data_coding
 * @param parameters optional parameters
 */
record TextPart(byte[] body, boolean header, byte dataCoding, List<OptionalParameter> parameters) {
    @Override
    public String toString() {
        return "TextPart[•••]";
    }
}
