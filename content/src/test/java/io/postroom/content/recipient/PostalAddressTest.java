package io.postroom.content.recipient;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.content.Checked;
import io.postroom.content.Generated;
import io.postroom.content.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("scaled")
class PostalAddressTest {

    private static final PostalAddressOptions ANYWHERE = new PostalAddressOptions(true);

    @Test
    void linesAreNormalised() {
        // When
        PostalAddress address = PostalAddress
                .parse(" Siân \u200b Parry ,,\r\n\n 1  High\u00a0Street ,\n Town ,  Gwent.\n sw1a1aa \nCymru\nUK")
                .orElseThrow();

        // Then
        assertThat(address.reveal()).containsExactly("Siân Parry", "1 High Street", "Town, Gwent.", "SW1A 1AA");
        assertThat(address.canonical()).isEqualTo("siân parry\n1 high street\ntown, gwent.\nsw1a 1aa");
        assertThat(address.postageZone()).isEqualTo(PostageZone.UNITED_KINGDOM);
        assertThat(address.isInternational()).isFalse();
    }

    @Test
    void anAddressDoesNotShowItselfUnasked() {
        // Given
        PostalAddress address = PostalAddress.parse(List.of("A Person", "1 Street", "LS1 4AP"), ANYWHERE).orElseThrow();

        // When
        String printed = address.toString();

        // Then
        assertThat(printed).isEqualTo("•••");
        assertThat(address.masked()).isEqualTo("•••, LS");
        assertThat(address).isEqualTo(PostalAddress.parse("a person\n1 STREET\nLS14AP").orElseThrow());
        assertThat(address).hasSameHashCodeAs(PostalAddress.parse("a person\n1 STREET\nLS14AP").orElseThrow());
        assertThat(address).isNotEqualTo(PostalAddress.parse("a person\n2 STREET\nLS14AP").orElseThrow());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Deutschland        | Germany        | EUROPE
        Yr Almaen          | Germany        | EUROPE
        U.S.A.             | United States  | REST_OF_WORLD
        the Gambia         | The Gambia     | REST_OF_WORLD
        GAMBIA             | The Gambia     | REST_OF_WORLD
        cote d'ivoire      | Ivory Coast    | REST_OF_WORLD
        Côte d’Ivoire      | Ivory Coast    | REST_OF_WORLD
        Trinidad + Tobago  | Trinidad and Tobago | REST_OF_WORLD
        Ελλάδα             | Greece         | EUROPE
        Canary Islands     | Canary Islands | EUROPE
        """)
    void countriesAreUnderstoodUnderTheirUsualNames(String written, String printed, PostageZone zone) {
        // When
        PostalAddress address = PostalAddress.parse("A Person\n1 Street\n" + written, ANYWHERE).orElseThrow();

        // Then
        assertThat(address.reveal().getLast()).isEqualTo(printed);
        assertThat(address.postageZone()).isEqualTo(zone);
        assertThat(address.isInternational()).isTrue();
        assertThat(address.masked()).isEqualTo("•••, " + printed);
    }

    @ParameterizedTest
    @CsvSource({"Jersey, JE2 4UH", "Ynys Manaw, IM1 1AA", "Alderney, GY9 3AA", "Yr Alban, EH1 1AA", "GBR, EH1 1AA"})
    void theCrownDependenciesAndNationsArePostedAsTheUnitedKingdom(String country, String postcode) {
        // When
        PostalAddress address = PostalAddress.parse("A Person\n1 Street\n" + postcode + "\n" + country).orElseThrow();

        // Then
        assertThat(address.reveal()).containsExactly("A Person", "1 Street", postcode);
    }

    @Test
    void forcesPostOfficesStandLast() {
        // When
        PostalAddress address = PostalAddress.parse("Pte X\nbfpo c/o 58\nBFPO\nBF1 2AT").orElseThrow();
        PostalAddress withoutPostcode = PostalAddress.parse("Pte X\nUnit\nBFPO 58").orElseThrow();

        // Then
        assertThat(address.reveal()).containsExactly("Pte X", "BF1 2AT", "BFPO 58");
        assertThat(address.isBfpo()).isTrue();
        assertThat(withoutPostcode.reveal()).containsExactly("Pte X", "Unit", "BFPO 58");
        assertThat(withoutPostcode.masked()).isEqualTo("•••, BFPO");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ''                                   | false | address-is-empty
        UK                                   | false | address-is-empty
        A\\nSW1A 1AA                         | false | not-enough-address-lines
        1\\n2\\n3\\n4\\n5\\n6\\n7\\nSW1A 1AA | false | too-many-address-lines
        !!!\\n1 Street\\nSW1A 1AA            | false | invalid-address-line-1-or-2
        A\\n???\\nSW1A 1AA                   | false | invalid-address-line-1-or-2
        A\\nB\\nBFPO 1\\nFrance              | true  | has-country-for-bfpo-address
        A\\nB\\nTown                         | false | not-a-real-uk-postcode
        A\\nB\\nTown                         | true  | not-a-real-uk-postcode-or-country
        A\\nB\\nFrance                       | false | cant-send-international-letters
        A\\n[B\\nSW1A 1AA                    | false | invalid-char-in-address
        A\\nNFA\\nSW1A 1AA                   | false | no-fixed-abode-address
        A\\nOf no fixed abode\\nSW1A 1AA     | false | no-fixed-abode-address
        A\\nNo Fixed Address\\nSW1A 1AA      | false | no-fixed-abode-address
        """)
    void eachFaultHasItsCode(String text, boolean international, String code) {
        // When
        Checked<PostalAddress> checked = PostalAddress.parse(text.replace("\\n", "\n"),
                new PostalAddressOptions(international));

        // Then
        assertThat(checked.problems()).extracting(Problem::code).containsExactly(code);
    }

