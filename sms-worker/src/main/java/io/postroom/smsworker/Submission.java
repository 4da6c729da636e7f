package io.postroom.smsworker;

import io.postroom.schemas.v1.SmsRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SMSCDeliveryReceipt;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.SMPPSession;
import org.jspecify.annotations.Nullable;

/** Writes one submit_sm and waits for its answer. Stateless. */
final class Submission {
    /** Absolute time in UTC (SMPP 3.4, 7.1.1): tenths of a second and the offset in quarters of an hour are zero. */
    private static final DateTimeFormatter ABSOLUTE = DateTimeFormatter.ofPattern("yyMMddHHmmss'000+'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final byte UDHI = 0x40;
    private static final byte NONE = 0;

    private final Clock clock;
    private final Duration longestValidity;

    Submission(Clock clock, Duration longestValidity) {
        this.clock = clock;
        this.longestValidity = longestValidity;
    }

    /** What the SMSC said. */
    sealed interface Answer {
        /** It has the part, under its id, which may be blank. */
        record Taken(String messageId) implements Answer {}

        /** It has refused the part. */
        record Refused(int status) implements Answer {}

        /** The part does not fit into a PDU; nothing was sent. */
        record Unsendable(String detail) implements Answer {}

        /** Nobody knows. */
        record Silent(String detail) implements Answer {}
    }

    Answer submit(SMPPSession session, SmsRequest request, TextPart part) {
        Address source = Address.ofSender(request.getSender());
        try {
            String id = session.submitShortMessage("", source.ton(), source.npi(), source.value(),
                    TypeOfNumber.INTERNATIONAL, NumberingPlanIndicator.ISDN, request.getTo(),
                    new ESMClass(part.header() ? UDHI : NONE), NONE, NONE, null,
                    validity(request.getTerms().getExpiresAt()),
                    new RegisteredDelivery(SMSCDeliveryReceipt.SUCCESS_FAILURE), NONE,
                    new RawDataCoding(part.dataCoding()), NONE, part.body(),
                    part.parameters().toArray(OptionalParameter[]::new)).getMessageId();
            return new Answer.Taken(id == null ? "" : id);
        } catch (NegativeResponseException e) {
            return new Answer.Refused(e.getCommandStatus());
        } catch (ResponseTimeoutException e) {
            return new Answer.Silent("no submit_sm_resp");
        } catch (InvalidResponseException e) {
            return new Answer.Silent("unreadable submit_sm_resp");
        } catch (PDUException e) {
            // Its message quotes the field.
            return new Answer.Unsendable("submit_sm cannot be written");
        } catch (IOException e) {
            return new Answer.Silent("connection lost");
        }
    }

    private @Nullable String validity(@Nullable Instant expiresAt) {
        if (expiresAt == null) {
            return null;
        }
        Instant latest = clock.instant().plus(longestValidity);
        return ABSOLUTE.format(expiresAt.isBefore(latest) ? expiresAt : latest);
    }

    /** A source address. */
    private record Address(TypeOfNumber ton, NumberingPlanIndicator npi, String value) {
        /** Numbers that are shorter are no subscribers' numbers but codes of the network. */
        private static final int SHORTEST_NUMBER = 7;

        static Address ofSender(String sender) {
            String digits = sender.startsWith("+") ? sender.substring(1) : sender;
            if (!digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return new Address(TypeOfNumber.ALPHANUMERIC, NumberingPlanIndicator.UNKNOWN, sender);
            }
            return digits.length() < SHORTEST_NUMBER
                    ? new Address(TypeOfNumber.NETWORK_SPECIFIC, NumberingPlanIndicator.UNKNOWN, digits)
                    : new Address(TypeOfNumber.INTERNATIONAL, NumberingPlanIndicator.ISDN, digits);
        }
    }
}
