package io.postroom.ingestservice.reference;

import io.postroom.schemas.v1.DeliveryTerms;
import io.postroom.schemas.v1.EmailRequest;
import io.postroom.schemas.v1.LetterRequest;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.SmsRequest;
import org.apache.avro.specific.SpecificRecord;

/** Records of the topics as lines. */
public final class Lines {
    private Lines() {}

    /** A request that was found on a topic of a lane. */
    public static String of(SpecificRecord request, String lane) {
        return switch (request) {
            case SmsRequest sms -> line(sms.getIdentity(), sms.getTerms(), lane, local(sms.getTo()), sms.getText());
            case EmailRequest email -> line(email.getIdentity(), email.getTerms(), lane, email.getTo(),
                    email.getSubject() + " | " + lines(email.getMarkdown()));
            case LetterRequest letter -> line(letter.getIdentity(), letter.getTerms(), lane,
                    String.join(", ", letter.getAddressLines()),
                    letter.getSubject() + " | " + lines(letter.getMarkdown()));
            default -> throw new IllegalArgumentException("Not a request.");
        };
    }

    /** The address as it stands on a request. */
    public static String address(SpecificRecord request) {
        return switch (request) {
            case SmsRequest sms -> local(sms.getTo());
            case EmailRequest email -> email.getTo();
            case LetterRequest letter -> String.join(", ", letter.getAddressLines());
            default -> throw new IllegalArgumentException("Not a request.");
        };
    }

    /** Whose request it is. */
    public static NotificationIdentity identity(SpecificRecord request) {
        return switch (request) {
            case SmsRequest sms -> sms.getIdentity();
            case EmailRequest email -> email.getIdentity();
            case LetterRequest letter -> letter.getIdentity();
            default -> throw new IllegalArgumentException("Not a request.");
        };
    }

    /** How much room there is between paragraphs is not what is compared. */
    private static String lines(String markdown) {
        return markdown.strip().replaceAll("\\s*\n\\s*", "\n");
    }

    private static String local(String number) {
        return number.replaceFirst("^\\+?447700(\\d{6})$", "07700 $1");
    }

    private static String line(NotificationIdentity identity, DeliveryTerms terms, String lane, String to,
            String words) {
        return String.join(" ", "REQUEST", identity.getNotificationId().toString(), identity.getChannel().toString(),
                lane.equals(terms.getPriority().toString().toLowerCase(java.util.Locale.ROOT)) ? lane : "wrong lane",
                identity.getLanguage().toString(), "to", to, "at", identity.getCreatedAt().toString(), "until",
                "" + terms.getExpiresAt(), "chain", terms.getFallbackChannels().toString(),
                "" + terms.getFallbackPosition(), terms.getUnknownOutcome().toString(), "says", words);
    }

    /** A status. */
    public static String of(NotificationStatus status) {
        return Post.status(status.getIdentity().getNotificationId(), status.getState(), status.getReason(),
                status.getOccurredAt());
    }
}
