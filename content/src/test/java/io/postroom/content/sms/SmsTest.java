package io.postroom.content.sms;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.content.Generated;
import io.postroom.content.Problem;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("scaled")
class SmsTest {

    private static final List<String> PIECES = List.of("a", "Hello ", "^", "{", "€", "ŵ", "Ŷ", "â", "à", "’", "…", "–",
            "\n", "\n\n\n", "  ", " ,", " .", "\r\n", "🚀", "深", "\u200b", "\u00a0", "0123456789".repeat(8), "ł", "Å",
            "ς",
            "[]~|\\", "\u001b", "\t");

    @ParameterizedTest
    @CsvSource({"a, 160, 1", "a, 161, 2", "a, 306, 2", "a, 307, 3", "a, 459, 3", "a, 460, 4", "a, 918, 6", "^, 80, 1",
            "^, 81, 2", "^, 152, 2", "^, 153, 3", "ŵ, 70, 1", "ŵ, 71, 2", "ŵ, 134, 2", "ŵ, 135, 3", "à, 160, 1"})
    void aTextIsCountedInThePartsThatTheNetworkCarries(String character, int times, int parts) {
        // When
        SmsCount count = SmsText.of(character.repeat(times)).count();

        // Then
        assertThat(count.parts()).isEqualTo(parts);
        assertThat(count.characters()).isEqualTo(times);
    }

    @Test
    void anEscapePairIsNotCut() {
        // Given: the pair would be the 153rd and 154th septet
        String text = "a".repeat(152) + "€" + "b".repeat(20);

        // When
        List<String> parts = SmsSplitter.split(text);

        // Then
        assertThat(parts).containsExactly("a".repeat(152), "€" + "b".repeat(20));
    }

    @Test
    void aSurrogatePairIsNotCut() {
        // Given: the pair would be the 67th and 68th unit
        String text = "ŵ".repeat(66) + "🚀" + "b".repeat(20);

        // When
        List<String> parts = SmsSplitter.split(text);

        // Then
        assertThat(parts).containsExactly("ŵ".repeat(66), "🚀" + "b".repeat(20));
    }

    @Test
    void theAuthorIsToldWhichLettersMakeATextDearer() {
        // When
        SmsCount count = SmsText.of("Tŷ a dŵr, tŷ arall à").count();

        // Then
        assertThat(count.encoding()).isEqualTo(SmsEncoding.UCS_2);
        assertThat(count.costlyCharacters()).containsExactly("ŷ", "ŵ");
        assertThat(count.toString()).doesNotContain("ŷ");
    }

    @Test
    void theServicesNameStandsInFrontAndDoesNotCountForTheLimit() {
        // When
        SmsText text = SmsText.of("b".repeat(918), "Land Registry", SmsCharacters.WELSH);
        SmsText longer = SmsText.of("b".repeat(919), "Land Registry", SmsCharacters.WELSH);
        SmsText empty = SmsText.of(" ", "Land Registry", SmsCharacters.WELSH);

        // Then
        assertThat(text.text()).startsWith("Land Registry: b");
        assertThat(text.isTooLong()).isFalse();
        assertThat(longer.isTooLong()).isTrue();
        assertThat(longer.charactersAboveLimit()).isEqualTo(1);
        assertThat(empty.isEmpty()).isTrue();
        assertThat(text.isEmpty()).isFalse();
        assertThat(text.toString()).isEqualTo("•••");
    }

    @Test
    void whiteSpaceIsPutInOrder() {
        assertThat(SmsText.of(" Dear  Sir ,\r\n\r\n\r\n\r\nyes .\u2028ok\tok ").text())
                .isEqualTo("Dear Sir,\n\nyes.\nok ok");
    }

    @Test
    void welshLettersAreKeptAndOthersLoseTheirAccents() {
        assertThat(SmsText.of("ŵŷâêîôûŴŶ ş ấ ǖ Łódź – “x” … 🚀深 ẛ \ud834\udd5e\ufa6c").text())
                .isEqualTo("ŵŷâêîôûŴŶ s â ü Lódz - \"x\" ... ?? ? ??");
    }

    @Test
    void anyUnicodeTextKeepsItsLettersButNotTypesettersPunctuation() {
        // When
        SmsText text = SmsText.of("Dzień dobry – “深” 👍🏽", null, SmsCharacters.ANY);

        // Then
        assertThat(text.text()).isEqualTo("Dzień dobry - \"深\" 👍🏽");
        assertThat(text.count().encoding()).isEqualTo(SmsEncoding.UCS_2);
        assertThat(SmsText.of("plain – text", null, SmsCharacters.ANY).count().encoding()).isEqualTo(SmsEncoding.GSM_7);
        assertThat(SmsCharacters.ANY.canWrite('深')).isTrue();
        assertThat(SmsCharacters.WELSH.canWrite('深')).isFalse();
    }