    @Test
    void sevenLinesAreEnoughRoom() {
        assertThat(PostalAddress.parse("1\n2\n3\n4\n5\n6\nSW1A 1AA").isValid()).isTrue();
        assertThat(PostalAddress.parse("1\n2\nSW1A 1AA").isValid()).isTrue();
        assertThat(PostalAddress.parse("1\n2\n3\n4\n5\n6\n7\nFrance", ANYWHERE).isValid()).isFalse();
    }

    @Test
    void linesAreFoundAmongValuesHoweverTheirNamesAreSpelt() {
        // Given
        Map<String, String> values = new LinkedHashMap<>();
        values.put("Postcode", "SW1A 1AA");
        values.put("ADDRESS_LINE_2", "Street");
        values.put("address-line-1", "Person");
        values.put("address line 3", null);
        values.put("name", "ignored");

        // When
        List<String> lines = PostalAddress.linesFrom(values);
        values.put("address line 7", "EH1 1AA");
        List<String> withSeventh = PostalAddress.linesFrom(values);

        // Then
        assertThat(lines).containsExactly("Person", "Street", "SW1A 1AA");
        assertThat(withSeventh).containsExactly("Person", "Street", "EH1 1AA");
    }

    @ParameterizedTest
    @CsvSource({"SW1A 1AA, SW1A 1AA", "sw1a1aa, SW1A 1AA", "M11AE, M1 1AE", "B338TH, B33 8TH", "CR26XH, CR2 6XH",
            "DN551PT, DN55 1PT", "GIR 0AA,", "QQ1 1AA,", "SW1A 1CA,", "SW1A 1A,", "GX11 1AA,", "BX1 1AA, BX1 1AA",
            "SW1A 1VA,", "SW1A 1KA,", "SW1A 1MA,", "SW1A 1OA,", "SW1A 1IA,"})
    void postcodesHaveARealAreaAndTheLettersThatRoyalMailUses(String text, String postcode) {
        assertThat(Postcode.parse(text)).isEqualTo(postcode);
    }

    @Test
    void allAreasAreKnown() {
        assertThat(Postcode.areaCount()).isEqualTo(127);
    }

    /**
     * Found by input 65327 of seed 20261122: a line with nothing but a control character counted as a line of the
     * address, although nothing is printed for it.
     */
    @ParameterizedTest
    @ValueSource(strings = {"\u001f", "\u0007 \u0000", "\u00ad", "\u200e", "\u3164", "\ufe0f", "\ud83d", "\udb40\udd00",
            "\u2007\u3000"})
    void aLineThatPrintsNothingIsNoLine(String nothing) {
        // When
        PostalAddress address = PostalAddress
                .parse("A" + nothing + "\n1 High Street\n" + nothing + " \u2028sw1a1aa\n" + nothing).orElseThrow();

        // Then
        assertThat(address.reveal()).containsExactly("A", "1 High Street", "SW1A 1AA");
        assertThat(PostalAddress.parse("A\n" + nothing + "\nSW1A 1AA").problems()).extracting(Problem::code)
                .containsExactly("not-enough-address-lines");
    }

    @Test
    void controlCharactersSeparateWords() {
        assertThat(PostalAddress.parse("A\u001fPerson\n1\u0000Street\nSW1A\u00071AA").orElseThrow().reveal())
                .containsExactly("A Person", "1 Street", "SW1A 1AA");
    }

    @Test
    void anyTextIsEitherAnAddressThatReadsBackTheSameOrHasAProblem() {
        List<String> pieces = List.of("A Person\n", "1 High Street\n", "Town\n", "SW1A 1AA", "sw1a1aa\n", "\n",
                "France",
                "England\n", "BFPO 12\n", "bfpo\n", ",", ".", " ", "nfa\n", "[", "Germany\n", "UK\n", "\u00a0", "b2\n",
                "Côte d’Ivoire", "\u2028", "GY1 1AA", "\u001f", "\u00ad", "\u3164", "\ud83d");
        Generated.inputs("postal addresses", random -> Generated.text(random, 10, pieces), text -> {
            // When
            Checked<PostalAddress> checked = PostalAddress.parse(text, ANYWHERE);

            // Then
            switch (checked) {
                case Checked.Valid<PostalAddress>(PostalAddress address) -> {
                    assertThat(address.reveal()).hasSizeBetween(3, 7).allMatch(PostalAddressTest::isPrinted);
                    PostalAddress again = PostalAddress.parse(address.reveal(), ANYWHERE).orElseThrow();
                    assertThat(again.reveal()).isEqualTo(address.reveal());
                    assertThat(again).isEqualTo(address);
                    assertThat(again.postageZone()).isEqualTo(address.postageZone());
                    assertThat(again.isBfpo()).isEqualTo(address.isBfpo());
                }
                case Checked.Invalid<PostalAddress>(List<Problem> problems) -> assertThat(problems).hasSize(1);
            }
        });
    }

    /** One line, with something that can be seen, and nothing that cannot. */
    private static boolean isPrinted(String line) {
        return !line.isEmpty() && line.equals(line.strip())
                && line.codePoints().noneMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029
                        || Character.getType(c) == Character.FORMAT || Character.getType(c) == Character.SURROGATE);
    }
}
