package io.postroom.content.recipient;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The only recipients that are written to where something is tried out. */
class SafelistTest {

    @Test
    void spellingDoesNotMatter() {
        // Given
        Safelist list = new Safelist(
                List.of("07700 900123", "Ada@Example.com", "Ada Keeper, 1 High Street, sw1a 1aa"));

        // Then
        assertThat(list.size()).isEqualTo(3);
        assertThat(list.allows(PhoneNumber.parse("+447700900123", PhoneNumberOptions.UK_MOBILE).orElseThrow()))
                .isTrue();
        assertThat(list.allows(PhoneNumber.parse("07700 900124", PhoneNumberOptions.UK_MOBILE).orElseThrow()))
                .isFalse();
        assertThat(list.allows(EmailAddress.parse("ada@example.com").orElseThrow())).isTrue();
        assertThat(list.allows(EmailAddress.parse("eve@example.com").orElseThrow())).isFalse();
        assertThat(list.allows(PostalAddress.parse("Ada Keeper\n1 High Street\nSW1A 1AA").orElseThrow())).isTrue();
        assertThat(list.allows(PostalAddress.parse("Ada Keeper\n2 High Street\nSW1A 1AA").orElseThrow())).isFalse();
    }

    @Test
    void anEntryThatCanBeNobodysIsKnownAsSuch() {
        assertThat(List.of("07700 900123", "ada@example.com", "Ada Keeper, 1 High Street, SW1A 1AA"))
                .allMatch(Safelist::understands);
        assertThat(List.of("", "0770", "ada@", "Ada Keeper", "Ada Keeper, 1 High Street"))
                .noneMatch(Safelist::understands);
    }
}
