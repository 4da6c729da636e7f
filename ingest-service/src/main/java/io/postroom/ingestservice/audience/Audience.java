package io.postroom.ingestservice.audience;

import io.postroom.content.Checked;
import io.postroom.content.recipient.EmailAddress;
import io.postroom.content.recipient.PhoneNumber;
import io.postroom.content.recipient.PhoneNumberOptions;
import io.postroom.content.recipient.PostalAddress;
import io.postroom.content.recipient.PostalAddressOptions;
import io.postroom.content.recipient.ReservedRecipient;
import io.postroom.content.recipient.Safelist;
import io.postroom.rules.decision.Address;
import io.postroom.schemas.v1.EmailRequest;
import io.postroom.schemas.v1.LetterRequest;
import io.postroom.schemas.v1.SmsRequest;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Who is written to: everybody; or, where rules are tried out, the people on a safelist, and the reserved recipients, who are
 * nobody. Asked when something is decided, and again when something that waited goes out. Immutable.
 */
public final class Audience {
    /** No address is left out. */
    public static final Audience EVERYBODY = new Audience(null);

    private static final PhoneNumberOptions PHONES = new PhoneNumberOptions(true, false);
    private static final PostalAddressOptions POST = new PostalAddressOptions(true);

    private final @Nullable Safelist safelist;

    private Audience(@Nullable Safelist safelist) {
        this.safelist = safelist;
    }

    /** Those on a list alone. */
    public static Audience only(Safelist safelist) {
        return new Audience(safelist);
    }

    /** How many recipients are on the list; null for everybody. */
    public @Nullable Integer size() {
        return safelist == null ? null : safelist.size();
    }

    /** Whether an address is written to. */
    public boolean includes(Address address) {
        Safelist list = safelist;
        if (list == null) {
            return true;
        }
        return switch (address) {
            case Address.Phone(PhoneNumber number) ->
                list.allows(number) || ReservedRecipient.ofNumber(number.reveal()).isPresent();
            case Address.Email(EmailAddress email) ->
                list.allows(email) || ReservedRecipient.ofMailbox(email.reveal()).isPresent();
            case Address.Post(PostalAddress post) ->
                list.allows(post) || ReservedRecipient.ofAddress(post.reveal()).isPresent();
        };
    }

    /** Whether a request that was made before may go out; not if its address cannot be read. */
    public boolean includes(SpecificRecord request) {
        return safelist == null || switch (request) {
            case SmsRequest sms -> PhoneNumber.parse(sms.getTo(), PHONES) instanceof Checked.Valid<PhoneNumber>(var to)
                    && includes(new Address.Phone(to));
            case EmailRequest email -> EmailAddress.parse(email.getTo()) instanceof Checked.Valid<EmailAddress>(var to)
                    && includes(new Address.Email(to));
            case LetterRequest letter ->
                PostalAddress.parse(letter.getAddressLines(), POST) instanceof Checked.Valid<PostalAddress>(var to)
                        && includes(new Address.Post(to));
            default -> false;
        };
    }

    @Override
    public String toString() {
        return "Audience[•••]";
    }
}
