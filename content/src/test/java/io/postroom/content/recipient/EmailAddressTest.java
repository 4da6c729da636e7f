package io.postroom.content.recipient;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.content.Checked;
import io.postroom.content.Generated;
import io.postroom.content.Problem;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("scaled")
class EmailAddressTest {

    @Test
    void anAddressKeepsItsSpellingAndIsComparedWithoutCase() {
        // When
        EmailAddress address = EmailAddress.parse("\u200b Sian.Parry@Example.COM\u00a0").orElseThrow();

        // Then
        assertThat(address.reveal()).isEqualTo("Sian.Parry@Example.COM");
        assertThat(address.canonical()).isEqualTo("sian.parry@example.com");
        assertThat(address).isEqualTo(EmailAddress.parse("sian.parry@example.com").orElseThrow());
        assertThat(address).hasSameHashCodeAs(EmailAddress.parse("sian.parry@example.com").orElseThrow());
        assertThat(address).isNotEqualTo(EmailAddress.parse("sian@example.com").orElseThrow());
    }

    @Test
    void anAddressDoesNotShowItselfUnasked() {
        // Given
        EmailAddress address = EmailAddress.parse("sian.parry@example.com").orElseThrow();

        // When
        String printed = address.toString();

        // Then
        assertThat(printed).isEqualTo("•••");
        assertThat(address.masked()).isEqualTo("s•••@example.com");
    }

    @Test
    void onlyTheHostIsWrittenInAsciiForMailServers() {
        // When
        EmailAddress address = EmailAddress.parse("Info@bücher.example").orElseThrow();

        // Then
        assertThat(address.revealForTransport()).isEqualTo("Info@xn--bcher-kva.example");
        assertThat(address.reveal()).isEqualTo("Info@bücher.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "@", "a@", "@b.com", "a@b", "a@b.c", "a@b..com", "a..b@c.com", "a@.b.com", "a@b.com.",
            "a b@c.com", "a@b c.com", "a@-b.com", "a@b-.com", "a@b_c.com", "a@1.2.3.4", "a@b.123", "a@b@c.com",
            "é@b.com", "a@xn---something.com", "a@b.com\nbcc: x@y.com", "a@[1.2.3.4]", "a<a@b.com>", "\"a\"@b.com"})
    void whatMailCannotBeSentToIsRefused(String text) {
        // When
        Checked<EmailAddress> checked = EmailAddress.parse(text);

        // Then
        assertThat(checked.problems()).extracting(Problem::code).containsExactly("not-an-email-address");
    }

    @Test
    void lengthsAreLimitedAsInDns() {
        String label = "a".repeat(63);
        assertThat(EmailAddress.parse("x@" + label + ".com").isValid()).isTrue();
        assertThat(EmailAddress.parse("x@a" + label + ".com").isValid()).isFalse();
        String host = (label + ".").repeat(3) + "a".repeat(57) + ".com";
        assertThat(host).hasSize(253);
        assertThat(EmailAddress.parse("x@" + host).isValid()).isTrue();
        assertThat(EmailAddress.parse("x@a" + host.substring(1) + "m").isValid()).isFalse();
        assertThat(EmailAddress.parse("x".repeat(66) + "@" + host).isValid()).isTrue();
        assertThat(EmailAddress.parse("x".repeat(67) + "@" + host).isValid()).isFalse();
    }

    @Test
    void anyTextIsEitherAnAddressThatReadsBackTheSameOrHasAProblem() {
        List<String> pieces = List.of("a", "b", "@", ".", "example", ".com", "-", "_", " ", "xn--", "ü", "co.uk", "1",
                "+", "'", "\u200d", "。", "\u00ad", "A", "ß", "\t", "@example.com");
        Generated.inputs("e-mail addresses", random -> Generated.text(random, 8, pieces), text -> {
            // When
            Checked<EmailAddress> checked = EmailAddress.parse(text);

            // Then
            switch (checked) {
                case Checked.Valid<EmailAddress>(EmailAddress address) -> {
                    assertThat(address.revealForTransport()).matches("[!-~]+@[A-Za-z0-9.-]+");
                    assertThat(EmailAddress.parse(address.reveal()).orElseThrow()).isEqualTo(address);
                    assertThat(EmailAddress.parse(address.revealForTransport()).isValid()).isTrue();
                }
                case Checked.Invalid<EmailAddress>(List<Problem> problems) -> assertThat(problems).hasSize(1);
            }
        });
    }
}
