package io.postroom.content.recipient;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.content.Checked;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Recipients that can be nobody's. */
class ReservedRecipientTest {

    @ParameterizedTest
    @CsvSource({"DELIVERED, 07700 900801, delivered", "FAILED, +44 7700 900 802, Failed",
            "UNKNOWN, 07700900803, UNKNOWN"})
    void eachHasANumberAMailboxAndAnAddress(ReservedRecipient expected, String number, String word) {
        // Given
        String mailbox = word + "@postroom.invalid";
        List<String> lines = List.of("Postroom reserved recipient: " + word, "1 Any Street", "Leeds", "LS1 1AA");

        // Then all of them are such as a back office may give
        assertThat(PhoneNumber.parse(number, PhoneNumberOptions.UK_MOBILE)).isInstanceOf(Checked.Valid.class);
        assertThat(EmailAddress.parse(mailbox)).isInstanceOf(Checked.Valid.class);
        assertThat(PostalAddress.parse(lines, PostalAddressOptions.UK_ONLY)).isInstanceOf(Checked.Valid.class);
        assertThat(ReservedRecipient.ofNumber(number)).contains(expected);
        assertThat(ReservedRecipient.ofMailbox(mailbox)).contains(expected);
        assertThat(ReservedRecipient.ofAddress(lines)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"07700 900800", "07700 900804", "07911 123456", "+1 202 555 0801", "", "delivered"})
    void otherNumbersAreSomebodys(String number) {
        assertThat(ReservedRecipient.ofNumber(number)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"delivered@example.com", "delivered@postroom.invalid.example.com",
            "a.delivered@postroom.invalid", "delivered+1@postroom.invalid", ""})
    void otherMailboxesAreSomebodys(String mailbox) {
        assertThat(ReservedRecipient.ofMailbox(mailbox)).isEmpty();
    }

    @Test
    void aLetterIsKnownByItsAddresseeAlone() {
        assertThat(ReservedRecipient.ofAddress(List.of())).isEmpty();
        assertThat(ReservedRecipient.ofAddress(List.of("Delivered", "1 Any Street", "LS1 1AA"))).isEmpty();
        assertThat(ReservedRecipient
                .ofAddress(List.of("Ada Keeper", "Postroom reserved recipient: delivered", "LS1 1AA"))).isEmpty();
    }
}
