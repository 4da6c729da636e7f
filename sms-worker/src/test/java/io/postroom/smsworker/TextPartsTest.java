package io.postroom.smsworker;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.content.sms.Gsm7;
import io.postroom.smsworker.SmppSettings.Concatenation;
import io.postroom.smsworker.SmppSettings.DefaultAlphabet;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jsmpp.bean.OptionalParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextPartsTest {
    private static final UUID ID = UUID.fromString("6f0b7e0e-0000-5000-8000-00000000abcd");

    @ParameterizedTest
    @CsvSource({"UDH_8,160,1", "UDH_8,161,2", "UDH_8,306,2", "UDH_8,307,3", "UDH_16,160,1", "UDH_16,304,2",
            "UDH_16,305,3", "SAR,306,2", "SAR,307,3", "PAYLOAD,306,1"})
    void septetsFillParts(Concatenation concatenation, int length, int parts) {
        assertThat(parts(concatenation, "a".repeat(length))).hasSize(parts);
    }

    @ParameterizedTest
    @CsvSource({"UDH_8,70,1", "UDH_8,134,2", "UDH_8,135,3", "UDH_16,132,2", "UDH_16,133,3"})
    void ucs2FillsParts(Concatenation concatenation, int length, int parts) {
        assertThat(parts(concatenation, "ŵ".repeat(length))).hasSize(parts);
    }

    @Test
    void noPartIsLongerThanTheNetworkCarries() {
        // Given
        String text = "{ŵ".repeat(200);

        for (Concatenation concatenation : List.of(Concatenation.UDH_8, Concatenation.UDH_16)) {
            // When
            List<TextPart> parts = parts(concatenation, text);

            // Then: 140 octets, the header included
            assertThat(parts).allSatisfy(part -> assertThat(part.body().length).isLessThanOrEqualTo(140));
        }
    }

    @Test
    void aSixteenBitHeaderCarriesReferenceTotalAndNumber() {
        // When
        List<TextPart> parts = parts(Concatenation.UDH_16, "{}".repeat(100));

        // Then
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            byte[] body = parts.get(i).body();
            assertThat(parts.get(i).header()).isTrue();
            assertThat(Arrays.copyOf(body, 3)).isEqualTo(new byte[]{6, 8, 4});
            assertThat(body[5]).isEqualTo((byte) parts.size());
            assertThat(body[6]).isEqualTo((byte) (i + 1));
            assertThat(body.length - 7).isLessThanOrEqualTo(152);
            joined.append(Gsm7.decode(Arrays.copyOfRange(body, 7, body.length)));
        }
        assertThat(joined).hasToString("{}".repeat(100));
    }

    @Test
    void theReferenceIsTheNotificationsOwn() {
        // When
        List<TextPart> once = parts(Concatenation.UDH_16, "a".repeat(200));
        List<TextPart> again = parts(Concatenation.UDH_16, "a".repeat(200));
        List<TextPart> other = new TextParts(DefaultAlphabet.GSM_7, Concatenation.UDH_16)
                .of(UUID.fromString("6f0b7e0e-0000-5000-8000-00000000abce"), "a".repeat(200));

        // Then
        assertThat(again.getFirst().body()).isEqualTo(once.getFirst().body());
        assertThat(other.getFirst().body()).isNotEqualTo(once.getFirst().body());
    }

    @Test
    void sarParametersCarryReferenceTotalAndNumber() {
        // When
        List<TextPart> parts = parts(Concatenation.SAR, "a".repeat(200));

        // Then
        assertThat(parts).allSatisfy(part -> assertThat(part.header()).isFalse());
        assertThat(parts.get(1).parameters()).extracting(parameter -> parameter.tag).containsExactly((short) 0x020c,
                (short) 0x020e, (short) 0x020f);
        assertThat(((OptionalParameter.Byte) parts.get(1).parameters().get(2)).getValue()).isEqualTo((byte) 2);
    }

    @Test
    void aPayloadHoldsTheWholeText() {
        // When
        TextPart part = parts(Concatenation.PAYLOAD, "a".repeat(500)).getFirst();

        // Then
        assertThat(part.body()).isEmpty();
        assertThat(((OptionalParameter.OctetString) part.parameters().getFirst()).getValue()).hasSize(500);
    }

    @Test
    void aLatin1ProviderGetsLatin1OrUcs2() {
        // Given
        TextParts latin = new TextParts(DefaultAlphabet.LATIN_1, Concatenation.UDH_8);

        // When
        TextPart plain = latin.of(ID, "Café @ 9").getFirst();
        TextPart euro = latin.of(ID, "10 €").getFirst();

        // Then
        assertThat(plain.dataCoding()).isEqualTo((byte) 0);
        assertThat(plain.body()).isEqualTo("Café @ 9".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(euro.dataCoding()).isEqualTo((byte) 8);
        assertThat(euro.body()).isEqualTo("10 €".getBytes(StandardCharsets.UTF_16BE));
    }

    private static List<TextPart> parts(Concatenation concatenation, String text) {
        return new TextParts(DefaultAlphabet.GSM_7, concatenation).of(ID, text);
    }
}
