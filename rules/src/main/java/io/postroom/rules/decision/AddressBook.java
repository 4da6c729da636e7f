package io.postroom.rules.decision;

import io.postroom.content.Channel;
import io.postroom.content.Checked;
import io.postroom.content.Problem;
import io.postroom.content.recipient.EmailAddress;
import io.postroom.content.recipient.PhoneNumber;
import io.postroom.content.recipient.PhoneNumberOptions;
import io.postroom.content.recipient.PostalAddress;
import io.postroom.content.recipient.PostalAddressOptions;
import io.postroom.schemas.v1.Recipient;
import io.postroom.schemas.v1.StatusReason;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds a recipient's address for a channel. */
final class AddressBook {
    /** People may have moved abroad; what it costs is for the service to know, not for a rule to refuse. */
    private static final PhoneNumberOptions PHONES = new PhoneNumberOptions(true, false);
    private static final PostalAddressOptions POST = new PostalAddressOptions(true);

    private AddressBook() {}

    /** What a look-up gives. */
    sealed interface Found {
        /** An address that can exist. */
        record Usable(Address address) implements Found {}

        /** None, or one that cannot exist; the detail is a code, never what was given. */
        record Unusable(StatusReason reason, @Nullable String detail) implements Found {}
    }

    static Found find(Recipient recipient, Channel channel) {
        return switch (channel) {
            case SMS -> find(recipient.getMobile(), text -> PhoneNumber.parse(text, PHONES), Address.Phone::new);
            case EMAIL -> find(recipient.getEmail(), EmailAddress::parse, Address.Email::new);
            case LETTER -> recipient.getAddressLines().isEmpty()
                    ? new Found.Unusable(StatusReason.NO_ADDRESS, null)
                    : found(PostalAddress.parse(recipient.getAddressLines(), POST), Address.Post::new);
        };
    }

    private static <T> Found find(@Nullable String text, Function<String, Checked<T>> parse,
            Function<T, Address> address) {
        return text == null || text.isBlank()
                ? new Found.Unusable(StatusReason.NO_ADDRESS, null)
                : found(parse.apply(text), address);
    }

    private static <T> Found found(Checked<T> checked, Function<T, Address> address) {
        return switch (checked) {
            case Checked.Valid<T>(T value) -> new Found.Usable(address.apply(value));
            case Checked.Invalid<T>(List<Problem> problems) ->
                new Found.Unusable(StatusReason.INVALID_ADDRESS, problems.getFirst().code());
        };
    }
}