    @Test
    void gsmCodesAreThoseOfTheStandard() {
        assertThat(Gsm7.encode("@£$ aZ€[ß¿à")).containsExactly(0x00, 0x01, 0x02, 0x20, 0x61, 0x5a, 0x1b, 0x65, 0x1b,
                0x3c,
                0x1e, 0x60, 0x7f);
        assertThat(Gsm7.encode("^{}\\~]|\f")).containsExactly(0x1b, 0x14, 0x1b, 0x28, 0x1b, 0x29, 0x1b, 0x2f, 0x1b,
                0x3d,
                0x1b, 0x3e, 0x1b, 0x40, 0x1b, 0x0a);
        assertThat(Gsm7.encode("深\u001be")).containsExactly(0x3f, 0x20, 0x65);
        assertThat(Gsm7.decode(new byte[]{0x1b, 0x65, 0x1b, 0x61, 0x1b})).isEqualTo("€ a ");
        assertThat(Gsm7.canEncode("ç")).isFalse();
        assertThat(Gsm7.canEncode("Ç`".substring(0, 1))).isTrue();
        assertThat(Gsm7.canEncode("`")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"'', sender-name-empty", "'  ', sender-name-empty", "DVLA Swansea, sender-name-too-long",
            "Land_Regist,", "GOV.UK,", "Ŵales, sender-name-characters", "<b>, sender-name-characters",
            "'-', sender-name-characters", "' Student ',"})
    void senderNamesFitWhatNetworksShow(String name, String code) {
        // When
        List<String> codes = SenderName.parse(name).problems().stream().map(Problem::code).toList();

        // Then
        assertThat(codes).isEqualTo(code == null ? List.of() : List.of(code));
    }

    @Test
    void anyTextIsCutIntoPartsThatFitAndAreTheTextAgain() {
        Generated.inputs("SMS parts", random -> Generated.text(random, 60, PIECES), written -> {
            // Given
            String text = SmsText.of(written, null, SmsCharacters.ANY).text();
            SmsEncoding encoding = SmsEncoding.of(text);

            // When
            List<String> parts = SmsSplitter.split(text);

            // Then
            assertThat(String.join("", parts)).isEqualTo(text);
            int limit = parts.size() == 1 ? encoding.unitsAlone() : encoding.unitsInPart();
            for (int i = 0; i < parts.size(); i++) {
                String part = parts.get(i);
                assertThat(SmsSplitter.units(part, encoding)).isLessThanOrEqualTo(limit);
                if (encoding == SmsEncoding.GSM_7) {
                    assertThat(Gsm7.encode(part)).hasSize(SmsSplitter.units(part, encoding));
                    assertThat(Gsm7.decode(Gsm7.encode(part))).isEqualTo(part.replace('\u001b', ' '));
                }
                if (i + 1 < parts.size()) {
                    int next = encoding.units(parts.get(i + 1).codePointAt(0));
                    assertThat(SmsSplitter.units(part, encoding) + next).isGreaterThan(limit);
                }
            }
        });
    }

    @Test
    void anyTextComesOutInTheAlphabetAndStaysAsItIsTheSecondTime() {
        Generated.inputs("SMS alphabet", random -> Generated.text(random, 30, PIECES), written -> {
            for (SmsCharacters characters : SmsCharacters.values()) {
                // When
                String text = characters.apply(written);

                // Then
                assertThat(text.codePoints()).allMatch(characters::keeps);
                assertThat(characters.apply(text)).isEqualTo(text);
            }
        });
    }

    /** Who sends again what was sent, from a copy or a status page, sends and pays for the same text. */
    @Test
    void anyTextThatWasMadeSendableStaysAsItIsTheSecondTime() {
        Generated.inputs("SMS texts", random -> Generated.text(random, 30, PIECES).replace("…", "..."), written -> {
            for (SmsCharacters characters : SmsCharacters.values()) {
                // Given
                SmsText once = SmsText.of(written, "Land Registry", characters);

                // When
                SmsText twice = SmsText.of(once.text(), null, characters);

                // Then
                assertThat(twice.text()).isEqualTo(once.text());
                assertThat(twice.count()).isEqualTo(once.count());
            }
        });
    }

    @ParameterizedTest
    @CsvSource({"'wait \u2026', wait ...", "'a \u200b b', a b", "'a\u200b \u200b,b', 'a,b'",
            "'a\u00a0,\u202f b', 'a, b'",
            "'a\u2028. b', a. b", "'\u200b b', b", "'a \u200b\n\u200b b', 'a\nb'", "'a \u2060 \u200d b', a b"})
    void whiteSpaceIsInOrderAlsoWhereCharactersVanish(String written, String sent) {
        assertThat(SmsText.of(written).text()).isEqualTo(sent);
    }

    @Test
    void whatJoinsCharactersIsKeptWhereTheyAre() {
        assertThat(SmsText.of("a \u200d b \u200b c", null, SmsCharacters.ANY).text()).isEqualTo("a \u200d b c");
    }
}
