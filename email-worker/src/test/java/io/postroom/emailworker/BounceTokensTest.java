package io.postroom.emailworker;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.emailworker.BounceTokens.Sent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BounceTokensTest {
    private static final UUID ID = UUID.fromString("6f0b7e0e-8c1d-5a5e-9d2f-0123456789ab");
    private static final List<String> PROVIDERS = List.of("relay", "other");

    @Test
    void anAddressNamesItsNotificationAndProvider() {
        assertThat(TestEmails.RETURN.read(TestEmails.RETURN.of("other", ID), PROVIDERS))
                .contains(new Sent("other", ID));
    }

    @Test
    void caseDoesNotMatter() {
        assertThat(TestEmails.RETURN.read(TestEmails.RETURN.of("relay", ID).toUpperCase(Locale.ROOT), PROVIDERS))
                .contains(new Sent("relay", ID));
    }

    @Test
    void theLocalPartFitsAndIsPlain() {
        // When
        String address = new ReturnAddress("b".repeat(BounceTokens.ROOM), "example.org",
                new BounceTokens(TestEmails.KEY)).of("relay", ID);

        // Then
        assertThat(address.substring(0, address.indexOf('@'))).hasSize(64).matches("[a-z0-9+]+");
    }

    @Test
    void aForgedAddressIsNotOurs() {
        // Given
        String good = TestEmails.RETURN.of("relay", ID);
        ReturnAddress stranger = new ReturnAddress("bounces", "bounce.example.org",
                new BounceTokens("another key, just as long".getBytes(StandardCharsets.UTF_8)));

        // When, Then
        assertThat(TestEmails.RETURN.read(stranger.of("relay", ID), PROVIDERS)).isEmpty();
        assertThat(TestEmails.RETURN.read(good, List.of("other"))).isEmpty();
        assertThat(TestEmails.RETURN.read("bounces@bounce.example.org", PROVIDERS)).isEmpty();
        assertThat(TestEmails.RETURN.read("bounces+@bounce.example.org", PROVIDERS)).isEmpty();
        assertThat(TestEmails.RETURN.read(good.replace("bounce.example", "bounce.other"), PROVIDERS)).isEmpty();
        assertThat(TestEmails.RETURN.read(good.replace("bounces", "bounced"), PROVIDERS)).isEmpty();
        assertThat(TestEmails.RETURN.read("", PROVIDERS)).isEmpty();
    }

    @Test
    void noChangedCharacterIsAccepted() {
        // Given
        String good = TestEmails.RETURN.of("relay", ID);
        Random random = new Random(1);
        int from = "bounces+".length();

        for (int at = from; at < good.indexOf('@'); at++) {
            char other = "abcdefghijklmnopqrstuvwxyz234567".charAt(random.nextInt(32));
            // The last character has two bits of no meaning.
            if (other == good.charAt(at) || at == good.indexOf('@') - 1) {
                continue;
            }

            // When
            String changed = good.substring(0, at) + other + good.substring(at + 1);

            // Then
            assertThat(TestEmails.RETURN.read(changed, PROVIDERS)).as("character %d", at).isEmpty();
        }
    }
}
